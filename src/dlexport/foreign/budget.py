"""Budget for unpacking a file, and the error for a file that exceeds it or is damaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LEAST: Final = 64_000_000
_MOST: Final = 1_000_000_000
_RATIO: Final = 20          # what honest files unpack to, times two: text packs to a quarter, SQLite's pages to a tenth


class ForeignError(ValueError):
    """The file is damaged or hostile; the message says why, as the rest of a sentence that begins with its name."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked; shared by all that is unpacked of one file.

    Attributes:
        total: that it began with.
        left: of them.
    """

    total: int
    left: int

    @classmethod
    def of(cls, size: int) -> Budget:
        """A budget for a file of so many bytes: what an honest one takes and more, however small or large it is."""
        total = min(_MOST, max(_LEAST, size * _RATIO))
        return cls(total, total)

    def take(self, size: int) -> None:
        """So many bytes more.

        Raises:
            ForeignError: that is too much.
        """
        self.left -= size
        if self.left < 0:
            raise ForeignError(f"it unpacks to more than {self.total // 1_000_000:,} MB")
