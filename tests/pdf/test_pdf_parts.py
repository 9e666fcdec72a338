"""Small rooms: CIDs of fonts, bitmaps, drawings, numbers."""

from __future__ import annotations

import io

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pdf_books import book, export, press, question
from PIL import Image

from by_hand import KITCHEN_SINK, rich
from dlexport.exporters.pdf.blocks.drawings import set_drawing
from dlexport.exporters.pdf.drawing.sheet import Sheet, number, rgb
from dlexport.exporters.pdf.file.bitmaps import image_object
from dlexport.exporters.pdf.fonts.embedding import character_ids
from dlexport.exporters.pdf.fonts.face import Face
from dlexport.exporters.pdf.text.spacing import GLUE
from dlexport.pictures.media import take
from dlexport.pictures.svg.reading import parse
from dlexport.theme.fonts import Fonts


def test_characters_of_a_subset_keep_their_identifiers() -> None:
    """A subset of Noto Serif SC has the CIDs that the whole font gives to the same characters."""
    path = Fonts().file("serif").path
    whole = TTFont(path)
    wanted = "神经网络"
    subset = hb.SubsetInput()
    subset.unicode_set.update(map(ord, wanted))
    table = hb.subset(hb.Face(hb.Blob.from_file_path(str(path))), subset).reference_table("CFF ")
    names = [whole.getBestCmap()[ord(char)] for char in wanted]
    assert character_ids(bytes(table.data)) == [0, *sorted(int(name.removeprefix("cid")) for name in names)]


def test_a_font_with_names_of_glyphs_has_no_identifiers() -> None:
    """A PDF then takes the numbers of its glyphs."""
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder([".notdef", "a"])
    glyphs = {name: T2CharStringPen(500, None).getCharString() for name in (".notdef", "a")}
    build.setupCFF("Named", {}, glyphs, {})
    data = io.BytesIO()
    build.font["CFF "].cff.compile(data, build.font)
    assert character_ids(data.getvalue()) is None


@pytest.mark.parametrize(("mode", "kind", "coding", "mask"), [
    ("RGB", "PNG", "/FlateDecode", False), ("RGBA", "PNG", "/FlateDecode", True), ("L", "PNG", "/FlateDecode", False),
    ("RGB", "JPEG", "/DCTDecode", False), ("L", "JPEG", "/DCTDecode", False), ("CMYK", "JPEG", "/FlateDecode", False),
    ("P", "PNG", "/FlateDecode", False), ("1", "PNG", "/FlateDecode", False),
])
def test_bitmaps(mode: str, kind: str, coding: str, mask: bool) -> None:    # noqa: FBT001 - a column of the table
    """Every kind of bitmap becomes an image object; transparency becomes its mask."""
    buffer = io.BytesIO()
    Image.new(mode, (3, 2)).save(buffer, kind)
    image, alpha = image_object(buffer.getvalue())
    entries = {key: str(value) for key, value in image.dictionary.dict.items()}
    assert (entries["Width"], entries["Height"]) == ("3", "2")
    assert entries["Filter"].strip("'b") == coding
    assert (alpha is not None) == mask


def test_a_face_has_its_limits() -> None:
    """A face codes at most 6,400 pairs beside the characters and their usual glyphs."""
    face = Face("F1", Fonts().file("mono").path)
    codes = {face.code(n, "") for n in range(6400)}
    assert len(codes) == 6400
    assert face.code(face.glyph("π"), "π") == "03c0"
    with pytest.raises(ValueError, match="6400"):
        face.code(1, "x")


def test_codes_hang_on_what_they_stand_for() -> None:
    """In the file, whatever else is shaped, and in whatever order; where two pairs want one code, the first has it."""
    first, second = (Face("F1", Fonts().file("mono").path) for _ in range(2))
    second.code(7, "shaped and never drawn")
    pairs = [(first.glyph("."), text) for text in "中文书写"] + [(first.glyph("x"), "x"), (9, "")]
    settled = [sorted(settle.settle(*pair) for pair in order)
               for settle, order in ((first, pairs), (second, pairs[::-1]))]
    assert settled[0] == settled[1]
    assert len(set(settled[0])) == len(pairs)
    crowd = [(n, "") for n in range(3000)]
    codes = {pair: first.settle(*pair) for pair in crowd}
    assert len(set(codes.values())) == len(crowd)
    assert {pair: first.settle(*pair) for pair in reversed(crowd)} == codes
    assert all(first.drawn[code] == pair for pair, code in codes.items())


SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50">
<rect x="1" y="1" width="20" height="10" fill="none" stroke="#123456" stroke-dasharray="2 1" opacity="0.5"/>
<path d="M0 0 L10 10 Q 5 5 0 10 Z" fill="#ff0000" fill-rule="evenodd"/>
<rect x="1" y="1" width="20" height="10" fill="#00ff00" stroke="#123456"/>
<rect x="1" y="1" width="20" height="10" fill="none"/>
<text x="50" y="20" text-anchor="middle" font-family="Noto Serif SC" font-style="italic" font-size="8"
 fill-opacity="0.5">中 a</text>
<text x="50" y="30" text-anchor="end" font-family="Courier" font-weight="bold" font-size="8">码 b</text>
<text x="50" y="40" font-family="Fantasy" font-size="8">c</text>
</svg>"""


def test_drawings() -> None:
    """Outlines and words become operators; what is neither filled nor stroked is not drawn."""
    made = press()
    sheet = set_drawing(parse(SVG.encode(), "x.svg"), made, print)
    content = sheet.content()
    assert set(sheet.opacities.values()) == {(0.5, 0.5), (0.5, 1.0)}
    assert "[2 1] 0 d" in content
    assert " f*" in content
    assert " B\n" in content
    assert content.count(" re ") == 0
    assert content.count("TJ") >= 3
    assert content.count("\nq ") + content.startswith("q ") == content.count("\nQ")


def test_a_drawing_is_vectors_in_the_file() -> None:
    """An SVG goes in as paths, a bitmap as one image however often it is shown."""
    media = {name: take(KITCHEN_SINK, name) for name in ("media/sub/shapes.svg", "media/gradient.png")}
    pictures = "![矢量](media/sub/shapes.svg)\n\n![甲](media/gradient.png)\n\n![乙](media/gradient.png)"
    data = export(book(question(answer=rich(pictures)), media=media)).data
    assert data.count(b"/Subtype /Image") == len({b"image", b"mask"}) - (b"/SMask" not in data)


@pytest.mark.parametrize(("value", "places", "expected"), [
    (1.0, 2, "1"), (-0.001, 2, "0"), (0.00001, 2, "0"), (100.0, 2, "100"), (1e-5, 4, "0"), (12.346, 2, "12.35"),
    (0.5, 3, "0.5"),
])
def test_numbers(value: float, places: int, expected: str) -> None:
    """Numbers have no exponent, no idle zeros, and no minus before nothing."""
    assert number(value, places) == expected


def test_colours() -> None:
    """A colour becomes three operands."""
    assert rgb("#ff8000") == "1 0.502 0"


def test_stamping_keeps_the_state() -> None:
    """After a stamped drawing the next text chooses its font anew."""
    sheet, other = Sheet(100, 100, 0, 100), Sheet(10, 10, 0, 10)
    other.paint("0 0 m")
    sheet.stamp(other, 1, 0, 0, 1, 5, 5)
    assert sheet.content() == "q 1 0 0 1 5 5 cm\n0 0 m\nQ"


def test_glue_is_complete() -> None:
    """There is glue between every two classes, and it never breaks before what may not start a line."""
    assert len(GLUE) == 17 * 17
    assert not any(glue.breaks for pair, glue in GLUE.items() if pair[1] in "CMNDxSGZ")
    assert not any(glue.breaks for pair, glue in GLUE.items() if pair[0] in "Oy")
