"""Colour names as LaTeX (xcolor) and HTML have them, each as six hexadecimal digits."""

from __future__ import annotations

import re

_NAMES = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "cyan": "#00ffff", "magenta": "#ff00ff", "yellow": "#ffff00", "gray": "#808080", "grey": "#808080",
    "darkgray": "#404040", "lightgray": "#bfbfbf", "brown": "#bf8040", "lime": "#bfff00", "olive": "#808000",
    "orange": "#ff8000", "pink": "#ffbfbf", "purple": "#bf0040", "teal": "#008080", "violet": "#800080",
    "navy": "#000080", "maroon": "#800000", "silver": "#c0c0c0", "aqua": "#00ffff", "fuchsia": "#ff00ff",
    "crimson": "#dc143c", "indigo": "#4b0082", "gold": "#ffd700", "coral": "#ff7f50", "salmon": "#fa8072",
    "tomato": "#ff6347", "turquoise": "#40e0d0", "steelblue": "#4682b4", "royalblue": "#4169e1",
    "forestgreen": "#228b22", "seagreen": "#2e8b57", "darkgreen": "#006400", "darkblue": "#00008b",
    "darkred": "#8b0000", "firebrick": "#b22222", "chocolate": "#d2691e", "slategray": "#708090",
    "dodgerblue": "#1e90ff", "skyblue": "#87ceeb", "darkorange": "#ff8c00", "hotpink": "#ff69b4",
    "plum": "#dda0dd", "lightblue": "#add8e6", "lightgreen": "#90ee90", "lightyellow": "#ffffe0", "khaki": "#f0e68c",
    "lightpink": "#ffb6c1", "darkcyan": "#008b8b", "darkmagenta": "#8b008b", "darkviolet": "#9400d3",
    "deepskyblue": "#00bfff", "limegreen": "#32cd32", "orchid": "#da70d6", "beige": "#f5f5dc", "ivory": "#fffff0",
    "lavender": "#e6e6fa", "midnightblue": "#191970", "cornflowerblue": "#6495ed", "orangered": "#ff4500",
    "sienna": "#a0522d", "springgreen": "#00ff7f", "yellowgreen": "#9acd32", "goldenrod": "#daa520",
}  # fmt: skip
NAMES = frozenset(_NAMES)


def colour(text: str) -> str | None:
    """`#rrggbb` for a colour's name, `#rgb` or `#rrggbb`; None for any other text."""
    text = text.strip()
    if re.fullmatch("#[0-9a-fA-F]{6}", text):
        return text.lower()
    if re.fullmatch("#[0-9a-fA-F]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:].lower())
    return _NAMES.get(text.lower())
