"""Answers that a Word document tells by looks alone: a colour, a line below, bold; and words on a line to be filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY: Final = re.compile(r"[#*\s]*(?:参考|标准)?答案(?:与解析|及解析)?[*:：\s]*")
_WORDS: Final = frozenset({"heading", "text", "answer"})


class WordLine(NamedTuple):
    """A line, or several that belong together: the paragraph it is of, what it is, its Markdown.

    `marked` are the looks by which an option differs: lit, coloured, underlined, bold. `blanks` are answers that stood
    underlined in the question.
    """

    number: int
    kind: str
    text: str
    marked: frozenset[str] = frozenset()
    slot: bool = False
    blanks: tuple[str, ...] = ()


def with_answers(lines: list[WordLine]) -> list[WordLine]:
    """The lines with a line of answers added after options and blanks whose answers only their looks tell.

    Where a key tells the right options, their looks do not.
    """
    key = _key(lines)
    starts = [place for place, line in enumerate(lines) if line.kind in {"question", "heading"}]
    insert: dict[int, WordLine] = {}
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        group = lines[start : min(end, key)]
        if any(line.kind == "answer" for line in group) or any(line.slot for line in group[:1]):
            continue
        options = [place for place, line in enumerate(group) if line.kind == "option"]
        blanks = [blank for line in group for blank in line.blanks]
        if options and key == len(lines):
            every = [group[place].marked for place in options]
            for look in ("lit", "colour", "underline", "bold"):
                right = [place for place, marks in enumerate(every) if look in marks]
                if 0 < len(right) < len(options):
                    told = "".join(chr(ord("A") + place) for place in right)
                    insert[start + options[-1]] = WordLine(group[options[-1]].number, "answer", f"答案：{told}")
                    break
        elif blanks and not options:
            last = max(place for place, line in enumerate(group) if line.blanks)
            insert[start + last] = WordLine(group[last].number, "answer", f"答案：{'|'.join(blanks)}")
    made = []
    for place, line in enumerate(lines):
        made += [line, insert[place]] if place in insert else [line]
    return made


def _key(lines: Sequence[WordLine]) -> int:
    """The place of the line above all answers, if they stand together at the end; else the number of lines."""
    options = [place for place, line in enumerate(lines) if line.kind == "option"]
    heads = [place for place, line in enumerate(lines) if line.kind in _WORDS and _KEY.fullmatch(line.text)]
    together = options and heads and heads[-1] > options[-1] and heads[-1] + 1 < len(lines) and (
        lines[heads[-1]].kind == "heading" or re.match(r"\s*\d", lines[heads[-1] + 1].text))
    return heads[-1] if together else len(lines)
