"""Pictures made to run, to fetch, to exhaust: each gets its problem with a place, in bounded time and memory."""

from __future__ import annotations

import base64
import json
import os
import struct
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from bounded import MEMORY, answer, check

from dlexport.pictures.media import Flaw, Media, judged

if TYPE_CHECKING:
    from pathlib import Path


def nested(name: str) -> str:
    """Sixteen entities, each ten times the one before: ten thousand million million letters."""
    return "".join(f'<!ENTITY {name}{level} "{f"&{name}{level - 1};" * 10}">' for level in range(1, 17))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(side: int, packed: bytes, *more: bytes) -> bytes:
    """A square grey PNG, whole but for its packed pixels."""
    return png_of(side, side, packed, *more)


def png_of(width: int, height: int, packed: bytes, *more: bytes, colour: int = 0) -> bytes:
    """A PNG of eight bits, whole but for its packed pixels."""
    header = struct.pack(">II5B", width, height, 8, colour, 0, 0, 0)
    chunks = (chunk(b"IHDR", header), *more, chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def zeros(megabytes: int) -> bytes:
    """So many millions of zeros, packed a thousand to one: one block again and again, and the sum of them all."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (megabytes * 1_000_000 % 65_521 << 16) + 1      # RFC 1950: Adler-32 of nothing but zeros
    return b"\x78\xda" + block * megabytes + b"\3\0" + struct.pack(">I", checksum)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'
INNER = f'{SVG}<image x:href="data:image/svg+xml,{quote(SVG)}"/></svg>'
USES = "".join(f"<g id='u{n}'>" + f"<use x:href='#u{n + 1}'/>" * 10 + "</g>" for n in range(12))
CHAIN = "".join(f'<g id="u{n}"><use x:href="#u{n + 1}"/></g>' for n in range(1_000))
DOT = png(1, zlib.compress(b"\0\0"))
JPEG = b"\xff\xd8\xff\xc0\0\x0b\x08" + struct.pack(">HH", 50_000, 50_000) + b"\x01\x01\x11\0\xff\xda\0\2\xff\xd9"
TWO_COMPONENTS = (b"\xff\xd8\xff\xc0\0\x0e\x08\0\1\0\1\2\1\x11\0\2\x11\0"
                  b"\xff\xda\0\x0a\2\1\0\2\0\0\x3f\0\0\xff\xd9")

DRAWINGS = {
    "a script": ("<script>fetch('https://example.org')</script></svg>", 2),
    "a script in an event": ('<rect onload="alert(1)"/></svg>', 2),
    "a script in a link": ('<a x:href="javascript:alert(1)"><rect/></a></svg>', 2),
    "a script in a page in the drawing": (
        "<foreignObject><script xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>", 2),
    "a picture from elsewhere": ('<image x:href="file:///etc/passwd"/></svg>', 2),
    "a style sheet from elsewhere": ("<style>@import 'https://example.org/x.css'</style></svg>", 2),
    "a paint server from elsewhere": ('<rect fill="url(https://example.org/x)"/></svg>', 2),
    "another document in it": ("<g/></svg><html/>", 2),
    "elements one in another": ("<g>" * 100_000, 2),
    "a thousand million lines": (f'<path d="M0 0{"h1" * 900_000}"/></svg>', 2),
    "a polygon of half a million points": (f'<polygon points="{"1 " * 950_000}"/></svg>', 2),
    "a dash of a million": (f'<rect stroke-dasharray="{"1 " * 950_000}"/></svg>', 2),
    "spaces between numbers": (f'<polygon points="0 0 {chr(0x2003) * 600_000}q"/></svg>', 2),
    "unclosed brackets": ("<" * 1_900_000, 2),
    "uses of uses": (f'{USES}<g id="u12"><rect width="1" height="1"/></g></svg>', 2),
    "uses of uses that draw nothing": (f"{USES}</svg>", 2),
    "a chain of a thousand uses": (f'{CHAIN}<g id="u1000"><rect width="1" height="1"/></g></svg>', 2),
    "a long path used a thousand times": (
        f'<path id="p" d="M0 0{"h1" * 9_000}"/>' + '<use x:href="#p"/>' * 1_000 + "</svg>", 2),
    "a style sheet of a megabyte": (f"<style>{'a b c{fill:red}' * 66_000}</style></svg>", 2),
    "a style sheet for every element of many": (
        f"<style>{'g g g rect{fill:red}' * 9_000}</style><g><g><g>{'<rect/>' * 9_000}</g></g></g></svg>", 2),
    "a pattern of ever so many tiles": (
        ('<pattern id="p" width=".001" height=".001"><rect width="1" height="1"/></pattern>'
        '<rect width="9" height="9" fill="url(#p)"/></svg>'), 2),
    "patterns in patterns": (
        "".join(f'<pattern id="p{n}" width="1" height="1" patternUnits="userSpaceOnUse"><rect width="9" height="9" '
                f'fill="url(#p{n + 1})"/></pattern>' for n in range(9))
        + '<rect width="9" height="9" fill="url(#p0)"/></svg>', 2),
    "markers on markers": (
        "".join(f'<marker id="m{n}" markerWidth="9" markerHeight="9"><path d="M0 0{"h1" * 30}" '
                f'marker-mid="url(#m{n + 1})"/></marker>' for n in range(9))
        + f'<path d="M0 0{"h1" * 30}" marker-mid="url(#m0)"/></svg>', 2),
    "a bitmap in it of 50,000 × 50,000": (
        f'<image x:href="data:image/png;base64,{base64.b64encode(png(50_000, b"")).decode()}"/></svg>', 2),
    "drawings in drawings": (
        f'<image x:href="data:image/svg+xml,{quote(INNER)}"/></svg>', 2),
    "a filter that reads a file": (
        '<filter id="f"><feImage x:href="file:///etc/passwd"/></filter><path filter="url(#f)" d="M0 0h9z"/></svg>', 2),
    "a filter of all that is dear": (
        '<filter id="f"><feTurbulence numOctaves="99"/></filter><path d="M0 0h9v9z" filter="url(#f)"/></svg>', 2),
}
ENTITIES = {
    "a billion laughs": f'<!DOCTYPE svg [<!ENTITY a0 "ha">{nested("a")}]>\n{SVG}<text>&a16;</text></svg>',
    "quadratic growth": f'<!DOCTYPE svg [<!ENTITY a "{"a" * 100_000}">]>\n{SVG}<text>{"&a;" * 100_000}</text></svg>',
    "an external entity": f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n{SVG}<text>&a;</text></svg>',
    "a parameter entity": f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://example.org/x.dtd">%a;]>\n{SVG}</svg>',
    "an external document type": f'<!DOCTYPE svg SYSTEM "/dev/zero">\n{SVG}</svg>',
}


@pytest.mark.parametrize(("text", "line"), [
    *(pytest.param(SVG + text, line, id=name) for name, (text, line) in DRAWINGS.items()),
    *(pytest.param(text, 1, id=name) for name, text in ENTITIES.items()),
])
def test_a_hostile_drawing_is_a_problem_with_its_place_in_it(tmp_path: Path, text: str, line: int) -> None:
    """Nothing of it is run, fetched or expanded; the first problem is where the attack is."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.svg").write_text(text, encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(answer("![图](media/x.svg)"), encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1, done.stderr[-500:]
    first, *_ = json.loads(done.stdout)["problems"]
    assert (first["code"], first["span"]["file"], first["span"]["line"]) == ("svg", "media/x.svg", line)
    assert int(done.stderr.splitlines()[-1]) < MEMORY


@pytest.mark.parametrize("text", [
    "", '<rect x="99" width="9" height="9"/>', '<rect fill="none" width="9" height="9"/>', '<text x="999">字</text>',
    f"<text y='5'>{'word ' * 60}</text>",
])
def test_a_drawing_that_would_not_be_seen(text: str) -> None:
    """An exporter would be blamed for it: nothing drawn, all outside, or words that leave the paper."""
    found = judged("media/x.svg", f"{SVG}{text}</svg>".encode())
    assert isinstance(found, Flaw)
    assert found.code == "svg"


@pytest.mark.parametrize("text", [
    f"<style>{':not(' * 5_000}a{')' * 5_000}{{fill:red}}</style>", f'<g style="fill:{"(" * 5_000}"/>'])
def test_style_sheets_nested_deeper_than_python(text: str) -> None:
    """What is not understood is left out; it never ends the program."""
    assert isinstance(judged("media/x.svg", f'{SVG}{text}<rect width="9" height="9"/></svg>'.encode()), Media)


def test_a_drawing_full_of_problems_has_one(tmp_path: Path) -> None:
    """Their places are looked for in one line of a megabyte, where each search costs: the first is enough."""
    (tmp_path / "media").mkdir()
    attributes = "".join(f' on{number}="1"' for number in range(150_000))
    for number, inside in enumerate(['<g onload="1"/>' * 19_000, f"<rect{attributes}/>", "<rect x='?'/>" * 30_000]):
        (tmp_path / "media" / f"{number}.svg").write_text(f"{SVG}{inside}</svg>", encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(
        answer("\n\n".join(f"![图](media/{number}.svg)" for number in range(3))), encoding="utf-8")
    done = check(tmp_path)
    problems = json.loads(done.stdout)["problems"]
    assert [problem["span"]["file"] for problem in problems] == [f"media/{n}.svg" for n in range(3)]
    assert int(done.stderr.splitlines()[-1]) < MEMORY


def test_a_drawing_dear_to_draw_as_pixels_is_refused(tmp_path: Path) -> None:
    """Filters on ten thousand shapes: a limit, before the first is drawn; a few are drawn in time."""
    (tmp_path / "media").mkdir()
    blur = '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
    for name, count in (("few", 3), ("many", 10_000)):
        shapes = '<rect width="9" height="9" filter="url(#f)"/>' * count
        (tmp_path / "media" / f"{name}.svg").write_text(f"{SVG}{blur}{shapes}</svg>", encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(answer("![图](media/few.svg)![图](media/many.svg)"), encoding="utf-8")
    done = check(tmp_path)
    problems = json.loads(done.stdout)["problems"]
    assert [(problem["code"], problem["severity"]) for problem in problems] == [
        ("media-reduced", "warning"), ("media-limit", "error")]
    assert int(done.stderr.splitlines()[-1]) < MEMORY


BITMAPS = {
    "a PNG of 50,000 × 50,000, by its header": ("x.png", png(50_000, b""), "media-limit"),
    "a PNG of 50,000 × 50,000 to its last pixel": ("x.png", png(50_000, zeros(2_501)), "media-limit"),
    "a JPEG of 50,000 × 50,000, by its header": ("x.jpg", JPEG, "media-limit"),
    "a GIF of 50,000 × 50,000": ("x.gif", b"GIF89a" + struct.pack("<HH", 50_000, 50_000) + b"\0\0\0;", "media-limit"),
    "a GIF whose frame is larger than it": ("x.gif", b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b",\0\0\0\0"
                                            + struct.pack("<HH", 60_000, 60_000) + b"\0\2\2D\1\0;", "media-damaged"),
    "a BMP of 50,000 × 50,000": ("x.bmp", b"BM" + bytes(12) + struct.pack("<Iii", 40, 50_000, -50_000), "media-limit"),
    "a BMP that packs 50 million pixels into nothing": (
        "x.bmp", b"BM" + bytes(8) + struct.pack("<IIiiHHI", 54, 40, 7_000, 7_000, 1, 8, 1) + bytes(20),
        "media-damaged"),
    "an AVIF of 50,000 × 50,000": ("x.avif", b"\0\0\0\x1cftypavif" + bytes(16) + b"ispe\0\0\0\0"
                                   + struct.pack(">II", 50_000, 50_000), "media-limit"),
    "a PNG of 100,000 × 1": ("x.png", png_of(100_000, 1, zlib.compress(bytes(100_001))), "media-limit"),
    "a PNG with a filter that there is not": ("x.png", png_of(2, 2, zlib.compress(b"\7\1\2" * 2)), "media-damaged"),
    "a PNG with a colour that its palette has not": (
        "x.png", png_of(2, 2, zlib.compress(b"\0\1\7" * 2), chunk(b"PLTE", b"abcdef"), colour=3), "media-damaged"),
    "a JPEG of two components": ("x.jpg", TWO_COMPONENTS, "media-damaged"),
    "a GIF that calls itself PNG": ("x.png", b"GIF89a" + struct.pack("<HH", 50_000, 50_000), "media-type"),
    "a WebP of 16,384 × 16,384": (
        "x.webp", b"RIFF\x16\0\0\0WEBPVP8L\12\0\0\0\x2f\xff\xff\xff\x0f" + bytes(5), "media-limit"),
    "a WebP of a hundred million pixels by its canvas": (
        "x.webp", b"RIFF\x16\0\0\0WEBPVP8X\12\0\0\0\0\0\0\0" + b"\x0f\x27\0" * 2, "media-limit"),
    "a WebP that calls itself JPEG": ("x.jpg", b"RIFF\x12\0\0\0WEBPVP8L\5\0\0\0\x2f\xff\xff\xff\x0f\0", "media-type"),
    "a PNG that goes on as another file": ("x.svg", DOT + b"<svg onload='alert(1)'/>", "media-type"),
    "a page that calls itself PNG": ("x.png", b"<html><script>alert(1)</script></html>", "media-type"),
    "a bomb beside the pixels": ("x.png", png(1, b"", chunk(b"zTXt", b"a\0\0" + zeros(200))), "media-damaged"),
    "a million empty pieces": ("x.png", png(1, b"", chunk(b"tEXt", b"") * 1_600_000), "media-damaged"),
    "a million empty segments": ("x.jpg", b"\xff\xd8" + b"\xff\xe0\0\2" * 4_900_000, "media-damaged"),
    "nothing but fill bytes": ("x.jpg", b"\xff\xd8" + b"\xff" * 19_900_000, "media-damaged"),
    "a file larger than any phone takes": ("x.png", DOT + bytes(20_000_000), "media-limit"),
}


@pytest.mark.parametrize("name", BITMAPS)
def test_a_hostile_bitmap_is_a_problem_with_its_place(tmp_path: Path, name: str) -> None:
    """By its header, before anything is unpacked that grows; the place is that of the picture in the text."""
    file, data, code = BITMAPS[name]
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / file).write_bytes(data)
    (tmp_path / "questions.yaml").write_text(answer(f"![图](media/{file})"), encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1, done.stderr[-500:]
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["span"]["file"], problem["span"]["line"]) == (code, "questions.yaml", 11)
    assert int(done.stderr.splitlines()[-1]) < MEMORY


@pytest.mark.parametrize(("name", "code"), [
    ("../x.png", "media-path"), ("media/../../x.png", "media-path"), ("media/../x.png", "media-path"),
    ("/etc/passwd", "media-path"), ("C:/x.png", "media-path"), ("file:///etc/passwd", "media-path"),
    ("<..\\\\x.png>", "media-path"), ("<media\\\\..\\\\..\\\\x.png>", "media-path"),
    ("media/link.png", "media-path"), ("media/folder/x.png", "media-path"), ("media/device.png", "media-path"),
    ("media/%2e%2e/%2e%2e/x.png", "media-path"), ("media/&#0;.png", "media-missing"),
    ("media/circle.png", "media-missing"), ("media/pipe.png", "media-missing"),
    (f"media/{'a' * 5_000}.png", "media-missing"),
])
def test_a_picture_s_name_never_leads_out_of_its_folder(tmp_path: Path, name: str, code: str) -> None:
    """Neither by dots nor by slashes of any kind, encoded or not, nor by a link; a pipe is not waited for."""
    folder = tmp_path / "bank"
    (folder / "media").mkdir(parents=True)
    (tmp_path / "x.png").write_bytes(DOT)
    (folder / "x.png").write_bytes(DOT)
    (folder / "media" / "link.png").symlink_to(tmp_path / "x.png")
    (folder / "media" / "folder").symlink_to(tmp_path)
    (folder / "media" / "circle.png").symlink_to("circle.png")
    (folder / "media" / "device.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "media" / "pipe.png")
    (folder / "questions.yaml").write_text(answer(f"![图]({name})"), encoding="utf-8")
    done = check(folder)
    assert done.returncode == 1, done.stderr[-500:]
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["span"]["line"]) == (code, 11)
