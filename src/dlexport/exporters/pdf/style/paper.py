"""Paper: the page's size and where on it things stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Name = Literal["a4", "letter"]
Inks = Literal["colour", "grey"]
SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}     # ISO 216; ANSI A


@dataclass(frozen=True, slots=True)
class Paper:
    """A page, in points; odd pages are bound at the left, and where only one side is printed, all pages.

    Attributes:
        inner: from the binding edge to the text block.
        measure: the width of the text block; `lines` of `leading` are its height.
        top: from the upper edge to the text block.
        head, foot: from the upper, the lower edge to the baselines of running head and page number.
    """

    width: float
    height: float
    inner: float
    measure: float
    top: float
    height_of_text: float
    head: float
    foot: float
    two_sided: bool = True

    @property
    def high(self) -> float:
        """The upper edge of the text block, from the lower edge of the paper."""
        return self.height - self.top

    @property
    def low(self) -> float:
        """The lower edge of the text block."""
        return self.high - self.height_of_text

    def bound_left(self, page: int) -> bool:
        """Whether a page has its binding edge at the left."""
        return not self.two_sided or page % 2 == 1

    def left(self, page: int) -> float:
        """The distance of a page's text block from the left edge, in points."""
        return self.inner if self.bound_left(page) else self.width - self.inner - self.measure
