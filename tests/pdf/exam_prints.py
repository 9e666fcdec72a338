"""The exam of a hundred questions in print: every combination of its options, its places and its rules."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from exam_banks import hundred
from print_kinds import QUIZ, made
from pypdfium2 import raw

from dlexport.exporters.pdf.book.read_back import named_places

if TYPE_CHECKING:
    from pathlib import Path

    import pypdfium2

LARGER = (18 / 11.5) ** 0.5     # handwriting beside large print
MM = 72 / 25.4
FOOT = 20 * MM      # below it stands the page number


class ExamPrint(NamedTuple):
    """A language, and the options of a print."""

    language: str
    paper: str
    size: str
    seal: bool
    grader: bool

    def options(self) -> dict[str, Any]:
        """The options of the exporter."""
        return {"exam": "final", "paper": self.paper, "size": self.size, "seal": self.seal, "grader": self.grader}

    def data(self, folder: Path) -> bytes:
        """The papers, both versions, made once."""
        return _printed(self, folder)

    @property
    def larger(self) -> float:
        """How much larger handwriting is."""
        return LARGER if self.size == "large" else 1.0

    @property
    def measure(self) -> float:
        """The width of the text, in millimetres."""
        return {"a4": 210.0, "letter": 215.9}[self.paper] - 20.0 - (33.0 if self.seal else 20.0)

    def __str__(self) -> str:
        """As the name of a test."""
        return "-".join([*self[:3], *(["seal"] if self.seal else []), *(["grader"] if self.grader else [])])


EVERY = [ExamPrint(*row) for row in product(("zh", "en"), ("a4", "letter"), ("normal", "large"), *[(False, True)] * 2)]
PAIRS = [EVERY[0b00000], EVERY[0b11000], EVERY[0b10110], EVERY[0b10101], EVERY[0b01111], EVERY[0b01011]]
"""All combinations; and so few of them that any two options meet in each of their four ways."""


@cache
def _printed(wanted: ExamPrint, folder: Path) -> bytes:
    return made(QUIZ, hundred(wanted.language, folder), **wanted.options()).data


class Spot(NamedTuple):
    """A named place, by page and height, and what it names."""

    page: int
    top: float
    name: str


def spots(document: pypdfium2.PdfDocument) -> list[Spot]:
    """The places of questions and sections, in reading order."""
    found = [Spot(place.page, -place.top, place.name) for place in named_places(document)]
    return sorted(one for one in found if re.search(r"(^|\.)(q\.[a-z0-9-]+|s\.[a-z_]+)$", one.name))


def rules(page: pypdfium2.PdfPage) -> list[float]:
    """The heights of the lines to write on: as wide as the text."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = item.get_bounds()
        if right - left > 300 and top - bottom < 2:
            found.append((top + bottom) / 2)
    return sorted(found, reverse=True)
