"""Texts made to hurt: each is read in bounded time, with a problem that has its place, and none is lost in silence."""

from __future__ import annotations

import time
from xml.parsers import expat

import pytest
from richtext_cases import DIALECT, located, notes

from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.richtext.markdown.trace import MOST
from dlexport.richtext.nodes import Link, Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk
from dlexport.richtext.xhtml import write_blocks

pytestmark = pytest.mark.usefixtures("within_bounds")
SECONDS = 10    # of the processor. Measured: below 0.7 each, five times that under coverage; minutes if quadratic

KEPT = {
    "strong that never closes": "**a " * 20_000,
    "stars that never open": "a** " * 20_000,
    "stars and underscores crossed": "*a_ " * 20_000,
    "strikethrough that never closes": "~~a " * 20_000,
    "opening brackets": "[" * 100_000,
    "links without an end": "[a](" * 40_000,
    "pictures without an end": "![" * 50_000,
    "notes without an end": "^[" * 50_000,
    "angle brackets": "<" * 100_000,
    "ampersands": "&#" * 50_000,
    "formulas without an end": "$$a " * 40_000,
    "link titles without an end": '[a](b "' * 20_000,
}
"""Too many signs in one paragraph: it is shown as it was typed."""

REFUSED = {
    "quotes": (">" * 10_000 + " a", "! 1:1 nesting-limit"),
    "bullet lists": ("- " * 10_000 + "a", "! 1:1 nesting-limit"),
    "numbered lists": ("1. " * 5_000 + "a", "! 1:1 nesting-limit"),
    "notes in notes": ("[^1]: " * 3_000 + "a", "! 1:1 nesting-limit"),
    "a line of a megabyte": ("a" * 1_000_000, "! 1:1 text-limit"),
    "a wide and long table": ("|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "|a|\n" * 100, "! 1:1 text-limit"),
    "many quoted lines": ("> " * 60 + "a\n" + "b\n" * 20_000, None),
}
"""Too much structure: nothing is read, and the problem says where it began to be too much."""

BORING = {
    "a run of stars": "*" * 100_000,
    "a run of backticks": "`" * 200_000,
    "runs of backticks, none as long as another": " ".join("`" * n for n in range(1, 600)),
    "dollar signs": "$" * 200_000,
    "backslashes": "\\" * 200_000,
    "blanks within a line": "a" + " " * 190_000 + "b",
    "lines before an underline": "a\n" * 50_000 + "===",
    "lines with a pipe": "a|b\n" * 30_000,
    "fences": "```\n" * 20_001,
    "definitions without an end": "[a\n" * 30_000,
    "brackets within a definition": "[" + "\\[" * 50_000,
    "headings": "# a\n" * 20_000,
    "opening brackets of code": "```python\n" + "(" * 50_000 + "\n```",
}
"""Much of the same, which only has to be quick."""


def timed(text: str) -> tuple[str, list[str], str]:
    """The words and problems of a field, and its XHTML, which must be read and written in time."""
    start = time.process_time()
    rich, problems = parse_blocks(located(text))
    xhtml = write_blocks(rich.blocks, DIALECT)
    assert time.process_time() - start < SECONDS
    return plain(rich), notes(problems), xhtml


@pytest.mark.parametrize("name", KEPT)
def test_too_many_signs(name: str) -> None:
    """The paragraph is kept letter by letter, and one problem stands at its start."""
    words, problems, _ = timed(KEPT[name])
    assert words == KEPT[name].rstrip()
    assert problems == ["! 1:1 delimiter-limit"]


@pytest.mark.parametrize("name", REFUSED)
def test_too_much_structure(name: str) -> None:
    """One problem, with its place."""
    text, problem = REFUSED[name]
    words, problems, _ = timed(text)
    assert words == ""
    assert len(problems) == 1
    assert problem in (problems[0], None)


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", BORING)
def test_much_of_the_same(name: str) -> None:
    """It takes no time, and what is written is well-formed."""
    _, _, xhtml = timed(BORING[name])
    assert expat.ParserCreate().Parse(f"<body>{xhtml}</body>", True) == 1  # noqa: FBT003 – expat's signature


def test_a_field_may_hold_so_many_signs() -> None:
    """Many paragraphs, each below its own limit, are too much together; this is said once."""
    rich, problems = parse_blocks(located("*a* " * 300 + ("\n\n" + "*b* " * 300) * 99))
    assert notes(problems) == ["! 133:1 delimiter-limit"]
    assert set(plain(rich).split()) == {"a", "b", "*b*"}


def test_emphasis_nested_too_deeply() -> None:
    """Past 64 levels emphasis is left out, its words stay, and one problem names the first that is too deep."""
    text = "*a **b " * 40 + "x" + "** c*" * 40
    rich, problems = parse_blocks(located(text))
    assert {p.code for p in problems} == {"nesting-limit"}
    assert plain(rich) == text.replace("*", "")
    assert len([node for node in walk(rich.blocks) if isinstance(node, Strong)]) == 32


def test_brackets_nested_too_deeply() -> None:
    """Past 32 levels brackets are plain characters, so nothing is lost."""
    rich, problems = parse_blocks(located("^[a " * 40 + "]" * 40))
    assert notes(problems) == []
    assert plain(rich).count("a") == 40
    assert plain(rich).count("^[") == 40 - 32


def test_problems_are_counted_to_an_end() -> None:
    """A field full of mistakes names the first of them."""
    _, problems = parse_blocks(located("$\\x$\n\n" * (MOST + 10)))
    assert len(problems) == MOST


def test_titles_and_key_points_have_the_same_limit() -> None:
    """A megabyte is refused before it is looked at."""
    text = located("**a** " * 200_000)
    assert notes(parse_title(text)[1]) == notes(parse_inline(text)[1]) == ["! 1:1 text-limit"]
    assert parse_title(text)[0].children == parse_inline(text)[0].children == ()


def test_a_link_within_a_link_is_its_words() -> None:
    """HTML has none, so the outer one wins."""
    rich, _ = parse_blocks(located("[a <https://b.example> c](https://d.example)"))
    assert [node.href for node in walk(rich.blocks) if isinstance(node, Link)] == ["https://d.example"]
    assert plain(rich) == "a https://b.example c"
