"""What is read of a file to import costs as much as it is long, whatever begins in it and never ends."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cpu_time import seconds
from dlexport.importers import answered, answers
from dlexport.importers.anki import clozes, own
from dlexport.importers.bank import mend
from dlexport.importers.bank.settle import give_ids
from dlexport.importers.clean import cleaned
from dlexport.importers.contract import ImportOptions
from dlexport.importers.docx import inline
from dlexport.importers.draft import DraftQuestion, Place
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
    "[", "![", "[[", "![[", "[a](b '", "![](", "A. x\n", "```x\n## a\n", "~~~\n", "<a>", "<a '", "<em>", "<code>",
    "<hr\n", "<br>", "<img ", "<p '\"", "** ", "{#a ", "| [](#", "【", "答案", "1-", "我的答案：", "<details\n", "and ",
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
    "letters": lambda text: answers.letters(f"A {text}!"),
    "options": lambda text: answers.options_in(text.split("\n")),
    "environments": lambda text: [*mend._environments(text)],    # noqa: SLF001 - the same
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
    def taken(text: str) -> float:
        return seconds(partial(READERS[name], text))

    for _ in range(2):      # what is imported late, and a machine that is busy with something else, are no fault
        if not (slow := [(begun, piece) for begun in _BEGUN.get(name, [""]) for piece in PIECES
                         if taken(begun + piece * 2_000) > 9 * taken(begun + piece * 500) + 0.02]):
            break
    assert slow == []


def test_letters_joined_by_and() -> None:
    """Each `and` could be three letters too: the time doubled with each."""
    assert answers.letters("A and B and C") == [0, 1, 2]
    assert answers.letters("A" + "and" * 60 + "!") is None


def test_environments_of_other_names() -> None:
    """A hundred thousand characters of environments that never end, each of a name of its own."""
    assert [*mend._environments(r"\begin{a}\begin{b}\end{b}\end{a} \begin{c}\end{c}\end{a}")] == [     # noqa: SLF001
        (0, 32), (33, 49)]
    assert [*mend._environments("".join(rf"\begin{{a{number}}}" for number in range(7_000)))] == []      # noqa: SLF001


def test_code_that_ends_with_a_longer_fence() -> None:
    """Found by the length of fences below it."""
    made = rows.rows_of("```x\n# a\n`````\n```y\n# b\n~~~~\n")
    assert [row.code for row in made.rows] == [True] * 8
    assert made.unclosed == [4]


@pytest.mark.parametrize(("heading", "title"), [
    ("C#", "C#"), ("C# ##", "C#"), ("a ##", "a"), ("F# [a](b(c))", "F# a"),
])
def test_hashes_that_close_a_heading(heading: str, title: str) -> None:
    """Only after a space."""
    assert title_of(heading).words == title


def test_ids_of_equal_titles_grow_with_the_questions() -> None:
    """Each gets the next number, and is not counted from the first one on: 20,000 would take minutes."""
    def ids(count: int) -> None:
        same = [DraftQuestion("同一个问题", Place("a.md", 1))] * count
        made = give_ids(same, [f"other-{row}" for row in range(count)])
        assert made[-1].id == f"{made[0].id}-{count}"

    assert seconds(partial(ids, 8_000)) <= 5 * seconds(partial(ids, 2_000)) + 0.1


@pytest.mark.parametrize(("text", "shown"), [
    ("![区间 [0,1)](a.png)", "`![区间 [0,1)](a.png)`"), ('![a](b c.png "t (u)" =3x4)', "`![a](b c.png)`"),
    ('[x](https://a.b/c_(d) "e (f)")', '[x](https://a.b/c_(d) "e (f)")'), ("[x](rel(1).md 'y')", "x"),
    ("** x **y **z **", "**x**y **z**"), ("a<br>  <br> b", "a\n\nb"), ("<em>\n x \n</em>", "*x*"),
    ("```py x\n<br>\n```\na", "```py\n<br>\n```\na"), ("<a href='#x'>y</a>", "y"), ("$ x $", "$x$"),
])
def test_what_is_typed(text: str, shown: str, tmp_path: Path) -> None:
    """As before nothing in these patterns was tried twice; titles with parentheses are new."""
    assert cleaned(text, tmp_path, Pictures(), quiet) == shown


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
