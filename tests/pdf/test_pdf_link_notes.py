"""Links for readers of paper: marks, and addresses as notes."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pdf_books import book, export, lacks, part, press, question, words_of
from print_kinds import CARDS, QUIZ, made
from structure_walk import inner, role, tree

from by_hand import rich
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.link_notes import readable, with_link_notes
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import FootnoteReference, Footnotes, Link, Text
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from dlexport.richtext.nodes import Inline

CASES = {
    "one": ("见[甲](https://a.example/x)。", ["https://a.example/x"], [1]),
    "the same again": ("[甲](https://a.example)、[乙](https://b.example)、[丙](https://a.example)",
                       ["https://a.example", "https://b.example"], [1, 2, 1]),
    "shows its address": ("<https://a.example/x> [a.example/x](http://a.example/x/) <me@a.example>", [], []),
    "by mail": ("[写信](mailto:me@a.example)", ["me@a.example"], [1]),
    "to a question": ("[另题](#one)", [], []),
    "after footnotes": ("注[^a]与[甲](https://a.example)。\n\n[^a]: 见[乙](https://b.example)。",
                        ["https://a.example", "https://b.example"], [1, 2, 3]),
    "everywhere": (("# [甲](https://a.example)\n\n> - **[乙](https://b.example)**\n\n"
                    "| [丙](https://c.example) |\n| - |\n| *[丁](https://d.example)* |\n\n1. ~~[戊](https://e.example)~~"),
                   [f"https://{letter}.example" for letter in "abcde"], [1, 2, 3, 4, 5]),
}


@pytest.mark.parametrize(("source", "addresses", "marks"), CASES.values(), ids=CASES)
def test_notes(source: str, addresses: list[str], marks: list[int]) -> None:
    """Each link has a mark, each address one note, numbered on after the field's footnotes."""
    field = rich(source)
    blocks = with_link_notes(field.blocks)
    own = len(field.blocks[-1].notes) if isinstance(field.blocks[-1], Footnotes) else 0
    notes = blocks[-1].notes[own:] if isinstance(blocks[-1], Footnotes) else ()
    assert [plain(note.blocks[0].children) for note in notes] == addresses     # type: ignore[union-attr] # paragraphs
    assert [note.number for note in notes] == list(range(own + 1, own + 1 + len(addresses)))
    assert [node.number for node in walk(blocks) if isinstance(node, FootnoteReference)] == marks


@pytest.mark.parametrize(("href", "expected"), [
    ("https://a.example/%E4%B8%AD%E6%96%87?q=%20%26", "https://a.example/中文?q=%20%26"),
    ("https://a.example/%E4%B8%AD%EF%BC%88%E6%96%87%EF%BC%89", "https://a.example/中（文）"),
    ("https://a.example/%e4%b8%ad%E2%80%AE%E6%96%87", "https://a.example/中%E2%80%AE文"),
    ("https://a.example/%E4%B8%AD%FF", "https://a.example/%E4%B8%AD%FF"),
    ("https://a.example/%E2%80%AE", "https://a.example/%E2%80%AE"),         # turns the direction of writing
    ("https://a.example/%FF%E4", "https://a.example/%FF%E4"),
    ("mailto:me@a.example", "me@a.example"),
])
def test_readable(href: str, expected: str) -> None:
    """Han is printed as Han; what would be another address, or mislead, stays escaped."""
    assert readable(href) == expected


LINKED = question(prompt=rich("题见[甲](https://a.example/prompt)。"),
                  answer=rich("答见[乙](https://b.example/%E4%B8%AD)与[丙](https://c.example/c)，\n\n末段。"),
                  analysis=rich("析[丁](https://d.example/d)。"))


def test_read_back() -> None:
    """A handout with notes says all that its questions say, and the addresses, and no mark is copied into the text."""
    data = export(book(LINKED)).data
    assert lacks(book(LINKED), data) == ()
    assert "答见乙与丙，" in part(data, "one", Part.ANSWER)
    assert "https://b.example/中" in part(data, "one", Part.ANSWER)
    assert "https://a.example/prompt" in part(data, "one", Part.PROMPT)


@pytest.mark.parametrize("kind", ["handout", "quiz", "cards"])
def test_clause_7_9_notes_of_links(kind: str) -> None:
    """ISO 14289-1, 7.9: each address is a Note with an identifier and a label, and leads where it says."""
    dated = book(LINKED)
    data = export(dated).data if kind == "handout" else made(QUIZ if kind == "quiz" else CARDS, dated).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = [element for element in tree(pdf) if role(element) == "Note"]
        assert len(notes) == {"handout": 4, "quiz": 1, "cards": 3}[kind]
        assert len({str(note.ID) for note in notes}) == len(notes)
        assert all(inner(note)[0] == "Lbl" for note in notes)
        targets = Counter(str(link.A.URI) for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link)
        assert all(count >= 2 for count in targets.values())
        assert len(targets) == len(notes)


WORD = "https://zh.example.org/wiki/中文abc维基（丙、丁）/x"


def width(*nodes: Inline) -> float:
    """How wide inline nodes are on one line, in ems."""
    paragraphs = InlineSetter(press(), None, 500.0).paragraphs(nodes, Voice(1.0))
    return sum(paragraph.natural_width() for paragraph in paragraphs)


def test_an_address_is_one_word() -> None:
    """Han in it has no space beside it, as it would have between words, and a line may end beside it."""
    han = WORD.replace("（丙、丁）", "")
    latin = sum(width(Link(part, (Text(part),))) for part in ("https://zh.example.org/wiki/", "abc", "/x"))
    assert width(Link(han, (Text(han),))) == pytest.approx(latin + len("中文维基"), abs=0.05)
    assert width(Link("https://a.example", (Text(han),))) > latin + len("中文维基") + 0.5
    assert width(Link(WORD, (Text(WORD),))) == pytest.approx(latin + len("中文维基（丙、丁）"), abs=0.05)
    made = press()
    (paragraph,) = InlineSetter(made, None, 500.0).paragraphs([Link(WORD, (Text(WORD),))], Voice(1.0))
    lines = [words_of(line, made) for line in paragraph.lines(4.0)]
    assert "".join(lines) == WORD
    assert [line for line in lines if line[0] in "、）" or line[-1] == "（"] == []
    assert len(lines) > 5


def test_without_links_nothing_changes() -> None:
    """A field without links is the very same blocks."""
    field = rich("无。")
    assert all(a is b for a, b in zip(with_link_notes(field.blocks), field.blocks, strict=True))
