"""Projects to run the whole program in."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

import by_hand
from dlexport.cli.commands import run

if TYPE_CHECKING:
    from pathlib import Path

Result = subprocess.CompletedProcess[str]


def dlexport(*arguments: str | Path, cwd: Path, **environment: str) -> Result:
    """Run the command line in this process: its own folder, environment and streams, all put back afterwards."""
    words = [str(argument) for argument in arguments]
    with contextlib.chdir(cwd), CliRunner(env=environment).isolation() as (out, err, _):
        status = run(words)
        sys.stdout.flush()
        sys.stderr.flush()
    return Result(words, status, out.getvalue().decode(), err.getvalue().decode())


def process(*arguments: str | Path, cwd: Path, **environment: str) -> Result:
    """Run the command line in a process of its own, where that is what the test is about."""
    return subprocess.run(
        [sys.executable, "-m", "dlexport", *map(str, arguments)], cwd=cwd, env={**os.environ, **environment},
        capture_output=True, text=True, check=False, timeout=600,
    )


MINIMAL = by_hand.MINIMAL + """\
    keypoints:
      - {id: k, text: '记住**要点**'}
"""
