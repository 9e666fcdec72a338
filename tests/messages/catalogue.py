"""The messages in the code, as templates: what the catalogue must have.

`python tests/messages/catalogue.py` adds those that are new and drops those that are gone.
"""

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
# what click, expat and the system say, and words that are put together elsewhere
BESIDES = Path(__file__).with_name("besides.txt").read_text(encoding="utf-8").splitlines()
# what reads like prose and is none: names of caches and corners, what libraries say and we compare with
NO_MESSAGES = set(Path(__file__).with_name("no_messages.txt").read_text(encoding="utf-8").splitlines())
_CODE = re.compile(r"[a-z-]+|[A-Z_.]+|[\W\d_]*")
# a text of two words that begins small is prose, wherever it stands; what is not: markup, SQL, drawing, lists of words
_PROSE = re.compile(r"(?<![\w.<-])(?:[a-z]+[,;:]? (?:[a-z]+|\{\d)|at most \{)")
_NOT_PROSE = (
    r"<[\w:!?/]+[ >{]|xmlns|prefix=|font-face|use strict|import pickle|tuple\[|has no attribute",
    r"SELECT|\{\d+\} [mlwh]\b|w \{0\}|\b(?:RG|rg|cm|Do|CIDInit|CMapName|begin$)\b|/CA|\\W|\|[\w| ⬆↑]+\|",
    r"gdef|futurelet|eqref|href |includegraphics|newtheorem|cssId|raisebox|fcolorbox|intertext|downdiagonal|alpha beta",
    r"\\\w+ \w+ \\\w",
)
_NO_PROSE = re.compile("|".join(_NOT_PROSE))
_ELSEWHERE = re.compile(r"labels|plugin/testing|preview|importers/labels\.py|codes\.py|exporters/pdf/quiz/words|"
                        r"math/(?:units|mathml|latex/symbols)|pictures/svg/colours\.py")


def templates() -> list[str]:
    """Each once, in the order of the files."""
    found = dict.fromkeys(BESIDES)
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(_of(tree))
        if not _ELSEWHERE.match(path.relative_to(SOURCE).as_posix()):
            found |= dict.fromkeys(_prose(tree))
    return [text for text in found if text in BESIDES or not (
        text in NO_MESSAGES or _NO_PROSE.search(re.sub("`[^`]*`", "", text)))]


def _prose(tree: ast.Module) -> Iterator[str]:
    """What reads like a sentence and is no docstring."""
    done = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    done |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "split"}
    for node in ast.walk(tree):
        if id(node) in done:
            continue
        if isinstance(node, ast.JoinedStr | ast.BinOp):
            done |= {id(one) for one in ast.iter_child_nodes(node) if isinstance(one, ast.Constant | ast.BinOp)}
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            text, _ = _template(node)
            if _PROSE.search(re.sub("`[^`]*`", "", text)):
                yield text


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
            if "{{" in text:            # filled in by `format`
                text = re.sub(r"\{(\w+)\}", "{0}", text.replace("{{", "{").replace("}}", "}"))
            return text, []
        case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
            text, inner = "", []
            for piece in _pieces(node):
                if isinstance(piece, str):
                    text += piece
                else:
                    text += f"{{{len(inner)}}}"
                    inner.append(piece)
            return text, inner
        case ast.IfExp(body=body, orelse=orelse):
            return "", [body, orelse]
        case ast.BoolOp(values=values):
            return "", values
        case ast.BinOp(left=left, right=right):
            return "", [left, right]
        case _:
            return "", []


def _pieces(node: ast.expr) -> Iterator[str | ast.expr]:
    """What a text is put together from: literal pieces, and expressions."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            for value in values:
                yield from _pieces(value.value if isinstance(value, ast.FormattedValue) else value)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            yield from _pieces(left)
            yield from _pieces(right)
        case _:
            yield node


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
