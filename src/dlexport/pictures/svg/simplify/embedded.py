"""Pictures inside a drawing: bitmaps become PNG or JPEG data, drawings are inserted. Files are never read."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from dlexport.pictures.svg.shapes import Rectangle
from dlexport.pictures.svg.simplify.clips import frame_clip
from dlexport.pictures.svg.simplify.lengths import fitted, shown
from dlexport.pictures.svg.simplify.values import plain_attributes

if TYPE_CHECKING:
    from dlexport.pictures.bitmaps import Size
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.simplify.clips import Draw
    from dlexport.pictures.svg.tree import Element

_SCHEME: Final = "data:"
_DRAWING: Final = "image/svg+xml"
_FRAME: Final = frozenset({"x", "y", "width", "height", "preserveAspectRatio", "transform", "opacity"})
_ADVICE: Final = "put the picture itself into the drawing, or into the folder `media` and name it in the text"


def embedded(element: Element, around: Around, shared: Shared, draw: Draw) -> list[Element]:
    """The plain elements of an `image`, at its position and size."""
    reference = element.attributes.get("href", "")
    if not reference:
        return []
    if not reference.lower().startswith(_SCHEME):
        shared.reader.note(element, "href", f"the picture `{reference[:60]}` is not in the drawing", _ADVICE)
        return []
    head, _, body = reference[len(_SCHEME):].partition(",")
    data = _decoded(body, packed=head.lower().rstrip().endswith(";base64"))
    if data is None:
        shared.reader.note(element, "href", "a picture in the drawing is damaged", "put it in again")
        return []
    if head.lower().startswith(_DRAWING):
        return _inner_drawing(data, element, around, shared, draw)
    return _bitmap(data, element, around, shared)


def _decoded(body: str, *, packed: bool) -> bytes | None:
    raw = unquote_to_bytes(body)
    if not packed:
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()), validate=True)
    except binascii.Error:
        return None


def _inner_drawing(data: bytes, element: Element, around: Around, shared: Shared, draw: Draw) -> list[Element]:
    from dlexport.pictures.svg.simplify.styles import resolve_styles  # noqa: PLC0415 - only where there are some
    from dlexport.pictures.svg.tree import Reader  # noqa: PLC0415 - the same

    if _DRAWING in around.using:
        shared.reader.note(element, "href", "a drawing in a drawing in the drawing", "put it in once")
        return []
    reader = Reader(data, "")
    root = reader.read()
    if root is not None:
        resolve_styles(root, reader)
    if root is None or reader.problems:
        shared.reader.note(element, "href", "a drawing in the drawing cannot be read", "put it in again")
        return []
    shared.adopt(root)
    root.attributes.update({name: value for name, value in element.attributes.items() if name in _FRAME})
    return draw(root, around.named(_DRAWING), shared)


def _bitmap(data: bytes, element: Element, around: Around, shared: Shared) -> list[Element]:
    from dlexport.pictures import bitmap_files  # noqa: PLC0415 - Pillow: start-up time
    from dlexport.pictures.bitmaps import DamagedError, TooLargeError  # noqa: PLC0415 - the same

    try:
        made = bitmap_files.read(data)
    except (DamagedError, TooLargeError) as error:
        shared.reader.note(element, "href", f"a picture in the drawing cannot be shown: {error}", "put it in again")
        return []
    if made is None:
        shared.reader.note(element, "href", "a picture in the drawing is of no known kind", "put it in as a PNG")
        return []
    for loss in made.losses:
        shared.reader.lose(loss.message, loss.hint)
    values = plain_attributes(element, "rect", around, shared)
    frame = _frame(values, made.size)
    if frame is None:
        return []
    attributes = {name: value for name, value in plain_attributes(element, "g", around, shared).items()
                  if name in {"transform", "opacity"}}
    box = Rectangle(0.0, 0.0, *made.size)
    fit, cut = fitted(box, frame, element.attributes.get("preserveAspectRatio", ""))
    across, _, _, down, left, top = (float(part) for part in fit[len("matrix("):-1].split())
    attributes |= {"x": shown(left), "y": shown(top), "width": shown(box.width * across),
                   "height": shown(box.height * down), "preserveAspectRatio": "none",
                   "href": f"data:image/{made.kind};base64,{base64.b64encode(made.data).decode()}"}
    image = shared.make("image", attributes, element)
    if not cut:
        return [image]
    clip = {"clip-path": f"url(#{frame_clip(frame, element, shared)})"}
    if moved := attributes.pop("transform", ""):
        clip["transform"] = moved
    return [shared.make("g", clip, element, [image])]


def _frame(values: dict[str, str], size: Size) -> Rectangle | None:
    try:
        x, y = (float(values.get(name, "0").removesuffix("px")) for name in ("x", "y"))
        width = float(values["width"].removesuffix("px")) if "width" in values else None
        height = float(values["height"].removesuffix("px")) if "height" in values else None
    except ValueError:
        return None
    if width is None:
        width = size.width * height / size.height if height is not None else float(size.width)
    if height is None:
        height = size.height * width / size.width
    return Rectangle(x, y, width, height) if width > 0 and height > 0 else None
