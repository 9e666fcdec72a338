"""Runs: text in one style, as it goes into a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dlexport.exporters.pdf.drawing.links import ToAddress, ToPlace

if TYPE_CHECKING:
    from dlexport.exporters.pdf.text.atoms import InlineBox
    from dlexport.exporters.pdf.text.typeface import Typeface


@dataclass(frozen=True, slots=True, eq=False)
class TextStyle:
    """The look of characters: one object for each look in a document.

    Attributes:
        size, rise: in points; `rise` lifts the baseline.
        colour: `#rrggbb`.
    """

    typeface: Typeface
    size: float
    colour: str
    rise: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Struck:
    """A line through the text."""

    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Underlined:
    """A line below the text."""

    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Tinted:
    """A ground of one colour behind the text."""

    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Dotted:
    """A dot below each Han character: how Chinese print emphasises."""

    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """Words of another language; nothing is drawn."""

    language: str


Decoration: TypeAlias = ToAddress | ToPlace | Struck | Underlined | Tinted | Dotted | Spoken


class Run(NamedTuple):
    """Text in one style.

    Attributes:
        code: it is a code span or an address: its signs are no punctuation, and it breaks only where it must.
        decorations: what covers it, each known by identity, so that neighbouring runs can share one.
    """

    text: str
    style: TextStyle
    decorations: tuple[Decoration, ...] = ()
    code: bool = False


Item: TypeAlias = "Run | InlineBox"
