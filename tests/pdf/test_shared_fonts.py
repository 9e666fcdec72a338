"""Roles that lead to one font: what a face is named follows from font and weight, not from who asks for it first."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest
from pdf_books import EXPORTER, OPTIONS, book, question

from by_hand import MOMENT, rich
from dlexport.cache import Cache
from dlexport.exporters.pdf.book.ahead import in_order
from dlexport.exporters.pdf.text.typefaces import Cast
from dlexport.plugin.contract import ExportContext
from dlexport.processes.spare import Spare
from dlexport.theme.fonts import PACKAGED, Faces, FontFile, Fonts, packaged
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.lock.lock import DatedBook

MONO: Final = packaged(*PACKAGED["mono"])
STRONG, SLANTED, NEITHER = "前 **`Strong`** 后。", "前 ***`Strong`*** 后。", "前 ***`全`*** 后。"
"""Chapters: with the upright role, with the italic one, with one that draws nothing of it."""


def fonts(path: Path = MONO) -> Fonts:
    """A theme's fonts, whose slanted code is upright: the file of the upright role, or a copy of it."""
    return Fonts(lambda: Faces({"mono-italic": FontFile("mono-italic", path)}))


def made(dated: DatedBook, cache: Cache | None = None, *, processes: int = 1,
         path: Path = MONO) -> tuple[bytes, list[str]]:
    """The handout, and the fonts that count as used."""
    used = fonts(path)
    with closing(Spare(counted=processes > 1)) as spare, closing(cache or Cache()) as kept:
        spare.give(processes - 1)
        data = EXPORTER.export(dated, OPTIONS, ExportContext(MOMENT, theme(None), used, cache=kept, spare=spare)).data
    return data, sorted(used.used)


def chapters(*answers: str) -> DatedBook:
    """A book with these answers, each in a chapter of its own."""
    return book(*(question(f"q{n}", topic=f"t{n}", answer=rich(answer)) for n, answer in enumerate(answers)))


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "ja", "en"])
def test_the_order_of_asking_names_no_face(language: str) -> None:
    """Also of fallbacks, and of a place that has one font for serif and sans."""
    asked = [(role, weight) for role in PACKAGED for weight in (0, 400, 600)]
    forth, back = Cast(fonts(), language), Cast(fonts(), language)
    names = {one: forth.face(*one).resource for one in asked}
    assert {one: back.face(*one).resource for one in reversed(asked)} == names
    roles = {face.resource: role for face, role in forth.roles.items()}
    assert {face.resource: role for face, role in back.roles.items()} == roles
    assert names["mono-italic", 400] == names["mono", 400] == "mono400"
    assert len({names["serif", 400], names["sans", 400]}) == (1 if language == "zh-Hant" else 2)
    assert (names["sans-sc", 400] == "sans400") == (language in {"zh-CN", "en"})


@pytest.mark.parametrize("first", [SLANTED, NEITHER])
def test_a_kept_chapter_has_the_names_of_any_other_run(tmp_path: Path, first: str) -> None:
    """Kept where it asked for the font first, and taken where another chapter does, in another role."""
    before, after = chapters("无。", STRONG), chapters(first, STRONG)
    made(before, Cache(tmp_path))
    assert made(after, Cache(tmp_path)) == made(after)


def test_a_copy_of_a_font_is_another_font(tmp_path: Path) -> None:
    """What was kept while two roles had one file is not taken when they have two."""
    copy = tmp_path / "copy.ttf"
    shutil.copy(MONO, copy)
    dated = chapters(SLANTED)
    made(dated, Cache(tmp_path))
    assert made(dated, Cache(tmp_path), path=copy) == made(dated, path=copy) != made(dated)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="elsewhere there is one process")
def test_processes_name_faces_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asks for fonts in an order of its own."""
    monkeypatch.setattr(in_order, "_MANY", 2)
    dated = chapters("无。", NEITHER, STRONG, SLANTED, STRONG)
    assert made(dated, processes=3) == made(dated)
