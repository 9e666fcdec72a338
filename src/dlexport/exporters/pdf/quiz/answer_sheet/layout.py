"""The answer sheet (答题卡): where its marks, code and bubbles are, in millimetres from the page's upper left corner.

What is drawn and what the data say come from these numbers alone.
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
"""Sides: of the corner marks, of a bubble, of a box of the code."""

_EDGE, _NARROW = 10.0, 18.0             # of the middles of the marks: from the edges; at the top from the sides
_BITS, _CHECK = 24, 8                   # of the code: what it is, and how many of the ones before are set
_CODE_TOP, _CODE_PITCH = 16.0, 4.5
_DIGITS = 8                             # of the number of whoever sits the exam
_ID_TOP, _ID_ACROSS, _ID_DOWN = 62.0, 7.0, 5.2
_TOP, _LEFT, _BLOCK = 122.0, 20.0, 5    # of the bubbles; rows in a block
_ACROSS, _DOWN, _APART = 7.2, 6.0, 3.0
_LABEL = 9.0                            # from a question's number to its first bubble
_BOTTOM = 24.0
_LATER_TOP = 34.0                       # of the bubbles on further pages


class SheetMark(NamedTuple):
    """The middle of a mark, a box of the code or a bubble."""

    x: float
    y: float


class Bubble(NamedTuple):
    """The bubble of an option; `option` is what it says."""

    question: int
    option: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page.

    Attributes:
        page: from 1.
        code: what it says in print; `bits` the boxes of the code, in order.
        digits: the bubbles of the number: column by column, each from 0 to 9; on the first page only.
        bubbles: of the questions.
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
        """The middles of the four corner marks: upper left, upper right, lower left, lower right.

        The upper two are nearer to each other, so that a sheet that lies upside down is noticed.
        """
        right, low = self.width - _EDGE, self.height - _EDGE
        return (SheetMark(_NARROW, _EDGE), SheetMark(self.width - _NARROW, _EDGE), SheetMark(_EDGE, low),
                SheetMark(right, low))

    @property
    def boxes(self) -> tuple[SheetMark, ...]:
        """The middles of the boxes of the code."""
        left = (self.width - _CODE_PITCH * (len(self.bits) - 1)) / 2
        return tuple(SheetMark(left + k * _CODE_PITCH, _CODE_TOP) for k in range(len(self.bits)))


def sheet_pages(tasks: Sequence[PaperTask], paper: str, code: str, truths: tuple[str, str]) -> list[SheetPage]:
    """The pages for what is answered by a choice; none where nothing is.

    Args:
        tasks: of one version.
        paper: `a4` or `letter`.
        code: of bank, exam and version.
        truths: how true and false are marked.
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
    """As many as a page takes, column by column in blocks of five; and those that are left over."""
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
    """How far a row is below the first: blocks of five stand apart."""
    return row * _DOWN + row // _BLOCK * _APART


def _number(width: float) -> tuple[tuple[SheetMark, ...], ...]:
    left = width - _LEFT - (_DIGITS - 1) * _ID_ACROSS
    return tuple(tuple(SheetMark(left + column * _ID_ACROSS, _ID_TOP + digit * _ID_DOWN) for digit in range(10))
                 for column in range(_DIGITS))


def _bits(code: str) -> tuple[bool, ...]:
    """The first three bytes of the SHA-256 of the code, then how many of their bits are set, highest bit first."""
    value = int.from_bytes(rank(code)[:_BITS // 8], "big")
    bits = [bool(value >> k & 1) for k in reversed(range(_BITS))]
    count = sum(bits)
    return (*bits, *(bool(count >> k & 1) for k in reversed(range(_CHECK))))
