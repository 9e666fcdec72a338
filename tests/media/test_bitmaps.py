"""PNG and JPEG files: their size, and what is wrong with those that are not whole. Pillow writes the good ones."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dlexport.pictures.bitmaps import DamagedError, Size, TooLargeError, is_jpeg, is_png, jpeg_size, png_size

pytestmark = pytest.mark.usefixtures("within_bounds")
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encoded(mode: str, size: tuple[int, int], kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(header: bytes, pixels: bytes, *extra: bytes) -> bytes:
    chunks = (chunk(b"IHDR", header), *extra, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b""))
    return SIGNATURE + b"".join(chunks)


def header(width: int, height: int, *rest: int) -> bytes:
    return struct.pack(">II5B", width, height, *(rest or (8, 0, 0, 0, 0)))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (7, 3), (300, 200)])
def test_every_kind_of_png(mode: str, size: tuple[int, int]) -> None:
    """Bilevel, grey, palette, colour, with and without transparency, eight and sixteen bits."""
    data = encoded(mode, size, "PNG")
    assert (is_png(data), is_jpeg(data), png_size(data)) == (True, False, Size(*size))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 5), (5, 1), (8, 8), (9, 17)])
def test_an_interlaced_png(width: int, height: int) -> None:
    """Seven passes, some of them empty in small pictures; Pillow reads the same."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    pixels = b""
    for left, top, across, down in passes:
        columns, rows = len(range(left, width, across)), len(range(top, height, down))
        pixels += (b"\0" * (columns + 1)) * rows if columns else b""
    data = png(header(width, height, 8, 0, 0, 0, 1), pixels)
    Image.open(io.BytesIO(data)).load()
    assert png_size(data) == Size(width, height)
    with pytest.raises(DamagedError, match="some of its pixels are missing"):
        png_size(png(header(width, height, 8, 0, 0, 0, 1), pixels[:-1]))


GOOD = png(header(2, 2), b"\0\1\2" * 2)


@pytest.mark.parametrize(("data", "message"), [
    (SIGNATURE, "it has no header"),
    (SIGNATURE + chunk(b"IDAT", b""), "it has no header"),
    (SIGNATURE + chunk(b"IHDR", b"short"), "it has no header"),
    (GOOD[:-12], "its end is missing"),
    (GOOD[:-14], "it ends too early"),
    (GOOD[:33], "its end is missing"),
    (GOOD[:30], "it ends too early"),
    (GOOD.replace(b"IDAT", b"IDAX"), "a checksum in it is wrong"),
    (png(header(0, 2), b""), "it has no width or no height"),
    (png(header(2, 2, 7, 0, 0, 0, 0), b"\0" * 6), "its header makes no sense"),
    (png(header(2, 2, 8, 5, 0, 0, 0), b"\0" * 6), "its header makes no sense"),
    (png(header(2, 2, 8, 0, 1, 0, 0), b"\0" * 6), "its header makes no sense"),
    (png(header(2, 2, 8, 0, 0, 1, 0), b"\0" * 6), "its header makes no sense"),
    (png(header(2, 2, 8, 0, 0, 0, 2), b"\0" * 6), "its header makes no sense"),
    (png(header(2, 2, 8, 3, 0, 0, 0), b"\0" * 6), "its palette is missing"),
    (png(header(2, 2), b"\0" * 5), "some of its pixels are missing"),
    (SIGNATURE + chunk(b"IHDR", header(2, 2)) + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""), "cannot be unpacked"),
])
def test_a_damaged_png_says_what_is_wrong(data: bytes, message: str) -> None:
    """Better now than as a broken picture on somebody's phone."""
    with pytest.raises(DamagedError, match=message):
        png_size(data)


def test_a_picture_of_enormous_size_is_refused_by_its_header() -> None:
    """Nothing is unpacked: 50,000 by 50,000 pixels would be 2.5 GB."""
    with pytest.raises(TooLargeError, match="50,000 × 50,000"):
        png_size(png(header(50_000, 50_000), b""))
    small = encoded("L", (8, 8), "JPEG")
    frame = small.index(b"\xff\xc0") + 5
    with pytest.raises(TooLargeError, match="50,000 × 60,000"):
        jpeg_size(small[:frame] + struct.pack(">HH", 60_000, 50_000) + small[frame + 4:])


def test_pixels_that_unpack_to_more_than_the_picture_are_not_all_unpacked() -> None:
    """A bomb of 100 MB in a picture of four pixels: read as far as the picture goes."""
    assert png_size(png(header(2, 2), b"\0\1\2" * 2 + bytes(100_000_000))) == Size(2, 2)


BOMB = zlib.compress(bytes(2_000_000))


@pytest.mark.parametrize("hidden", [
    pytest.param([chunk(b"zTXt", b"a\0\0" + BOMB)], id="a packed text"),
    pytest.param([chunk(b"iTXt", b"a\0\1\0zh\0b\0" + BOMB)], id="a packed text with its language"),
    pytest.param([chunk(b"iCCP", b"a\0\0" + BOMB)], id="a colour profile"),
    pytest.param([chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300_000)))] * 4, id="all together"),
])
def test_what_is_hidden_in_a_picture_is_bounded_too(hidden: list[bytes]) -> None:
    """Every reader unpacks it, Pillow for one, which refuses a megabyte."""
    with pytest.raises(DamagedError, match="unpack to more than 1,000,000 bytes"):
        png_size(png(header(2, 2), b"\0\1\2" * 2, *hidden))


@pytest.mark.parametrize("hidden", [
    chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000))), chunk(b"iTXt", b"a\0\0\0\0\0" + BOMB),
    chunk(b"iCCP", b"a\0\0no zlib"), chunk(b"zTXt", b"no end")])
def test_what_is_hidden_and_small_or_damaged_is_passed_over(hidden: bytes) -> None:
    """It shows nothing; not packed, it is as small as the file."""
    assert png_size(png(header(2, 2), b"\0\1\2" * 2, hidden)) == Size(2, 2)


def test_a_picture_in_crumbs_is_refused() -> None:
    """Millions of empty pieces take memory and time, and no program writes them; a long fill is passed at once."""
    with pytest.raises(DamagedError, match="it is cut into more than 20,000 pieces"):
        png_size(png(header(2, 2), b"\0\1\2" * 2, chunk(b"tEXt", b"") * 20_001))
    with pytest.raises(DamagedError, match="it is cut into more than 20,000 pieces"):
        jpeg_size(JPEG[:2] + b"\xff\xe0\0\2" * 20_001 + JPEG[2:])
    assert jpeg_size(JPEG[:2] + b"\xff" * 20_000_000 + JPEG[2:]) == Size(4, 4)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 20, "optimize": True}])
def test_every_kind_of_jpeg(mode: str, options: dict[str, object]) -> None:
    """Grey, colour, four inks; baseline and progressive."""
    data = encoded(mode, (31, 17), "JPEG", **options)
    assert (is_jpeg(data), is_png(data), jpeg_size(data)) == (True, False, Size(31, 17))


def test_fill_bytes_before_a_marker() -> None:
    """Any number of 0xFF may stand before a marker (ITU T.81, B.1.1.2)."""
    data = encoded("RGB", (4, 4), "JPEG")
    assert jpeg_size(data[:2] + b"\xff\xff" + data[2:]) == Size(4, 4)


JPEG = encoded("RGB", (4, 4), "JPEG")
FRAME = JPEG.index(b"\xff\xc0")


@pytest.mark.parametrize(("data", "message"), [
    (JPEG[:2], "it has no picture data"),
    (JPEG[:FRAME], "it has no picture data"),
    (JPEG[:FRAME] + JPEG[FRAME + 19:], "its header is missing"),
    (JPEG[:-2], "its end is missing"),
    (JPEG[:FRAME + 1] + b"\xc9" + JPEG[FRAME + 2:], "a kind that browsers do not show"),
    (JPEG[:FRAME + 4] + b"\x0c" + JPEG[FRAME + 5:], "a kind that browsers do not show"),
    (JPEG[:FRAME + 5] + bytes(4) + JPEG[FRAME + 9:], "it has no width or no height"),
])
def test_a_damaged_jpeg_says_what_is_wrong(data: bytes, message: str) -> None:
    """The header is read, and the end looked for."""
    with pytest.raises(DamagedError, match=message):
        jpeg_size(data)


@given(st.sampled_from([GOOD, JPEG]), st.data())
def test_whatever_the_bytes_only_our_errors_come(data: bytes, draw: st.DataObject) -> None:
    """Cut, doubled and changed files are damaged, too large, or still pictures."""
    at = draw.draw(st.integers(0, len(data)))
    spoilt = data[:at] + draw.draw(st.binary(max_size=8)) + data[draw.draw(st.integers(0, len(data))):]
    for read in (png_size, jpeg_size):
        try:
            assert min(read(spoilt)) > 0
        except (DamagedError, TooLargeError) as error:
            assert str(error)  # noqa: PT017 - either is well
