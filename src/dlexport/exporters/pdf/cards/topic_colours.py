"""A colour for each topic: the theme's accent, its hue turned on from topic to topic."""

from __future__ import annotations

import colorsys

_GOLDEN = 0.381966      # of a turn: neighbours differ, and a topic that is added leaves the others their colours
_DARKEST = 0.36         # of lightness: white text stays legible on every hue


def topic_colour(accent: str, number: int) -> str:
    """`#rrggbb` for the topic of a number from 1; the first has the accent itself."""
    red, green, blue = (int(accent[n:n + 2], 16) / 255 for n in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if number == 1:
        return accent
    turned = colorsys.hls_to_rgb((hue + (number - 1) * _GOLDEN) % 1.0, min(light, _DARKEST), strength)
    return "#" + "".join(f"{round(255 * part):02X}" for part in turned)
