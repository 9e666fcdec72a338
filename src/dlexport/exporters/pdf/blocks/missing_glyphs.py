"""Problems about characters that no face has: which, where, and which fonts were tried."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dlexport.problems import Problem, Span, in_source_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.source.yaml_tree import Located


def missing_problems(press: Press, *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each place; a warning if boxes are allowed."""
    tried = ", ".join(press.cast.tried())
    return in_source_order(
        missing_problem(char, span, tried, allowed=allowed) for missing in press.missing
        for char in dict.fromkeys(missing.chars) for span in places(char, missing.where))


def missing_problem(char: str, span: Span | None, tried: str, *, allowed: bool) -> Problem:
    """What is said of a character at one place, given the fonts that were tried."""
    return Problem(
        "missing-glyph", f"no font has the character {char!r} ({name(char)})", span,
        f"tried {tried}; replace the character, or draw a box for it with --allow-missing-glyphs",
        "warning" if allowed else "error")


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
