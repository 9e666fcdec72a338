"""docs/printing.md tells every option of the prints, and its commands work."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pdf_books import EXPORTER
from print_kinds import CARDS, KEY, QUIZ, SHEET

from by_hand import ROOT
from dlexport.cli.commands import cli
from dlexport.plugin.options import describe

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.plugin.contract import Exporter

DOC = (ROOT / "docs" / "printing.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|]+) \| ([^|]+) \|", DOC, re.MULTILINE)


@pytest.mark.parametrize(("name", "exporter"), [
    ("pdf", EXPORTER), ("quiz-pdf", QUIZ), ("key-pdf", KEY), ("sheet-json", SHEET), ("cards-pdf", CARDS)])
def test_every_option_is_described_with_its_values(name: str, exporter: Exporter[Any]) -> None:
    """And no other is."""
    shared = "all" if name != "sheet-json" else ""
    told = {option: values for options, of, values in TABLE if of == shared or f"`{name}`" in of
            for option in re.findall(r"\w+", options)}
    found = {one.name: one.choices for one in describe(exporter.Options)}
    assert told.keys() == found.keys()
    for option, choices in found.items():
        if "|" in choices:
            assert re.findall(r"`([^`]+)`", told[option]) == choices.split(" | ")


def test_the_commands_work(tmp_path: Path) -> None:
    """As they stand, on the real bank."""
    typed = [line for block in re.findall(r"```sh\n(.*?)```", DOC, re.DOTALL) for line in block.splitlines()]
    assert len(typed) == 4
    for line in typed:
        program, *arguments = shlex.split(line)
        assert program == "dlexport"
        where = ["--source", str(ROOT / "source" / "questions.yaml"), "--out", f"{tmp_path}/build"]
        done = CliRunner().invoke(cli, [*arguments, *where, "--only-topic", "training"])
        assert done.exit_code == 0, done.output
