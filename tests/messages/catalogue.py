"""The messages in the code, as templates: what the catalogue must have. `python tests/messages/catalogue.py` adds them."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polib

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[2] / "src" / "dlexport"
FILE = SOURCE / "messages" / "zh_CN.po"
# what takes a message, and the names that messages go by before they are taken
TAKERS = {"Problem", "Flaw", "Shape", "LimitError", "_StopError", "_stop", "note", "note_offset", "note_line", "fail",
          "MathError", "UsageError", "ConnectError", "DamagedError", "TooLargeError", "say", "Keys", "counted", "echo",
          "DrawingError", "ValueError"}
KEYWORDS = {"hint", "message", "help", "words", "what"}
NAMES = {"hint", "words", "what", "why", "message", "reason", "advice", "told", "them", "those", "there", "done",
         "found", "beyond", "example", "items", "more"}
# what click says of itself, and words that are put together elsewhere
BESIDES = (
    "Usage:", "Options", "Commands", "Error: {0}", "Try '{0}' for help.", "No such command '{0}'.",
    "No such option: {0}", "No such option '{0}'.", "Missing argument '{0}'.", "Missing command.",
    "Invalid value for '{0}': {1}", "Option '{0}' requires an argument.", "Got unexpected extra argument ({0})",
    "Got unexpected extra arguments ({0})", "Show this message and exit.", "Show the version and exit.",
    "default: {0}", "required", "error", "warning", "help:", "{0} error", "{0} errors", "{0} warning", "{0} warnings",
)
_CODE = re.compile(r"[a-z-]+|[A-Z_.]+|[\W\d_]*")


def templates() -> list[str]:
    """Each once, in the order of the files."""
    found = dict.fromkeys(BESIDES)
    for path in sorted(SOURCE.rglob("*.py")):
        found |= dict.fromkeys(_of(ast.parse(path.read_text(encoding="utf-8"))))
    return list(found)


def _of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            taken = [*node.args, *(one.value for one in node.keywords if one.arg in KEYWORDS)] if name in TAKERS else [
                one.value for one in node.keywords if one.arg == "help"]
            for one in taken:
                yield from _texts(one)
        elif isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id in NAMES
                                                  for one in node.targets):
            yield from _texts(node.value)
        elif isinstance(node, ast.FunctionDef) and any("command" in ast.dump(one) or "group" in ast.dump(one)
                                                       for one in node.decorator_list):
            yield " ".join((ast.get_docstring(node) or "").split())


def _texts(node: ast.expr) -> Iterator[str]:
    """The templates of an expression, and those of the words that it puts into them."""
    text, inner = _template(node)
    if text and re.search("[A-Za-z]{2}", text) and not _CODE.fullmatch(text):
        yield text
    for one in inner:
        yield from _texts(one)


def _template(node: ast.expr) -> tuple[str, list[ast.expr]]:
    match node:
        case ast.Constant(value=str(text)):
            return text, []
        case ast.JoinedStr(values=values):
            text, inner = "", []
            for value in values:
                if isinstance(value, ast.FormattedValue):
                    text += f"{{{len(inner)}}}"
                    inner.append(value.value)
                elif isinstance(value, ast.Constant):
                    text += str(value.value)
            return text, inner
        case ast.IfExp(body=body, orelse=orelse):
            return "", [body, orelse]
        case ast.BoolOp(values=values):
            return "", values
        case ast.BinOp(left=left, right=right):
            return "", [left, right]
        case _:
            return "", []


def update() -> int:
    """Add what the catalogue lacks, drop what nobody says any more; how many have no translation yet."""
    catalogue = polib.pofile(str(FILE), encoding="utf-8", wrapwidth=110)
    known = {entry.msgid: entry.msgstr for entry in catalogue}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "zh_CN"}
    for text in templates():
        fresh.append(polib.POEntry(msgid=text, msgstr=known.get(text, "")))
    fresh.save(str(FILE))
    return sum(not entry.msgstr for entry in fresh)


if __name__ == "__main__":
    sys.exit(f"{update()} messages have no translation")
