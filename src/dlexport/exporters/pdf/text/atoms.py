"""Atoms: the smallest pieces a line is made of, as wide as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.drawing.ink import Ink
    from dlexport.exporters.pdf.fonts.face import Face


@dataclass(frozen=True, slots=True, eq=False)
class InlineBox:
    """An inline object, in points above and below the baseline.

    Attributes:
        left, right: classes of its ends.
        lead: blank at its left, a part of its width, that vanishes where it begins a line.
    """

    width: float
    ascent: float
    descent: float
    ink: Ink
    left: str = "B"
    right: str = "B"
    lead: float = 0.0


class WordPiece(NamedTuple):
    """A part of a word in one face, `width` ems wide.

    `missing` is the character that no face has, if it is one; the glyphs are then to be written invisibly. `shift` and
    `rise` move a mark to its letter, in ems.
    """

    face: Face
    word: Word
    width: float
    missing: str = ""
    shift: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """A word that no single face has all letters of."""

    pieces: tuple[WordPiece, ...]


class Word(NamedTuple):
    """A word's glyphs, kept apart so that letter-spacing for the line can be undone inside it."""

    codes: tuple[str, ...]
    kerns: tuple[float, ...]


Parts: TypeAlias = Word | InlineBox | Mixed | None


class Atom(NamedTuple):
    """One atom, in ems of its own size.

    Attributes:
        width: advance.
        shown: its codes inside a string of a TJ array, kerning as `>n<` between them.
        left, right: classes of its ends, see `classes`.
        lead, tail: how much of it is blank and trimmed where it begins, or ends, a line (clreq 3.1.6.3).
        face: what it is drawn with; None for what is not mere text of one face.
        parts: what a line needs to set it otherwise than by `shown`.
        complex: whether it has parts.
    """

    width: float
    shown: str
    left: str
    right: str
    lead: float
    tail: float
    face: Face | None
    parts: Parts
    complex: bool


def shown(codes: Sequence[str], kerns: Sequence[float], tracking: float = 0.0) -> str:
    """Glyphs inside a string of a TJ array; `tracking` (1/1000 em) is taken back between them.

    A number that ends a TJ array is forgotten by PDFium, so the last glyph's kern must be made up for by the
    caller; it is none in the faces at hand.
    """
    if not tracking and not any(kerns):
        return "".join(codes)
    moves = [round(kern + tracking, 1) for kern in kerns[:-1]]
    return "".join([f"{code}>{move:g}<" if move else code
                    for code, move in zip(codes[:-1], moves, strict=True)]) + codes[-1]
