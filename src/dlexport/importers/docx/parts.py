"""A paragraph of a Word document by what its parts are for: options in a row, lines, a number, blanks to be filled."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.docx import lists
from dlexport.importers.docx.inline import part_of, plain_of
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.titles import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.importers.docx.stretch import WordStretch
    from dlexport.importers.labels import FieldName

_SECTION: Final = re.compile(r"^[\s\u3000]*+[^\s:：][^:：\n]{0,15}[:：]?[\s\u3000]*+$")


def options_of(plain: str, expected: int) -> list[tuple[str, int, int]]:
    """Letters and places of the options of a line, which begin with A or go on: `A．x    B．y`."""
    match = lists.OPTION.match(plain)
    if not match or ord(match[1].upper()) - ord("A") not in {0, expected} or not match[1].isupper():
        return []
    found = [(match[1], 0)]
    for other in re.finditer(r"(?<=[\s\u3000;；,，\ufffc])[(（]?([A-Z])[)）]?[ \t]*[.、．:：)）]", plain):
        if ord(other[1]) - ord(found[-1][0]) == 1:
            found.append((other[1], other.start()))
    ends = [start for _, start in found[1:]] + [len(plain)]
    return [(letter, start, end) for (letter, start), end in zip(found, ends, strict=True)]


def lines_of(pieces: Sequence[WordStretch]) -> list[list[WordStretch]]:
    """A paragraph's lines, where one of them begins a part of a question; else all of it as one."""
    plain = plain_of(pieces)
    if "\n" not in plain or not any(
            lists.OPTION.match(line) or lists.ANSWER.search(line) or NUMBERED.match(line) or _is_label(line)
            for line in plain.split("\n")[1:]):
        return [list(pieces)]
    found, start = [], 0
    for line in plain.split("\n"):
        if line.strip():
            found.append(part_of(pieces, start, start + len(line)))
        start += len(line) + 1
    return found


def _is_label(line: str) -> bool:
    match = re.match(r"^[\s\u3000]*[【\[]?([^:：】\]\n]{1,8})[】\]:：]", line)
    return bool(match and field_of(match[1]) in {"answer", "analysis", "prompt", "references", "difficulty", "topic"})


def unbolded(pieces: list[WordStretch], own: Mapping[str, FieldName]) -> list[WordStretch]:
    """Without bold where all of it is, unless it is a label; and without looks of the number it begins with."""
    plain = plain_of(pieces)
    words = [piece for piece in pieces if piece.text.strip() and not piece.made and not piece.formula]
    whole = bool(words) and all(piece.bold for piece in words)
    label = _SECTION.match(plain) and (plain.rstrip()[-1:] in ":：" or field_of(plain, own))
    if whole and not label:
        pieces = [replace(piece, bold=False) for piece in pieces]
    match = NUMBERED.match(plain) or lists.OPTION.match(plain)
    if not match:
        return pieces
    number = [replace(piece, bold=False, italic=False, underline=False) for piece in part_of(pieces, 0, match.end())]
    return [*number, *part_of(pieces, match.end(), len(plain))]


def blanked(pieces: Sequence[WordStretch]) -> tuple[list[WordStretch], tuple[str, ...]]:
    """The text with blanks in place of underlined words, and these words."""
    made, blanks = [], []
    for piece in pieces:
        if piece.underline and piece.text.strip(" \t\u3000\u00a0_") and not piece.made:
            blanks.append(piece.text.strip())
            made.append(replace(piece, text="____", underline=False, bold=False, colour="", lit=False))
        else:
            made.append(piece)
    return made, tuple(blanks)


def joined(text: str) -> str:
    """Lines of a paragraph with hard breaks between; formulas of their own lines stand free."""
    text = re.sub(r"\n{2,}\$\$", "\n$$", text)
    rows = text.split("\n")
    inside, made = False, []
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        formula = row.strip() == "$$"
        breaks = not inside and not formula and row.strip() and below.strip() not in {"", "$$"}
        made.append(row.rstrip() + ("\\" if breaks else ""))
        inside = inside != formula
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip("\n")
