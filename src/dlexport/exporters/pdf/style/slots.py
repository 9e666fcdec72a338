"""What heads and feet show: three slots each, filled with own words and with what differs from page to page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from dlexport.source.located import Located

Named = Literal["book", "chapter", "question", "page"]
NAMES: tuple[Named, ...] = get_args(Named)


class Own(NamedTuple):
    """Words of the theme itself, and where in its file they are."""

    text: str
    where: Located


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A place in a head or foot; names stand for the titles of book, chapter and question, and the page's number."""

    parts: tuple[Own | Named, ...] = ()

    @property
    def names(self) -> frozenset[Named]:
        """What it cannot be set without."""
        return frozenset(part for part in self.parts if not isinstance(part, Own))


@dataclass(frozen=True, slots=True)
class EdgeSlots:
    """A head or foot.

    Attributes:
        inside, middle, outside: from the binding edge to the other.
        size: of the text, in points.
        rule: whether a line parts it from the page's text.
    """

    inside: Slot
    middle: Slot
    outside: Slot
    size: float
    rule: bool

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those that show something, from the inside on."""
        return tuple(slot for slot in (self.inside, self.middle, self.outside) if slot.parts)
