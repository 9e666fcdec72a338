"""Code to coloured tokens, with Pygments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

    from dlexport.richtext.nodes import CodeBlock

CLASSES: Final = ("keyword", "string", "comment", "number", "name", "builtin", "operator")
"""The classes of tokens, besides the empty one. "name" is a name that the code defines: function, class, decorator."""

_CLASS: Final = (    # the longest prefix of Pygments' token type decides, so the special stand before the general
    ("Keyword.Constant", "builtin"),
    ("Keyword", "keyword"),
    ("Literal.String.Doc", "comment"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Comment", "comment"),
    ("Name.Builtin", "builtin"),
    ("Name.Exception", "builtin"),
    ("Name.Function.Magic", "name"),
    ("Name.Function", "name"),
    ("Name.Class", "name"),
    ("Name.Decorator", "name"),
    ("Name.Tag", "keyword"),
    ("Name.Attribute", "name"),
    ("Operator.Word", "keyword"),
    ("Operator", "operator"),
)


_SIGN: Final = re.compile(r"(?:#+|/[/*]+|--+|;+|%+|\*)[ \t]+\S").match     # of a comment, and one character
_LONGEST: Final = 10_000     # characters of a listing that is coloured: patterns of many languages take the square
_WIDEST: Final = 1_000       # and of a line
_WORDS: Final = re.compile(r"(?:[\w.\[\]$<>]+\s+){60}")      # in a row: Java's pattern of a method tries all parts


@lru_cache(maxsize=2048)     # a text can stand in many questions
def highlight(text: str, language: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines of a piece of code, each a run of (token class, text).

    The texts of all lines, joined by line feeds, are exactly `text`. Code in an unknown language, or in none, or longer
    than anybody reads, is one token of no class a line; an empty line has no token.
    """
    plain = text.split("\n")
    lexer = _lexer(language.lower()) if language else None
    lines = _coloured(lexer, text) if lexer and not _endless(lexer, text, plain) else None
    if lines is None or ["".join([part for _, part in line]) for line in lines] != plain:   # some lexers lose a piece
        return tuple(((("", line),) if line else ()) for line in plain)
    return tuple(map(tuple, lines))


def coloured(code: CodeBlock) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines of a block of code: as they were coloured when it was read, unless text or language is another now."""
    if code.lines and code.lines_in == code.language and "\n".join(
            ["".join([part for _, part in line]) for line in code.lines]) == code.text:
        return code.lines
    return highlight(code.text, code.language)


def comment_sign(text: str) -> str:
    """The sign that a comment begins with, to the first character of its words; empty if it begins otherwise."""
    found = _SIGN(text)
    return found[0] if found else ""


def _endless(lexer: Lexer, text: str, lines: list[str]) -> bool:
    """Whether the patterns of a language might take seconds for this."""
    return (len(text) > _LONGEST or max(map(len, lines)) > _WIDEST
            or (lexer.name == "Java" and _WORDS.search(text) is not None))


def _coloured(lexer: Lexer, text: str) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    # Not get_tokens: it drops empty lines in front, and adds a line feed at the end.
    for _, kind, piece in lexer.get_tokens_unprocessed(text):
        name = _class(kind)
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append([])
            if part:
                _append(lines[-1], name, part)
    return lines


def _append(line: list[tuple[str, str]], name: str, part: str) -> None:
    if line and line[-1][0] == name:
        line[-1] = (name, line[-1][1] + part)
    else:
        line.append((name, part))


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 – 60 ms, for banks with code only
    from pygments.util import ClassNotFound  # noqa: PLC0415 – as above

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _class(kind: _TokenType) -> str:
    path = str(kind).removeprefix("Token.")
    return next((name for prefix, name in _CLASS if path == prefix or path.startswith(f"{prefix}.")), "")
