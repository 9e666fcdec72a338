"""The edges of boxes that can be scrolled, as pixels: where there is more to see, an edge is shaded."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageStat

if TYPE_CHECKING:
    from chromium import Chromium

RIGHT_ORDER: Final = [(False, True), (True, True), (True, False)]
"""The shades of a box, left and right, at its start, in its middle and at its end."""

CUT: Final = """(root => [...root.querySelectorAll('*')].filter(one => one.checkVisibility() &&
  /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 40))"""
"""A function from an element to the boxes in it of which a part cannot be seen: more than the room at their end."""

_LIGHT: Final = 235     # of 255: the lightest ground is at 243, the faintest shade on white at 217
_PLACES: Final = ("0", "Math.floor((box.scrollWidth - box.clientWidth) / 2)", "box.scrollWidth")


def shades(browser: Chromium, box: str) -> list[tuple[bool, bool]]:
    """Whether most outermost pixels of a box, left and right, are darker than any ground, in three places, by day.

    Args:
        browser: with the box in the page.
        box: an expression for it.
    """
    return [_shaded(browser, box, place) for place in _PLACES]


def _shaded(browser: Chromium, box: str, place: str) -> tuple[bool, bool]:
    clip = browser.evaluate(f"""(box => {{
      box.scrollIntoView({{block: 'center', behavior: 'instant'}});
      box.scrollTo({{left: {place}, behavior: 'instant'}});
      const {{x, y, width, height}} = box.getBoundingClientRect();
      return {{x: x + box.clientLeft + scrollX, y: y + scrollY, width: box.clientWidth, height: Math.min(height, 200),
               scale: 1}};
    }})({box})""")
    shot = base64.b64decode(browser.call("Page.captureScreenshot", clip=clip)["data"])
    picture = Image.open(io.BytesIO(shot)).convert("L")
    left, right = ((at, 0, at + 1, picture.height) for at in (1, picture.width - 2))
    return tuple(ImageStat.Stat(picture.crop(column)).median[0] < _LIGHT for column in (left, right))     # type: ignore[return-value]
