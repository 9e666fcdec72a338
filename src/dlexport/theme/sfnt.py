"""The check whether a file is a usable font, from its table directory (OpenType 1.9, "Font file")."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_SINGLE: Final = (b"\0\1\0\0", b"true", b"OTTO")
_NEEDED: Final = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "post")
_HEAD, _ENTRY = 12, 16      # bytes
_TRIED: Final = 300         # characters


def flaw(path: Path, *, math: bool) -> str | None:
    """Why a font file cannot be used, as the end of a sentence that starts with its name; None where it can.

    Args:
        path: any file.
        math: whether formulas are to be set with it.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head[:4] == b"ttcf":
                return "is a collection of fonts, and nothing says which of them is meant"
            if head[:4] not in _SINGLE or len(head) < _HEAD:
                return "is no TrueType or OpenType font"
            directory = file.read(_ENTRY * int.from_bytes(head[4:6], "big"))
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    tables = {tag.decode("latin-1"): (start, length)
              for tag, _, start, length in struct.iter_unpack(">4s3L", directory[:len(directory) // _ENTRY * _ENTRY])}
    lacking = [tag for tag in _NEEDED if tag not in tables]
    if lacking or any(start + length > size for start, length in tables.values()):
        return f"is damaged: it lacks {', '.join(lacking)}" if lacking else "is damaged: it is cut short"
    if "glyf" not in tables and "CFF " not in tables:
        return "has neither TrueType nor CFF outlines"
    if math and "MATH" not in tables:
        return "has no MATH table, so formulas cannot be set with it"
    return _trial(path)


def _trial(path: Path) -> str | None:
    """The fault of a font when some of its characters are drawn and subset, as a predicate; None if there is none."""
    import uharfbuzz as hb  # noqa: PLC0415 - only where a theme names a font

    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        font, known = hb.Font(face), sorted(face.unicodes)
        some = known[::max(1, len(known) // _TRIED)]
        glyphs = {glyph for character in some if (glyph := font.get_nominal_glyph(character))}
        if not glyphs:
            return "is damaged: no character has a glyph"
        if any(font.get_glyph_extents(glyph) is None for glyph in glyphs):
            return "is damaged: its outlines cannot be read"
        if not any(font.get_glyph_h_advance(glyph) for glyph in glyphs):
            return "is damaged: no glyph has a width"
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        hb.subset(face, wanted)
    except (RuntimeError, ValueError, MemoryError):
        return "is damaged: no part of it can be cut out"
    return None
