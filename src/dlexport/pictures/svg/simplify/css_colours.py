"""Colours of CSS Color Level 4 -> notation that every output reads, and opacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tinycss2.color4

from dlexport.pictures.svg import colours

if TYPE_CHECKING:
    from dlexport.pictures.svg.simplify.around import Around


def plain_colour(value: str, around: Around) -> tuple[str, float]:
    """A colour in a notation that every output reads, and its opacity, 0 to 1; any other value is unchanged."""
    if value.lower() == "currentcolor":
        value = around.values.get("color", "#000000")
        if value.lower() == "currentcolor":
            value = "#000000"
    try:
        colours.colour(value)
    except ValueError:
        parsed = tinycss2.color4.parse_color(value)
        if parsed is None or parsed == "currentcolor":
            return value, 1.0
        red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parsed.to("srgb").coordinates)
        return f"#{red:02x}{green:02x}{blue:02x}", parsed.alpha
    return value, 1.0
