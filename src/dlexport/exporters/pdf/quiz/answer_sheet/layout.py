"""The layout of the answer sheet (答题卡): its marks, code and bubbles, in millimetres from the upper left corner.

Both the drawing and the data are made from these numbers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dlexport.book.shuffled import rank
from dlexport.plugin.kinds import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.papers import PaperTask

SHEETS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Paper -> width and height."""
MARK, BOX_WIDE, BOX_HIGH, BIT = 6.0, 4.2, 2.8, 3.0
"""Sizes in millimetres of the corner marks, of a bubble, of a box of the code."""

_EDGE, _NARROW = 10.0, 18.0             # centres of the marks: from the edges; of the upper ones, from the sides
_BITS, _CHECK = 24, 8                   # of the code: bits of data, bits of a checksum
_CODE_TOP, _CODE_PITCH = 16.0, 4.5
_DIGITS = 8                             # of the candidate's number
_ID_TOP, _ID_ACROSS, _ID_DOWN = 62.0, 7.0, 5.2
_TOP, _LEFT, _BLOCK = 122.0, 20.0, 5    # of the bubbles; rows in a block
_ACROSS, _DOWN, _APART = 7.2, 6.0, 3.0
_LABEL = 9.0                            # from a question's number to its first bubble
_BOTTOM = 24.0
_LATER_TOP = 42.0                       # of the bubbles on further pages


class SheetMark(NamedTuple):
    """The centre of a mark, of a box of the code or of a bubble."""

    x: float
    y: float


class Bubble(NamedTuple):
    """The bubble of an option; `option` is the letter or mark in it."""

    question: int
    option: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page.

    Attributes:
        page: its number, from 1.
        width, height: of the paper, in millimetres.
        code: the code as text; `bits` are its boxes in order, true for a filled one.
        digits: the bubbles of the candidate's number: columns, each from 0 to 9; on the first page only.
        bubbles: the bubbles of the questions.
    """

    page: int
    width: float
    height: float
    code: str
    bits: tuple[bool, ...]
    digits: tuple[tuple[SheetMark, ...], ...]
    bubbles: tuple[Bubble, ...]

    @property
    def marks(self) -> tuple[SheetMark, ...]:
        """The centres of the four corner marks: upper left, upper right, lower left, lower right.

        The upper two are nearer to each other, so that a sheet that lies upside down is noticed.
        """
        right, low = self.width - _EDGE, self.height - _EDGE
        return (SheetMark(_NARROW, _EDGE), SheetMark(self.width - _NARROW, _EDGE), SheetMark(_EDGE, low),
                SheetMark(right, low))

    @property
    def boxes(self) -> tuple[SheetMark, ...]:
        """The centres of the boxes of the code."""
        left = (self.width - _CODE_PITCH * (len(self.bits) - 1)) / 2
        return tuple(SheetMark(left + k * _CODE_PITCH, _CODE_TOP) for k in range(len(self.bits)))


def sheet_pages(tasks: Sequence[PaperTask], paper: str, code: str, truths: tuple[str, str]) -> list[SheetPage]:
    """The pages of the sheet for questions answered by a choice; none if there is no such question.

    Args:
        tasks: the questions of one version.
        paper: `a4` or `letter`.
        code: the code of bank, exam and version.
        truths: the marks for true and false.
    """
    width, height = SHEETS[paper]
    asked = [(task.number, truths if task.question.true_false is not None else
              tuple(letter(k) for k in range(len(task.order))))
             for task in tasks if task.question.kind in {"choice", "true_false"}]
    pages: list[SheetPage] = []
    while asked:
        first = not pages
        bubbles, asked = _placed(asked, _TOP if first else _LATER_TOP, width, height)
        own = f"{code}/{len(pages) + 1}"
        digits = _number(width) if first else ()
        pages.append(SheetPage(len(pages) + 1, width, height, own, _bits(own), digits, bubbles))
    return pages


def _placed(asked: list[tuple[int, tuple[str, ...]]], top: float, width: float,
            height: float) -> tuple[tuple[Bubble, ...], list[tuple[int, tuple[str, ...]]]]:
    """The bubbles that fit on a page, in columns of blocks of five; and the questions left over."""
    found: list[Bubble] = []
    most = max(len(options) for _, options in asked)
    column_wide = _LABEL + most * _ACROSS + 4.0
    columns = max(1, int((width - 2 * _LEFT + 4.0) // column_wide))
    rows = 0
    while top + _row(rows) <= height - _BOTTOM:
        rows += 1
    rows = max(_BLOCK, rows - rows % _BLOCK)
    per_column = min(rows, -(-len(asked) // columns))
    per_column += -per_column % _BLOCK
    for place, (number, options) in enumerate(asked[:per_column * columns]):
        column, row = divmod(place, per_column)
        left = _LEFT + column * column_wide + _LABEL
        found += (Bubble(number, option, left + k * _ACROSS, top + _row(row)) for k, option in enumerate(options))
    return tuple(found), asked[per_column * columns:]


def _row(row: int) -> float:
    """The distance of a row below the first, in millimetres; blocks of five are separated."""
    return row * _DOWN + row // _BLOCK * _APART


def _number(width: float) -> tuple[tuple[SheetMark, ...], ...]:
    left = width - _LEFT - (_DIGITS - 1) * _ID_ACROSS
    return tuple(tuple(SheetMark(left + column * _ID_ACROSS, _ID_TOP + digit * _ID_DOWN) for digit in range(10))
                 for column in range(_DIGITS))


def _bits(code: str) -> tuple[bool, ...]:
    """The code's bits, highest first: the first three bytes of its SHA-256, then the number of bits set in them."""
    value = int.from_bytes(rank(code)[:_BITS // 8], "big")
    bits = [bool(value >> k & 1) for k in reversed(range(_BITS))]
    count = sum(bits)
    return (*bits, *(bool(count >> k & 1) for k in reversed(range(_CHECK))))
