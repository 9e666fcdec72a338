"""Characters that no face has, as problems that say which, where, and what was tried."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dlexport.problems import Problem, Span, in_source_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.exporters.pdf.blocks.press import Missing, Press


def missing_problems(press: Press, *, allowed: bool) -> tuple[Problem, ...]:
    """One problem for each place; warnings where a box in their stead is allowed."""
    tried = ", ".join(press.cast.tried())
    return in_source_order(
        Problem(
            "missing-glyph",
            f"no font has the character {char!r} ({name(char)})",
            span,
            f"tried {tried}; replace the character, or draw a box for it with --allow-missing-glyphs",
            "warning" if allowed else "error",
        )
        for missing in press.missing for char in dict.fromkeys(missing.chars) for span in _spans(char, missing)
    )


def name(char: str) -> str:
    """`U+1F642 SLIGHTLY SMILING FACE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def _spans(char: str, missing: Missing) -> Iterator[Span | None]:
    """Every place of the character in its field, several in a row being one; else the field's start.

    That is where it was written as an entity.
    """
    where = missing.where
    if where is None or isinstance(where, Span):
        yield where
        return
    found = [row.start() for row in re.finditer(f"{re.escape(char)}+", where.value)]
    yield from map(where.span, found or (0,))
