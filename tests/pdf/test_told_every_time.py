"""What lacks a character is told in every run, whatever of it is kept or was set before."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from pdf_books import book, question

from by_hand import MOMENT, rich
from dlexport.cache import Cache
from dlexport.exporters.pdf.cards.exporter import CardExporter
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.exporters.pdf.quiz.exporter import QuizExporter
from dlexport.pictures.media import take
from dlexport.plugin.contract import ExportContext
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.lock.lock import DatedBook
    from dlexport.pictures.media import Media
    from dlexport.plugin.contract import Exporter

PRINTS: Final[dict[str, Exporter[Any]]] = {"pdf": PdfExporter(), "quiz": QuizExporter(), "cards": CardExporter()}
LACKING: Final = "\u0e01"
PICTURE: Final = "前。\n\n![图](media/d.svg)\n\n后。"


def told(print_: str, dated: DatedBook, cache: Cache | None = None) -> list[str]:
    """The problems of a print, each with its place."""
    exporter = PRINTS[print_]
    with closing(cache or Cache()) as kept:
        made = exporter.export(dated, exporter.Options(), ExportContext(MOMENT, theme(None), Fonts(), cache=kept))
    return [f"{problem.code} {problem.span} {problem.message}" for problem in made.problems]


@pytest.fixture
def media(tmp_path: Path) -> dict[str, Media]:
    """A drawing with a letter that no font has."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "d.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><text x="10" y="40">{LACKING} a</text></svg>',
        encoding="utf-8")
    return {"media/d.svg": take(tmp_path, "media/d.svg")}


@pytest.mark.parametrize("print_", PRINTS)
def test_a_drawing_shown_twice(tmp_path: Path, media: dict[str, Media], print_: str) -> None:
    """It is set once, and told wherever it is shown: also when the first place is gone."""
    answers = [PICTURE, *["无图。"] * 3, f"{PICTURE}{'长。' * 400}"]      # what is long is tried in several sizes
    dated, edited = (book(*(question(f"q{n}", topic=f"t{n}", prompt=rich(answer)) for n, answer in enumerate(some)),
                          media=media) for some in (answers, ["无图。", *answers[1:]]))
    assert len(told(print_, dated, Cache(tmp_path / "cache"))) == 1
    for one in (dated, edited, edited):
        assert told(print_, one, Cache(tmp_path / "cache")) == told(print_, one) != []


@pytest.mark.parametrize("print_", PRINTS)
def test_a_character_on_a_later_page(tmp_path: Path, print_: str) -> None:
    """Pages are measured before the first is set: that page is kept, and the one that lacks it is not."""
    dated = book(*(question(f"q{n}", topic=f"t{n}", prompt=rich(f"题目。{LACKING * (n == 2)}"),
                            answer=rich("答案。" * 150)) for n in range(4)))
    first = told(print_, dated, Cache(tmp_path))
    again = Cache(tmp_path)
    assert told(print_, dated, again) == first == told(print_, dated) != []
    assert again.misses == 1
