"""The objects painted on a page, as PDFium reads them: which are visible, and which are pictures.

Text is visible if it lies on the paper and nothing painted later hides it. For most objects that is clear from their
boxes: they lie on the paper, and no filled shape overlaps them. For others the page is painted with and without them:
see `ink`.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from codecs import BOM_UTF16_BE
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pypdfium2 import raw

from dlexport.exporters.pdf.book.embedded import picture_of_bitmap
from dlexport.exporters.pdf.book.ink import seen_chars, seen_share
from dlexport.exporters.pdf.book.painted_box import OVER, Covers, PaintedBox
from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.plugin.contract import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from pypdfium2 import PdfPage, PdfTextPage

    from dlexport.cache import Cache

_UNSEEN: Final = 3          # rendering mode of invisible text (ISO 32000-1, table 106)
_TINY: Final = 2.0          # points: height of invisible text that is the copied form of a drawing, at most
_THIN: Final = 1.5          # points: a thinner shape hides nothing
_SEEN: Final = 0.5          # share of the ink of a formula or picture that must be visible
_NAME_ROOM: Final = 64      # bytes of a mark's name
_LEVEL: Final = re.compile(r"([0-9])/[0-9]\Z")
_HIDDEN: Final = "it is covered, or lies off the paper"


class PageObject(NamedTuple):
    """An object of a page: its handle, its index in the order of painting, its kind and its box."""

    handle: Any
    order: int
    kind: int
    box: PaintedBox


@dataclass(slots=True)
class ActualText:
    """Objects that are copied as one text: a formula or a picture.

    Attributes:
        role: the name of the outer mark: `Formula`, `Figure`, `Artifact`.
        text: the text as which it is copied.
        unseen: its invisible text, to which PDFium attaches the copied text.
        drawn: its visible objects.
    """

    role: str
    text: str
    unseen: list[PageObject]
    drawn: list[PageObject] = field(default_factory=list)

    @property
    def box(self) -> PaintedBox:
        """The box around its visible objects."""
        boxes = [one.box for one in self.drawn]
        return PaintedBox(min(box.left for box in boxes), min(box.bottom for box in boxes),
                   max(box.right for box in boxes), max(box.top for box in boxes))


class FoundPicture(NamedTuple):
    """A picture and its middle, in points."""

    x: float
    y: float
    picture: Picture


class Painted(NamedTuple):
    """The visible content of a page.

    Attributes:
        hidden: indices, in the page's text, of characters that are not visible.
        pictures: all pictures, those that are not visible with a flaw.
        levels: (height on the page, number) of what looks like a difficulty.
    """

    hidden: frozenset[int]
    pictures: Sequence[FoundPicture]
    levels: Sequence[tuple[float, str]]


def painted(page: PdfPage, text: PdfTextPage, cache: Cache) -> Painted:
    """The visible content of a page.

    Args:
        page: the page.
        text: its text.
        cache: remembers which bitmaps can be decoded.
    """
    objects, paper = _sorted(page), PaintedBox(*page.get_bbox())
    covers = Covers((one.order, one.box) for one in objects.covers)
    gone = [one for one in objects.spoken if _is_gone(one, page, covers, paper)]
    hidden = set(_chars(text, [*objects.astray, *(part for one in gone for part in one.unseen)]))
    doubtful = list(_doubtful(objects, covers, paper))
    if doubtful:
        indexes = _chars(text, doubtful)
        hidden |= indexes.keys() - seen_chars(page, text, [one.handle for one in doubtful], indexes)
    lost, figures = set(map(id, gone)), list(filter(_is_picture, objects.spoken))
    pictures = [_picture(one, page, cache, hidden=id(one) in lost) for one in figures]
    levels = [(found.y, match[1]) for one, found in zip(figures, pictures, strict=True)
              if id(one) not in lost and (match := _LEVEL.search(one.text))]
    return Painted(frozenset(hidden), pictures, levels)


class _Sorted(NamedTuple):
    """The objects of a page, sorted by purpose.

    Attributes:
        words: plain text, as tuples in the form of `PageObject` (which takes longer to make).
        spoken: groups of objects that are copied as one text.
        covers: objects that may hide earlier ones; a group of `spoken` counts as one.
        astray: invisible text without a drawing.
    """

    words: list[tuple[Any, int, int, tuple[float, ...]]]
    spoken: list[ActualText]
    covers: list[PageObject]
    astray: list[PageObject]


def _sorted(page: PdfPage) -> _Sorted:
    """The objects of a page, sorted.

    A character of more than 16 bits is an invisible glyph beside those that its formula or picture begins with.

    One that no face has is such a glyph before the box that is drawn for it; a blank is copied as low lines before the
    rule that is drawn for it.
    """
    found = _Sorted([], [], [], [])
    waiting: list[PageObject] = []      # invisible text whose drawing is still to come
    current: ActualText | None = None
    mark = 0
    edges = array("f", bytes(16))
    room = (ctypes.c_char * 16).from_buffer(edges)
    into = [ctypes.byref(ctypes.c_float.from_buffer(room, 4 * k)) for k in range(4)]
    for order in range(raw.FPDFPage_CountObjects(page.raw)):        # more often than all else here
        handle: Any = raw.FPDFPage_GetObject(page.raw, order)
        kind = raw.FPDFPageObj_GetType(handle)
        raw.FPDFPageObj_GetBounds(handle, *into)
        unseen = kind == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(handle) == _UNSEEN
        if kind == raw.FPDF_PAGEOBJ_TEXT and not (unseen or current or waiting):
            found.words.append((handle, order, kind, tuple(edges)))
            continue
        one = PageObject(handle, order, kind, PaintedBox(*edges))
        if unseen and one.box.top - one.box.bottom > _TINY:
            found.astray.append(one)
            continue
        inner = _inner(one.handle) if unseen or current else None
        if current and inner and ctypes.addressof(inner.contents) == mark:
            (current.unseen if unseen else current.drawn).append(one)
        elif unseen:
            text = _actual(inner)
            if current and not current.drawn:       # one more piece of the same text
                waiting = [*current.unseen, *waiting]
                found.spoken.remove(current)
            waiting.append(one)
            current = None
            if inner and text:
                current, mark = ActualText(_outer(one.handle), text, waiting), ctypes.addressof(inner.contents)
                found.spoken.append(current)
                waiting = []
        else:
            if one.kind != raw.FPDF_PAGEOBJ_PATH:
                found.astray.extend(waiting)
            elif current and not current.drawn and current.role != "Figure":    # the rule of a blank
                current.drawn.append(one)
            current, waiting = None, []
            if one.kind == raw.FPDF_PAGEOBJ_TEXT:
                found.words.append((handle, order, kind, one.box))
            elif _may_cover(one):
                found.covers.append(one)
    found.astray.extend(waiting)
    found.covers.extend(one.drawn[-1]._replace(box=one.box) for one in found.spoken
                        if any(part.kind != raw.FPDF_PAGEOBJ_TEXT and _may_cover(part) for part in one.drawn))
    return found


def _may_cover(one: PageObject) -> bool:
    box = one.box
    if box.right - box.left < _THIN or box.top - box.bottom < _THIN:
        return False
    if one.kind != raw.FPDF_PAGEOBJ_PATH:
        return True
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one.handle, ctypes.byref(filled), ctypes.byref(stroked))
    return bool(filled.value)


def _doubtful(objects: _Sorted, covers: Covers, paper: PaintedBox) -> Iterator[PageObject]:
    """The words whose visibility can be told only by painting the page."""
    least_left, least_bottom, most_right, most_top = (
        paper.left - OVER, paper.bottom - OVER, paper.right + OVER, paper.top + OVER)
    for handle, order, kind, (left, bottom, right, top) in objects.words:
        if order < covers.last or left < least_left or bottom < least_bottom or right > most_right or top > most_top:
            box = PaintedBox(left, bottom, right, top)
            if _is_doubtful(box, order, covers, paper):
                yield PageObject(handle, order, kind, box)


def _is_doubtful(box: PaintedBox, order: int, covers: Covers, paper: PaintedBox) -> bool:
    """Whether its visibility can be told only by painting the page."""
    return not paper.holds(box) or covers.hides(box, order)


def _is_gone(one: ActualText, page: PdfPage, covers: Covers, paper: PaintedBox) -> bool:
    """Whether a formula or picture is not visible; false for a formula that has no ink."""
    if not one.drawn:
        return one.role != "Formula"
    box = one.box
    return _is_doubtful(box, one.drawn[-1].order, covers, paper) and \
        seen_share(page, [part.handle for part in one.drawn], box, paper) < _SEEN


def _is_picture(one: ActualText) -> bool:
    """Whether it is a picture, or, in a title, a difficulty. A picture without description is no content."""
    if one.role == "Figure":
        return True
    return one.role == "Artifact" and one.text == NOTHING and \
        any(part.kind != raw.FPDF_PAGEOBJ_TEXT for part in one.drawn)


def _picture(one: ActualText, page: PdfPage, cache: Cache, *, hidden: bool) -> FoundPicture:
    if not one.drawn:
        return FoundPicture(one.unseen[-1].box.left, one.unseen[-1].box.top, Picture(flaw=_HIDDEN))
    box = one.box
    bitmap = next((part for part in one.drawn if part.kind == raw.FPDF_PAGEOBJ_IMAGE), None)
    found = picture_of_bitmap(bitmap.handle, page, cache) if bitmap else Picture()
    return FoundPicture((box.left + box.right) / 2, (box.bottom + box.top) / 2,
                        replace(found, flaw=_HIDDEN) if hidden else found)


def _chars(text: PdfTextPage, objects: Iterable[PageObject]) -> dict[int, int]:
    """The characters of these objects: index -> the object's order."""
    orders = {ctypes.addressof(one.handle.contents): one.order for one in objects}
    found: dict[int, int] = {}
    for index in range(text.count_chars() if orders else 0):
        handle: Any = raw.FPDFText_GetTextObject(text.raw, index)
        order = orders.get(ctypes.addressof(handle.contents)) if handle else None
        if order is not None:
            found[index] = order
    return found


def _inner(handle: Any) -> Any:  # noqa: ANN401 - PDFium's handles
    """The innermost mark of an object, if it has one."""
    count = raw.FPDFPageObj_CountMarks(handle)
    return raw.FPDFPageObj_GetMark(handle, count - 1) if count > 0 else None


def _outer(handle: Any) -> str:  # noqa: ANN401 - as above
    """The name of the outermost mark."""
    room, size = (ctypes.c_ushort * _NAME_ROOM)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(handle, 0), room, ctypes.sizeof(room), ctypes.byref(size))
    return bytes(room)[:size.value].decode("utf-16-le").rstrip("\0")


def _actual(mark: Any) -> str:  # noqa: ANN401 - as above
    """The text as which a mark lets its objects be copied (ActualText); empty if there is none."""
    size = ctypes.c_ulong()
    if not mark or not raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, ctypes.byref(size)):
        return ""
    room = (ctypes.c_ubyte * size.value)()      # as a string, PDFium drops all bytes that are not ASCII
    raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, size.value, ctypes.byref(size))
    text = bytes(room)
    return text[2:].decode("utf-16-be", "replace") if text.startswith(BOM_UTF16_BE) else text.decode("latin-1")
