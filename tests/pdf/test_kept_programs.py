"""Font programs of prints: kept between runs by what was drawn of the font."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from pdf_books import book, question
from test_kept_sheets import run

from by_hand import rich
from dlexport.cache import Cache
from dlexport.exporters.pdf.fonts import embedding

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.exporters.pdf.fonts.face import Face

LONG = "中文与 Latin，还有 `code`。"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The faces of which a program was made, and not taken from the cache."""
    found: list[str] = []
    usual = embedding._made     # noqa: SLF001 - to count its calls

    def counted(face: Face) -> embedding._Program:
        found.append(face.resource)
        return usual(face)

    monkeypatch.setattr(embedding, "_made", counted)
    return found


def test_the_same_characters_need_no_font_file(tmp_path: Path, made: list[str]) -> None:
    """An answer in characters that the book has; a new one needs the fonts that draw it, and no other."""
    run(book(question("q1", answer=rich(LONG))), Cache(tmp_path))
    assert len(made) > 2
    for answer, expected in (("还有 Latin，与中文 `code`。", []), (f"{LONG}鑫", ["serif"])):
        dated = book(question("q1", answer=rich(answer)))
        plain = run(dated, Cache()).data
        made.clear()
        assert run(dated, Cache(tmp_path)).data == plain
        assert made == expected


PROGRAM = embedding._Program("ABCDEF", b"", 0, (0, 0, 0, 0), {}, b"", b"")     # noqa: SLF001 - as it is kept
WRONG: list[dict[str, Any]] = [{"tag": b""}, {"font": 1}, {"box": (0, 0, 0)}, {"box": (0, 0, 0, "0")},
                               {"widths": {"1": 1.0}}, {"widths": {1: "1"}}]


@pytest.mark.parametrize("damage", [
    b"\x80\x05K\x01.", b"\x80\x05).", *(pickle.dumps(tuple(PROGRAM._replace(**one))) for one in WRONG)])
def test_a_damaged_program_is_made_again(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, damage: bytes,
) -> None:
    """What is no program counts as absent."""
    dated = book(question("q1", answer=rich(LONG)))
    data = run(dated, Cache(tmp_path)).data
    faces = made.copy()
    made.clear()
    monkeypatch.setattr(Cache, "peek", lambda *_: damage)
    assert run(dated, Cache(tmp_path)).data == data
    assert made == faces
