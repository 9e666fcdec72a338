"""A setter: sets parts of a print in a process of its own, holds them until their codes are settled, and packs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.book.page_cache import finish
from dlexport.plugin.contract import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.exporters.pdf.book.page_cache import KeptSheets, SheetRun
    from dlexport.exporters.pdf.fonts.face import Face


class ShownGlyphs(NamedTuple):
    """The glyphs that a part shows in a face, with the texts that they are copied as, in the order they are settled.

    Attributes:
        role, weight: what the face is named by.
    """

    role: str
    weight: int
    pairs: Sequence[tuple[int, str]]


class Errand(NamedTuple):
    """The request to set a part, or, with the codes of each face that it shows, to pack it.

    Attributes:
        wanted: the parts that are still wanted of this setter, this one among them.
    """

    number: int
    wanted: Sequence[int]
    codes: Sequence[Sequence[int]] | None = None


Answer = tuple[int, list[ShownGlyphs] | bytes | None]
"""The number of the part, and what it shows or what is kept of it; None where it must be set again."""


class Setter:
    """What runs in such a process.

    Args:
        kept: where the parts would be stored.
        makes: the number of each part -> what makes it.

    Attributes:
        held: the parts that are set and not packed.
    """

    def __init__(self, kept: KeptSheets, makes: Mapping[int, Callable[[], SheetRun]]) -> None:
        self._kept = kept
        self._makes = makes
        self.held: dict[int, SheetRun] = {}

    def answer(self, errand: Errand) -> Answer:
        """What it was asked for. Whatever is raised is raised in the parent, when the part is set again."""
        number = errand.number
        self.held = {one: run for one, run in self.held.items() if one in errand.wanted}
        try:
            if errand.codes is None:
                return number, self._set(number)
            return number, self._packed(self.held.pop(number), errand.codes)
        except Exception:  # noqa: BLE001 - whatever is wrong
            return number, None

    def _set(self, number: int) -> list[ShownGlyphs] | None:
        """What the part shows; None if it lacks a character or room, which is told where it is set again."""
        press, lacked = self._kept.press, self._kept.lacks
        press.progress = unwatched
        run = self._makes[number]()
        if self._kept.lacks != lacked:
            return None
        self.held[number] = run
        roles = press.cast.roles
        return [ShownGlyphs(*roles[face], pairs) for face, pairs in _pairs(run).items()]

    def _packed(self, run: SheetRun, codes: Sequence[Sequence[int]]) -> bytes:
        for (face, pairs), those in zip(_pairs(run).items(), codes, strict=True):
            face.agree(dict(zip(pairs, those, strict=True)))
        for sheet in run.sheets:
            finish(sheet, self._kept.press)
        return self._kept.dumped(run)


def _pairs(run: SheetRun) -> dict[Face, list[tuple[int, str]]]:
    """The glyphs and texts that sheets show in each face, in the order that they are settled in."""
    found: dict[Face, dict[tuple[int, str], None]] = {}
    for sheet in run.sheets:
        for face, codes in sheet.shown().items():
            found.setdefault(face, {}).update(dict.fromkeys(face.meant(codes)))
    return {face: list(pairs) for face, pairs in found.items()}
