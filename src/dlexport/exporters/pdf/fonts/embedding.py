"""A face as PDF objects: a Type 0 font that holds just the glyphs drawn, with the text of each code."""

from __future__ import annotations

import hashlib
import io
import pickle
import struct
import sys
import zlib
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString
from reportlab.pdfbase.pdfdoc import format as formatted

from dlexport.exporters.pdf.fonts.own_cuts import keep_cut
from dlexport.problems import Problem, SourceError
from dlexport.unpickling import DAMAGE, plain

if TYPE_CHECKING:
    from dlexport.cache import Cache
    from dlexport.exporters.pdf.fonts.face import Face

# Tables a PDF reader has no use for (ISO 32000-1, 9.9: only the outlines, their metrics and the hints).
_DROPPED = ("GPOS", "GSUB", "GDEF", "BASE", "STAT", "MATH", "OS/2", "name", "post", "cmap", "gasp", "vhea", "vmtx",
            "VORG", "DSIG")
_ROWS = 100     # entries in one block of a CMap
_FLAGS_FIXED, _FLAGS_SERIF, _FLAGS_SYMBOLIC, _FLAGS_ITALIC = 1, 2, 4, 64


class _Program(NamedTuple):
    """What is made of a face: the values of its PDF objects, streams deflated.

    Attributes:
        tag: six letters that follow from the content (ISO 32000-1, 9.6.4).
        font: a TrueType file, or a bare CFF table.
        size: of the font, in bytes, before it was deflated.
        box: around all glyphs drawn, in 1/1000 em.
        widths: by character identifier (CID).
        cids: CMap from codes to CIDs for a CFF table, else the map from codes, which are the CIDs, to glyphs.
        texts: CMap from codes to what they are copied as.
    """

    tag: str
    font: bytes
    size: int
    box: tuple[int, int, int, int]
    widths: dict[int, float]
    cids: bytes
    texts: bytes

    @classmethod
    def kept(cls, data: bytes) -> _Program | None:
        """What was kept of one; None if the data is not that."""
        try:
            made = cls(*plain(data))
            sound = list(map(type, made)) == _TYPES and list(map(type, made.box)) == [int] * 4 and (
                {*map(type, made.widths)} <= {int} and {*map(type, made.widths.values())} <= {float})
        except DAMAGE:
            return None
        return made if sound else None


_TYPES = [str, bytes, int, tuple, dict, bytes, bytes]       # of a program's values


def embed(face: Face, document: Any, cache: Cache) -> PDFObject:  # noqa: ANN401 - reportlab is untyped
    """The Type 0 font dictionary of what the face has drawn (ISO 32000-1, 9.7), its parts added to the document.

    Args:
        face: its font file is read, unless the same glyphs of it were embedded before.
        document: reportlab's.
        cache: where programs are kept; it changes time, never bytes.

    Raises:
        SourceError: the font file is damaged where it was drawn from.
    """
    try:
        return _embedded(face, _program(face, cache), document, cache)
    except (AssertionError, AttributeError, LookupError, OverflowError, RuntimeError, TypeError, ValueError,
            struct.error) as error:
        raise SourceError([Problem(
            "theme-face", f"the font {face.path.name} is damaged: what was drawn of it cannot be embedded ({error})",
            hint="install it again, or name another in the theme's `faces`")]) from error


def _program(face: Face, cache: Cache) -> _Program:
    key = cache.key("program", face.version, face.resource, repr((face.axes, sorted(face.drawn.items()))))
    data = cache.peek(key)      # what it was drawn for has been counted
    known = _Program.kept(data) if data else None
    if known is not None:
        return known
    made = _made(face)
    cache.put(key, pickle.dumps(tuple(made), pickle.HIGHEST_PROTOCOL))
    return made


def _made(face: Face) -> _Program:
    plan, font = _subset(face)
    new, compact = plan.old_to_new_glyph_mapping, _has_cff(face)
    font_cids = character_ids(font) if compact else None

    def cid(number: int, glyph: int) -> int:
        return number if not compact else font_cids[new[glyph]] if font_cids else new[glyph]

    rows = [(f"{code:04x}", glyph, text, cid(code, glyph)) for code, (glyph, text) in sorted(face.drawn.items())]
    if compact:
        cids = _to_cids(rows)
    else:
        table = array("H", bytes(2 * (rows[-1][3] + 1)))
        for _, glyph, _, number in rows:
            table[number] = new[glyph]
        if sys.byteorder == "little":
            table.byteswap()
        cids = table.tobytes()
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(font).digest()[:6])
    widths = {number: face.advance(glyph) for _, glyph, _, number in rows}
    return _Program(tag, _deflated(font), len(font), _box(face), widths, _deflated(cids), _deflated(_to_unicode(rows)))


def _embedded(face: Face, program: _Program, document: Any, cache: Cache) -> PDFObject:  # noqa: ANN401 - as above
    compact, name = _has_cff(face), _name(face, program)
    descriptor = _descriptor(face, name, program, document)
    keep_cut(face, formatted(descriptor, document), [program.font, program.cids, program.texts], cache)
    descendant: dict[str, Any] = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType0" if compact else "CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": _system_info("Identity"),
        "DW": 1000,
        "W": _widths(program.widths),
        "FontDescriptor": document.Reference(descriptor),
    }
    if not compact:
        descendant["CIDToGIDMap"] = document.Reference(_stream(program.cids))
    encoding: PDFObject = PDFName("Identity-H")
    if compact:
        encoding = document.Reference(_stream(program.cids, Type=PDFName("CMap"), CMapName=PDFName("Codes"),
                                              CIDSystemInfo=_system_info("Identity")))
    return PDFDictionary({
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": name,
        "Encoding": encoding,
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(_stream(program.texts)),
    })


def character_ids(program: bytes) -> list[int] | None:
    """The character identifier (CID) of each glyph of a bare CFF table (Adobe Technical Note 5176, section 13).

    None where the font is not keyed by CIDs: a PDF then takes glyph numbers for them.
    """
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415 - 60 ms, only where a face has such outlines

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    font = fonts[0]
    if not hasattr(font, "ROS"):
        return None
    return [0 if name == ".notdef" else int(name.removeprefix("cid")) for name in font.charset]


def _has_cff(face: Face) -> bool:
    return "CFF " in face.source.table_tags


def _subset(face: Face) -> tuple[Any, bytes]:
    """The plan of the subset and its font program: a TrueType file or a bare CFF table."""
    wanted = hb.SubsetInput()
    # by characters HarfBuzz looks up those alone; by glyphs it goes through all characters that the font has
    usual = {ord(text) for glyph, text in face.drawn.values() if len(text) == 1 and face.glyph(text) == glyph}
    if len(usual) == len(face.drawn):
        wanted.unicode_set.update(usual)
    else:
        wanted.glyph_set.update(glyph for glyph, _ in face.drawn.values())
    for axis in face.source.axis_infos:
        wanted.pin_axis_location(face.source, axis.tag, face.axes.get(axis.tag, axis.default_value))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_BIDI_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face.source, wanted)
    subset = plan.execute()
    return plan, bytes((subset.reference_table("CFF ") if _has_cff(face) else subset.blob).data)


def _name(face: Face, program: _Program) -> PDFObject:
    """The tag, and the font's own name with its weight."""
    own = "".join(char for char in face.path.stem.split("[")[0] if char.isascii() and (char.isalnum() or char == "-"))
    axes = "".join(f"-{axis}{value:g}" for axis, value in sorted(face.axes.items()))
    return PDFName(f"{program.tag}+{own or 'Font'}{axes}")


def _box(face: Face) -> tuple[int, int, int, int]:
    """Left, lower, right and upper edge of the ink of all glyphs drawn, in 1/1000 em."""
    boxes = [face.font.get_glyph_extents(glyph) for glyph in sorted({0, *(glyph for glyph, _ in face.drawn.values())})]
    edges = (min(b.x_bearing for b in boxes), min(b.y_bearing + b.height for b in boxes),
             max(b.x_bearing + b.width for b in boxes), max(b.y_bearing for b in boxes))
    left, low, right, high = (round(edge * face.scale) for edge in edges)
    return left, low, right, high


def _descriptor(
    face: Face, name: PDFObject, program: _Program, document: Any,  # noqa: ANN401 - reportlab is untyped
) -> PDFObject:
    """ISO 32000-1, 9.8. StemV is in no font table: the usual estimate from the weight."""
    os2, post = (bytes(face.source.reference_table(table).data) for table in ("OS/2", "post"))
    weight = face.axes.get("wght", int.from_bytes(os2[4:6], "big"))
    angle = int.from_bytes(post[4:8], "big", signed=True) / 65536
    flags = _FLAGS_SYMBOLIC | (_FLAGS_FIXED if any(post[12:16]) else 0) | (_FLAGS_ITALIC if angle else 0)
    if 2 <= os2[33] <= 10:      # noqa: PLR2004 - PANOSE: kinds of serif
        flags |= _FLAGS_SERIF
    extents, scale = face.font.get_font_extents("ltr"), face.scale
    entries = {
        "Type": PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": flags,
        "FontBBox": PDFArray(list(program.box)),
        "ItalicAngle": round(angle, 2),
        "Ascent": round(extents.ascender * scale),
        "Descent": round(extents.descender * scale),
        "CapHeight": round((face.font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or extents.ascender) * scale),
        "StemV": round(10 + 220 * (weight - 50) / 900),
    }
    if _has_cff(face):
        entries["FontFile3"] = document.Reference(_stream(program.font, Subtype=PDFName("CIDFontType0C")))
    else:
        entries["FontFile2"] = document.Reference(_stream(program.font, Length1=program.size))
    return PDFDictionary(entries)


def _widths(widths: dict[int, float]) -> PDFObject:
    """The W array (ISO 32000-1, 9.7.4.3): runs of neighbours; what is 1000 wide is left to DW."""
    entries: list[Any] = []
    last = -2
    for number, width in sorted(widths.items()):
        if width == 1000:       # noqa: PLR2004 - DW
            continue
        if number != last + 1:
            entries += [number, []]
        entries[-1].append(_short(width))
        last = number
    return PDFArray([PDFArray(entry) if isinstance(entry, list) else entry for entry in entries])


def _short(width: float) -> float | int:
    return int(width) if width == int(width) else round(width, 2)


def _to_unicode(rows: list[tuple[str, int, str, int]]) -> bytes:
    """The ToUnicode CMap (ISO 32000-1, 9.10.3).

    Codes that are their character's own number are told by their blocks of 256, beyond which no range may go.
    """
    own = [code for code, _, text, _ in rows if len(text) == 1 and ord(text) == int(code, 16)]
    blocks = [f"<{high}00> <{high}ff> <{high}00>" for high in dict.fromkeys(code[:2] for code in own)]
    others = [f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, _, text, _ in rows
              if len(text) != 1 or ord(text) != int(code, 16)]
    return _cmap("UCS", "UCS", {"bfrange": blocks, "bfchar": others})


def _to_cids(rows: list[tuple[str, int, str, int]]) -> bytes:
    """The CMap from codes to the CIDs of a CFF font (ISO 32000-1, 9.7.5.4), of the same collection as the font."""
    return _cmap("Codes", "Identity", {"cidchar": [f"<{code}> {number}" for code, _, _, number in rows]})


def _cmap(name: str, ordering: str, tables: dict[str, list[str]]) -> bytes:
    blocks = [(kind, rows[start:start + _ROWS])
              for kind, rows in tables.items() for start in range(0, len(rows), _ROWS)]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def",
        f"/CMapName /{name} def", "/CMapType " + ("2" if ordering == "UCS" else "1") + " def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
        *(line for kind, block in blocks for line in (f"{len(block)} begin{kind}", *block, f"end{kind}")),
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ]).encode()


def _system_info(ordering: str) -> PDFObject:
    return PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString(ordering), "Supplement": 0})


def _deflated(data: bytes) -> bytes:
    """Deflated here: reportlab's own filters would add ASCII85."""
    return zlib.compress(data, 9)


def _stream(deflated: bytes, **entries: Any) -> PDFObject:  # noqa: ANN401 - reportlab is untyped
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), deflated)
