"""What is read of a file to import costs as much as it is long, whatever begins in it and never ends."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlexport.importers import answered, answers
from dlexport.importers.anki import clozes, own
from dlexport.importers.bank import mend
from dlexport.importers.clean import cleaned
from dlexport.importers.contract import ImportOptions
from dlexport.importers.docx import inline
from dlexport.importers.html_text import markdown_of
from dlexport.importers.markdown import cards, headed, rows
from dlexport.importers.markdown.reader import read_text
from dlexport.importers.markdown.titles import title_of
from dlexport.importers.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unmeasured
PIECES = [
    "<!--", "<!-- x -->", "<!--SR:", "<rt ", r"\[", r"\(", "{{c1::", "{{c1::a::", "==a ", "[latex]", "[$]", "[$$]",
    "<rt>", "<ruby ", "<p ", "<b ", "<anki-mathjax>", "<anki-mathjax ", r"\begin{a}", "```math\n", "a   ", "a :: ",
    "::", "\t", " ", "(", "[a](", "](", " '", "`", "~", "<li>", "<summary>", "</li></ol> ", "1", "（ ", "- [(", 'b) "',
]
# What may stand before them, and is never ended.
_BEGUN = {"what is typed in Markdown": ["", "- [a](", "![a](", "[a](b '", "![a](b '"]}


def found(pattern: str, module: object, text: str) -> None:
    """All that a pattern of a module finds in a text."""
    for _ in getattr(module, pattern).finditer(text):
        pass


def quiet(*_: str) -> None:
    """Take a remark, and advice."""


READERS: dict[str, Callable[[str], object]] = {
    "rows of Markdown": lambda text: rows._blanked([text]),     # noqa: SLF001 - what was quadratic
    "labels": partial(found, "_LABEL", headed),
    "what is typed in Markdown": lambda text: cleaned(text, Path(), Pictures(), quiet),
    "options of our decks": lambda text: [*own._items(text)],       # noqa: SLF001 - the same
    "numbers of answers": lambda text: answers._unnumbered([text, text]),       # noqa: SLF001 - the same
    "answers of blanks": lambda text: answers.gapped("a ___ b ___ c", text),
    "slots": answered._SLOT.search,      # noqa: SLF001 - the same
    "languages of code": partial(found, "_LANGUAGE", mend),
    "titles": title_of,
    "a file": lambda text: read_text(f"## 1. 甲？\n\n**答案：** 一\n\n{text}\n", "a.md", ImportOptions(), Path()),
    "clozes of cards": partial(found, "_CLOZES", cards),
    "cards on one line": cards._front_and_back,     # noqa: SLF001 - the same
    "schedules": partial(found, "_SCHEDULE", cards),
    "clozes of notes": clozes.marked,
    "formulas to be mended": lambda text: [*mend._formulas(text)],      # noqa: SLF001 - the same
    "formulas of documents": partial(found, "_TYPED_FORMULA", inline),
    "fields of notes": lambda text: markdown_of(text, None, quiet),
}


@pytest.mark.parametrize("name", READERS)
def test_reading_grows_with_the_text(name: str) -> None:
    """In processor time, since a pattern is one call: four times takes four, sixteen where it looks ahead in vain."""
    def seconds(text: str) -> float:
        least = 60.0
        for _ in range(3):
            start = time.process_time()
            READERS[name](text)
            least = min(least, time.process_time() - start)
        return least

    for _ in range(2):      # what is imported late, and a machine that is busy with something else, are no fault
        if not (slow := [(begun, piece) for begun in _BEGUN.get(name, [""]) for piece in PIECES
                         if seconds(begun + piece * 2_000) > 9 * seconds(begun + piece * 500) + 0.02]):
            break
    assert slow == []


def test_clozes_in_clozes_are_taken_apart_to_a_depth() -> None:
    """Each level is one more turn through all of the text."""
    assert clozes.marked("{{c1::a {{c2::b}} c}}").count("{{") == 0
    assert clozes.marked("{{c1::" * 500 + "x" + "}}" * 500).count("{{c1::") == 470


@pytest.mark.parametrize(("text", "shown"), [
    ("a ==b== c ==d==", ["b", "d"]), ("a == b, ==c==", ["c"]), ("{{c1::x::hint}} {{y}}", ["x", "y"]),
    ("==a=b==", ["a=b"]), ("== a ==", []),
])
def test_what_a_card_hides(text: str, shown: list[str]) -> None:
    """As before these patterns stopped at what begins another one."""
    assert [match[1] or match[2] for match in cards._CLOZES.finditer(text)] == shown    # noqa: SLF001 - the pattern


def test_a_hint_is_no_formula() -> None:
    """A hint that is a number met the mark of what is set aside: an index out of range."""
    assert markdown_of(clozes.marked("{{c1::x::9}} <b>a</b>"), None, quiet).endswith("**a**")
