"""Pieces of a paragraph -> Markdown: characters that would mean something are escaped, looks become marks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.importers.docx.stretch import WordStretch

_TYPED_FORMULA: Final = re.compile(
    r"\$\$[^$\n]+\$\$|\$(?=[^$\n]*[\\^_{])[^$\n]+\$"
    r"|\\\((?:(?!\\\()[^\n])+?\\\)|\\\[(?:(?!\\\[)[^\n])+?\\\]")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_UNDERSCORE: Final = re.compile(r"(?<![A-Za-z0-9_])_(?=[^_\s])|(?<=[^_\s])_(?![A-Za-z0-9_])")
_BEGINNING: Final = re.compile(r"^(\s*)(#{1,6}(?=\s)|>|\+(?=\s)|(?:=+|-{2,}|~{3,})(?=\s*$))")
_BULLET: Final = re.compile(r"^\s*[•●▪■◆➢·○][ \t\u3000]*")


def markdown_of(pieces: Sequence[WordStretch], *, raw: bool = False) -> str:
    """The Markdown of pieces; a line break is a line feed.

    Args:
        pieces: of a paragraph.
        raw: the text is Markdown already, and nothing in it is escaped.
    """
    made = []
    for piece in _together(pieces):
        if piece.formula:
            made.append(f"${piece.text}$" if piece.formula == "inline" else f"\n$$\n{piece.text}\n$$\n")
        elif piece.made:
            made.append(piece.text)
        else:
            made.append(_marked(piece, piece.text if raw else escaped(piece.text)))
    text = re.sub(r"[ \t]+", " ", "".join(made).replace("\t", " "))
    return text if raw else _BEGINNING.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def plain_of(pieces: Sequence[WordStretch]) -> str:
    """The text alone; formulas and pictures are an object's sign each, so that places stay."""
    return "".join("\ufffc" if piece.formula or piece.made else piece.text for piece in pieces)


def part_of(pieces: Sequence[WordStretch], start: int, end: int) -> list[WordStretch]:
    """The pieces between two places of `plain_of`."""
    found, place = [], 0
    for piece in pieces:
        length = 1 if piece.formula or piece.made else len(piece.text)
        first, last = max(start - place, 0), min(end - place, length)
        if first < last:
            found.append(piece if piece.formula or piece.made else replace(piece, text=piece.text[first:last]))
        place += length
    return found


def without_bullet(text: str) -> str | None:
    """The text after a typed bullet; None if there is no bullet."""
    match = _BULLET.match(text)
    return text[match.end() :] if match and text[match.end() :].strip() else None


def escaped(text: str) -> str:
    """Text that shows as it was typed; formulas in dollars stay formulas, rows of underscores blanks."""
    made, end = [], 0
    for match in _TYPED_FORMULA.finditer(text):
        made += [_escaped(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*made, _escaped(text[end:])])


def _escaped(text: str) -> str:
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
    text = re.sub(r"([*`]|~~|==|\[(?=\[)|\[(?=\^)|\$)", lambda match: "".join("\\" + sign for sign in match[1]), text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    return _TAG.sub("&lt;", text)


def _together(pieces: Sequence[WordStretch]) -> list[WordStretch]:
    """Pieces whose marks show alike as one, blank ones with those before them; blanks to be filled as underscores."""
    found: list[WordStretch] = []
    for piece in pieces:
        one = piece
        if not (one.formula or one.made):
            one = replace(one, colour="")
            if one.underline and not one.text.strip(" \t\u3000\u00a0_") and one.text.strip("\n"):
                one = replace(one, text="____", underline=False, bold=False, italic=False, strike=False)
        if found and not (one.formula or one.made) and not (found[-1].formula or found[-1].made) and (
                replace(found[-1], text="") == replace(one, text="") or not one.text.strip(" \t")):
            found[-1] = replace(found[-1], text=found[-1].text + one.text)
        else:
            found.append(one)
    return found


def _marked(piece: WordStretch, text: str) -> str:
    """The text with marks around it, none of them beside space."""
    if "\n" in text:
        return "\n".join(_marked(piece, line) for line in text.split("\n"))
    inner = text.strip(" \t\u3000\u00a0")
    if not inner:
        return text
    start = text.index(inner)
    before, after = text[:start], text[start + len(inner) :]
    if piece.code:
        return f"{before}`{piece.text.strip()}`{after}" if "`" not in piece.text else text
    if piece.script:
        inner = f"<{piece.script}>{inner}</{piece.script}>"
    if piece.underline and not piece.link and "____" not in inner:
        inner = f"<u>{inner}</u>"
    for on, mark in ((piece.italic, "*"), (piece.bold, "**"), (piece.strike, "~~"), (piece.lit, "==")):
        inner = f"{mark}{inner}{mark}" if on and re.search(r"\w", inner) else inner
    if piece.link:
        inner = f"[{inner}]({piece.link.replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"
    return before + inner + after
