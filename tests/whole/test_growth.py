"""What a text costs grows with its length: four times the text, about four times the work."""

from __future__ import annotations

import cProfile
import pstats
from functools import partial
from typing import TYPE_CHECKING

import pytest

from cpu_time import seconds
from dlexport import Request, build
from dlexport.exporters.anki.fields.html import finished
from dlexport.exporters.anki.fields.visible_text import visible
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.source.located import Located

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")
TEXTS = {
    "words": "word ", "han": "文字，", "flags": "\U0001f1e8\U0001f1f3", "marks": "e\u0301", "brackets": "(",
    "stops": "…",
    "a list": "- a\n", "a list of bars": "- |\n", "numbers": "1. a\n", "items with a caption": "- Table: a\n",
    "paragraphs": "a\n\n", "lines": "a | b\n", "addresses": "https://a.b/c ", "joiners": "\u200d", "headings": "# a\n",
    "code": "    a\n", "colons": ": a\n", "exclamations": "!", "ends": "a\\\n", "entities": "\\& ",
}
FIELDS = ["<img ", '<sup class="note">', '<a class="back"', "\\(", "{{c1::", "::", "<a '", "(", "“", "（a"]


def calls(text: str) -> int:
    """How many functions are called to read it: the same however busy the machine is."""
    profile = cProfile.Profile()
    profile.runcall(parse_blocks, Located(text, "x", 1, 1, "|", text.split("\n")))
    return int(pstats.Stats(profile).total_calls)      # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TEXTS)
def test_reading_grows_with_the_text(name: str) -> None:
    """Counted, from 250 to 1,000 of each; a limit ends it before."""
    few, many = (calls(TEXTS[name] * count) for count in (250, 1_000))
    assert many <= 5 * few + 2_000


@pytest.mark.parametrize("exporter", ["apkg", "html"])
def test_outputs_grow_with_the_topics(exporter: str, tmp_path: Path) -> None:
    """A topic is a deck, and has its line in lists: none is written again for each of the others.

    In processor time, as such a list is written by one call, and in bytes.
    """
    def made(count: int) -> tuple[float, int]:
        folder = tmp_path / str(count)
        folder.mkdir()
        rows = range(count)
        (folder / "questions.yaml").write_text(
            "format: 1\nbank: {id: demo, title: 题, language: zh-CN}\ntopics:\n"
            + "".join(f"  - {{id: t{row}, title: 甲{row}}}\n" for row in rows) + "questions:\n"
            + "".join(f"  - {{id: q{row}, topic: t{row}, title: 问{row}, answer: 答}}\n" for row in rows),
            encoding="utf-8")
        request = Request(folder / "questions.yaml", folder / "build", None, exporters=(exporter,), again=True,
                          cache=False, jobs=1)
        spent = seconds(partial(build, request))
        return spent, (folder / "build" / f"demo.{exporter}").stat().st_size

    few, many = made(150), made(600)
    assert many[0] <= 5 * few[0] + 0.1
    assert many[1] <= 5 * few[1]


@pytest.mark.parametrize("piece", FIELDS)
def test_patterns_of_a_deck_grow_with_the_field(piece: str) -> None:
    """In processor time, since a pattern is one call: four times takes four, sixteen where it looks ahead in vain."""
    def read(text: str) -> None:
        visible(text)
        visible(text, cloze=True)
        if "<" not in text:     # what is written has each `<` escaped
            finished(text)

    assert seconds(partial(read, piece * 8_000)) <= 9 * seconds(partial(read, piece * 2_000)) + 0.02
