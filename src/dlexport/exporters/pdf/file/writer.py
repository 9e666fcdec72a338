"""Sheets as the bytes of a PDF file. With `embedding` and `bitmaps`, all that knows reportlab."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from dlexport.exporters.pdf.drawing.links import ToAddress
from dlexport.exporters.pdf.drawing.sheet import number
from dlexport.exporters.pdf.file.bitmaps import image_object
from dlexport.exporters.pdf.file.objects import Objects, Raw, text_string
from dlexport.exporters.pdf.file.output_intent import declare_srgb
from dlexport.exporters.pdf.file.packing import saved
from dlexport.exporters.pdf.file.structure_tree import Tree
from dlexport.exporters.pdf.file.xmp import xmp
from dlexport.exporters.pdf.fonts.embedding import embed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.exporters.pdf.drawing.bitmap import Bitmap
    from dlexport.exporters.pdf.drawing.sheet import Area, Sheet
    from dlexport.exporters.pdf.file.metadata import Metadata
    from dlexport.exporters.pdf.fonts.face import Face

_BASIC_FONTS = "BasicFonts"     # reportlab's name for the font dictionary that all pages share


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: level 0 for chapters, 1 for what is in them; `place` is a named place."""

    title: str
    place: str
    level: int


def write(sheets: Sequence[Sheet], faces: Iterable[Face], bookmarks: Iterable[Bookmark], about: Metadata) -> bytes:
    """The file. Equal arguments give the same bytes; sheets and faces are used up, to need no more memory than that."""
    canvas = _Canvas(io.BytesIO(), pageCompression=0, invariant=1, pdfVersion=(1, 7), lang=about.language)
    document: Any = canvas._doc                                     # noqa: SLF001 - see the class below
    # the file's /ID: reportlab would begin it with SOURCE_DATE_EPOCH, of which the bytes must not depend
    document.signature = hashlib.md5(usedforsecurity=False)
    _describe(canvas, about)
    levels = {bookmark.place: bookmark for bookmark in bookmarks}
    places: dict[str, tuple[str, str]] = {}      # name -> the page by reportlab's name, and where on it
    known = {place.name for sheet in sheets for place in sheet.places}
    digest = hashlib.sha256()
    objects = Objects(document)
    tree = Tree(objects)
    pages = objects.number(document.Reference(document.Pages).name)
    for sheet in sheets:
        packed = [sheet.pack(), *([sheet.besides.pack()] if sheet.besides else [])]
        digest.update(b"".join(one.digest for one in packed))
        for place in sheet.places:
            left = round(sheet.left + place.left)
            places[place.name] = document.thisPageName(), f"{left} {number(place.top)} 0"
            bookmark = levels.get(place.name)
            if bookmark:
                canvas.bookmarkPage(place.name, fit="XYZ", left=left, top=round(place.top), zoom=0)
                canvas.addOutlineEntry(bookmark.title, place.name, bookmark.level, closed=bookmark.level == 0)
        key = tree.content(document.thisPageName(), sheet.owners)
        links = [_add_link(document.thisPageName(), area, sheet.left, _told(area, levels), tree) for area in sheet.areas
                 if isinstance(area.target, ToAddress) or area.target.place in known]   # a selection lacks some
        streams = [objects.stream(one.data) for one in packed]
        if sheet.left:
            begin, end = objects.shared(f"q 1 0 0 1 {number(sheet.left)} 0 cm"), objects.shared("Q")
            streams = [begin, streams[0], end, *streams[1:]]
        images = [canvas.image(bitmap) for bitmap in sheet.bitmaps]
        document.addPage(Raw(_page(sheet, streams, links, key, images, pages, objects)))
        sheet.packed = sheet.besides = None
        sheet.areas, sheet.places, sheet.owners = [], [], []
    fonts = document.idToObject[_BASIC_FONTS].dict
    for face in sorted(faces, key=lambda face: face.resource):
        if face.drawn:
            fonts[face.resource] = document.Reference(embed(face, document))
        face.close()
    canvas.setCatalogEntry("Names", PDFDictionary({"Dests": document.Reference(_name_tree(places, objects))}))
    canvas.setCatalogEntry("MarkInfo", PDFDictionary({"Marked": "true"}))
    canvas.setCatalogEntry("StructTreeRoot", tree.finish())
    canvas.setCatalogEntry("PageLabels", PDFDictionary({"Nums": PDFArray([0, PDFDictionary({"S": PDFName("D")})])}))
    if about.archival:
        declare_srgb(document)
    canvas.setCatalogEntry("Metadata", document.Reference(PDFStream(
        PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(about))))
    document.updateSignature(digest.digest())
    return saved(canvas, lambda key: objects.pop(key) or tree.written(key))


class _Canvas(Canvas):  # type: ignore[misc] # reportlab is untyped
    """A canvas whose pages begin with nothing: reportlab's would begin with a Helvetica that is never embedded."""

    def _make_preamble(self) -> None:
        self._preamble = ""

    def image(self, bitmap: Bitmap) -> str:
        """The name, among the file's objects, of the image; its data goes into the file once."""
        document: Any = self._doc
        name: str = document.getXObjectName(bitmap.name)
        if name not in document.idToObject:
            image, mask = image_object(bitmap.data)
            if mask is not None:
                image.dictionary["SMask"] = document.Reference(mask)
            document.addForm(bitmap.name, image)
        return name


def _page(  # noqa: PLR0913, PLR0917 - what a page consists of
    sheet: Sheet, streams: Iterable[int], links: Sequence[int], key: int | None, images: Iterable[str], pages: int,
    objects: Objects,
) -> bytes:
    """A page as an object (ISO 32000-1, 7.7.3.3).

    Its ArtBox is the extent of the meaningful content (14.11.2), by which heads and feet can be told from it. `key` is
    its key in the structure tree; links are visited in the tree's order (ISO 14289-1, 7.18.3).
    """
    resources = [f"/Font {objects.number(_BASIC_FONTS)} 0 R"]
    if named := [f"/{name} {objects.number(name)} 0 R" for name in dict.fromkeys(images)]:
        resources.append(f"/XObject<<{' '.join(named)}>>")
    if sheet.opacities:
        states = [f"/{name}<</ca {fill:g}/CA {stroke:g}>>" for name, (fill, stroke) in sheet.opacities.items()]
        resources.append(f"/ExtGState<<{' '.join(states)}>>")
    size = f"{number(sheet.width)}"
    entries = [
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {size} {number(sheet.height)}]",
        f"/ArtBox[0 {number(sheet.low)} {size} {number(sheet.high)}]/Resources<<{''.join(resources)}>>",
        f"/Contents[{_references(streams)}]/Tabs/S",
    ]
    if links:
        entries.append(f"/Annots[{_references(links)}]")
    if key is not None:
        entries.append(f"/StructParents {key}")
    return "".join([*entries, ">>"]).encode("ascii")


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{one} 0 R" for one in numbers)


def _describe(canvas: Canvas, about: Metadata) -> None:
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setKeywords(about.keywords)
    canvas.setCreator("dlexport")
    canvas.setProducer("dlexport, ReportLab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    made = datetime.fromtimestamp(about.moment, UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    canvas.setDateFormatter(lambda *_: made)


def _told(area: Area, bookmarks: Mapping[str, Bookmark]) -> str:
    """The description of a link's target, in words (ISO 14289-1, 7.18.5)."""
    if isinstance(area.target, ToAddress):
        return area.target.address
    place = area.target.place
    return bookmarks[place].title if place in bookmarks else place


def _add_link(page: str, area: Area, left: float, told: str, tree: Tree) -> int:
    """The number of a link of a page (ISO 32000-1, 12.5.6.5), held by its element, so far to the right."""
    corners = " ".join(number(edge, 1) for edge in (left + area.left, area.bottom, left + area.right, area.top))
    entries = [f"<</Type/Annot/Subtype/Link/Rect[{corners}]/Border[0 0 0]/F 4/Contents{text_string(told)}"]
    if isinstance(area.target, ToAddress):
        entries.append(f"/A<</S/URI/URI{text_string(area.target.address)}>>")
    else:
        entries.append(f"/Dest{text_string(area.target.place)}")
    if area.element is not None:
        entries.append(f"/StructParent {tree.key(area.element)}")
    link = tree.objects.add("".join([*entries, ">>"]).encode("ascii"))
    if area.element is not None:
        tree.hold(area.element, page, link)
    return link


def _name_tree(places: Mapping[str, tuple[str, str]], objects: Objects) -> Raw:
    """One leaf that is the root as well (ISO 32000-1, 7.9.6), its names in the order of their bytes."""
    rows = [f"{text_string(name)}[{objects.number(page)} 0 R/XYZ {where}]"
            for name, (page, where) in sorted(places.items())]
    return Raw(f"<</Names[{' '.join(rows)}]>>".encode("ascii"))
