"""Fonts of a theme that pass for whole and are not: the theme's fault, told by the font's name."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

from dlexport.theme.fonts import PACKAGED, packaged
from dlexport.theme.styles import default_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")


def test_outlines_that_are_nonsense(project: Callable[[str], Path]) -> None:
    """They are found out when what was drawn is embedded; nobody is told of a bug in the exporter."""
    folder = project(MINIMAL)
    prints = folder / "styles" / "print"
    prints.mkdir(parents=True)
    theme = (default_folder() / "print/handout.yaml").read_text(encoding="utf-8")
    (prints / "handout.yaml").write_text(f"{theme}\nfaces: {{latin: {{file: x.ttf}}}}\n", encoding="utf-8")
    font = packaged(*PACKAGED["latin"]).read_bytes()
    start, length = struct.unpack_from(">2L", font, font.index(b"glyf", 12) + 8)
    (prints / "x.ttf").write_bytes(font[:start] + b"\x7f" * length + font[start + length:])
    done = dlexport("export", "pdf", cwd=folder)
    assert done.returncode == 1
    assert "error[theme-face]: the font x.ttf is damaged" in done.stderr
    assert "bug" not in done.stderr
