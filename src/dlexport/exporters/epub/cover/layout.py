"""The layout of the cover: which words stand where over the bank's drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.labels import date_label
from dlexport.pictures.cover_drawing import lattice
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from dlexport.exporters.epub.cover.typesetter import FaceRun, Typesetter
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.pictures.cover_drawing import Lattice

# pixels; stores ask for 1400 at least on the shorter side, and for 1.6 : 1
WIDTH: Final = 1400
HEIGHT: Final = 2240
PAPER: Final = "#F7FAFA"
_INK: Final = "#1B1F23"
_QUIET: Final = "#4A545C"
_MARGIN: Final = 140
_MEASURE: Final = WIDTH - 2 * _MARGIN
_HEI, _PLAIN = 700, 400                     # weights
_TITLE_TOP: Final = 300
_TITLE_LINES: Final = 4
_SIZES: Final = (150, 136, 124, 112, 100, 88, 76, 64, 52)
_SMALLEST_LINE: Final = 100                 # a title set in one line need not be set in two at this size
_SUBTITLE: Final = 50
_SUBTITLE_LINES: Final = 4
_FOOT: Final = 38
_FOOT_Y: Final = HEIGHT - 130
_LEADING: Final = 1.35
_DRAWING_TOP: Final = 960                   # at the least: below a long title it begins further down
_DRAWING_FOOT: Final = HEIGHT - 280


@dataclass(frozen=True, slots=True)
class Layout:
    """Title, drawing whose left end is that of the cover, its top, and each run of words with its colour."""

    title: str
    drawing: Lattice
    top: float
    words: tuple[tuple[FaceRun, str], ...]


def lay_out(manuscript: Manuscript, edition: Edition, setter: Typesetter) -> Layout:
    """The plan of a book's cover."""
    bank, labels = manuscript.bank, manuscript.labels
    title = unmarked(bank.title.children)
    column = _Column(setter)
    size, lines = _fit(title, setter)
    column.y = _TITLE_TOP + size / 2
    column.write(lines, _HEI, size, _INK)
    if bank.second_title:
        below = setter.wrap(unmarked(bank.second_title.children), _PLAIN, _SUBTITLE, _MEASURE)
        column.y += _SUBTITLE / 2
        column.write(_first(below, _SUBTITLE_LINES), _PLAIN, _SUBTITLE, _QUIET)
    top = max(float(_DRAWING_TOP), column.y)
    authors = _first(setter.wrap(labels.comma.join(bank.authors), _PLAIN, _FOOT, _MEASURE), 1)
    facts = f"{labels.version.format(version=bank.version)}　{date_label(labels, edition.modified[:10])}"
    column.y = _FOOT_Y - 2 * _FOOT * _LEADING
    column.write([*authors, facts], _PLAIN, _FOOT, _QUIET)
    return Layout(title, lattice(bank.id, WIDTH, _DRAWING_FOOT - top), top, tuple(column.words))


class _Column:
    """Lines set one below the other; `y` is the last baseline."""

    def __init__(self, setter: Typesetter) -> None:
        self.y = 0.0
        self.words: list[tuple[FaceRun, str]] = []
        self._setter = setter

    def write(self, lines: list[str], weight: int, size: float, colour: str) -> None:
        for line in lines:
            self.y += size * _LEADING
            self.words += [(run, colour) for run in self._setter.set(line, weight, size, _MARGIN, self.y)]
        self.y += size * (_LEADING - 1)


def _fit(title: str, setter: Typesetter) -> tuple[int, list[str]]:
    """A title on one line if it can be large, else on up to four, as large as they allow; what is left is cut."""
    wrapped = {size: setter.wrap(title, _HEI, size, _MEASURE) for size in _SIZES}
    fitting = {
        size: lines for size, lines in wrapped.items()
        if len(lines) <= _TITLE_LINES and all(setter.measure(line, _HEI) * size <= _MEASURE for line in lines)
    }
    if not fitting:
        return _SIZES[-1], _first(wrapped[_SIZES[-1]], _TITLE_LINES)
    single = [size for size, lines in fitting.items() if len(lines) == 1 and size >= _SMALLEST_LINE]
    size = max(single, default=max(fitting))
    return size, fitting[size]


def _first(lines: list[str], most: int) -> list[str]:
    """The first lines, with a sign of omission where there were more."""
    return lines if len(lines) <= most else [*lines[:most - 1], f"{lines[most - 1]}…"]
