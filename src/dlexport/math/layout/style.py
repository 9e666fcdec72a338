"""TeX's eight styles (The TeXbook, chapter 17), each with the styles of its scripts and fraction parts."""

from __future__ import annotations

from typing import Final


class Style:
    """A style: one object each, compared by identity.

    Attributes:
        level: 0 for text size, 1 for scripts, 2 for scripts of scripts.
        display: whether large operators and fractions have their display size.
        cramped: whether superscripts are set lower.
    """

    __slots__ = ("cramp", "cramped", "denominator", "display", "level", "numerator", "sub", "sup")

    def __init__(self, level: int, *, display: bool, cramped: bool) -> None:
        self.level = level
        self.display = display
        self.cramped = cramped
        self.cramp = self.sup = self.sub = self.numerator = self.denominator = self


def _styles() -> tuple[tuple[Style, Style], ...]:
    rows = tuple(
        (Style(level, display=display, cramped=False), Style(level, display=display, cramped=True))
        for level, display in ((0, True), (0, False), (1, False), (2, False))
    )
    for index, row in enumerate(rows):
        script = rows[max(2, min(index + 1, 3))]
        part = rows[min(index + 1, 3)]
        for style in row:
            style.cramp = row[1]
            style.sub = script[1]
            style.sup = script[style.cramped]
            style.numerator = part[style.cramped]
            style.denominator = part[1]
    return rows


_STYLES: Final = _styles()
DISPLAY: Final = _STYLES[0][0]
TEXT: Final = _STYLES[1][0]


def style_for(level: int, *, display: bool, cramped: bool) -> Style:
    """The style with these properties; `display` counts only at level 0."""
    return _STYLES[0 if display and level == 0 else min(level, 2) + 1][cramped]
