"""The content of heads and feet: three slots each, with fixed words and with names that are filled in page by page."""

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
        """The names that must be known before the slot can be set."""
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
        """The slots that are not empty, from the inside outwards."""
        return tuple(slot for slot in (self.inside, self.middle, self.outside) if slot.parts)
