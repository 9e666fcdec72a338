"""Pictures in the page: one that is shown once stands where it is shown, one that is shown often is there once.

A page must show its pictures without a script, and without a request. So a picture that is shown in several places is
defined in one SVG at the end of the page, and used from each of them.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.pictures.media import Media

_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
_SHOWN: Final = re.compile(r'<img src="picture:([0-9a-f]{64})"( alt="([^"]*)"(?: title="([^"]*)")?( style="[^"]*")?)/>')


def stand_in(media: Media) -> str:
    """The `src` of a picture until it is known how often the page shows it."""
    return f"picture:{media.sha256}"


def data_url(media: Media) -> str:
    """A picture as its own address (RFC 2397)."""
    return f"data:{_TYPES[media.kind]};base64,{base64.b64encode(media.data).decode()}"


def with_pictures(markup: str, pictures: Iterable[Media]) -> str:
    """The markup with its pictures in place of what stands for them; those shown often are defined at its end."""
    known = {media.sha256: media for media in pictures}
    often = {name for name, times in Counter(match[1] for match in _SHOWN.finditer(markup)).items() if times > 1}

    def shown(match: re.Match[str]) -> str:
        media, alt, title, style = known[match[1]], match[3], match[4], match[5] or ""
        if media.sha256 not in often:
            return f'<img src="{data_url(media)}"{match[2]}/>'
        heard = f'role="img" aria-label="{alt}"' if alt else 'aria-hidden="true"'
        inner = f"<title>{title}</title>" if title else ""
        stretched = ' preserveAspectRatio="none"' if "aspect-ratio" in style else ""       # as an `img` of that size
        return (f'<svg class="picture" {heard}{stretched} viewBox="0 0 {media.width:g} {media.height:g}"'
                f' width="{media.width:g}" height="{media.height:g}"{style}>{inner}<use href="#{_name(media)}"/></svg>')

    defined = "\n".join(
        f'<image id="{_name(media)}" width="{media.width:g}" height="{media.height:g}" href="{data_url(media)}"/>'
        for name, media in known.items() if name in often)
    found = _SHOWN.sub(shown, markup)
    return f'{found}\n<svg class="pictures" aria-hidden="true" width="0" height="0"><defs>\n{defined}\n</defs></svg>' \
        if defined else found


def _name(media: Media) -> str:
    return f"ui_picture.{media.sha256[:20]}"
