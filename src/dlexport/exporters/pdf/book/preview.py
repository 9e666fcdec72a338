"""The pages of a print on which a question stands, as pictures."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.book.read_back import opened
from dlexport.plugin.contract import View

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALE: Final = 2.0     # 144 dots an inch: sharp at the size of paper on most screens
_QUALITY: Final = 95    # with every colour: looks as a PNG does, and takes a quarter of the time


def page_views(data: bytes, question: str) -> Iterator[View]:
    """A view of each page with a named place of the question, as JPEG.

    Raises:
        ValueError: the data is no PDF made by dlexport, or damaged.
    """
    wanted = re.compile(rf"q\.{re.escape(question)}(?:\..*)?")
    with opened(data, wanted) as (document, places):
        for number in sorted({place.page for place in places if wanted.fullmatch(place.name)}):
            room = io.BytesIO()
            document[number].render(scale=_SCALE).to_pil().save(room, "JPEG", quality=_QUALITY, subsampling=0)
            yield View(f"page {number + 1}", "image/jpeg", room.getvalue())
