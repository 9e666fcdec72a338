"""Where each character of a YAML scalar stands: texts typed in every style, with the places known from the typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dlexport.source.located import Located, MappingNode, ScalarNode
from dlexport.source.yaml_tree import parse

if TYPE_CHECKING:
    from dlexport.source.positions import Place, Style

BREAKS = st.sampled_from(["\n", "\r\n"])
INDENTS = st.integers(1, 9)
TRAILING = st.sampled_from(["", " ", " \t"])     # what an editor leaves at the end of a line


class Typed(NamedTuple):
    """A file, the text it gives to the key `k`, and where each character of that text stands."""

    file: str
    value: str
    places: list[Place]


class Typist:
    """Types a text line by line and remembers where each character went."""

    def __init__(self) -> None:
        self.value = ""
        self.places: list[Place] = []

    def put(self, text: str, line: int, column: int) -> None:
        """Characters in a row."""
        self.value += text
        self.places += [(line, column + index) for index in range(len(text))]

    def put_at(self, text: str, place: Place) -> None:
        """Characters that all stand for one thing in the file: an escape, the end of a line."""
        self.value += text
        self.places += [place] * len(text)

    def typed(self, file: str) -> Typed:
        """All of it."""
        return Typed(file, self.value, self.places)


def located(file: str) -> Located:
    """The text of the key `k`."""
    document = parse(file, "bank.yaml")
    assert isinstance(document.root, MappingNode), document.problems
    node = document.root.entries[0][1]
    assert isinstance(node, ScalarNode)
    return document.located(node)


def places(text: Located) -> list[Place]:
    """Of each character."""
    spans = [text.span(offset) for offset in range(len(text.value))]
    return [(span.line, span.column) for span in spans]


def check(typed: Typed) -> None:
    text = located(typed.file)
    assert text.value == typed.value
    assert places(text) == typed.places


@st.composite
def literal(draw: st.DrawFn) -> Typed:
    """`|`, with indentation and chomping indicators; lines may be empty or indented further."""
    rows = draw(st.lists(st.text(st.sampled_from("ab 题\\'\"#:-|*é😀"), max_size=8), min_size=1, max_size=6))
    assume(rows[-1].strip())
    indent, chomping, end = draw(INDENTS), draw(st.sampled_from(["", "-", "+"])), draw(BREAKS)
    typist = Typist()
    for number, row in enumerate(rows, 2):
        typist.put(f"{row}\n" if number <= len(rows) or chomping != "-" else row, number, indent + 1 if row else 1)
    lines = [" " * indent + row if row else "" for row in rows]
    return typist.typed(end.join([f"k: |{indent}{chomping}", *lines, ""]))


@st.composite
def folded(draw: st.DrawFn) -> Typed:
    """`>`: a line end between two lines is a space, but a line feed beside lines that are indented further."""
    texts = st.text(st.sampled_from("ab题# \\é:😀"), max_size=6)
    one = st.builds(lambda further, text: further * " " + "x" + text if text.strip() else "",
                    st.sampled_from([0, 0, 0, 1, 2]), texts)
    rows = draw(st.lists(one, min_size=1, max_size=7))
    assume(rows[-1])
    indent, chomping, end = draw(INDENTS), draw(st.sampled_from(["", "-", "+"])), draw(BREAKS)
    header = f"k: >{indent}{chomping}"
    typist, last, before, empty = Typist(), (1, len(header) + 1), "", 0
    for number, row in enumerate(rows, 2):
        if not row:
            empty += 1
            continue
        kept = before and (row[0] == " " or before[0] == " ")
        typist.put_at("\n" * (empty + 1) if kept else "\n" * empty or " " if before else "\n" * empty, last)
        typist.put(row, number, indent + 1)
        last, before, empty = (number, indent + len(row) + 1), row, 0
    if chomping != "-":
        typist.put_at("\n", last)
    return typist.typed(end.join([header, *(" " * indent + row if row else "" for row in rows), ""]))


def escaped(character: str, quote: str) -> str:
    """How to type it between such quotes."""
    if quote == "'":
        return "''" if character == "'" else character
    return {'"': '\\"', "\\": "\\\\", "é": "\\xe9", "a": "\\u0061", "😀": "\\U0001f600", "\t": "\\t"}.get(
        character, character)


@st.composite
def quoted(draw: st.DrawFn) -> Typed:
    """Either quote over several lines, whose ends may be escaped between double ones."""
    rows = [row.strip(" \t") for row in draw(
        st.lists(st.text(st.sampled_from("ab题\\#:-|*é \"'😀"), max_size=8), min_size=1, max_size=6))]
    assume(rows[0] and rows[-1])
    quote, indent, end, trailing = draw(st.sampled_from("'\"")), draw(INDENTS), draw(BREAKS), draw(TRAILING)
    joined = [quote == '"' and draw(st.booleans()) for _ in rows]
    typist, lines, last, empty, join = Typist(), [], (0, 0), 0, True
    for number, row in enumerate(rows):
        if not row:
            lines.append(trailing)
            empty += 1
            continue
        lead = "k: " + quote if number == 0 else " " * indent
        typist.put_at("\n" * empty or " " * (not join), last)
        column = len(lead) + 1
        for character in row:
            typist.put_at(character, (number + 1, column))
            column += len(escaped(character, quote))
        join, empty = joined[number] and number < len(rows) - 1, 0
        line = lead + "".join(escaped(character, quote) for character in row) + "\\" * join
        last = number + 1, len(line) + 1
        lines.append(line if join or number == len(rows) - 1 else line + trailing)
    return typist.typed(end.join(lines) + quote + end)


@st.composite
def plain(draw: st.DrawFn) -> Typed:
    """Without quotes, over several lines."""
    rows = ["x" + row.strip() if row.strip() else "" for row in draw(
        st.lists(st.text(st.sampled_from("ab题\\é \"'😀"), max_size=8), min_size=1, max_size=6))]
    assume(rows[0] and rows[-1])
    indent, end, trailing = draw(INDENTS), draw(BREAKS), draw(TRAILING)
    typist, lines, last, empty = Typist(), [], (0, 0), 0
    for number, row in enumerate(rows):
        if not row:
            lines.append("")
            empty += 1
            continue
        lead = " " * indent if number else "k: "
        typist.put_at("\n" * empty or " " * (number > 0), last)
        typist.put(row, number + 1, len(lead) + 1)
        last, empty = (number + 1, len(lead) + len(row) + 1), 0
        lines.append(lead + row + trailing)
    return typist.typed(end.join(lines) + end)


@given(literal())
def test_literal(typed: Typed) -> None:
    """A line of the value is the end of a line of the file."""
    check(typed)


@given(folded())
def test_folded(typed: Typed) -> None:
    """What a line end became stands behind the line."""
    check(typed)


@given(quoted())
def test_quoted(typed: Typed) -> None:
    """An escape is one character, where its backslash is; blanks around line ends are none."""
    check(typed)


@given(plain())
def test_plain(typed: Typed) -> None:
    """As between quotes, without escapes."""
    check(typed)


@pytest.mark.parametrize(("file", "offset", "place"), [
    ("k: &name text", 1, (1, 11)),
    ("k: &name 'text'", 1, (1, 12)),
    ("k: &name |\n  text\n", 1, (2, 4)),
    ("k: &name  # why\n\n  text\n", 1, (3, 4)),
    ("k: &name\r\n  >-\r\n    text\r\n", 3, (3, 8)),
    ("k: &name", 0, (1, 4)),
    ("k: ''", 0, (1, 4)),
    ("k: |  # why\n  text\n", 0, (2, 3)),
    ("k: |\n  text", 3, (2, 6)),
    ("k: |\n\n\n    text\n", 2, (4, 5)),
    ("k: >\n  a\n\n\n  b\n\n", 1, (2, 4)),
    ("k: >+\n  a\n\n\n", 3, (2, 4)),
    ("k: >+\n\n\n", 0, (1, 6)),
    ("k: >\n\n\n", 0, (1, 4)),
    ('k: "\n\n  text"', 1, (3, 3)),
    ('k: "a\\\n  b"', 1, (2, 3)),
    ('k: "a\\ \n  b"', 1, (1, 6)),
    ("{k: text, l: other}", 3, (1, 8)),
    ("k: text # why", 99, (1, 7)),
    ("k: text", -1, (1, 4)),
])
def test_where_a_character_stands(file: str, offset: int, place: Place) -> None:
    """Behind an anchor, in an empty text, past either end, and other corners."""
    span = located(file).span(offset)
    assert (span.line, span.column) == place


@pytest.mark.parametrize(("style", "value", "offset", "place"), [
    ("|", "one\ntwo", 5, (4, 2)), ("", "one", 2, (3, 9)), ("'", "it's", 3, (3, 10))])
def test_a_text_that_no_file_holds(style: Style, value: str, offset: int, place: Place) -> None:
    """It is taken to stand at its place as it is."""
    span = Located(value, "bank.yaml", 3, 7, style, ["only one line"]).span(offset)
    assert (span.line, span.column) == place
