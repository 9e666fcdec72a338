"""Problems that no print can avoid, found without typesetting: a right-to-left language, characters without a glyph."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.blocks.missing_glyphs import grouped, places
from dlexport.exporters.pdf.text.typefaces import Cast, Look
from dlexport.labels import direction
from dlexport.problems import Problem
from dlexport.richtext.nodes import Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk
from dlexport.theme.fonts import BASIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Bank, Question
    from dlexport.book.book import Book
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Line, RichText
    from dlexport.source.yaml_tree import Located
    from dlexport.theme.fonts import Fonts

# characters without a glyph of their own: spaces, controls, combining marks, selectors
_DRAWN_OTHERWISE: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"))


def refusal(bank: Bank) -> tuple[Problem, ...]:
    """The problem of a bank in a language that is written from right to left; none for all others."""
    if direction(bank.language) == "ltr":
        return ()
    return (Problem("right-to-left", f"prints set no text from right to left, and the bank is in `{bank.language}`",
                    hint="name the outputs that do, in the bank: `outputs: {apkg: , epub: , html: }`, or for one run: "
                    "`dlexport export apkg epub html`"),)


def lacking(book: Book, fonts: Fonts, *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each script with characters that none of the faces has; warnings where a box is allowed."""
    if wrong := refusal(book.bank):
        return wrong
    cast = Cast(fonts, book.bank.language)
    chars = _Drawn(cast)
    found = [(char, span) for text, where in _texts(book) for char in sorted(chars.odd(text))
             for span in places(char, where)]
    return grouped(found, cast.tried(), allowed=allowed) if found else ()


class _Drawn(set[str]):
    """The characters known to have a glyph; whole blocks of the basic fonts are checked first."""

    def __init__(self, cast: Cast) -> None:
        super().__init__()
        for role in BASIC:
            self.update(map(chr, cast.face(role).source.unicodes))
        self._face_for = cast.typeface(Look()).face_for

    def odd(self, text: str) -> set[str]:
        """The characters of a text that no font has."""
        found = {char for char in set(text) - self if unicodedata.category(char) not in _DRAWN_OTHERWISE}
        missing = {char for char in found if self._face_for(char, east=False) is None}
        self.update(found - missing)
        return missing


def _texts(book: Book) -> Iterator[tuple[str, Located | Span | None]]:
    """The texts that are drawn, each with the position where it was typed (None for labels)."""
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
        yield " ".join((*map(book.bank.tag_name, question.tags), *references, *hints)), question.span


def _rich(question: Question) -> Iterator[Line | RichText]:
    yield from (question.title, question.summary, question.prompt, question.answer)
    for section in question.sections:
        yield from (section.title, section.body)
    yield question.analysis
    yield from (point.text for point in question.keypoints)
