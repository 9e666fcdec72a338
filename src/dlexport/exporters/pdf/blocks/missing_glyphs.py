"""Problems about what cannot be set as it is: characters that no face has, a problem a script; tables too wide."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.text.writing.clusters import is_right_to_left, is_set_otherwise
from dlexport.problems import Problem, Span, in_source_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.source.yaml_tree import Located

_SHOWN: Final = 12      # characters of one script
_BLOCKS: Final = (      # what has no script in its name, by its last character
    (0x2BFF, "symbols"), (0xF8FF, "private characters"), (0xFFFD, "compatibility characters"),
    (0x1EFFF, "symbols of old scripts"), (0x1FBFF, "emoji"), (0x2FFFF, "rare Han"), (0x3FFFF, "rare Han"),
    (0x10FFFF, "other characters"),
)


def missing_problems(press: Press, *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each script, at its first place; warnings where a box in their stead is allowed."""
    found = [(char, span) for missing in press.missing
             for char in dict.fromkeys(missing.chars) for span in places(char, missing.where)]
    return grouped(found, press.cast.tried(), allowed=allowed)


def grouped(found: Iterable[tuple[str, Span | None]], tried: Iterable[str], *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each script of missing characters, at the first position; `tried` are the fonts' names."""
    groups: dict[str, dict[tuple[str, Span | None], None]] = {}
    for char, span in found:
        if unicodedata.category(char)[0] != "M":    # a mark is told with its letter
            groups.setdefault(script(char), {})[char, span] = None
    fonts = ", ".join(tried)
    return in_source_order(_problem(name, list(group), fonts, allowed=allowed) for name, group in groups.items())


def _problem(group: str, found: list[tuple[str, Span | None]], tried: str, *, allowed: bool) -> Problem:
    spans = [span for _, span in found if span]
    first = min(spans, key=lambda span: (span.file, span.line, span.column), default=None)
    chars = sorted({char for char, _ in found})
    if len(chars) == 1:
        what = f"no font has the character {chars[0]!r} ({name(chars[0])})"
    else:
        shown = " ".join(chars[:_SHOWN]) + (" …" if len(chars) > _SHOWN else "")
        what = f"no font has {len(chars):,} characters of {group}: {shown}"
    places = f", at {len(found):,} places" if len(found) > 1 else ""
    return Problem("missing-glyph", what + places, first, _advice(chars[0], tried), "warning" if allowed else "error")


def _advice(char: str, tried: str) -> str:
    box = "draw boxes with --allow-missing-glyphs"
    if is_right_to_left(char):
        return f"prints set no text from right to left: replace it, or {box}; the other outputs show it"
    if is_set_otherwise(char):
        return f"prints do not join the letters of this script: replace it, or {box}; the other outputs show it"
    return ("replace it, name a font that has it under `faces: {others: …}` in styles/print/handout.yaml, "
            f"or {box}; tried {tried}")


def script(char: str) -> str:
    """The group of a character: the first word of a letter's name, such as `THAI`, or its kind of sign."""
    number = ord(char)
    if unicodedata.category(char)[0] in "LMN" and number < 0x20000:     # noqa: PLR2004 - Han has no names beyond
        words = unicodedata.name(char, "").split()
        if words:
            return words[0].capitalize()
    return next(kind for last, kind in _BLOCKS if number <= last)


def stacked_problems(press: Press) -> tuple[Problem, ...]:
    """A warning for each table whose rows could not stand side by side."""
    return in_source_order(
        Problem("table-stacked", f"this table of {columns} columns is too wide or has too tall a row for a page, so "
                "its rows are set one below the other", _place(head, where),
                "split it, or make its heads and cells shorter; decks, books and the study page have it as it is",
                "warning")
        for columns, head, where in press.stacked)


def _place(head: str, where: Located | Span | None) -> Span | None:
    """The position of the table's first head, or else of its field."""
    if where is None or isinstance(where, Span):
        return where
    return where.span(max(0, where.value.find(head)), max(1, len(head)))


def name(char: str) -> str:
    """`U+1F642 SLIGHTLY SMILING FACE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def places(char: str, where: Located | Span | None) -> Iterator[Span | None]:
    """Every place of the character in its field, several in a row being one; else the field's start.

    That is where it was written as an entity.
    """
    if where is None or isinstance(where, Span):
        yield where
        return
    found = [row.start() for row in re.finditer(f"{re.escape(char)}+", where.value)]
    yield from map(where.span, found or (0,))
