"""Characters of a book that no face has, found without setting it; the same problems the prints would report."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

from dlexport.exporters.pdf.blocks.missing_glyphs import missing_problem, places
from dlexport.problems import in_source_order
from dlexport.richtext.nodes import Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk
from dlexport.theme.fonts import PACKAGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.problems import Problem, Span
    from dlexport.richtext.nodes import Line, RichText
    from dlexport.source.yaml_tree import Located
    from dlexport.theme.fonts import Fonts

# no glyph of its own is drawn for these: spaces, controls, marks that are set with their letter, selectors
_DRAWN_OTHERWISE: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"))


def lacking(book: Book, fonts: Fonts, *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each place of a character that none of the faces has; warnings where a box is allowed."""
    files = {fonts.file(role).path for role in PACKAGED}
    tried = ", ".join(sorted(file.stem for file in files))
    known = set[str]().union(*map(_characters, files))
    found = {(char, span) for text, where in _texts(book) for char in _odd(text, known) for span in places(char, where)}
    return in_source_order(missing_problem(char, span, tried, allowed=allowed) for char, span in found)


def _characters(file: Path) -> set[str]:
    return set(map(chr, hb.Face(hb.Blob.from_file_path(str(file))).unicodes))


def _odd(text: str, known: set[str]) -> set[str]:
    return {char for char in set(text) - known if unicodedata.category(char) not in _DRAWN_OTHERWISE}


def _texts(book: Book) -> Iterator[tuple[str, Located | Span | None]]:
    """What is drawn, and where it was typed."""
    for line in (book.bank.title, book.bank.subtitle, *(chapter.topic.title for chapter in book.chapters)):
        if line is not None:
            yield plain(line), line.source
    yield " ".join(book.bank.authors), None
    for entry in book.entries():
        question = entry.question
        yield from ((plain(text), text.source) for text in _rich(question))
        hints = [node.hint for point in question.keypoints for node in walk(point.text.children)
                 if isinstance(node, Strong)]
        references = [" ".join((one.title, *one.authors, one.venue)) for one in question.references]
        yield " ".join((*question.tags, *references, *hints)), question.span


def _rich(question: Question) -> Iterator[Line | RichText]:
    yield from (question.title, question.summary, question.prompt, question.answer)
    for section in question.sections:
        yield from (section.title, section.body)
    yield question.analysis
    yield from (point.text for point in question.keypoints)
