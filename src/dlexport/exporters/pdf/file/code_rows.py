"""The glyph codes of a file's fonts as rows, one per code, so that the codes of two files can be compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLE = re.compile(rb"begin(bfchar|bfrange|cidchar)\n(.*?)\nend", re.DOTALL)
_WIDTHS = re.compile(rb"(\d+)\s*\[([^\]]*)\]")
_HEXADECIMAL = 16


def code_rows(font: bytes, about: bytes, default: bytes, maps: Mapping[str, bytes]) -> Iterator[bytes]:
    """A row for each code that a font draws: its number, what it is copied as, its CID, and how wide it is.

    Args:
        font: what tells the font from others, as the first word of each row.
        about: the W array (ISO 32000-1, 9.7.4.3).
        default: the width of CIDs that are not in it.
        maps: `text` and, where they are not the codes themselves, `cids`: CMaps as `embedding` writes them; `glyphs`:
            where they are, the glyph of each CID, in two bytes.
    """
    widths = {int(first) + k: width for first, row in _WIDTHS.findall(about) for k, width in enumerate(row.split())}
    texts, blocks, cids = dict[int, bytes](), set[int](), dict[int, int]()
    for kind, rows in _TABLE.findall(maps["text"] + maps.get("cids", b"")):
        for row in rows.split(b"\n"):
            code, value = row.split()[0], row.split()[-1]
            number = int(code[1:-1], _HEXADECIMAL)
            if kind == b"bfrange":
                blocks.add(number >> 8)
            elif kind == b"bfchar":
                texts[number] = value
            else:
                cids[number] = int(value)
    glyphs = maps.get("glyphs", b"")
    drawn = {k for k in range(len(glyphs) // 2) if glyphs[2 * k] or glyphs[2 * k + 1]}
    own = widths.keys() if "cids" not in maps else set[int]()
    for code in sorted({*texts, *cids, *drawn, *own}):
        text = texts.get(code, b"itself" if code >> 8 in blocks else b"-")
        cid = cids.get(code, code)
        yield b"%b %04x %b %d %b" % (font, code, text, cid, widths.get(cid, default))

