"""Sheets as the bytes of a PDF file. With `embedding`, `bitmaps` and `output_intent`, all that knows reportlab.

Of reportlab we use its document (names, numbers and references of the objects that all pages share), its dictionaries,
arrays and streams, and how it writes them; not its canvas, its pages, or its file.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfbase.pdfdoc import format as formatted

from dlexport.exporters.pdf.file.bitmaps import image_object
from dlexport.exporters.pdf.file.objects import Objects, Raw, text_string
from dlexport.exporters.pdf.file.outline import outline
from dlexport.exporters.pdf.file.output_intent import declare_srgb
from dlexport.exporters.pdf.file.packing import packed, whole
from dlexport.exporters.pdf.file.segments import Elsewhere, written
from dlexport.exporters.pdf.file.xmp import xmp
from dlexport.exporters.pdf.fonts.embedding import embed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.file.metadata import Metadata
    from dlexport.exporters.pdf.file.outline import Bookmark
    from dlexport.exporters.pdf.file.segments import Portion
    from dlexport.exporters.pdf.fonts.face import Face

_BASIC_FONTS = "BasicFonts"     # reportlab's name for the font dictionary that all pages share


def write(
    portions: Sequence[Portion], faces: Iterable[Face], bookmarks: Sequence[Bookmark], about: Metadata, cache: Cache,
) -> bytes:
    """The file. Equal arguments give the same bytes; sheets and faces are used up, to need no more memory than that.

    Numbers go first to what pages refer to, then to the segments with the pages, then to what refers to these.

    Args:
        portions: the sheets.
        faces: all that they are drawn with.
        bookmarks: the outline.
        about: what the file says of itself.
        cache: where segments and font programs are kept; it changes time, never bytes.
    """
    document: Any = PDFDocument(invariant=1, pdfVersion=(1, 7), lang=about.language)
    catalog, pages, tree, top = document.Catalog, Raw(), Raw(), Raw()
    catalog.Pages = pages
    fonts = document.idToObject[_BASIC_FONTS].dict
    for thing in (catalog, document.info, pages, tree, top):
        _number(thing, document)
    elsewhere = Elsewhere(_number(pages, document), document.idToObjectNumberAndVersion[_BASIC_FONTS][0],
                    _number(top, document), _images(portions, document),
                    {bookmark.place: bookmark.title for bookmark in bookmarks},
                    frozenset(place.name for portion in portions for sheet in portion.sheets for place in sheet.places))
    end = document.objectcounter + 1
    segments = list(written(portions, end + 1, elsewhere, cache))     # after the stream that holds what comes before
    document.objectcounter = segments[-1].objects.end - 1
    for face in sorted(faces, key=lambda face: face.resource):
        if face.drawn:
            fonts[face.resource] = document.Reference(embed(face, document, cache))
        face.close()
    places = dict(place for segment in segments for place in segment.places)
    kids = " ".join(f"{one.objects.first} 0 R" for one in segments)
    pages.data = f"<</Type/Pages/Count {sum(one.pages for one in segments)}/Kids[{kids}]>>".encode("ascii")
    top.data = (f"<</S/Document/P {_number(tree, document)} 0 R"
                f"/K[{' '.join(one.kids for one in segments if one.kids)}]>>").encode("ascii")
    leaves = " ".join(f"{one.leaf} 0 R" for one in segments if one.leaf)
    tree.data = (f"<</Type/StructTreeRoot/K[{_number(top, document)} 0 R]/ParentTree<</Kids[{leaves}]>>"
                 f"/ParentTreeNextKey {segments[-1].objects.end}>>").encode("ascii")
    _complete(document, places, tree, about)
    late = Objects(document.objectcounter + 1)
    beside = outline(bookmarks, places, late)
    catalog.Outlines = f"{beside} 0 R" if beside else None
    document.objectcounter = late.next - 1
    shared = _written(document)
    late.data |= {number: data for number, data in shared.items() if number >= end}
    late.next = document.objectcounter + 1
    early = Objects(end, {number: data for number, data in shared.items() if number < end})
    ident = hashlib.md5(usedforsecurity=False)
    for segment in segments:
        ident.update(segment.objects.data)
    document.info.digest(ident)
    root, info, name = _number(catalog, document), _number(document.info, document), f"<{ident.hexdigest()}>"
    trailer = f"/Root {root} 0 R /Info {info} 0 R /ID [{name} {name}]"
    ranges = [packed(1, early), *(one.objects for one in segments), packed(segments[-1].objects.end, late)]
    return whole(ranges, trailer.encode("ascii"))


def _number(thing: Any, document: Any) -> int:  # noqa: ANN401 - reportlab is untyped
    """The number of an object of reportlab's, which gets one if it has none."""
    number: int = document.idToObjectNumberAndVersion[document.Reference(thing).name][0]
    return number


def _written(document: Any) -> dict[int, bytes]:  # noqa: ANN401 - as above
    """The bytes of all objects of the document, those too that are numbered when others are written."""
    found: dict[int, bytes] = {}
    while new := document.numberToId.keys() - found.keys():
        for number in sorted(new):
            found[number] = formatted(document.idToObject[document.numberToId[number]], document, toplevel=1).rstrip()
    return found


def _images(portions: Iterable[Portion], document: Any) -> dict[str, tuple[str, int]]:  # noqa: ANN401 - as above
    """The name and number of each bitmap's object, by the bitmap's name; its data goes into the file once."""
    found: dict[str, tuple[str, int]] = {}
    for bitmap in (one for portion in portions for sheet in portion.sheets for one in sheet.bitmaps):
        if bitmap.name not in found:
            image, mask = image_object(bitmap.data)
            if mask is not None:
                image.dictionary["SMask"] = document.Reference(mask)
            document.addForm(bitmap.name, image)
            found[bitmap.name] = (name := document.getXObjectName(bitmap.name)), \
                document.idToObjectNumberAndVersion[name][0]
    return found


def _complete(document: Any, places: Mapping[str, str], tree: Raw, about: Metadata) -> None:  # noqa: ANN401 - as above
    """Say of the file what its catalog and its document information say (ISO 32000-1, 7.7.2, 14.3.3)."""
    made = datetime.fromtimestamp(about.moment, UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    info, catalog = document.info, document.Catalog
    info.title, info.author, info.subject, info.keywords = about.title, about.author, about.subject, about.keywords
    info.creator, info.producer, info._dateFormatter = "dlexport", "dlexport, ReportLab", lambda *_: made   # noqa: SLF001
    info.invariant = document.invariant
    rows = [f"{text_string(name)}{where}" for name, where in sorted(places.items())]
    names = Raw(f"<</Names[{' '.join(rows)}]>>".encode("ascii"))      # one leaf that is the root as well (7.9.6)
    catalog.PageMode = PDFName("UseOutlines")
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Names = PDFDictionary({"Dests": document.Reference(names)})
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot = tree
    catalog.PageLabels = PDFDictionary({"Nums": PDFArray([0, PDFDictionary({"S": PDFName("D")})])})
    if about.archival:
        declare_srgb(document)
    catalog.Metadata = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(about))
