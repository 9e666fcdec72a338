"""A Markdown file as rows with line numbers: without front matter and table of contents, blocks of code marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FRONT: Final = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SETTING: Final = re.compile(r"^(\w[\w-]*)\s*[:=]\s*(.*)$")
_FENCE: Final = re.compile(r"^\s*(?:[-*+>]\s+|\d+[.)]\s+)*(`{3,}|~{3,})(.*)$")
_LISTED_HEADING: Final = re.compile(r"^(\s*)(\d+[.)、]|[-*+])([ \t]+)(#{1,6}[ \t]+.*)$")
_TOP: Final = re.compile(r"^\W*(?:\[[^\]]*\]\(#[^)]*\)|<a\b[^>]*href=[\"']?#[^>]*>.*</a>)\W*$", re.IGNORECASE)
_TOP_WORDS: Final = re.compile(
    r"back to top|return to top|top|⬆|↑|回到顶部|返回顶部|回到目录|返回目录|目录", re.IGNORECASE
)
_TOC: Final = re.compile(r"^\s*\\?\[\\?toc\\?\]\s*$", re.IGNORECASE)
_ANCHOR_ITEM: Final = re.compile(
    r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[^\]]*\](?:\(#[^)]*\)|\(\S*\))|<a\b.*</a>)\s*$", re.IGNORECASE
)
_ANCHOR: Final = re.compile(r"\[[^\[\]]*+\]\(#[^()]*+\)")
_TABLE_ROW: Final = re.compile(r"^\s*\|.*\|\s*$")
_COMMENT: Final = re.compile(r"<!--(?!SR:).*?-->", re.DOTALL)
_SIDES: Final = "QACP"      # letters of cards, of which each may stand between lines `---`
_LEAST: Final = 3
_LONGEST_LINK: Final = 300      # characters of a row that leads to the top; the pattern takes the square of more
_WIDEST: Final = 60     # blanks in a row outside code: Markdown shows one, and patterns take the square of more
_WIDE: Final = re.compile(rf"[ \t]{{{_WIDEST + 1},}}")


class Row(NamedTuple):
    """A line: its number in the file, its text, whether it belongs to a block of code."""

    line: int
    text: str
    code: bool = False

    @property
    def blank(self) -> bool:
        """Whether the row shows nothing."""
        return not self.text.strip()


@dataclass(slots=True)
class SourceText:
    """A file, divided into rows.

    Attributes:
        rows: its lines.
        settings: key -> values of its front matter.
        unclosed: line numbers of code fences without an end.
    """

    rows: list[Row]
    settings: dict[str, list[str]]
    unclosed: list[int] = field(default_factory=list)


def rows_of(text: str) -> SourceText:
    """A file's text as rows, without front matter, table of contents, links to its top and comments."""
    settings: dict[str, list[str]] = {}
    first = 1
    match = _FRONT.match(text)
    if match and (settings := _settings(match[2])):
        first += match[0].count("\n")
        text = text[match.end() :]
    lines = _uncommented(text).split("\n")
    made = SourceText([], settings)
    made.rows = list(_without_contents(_dedented(list(_fenced(lines, first, made.unclosed)))))
    return made


def _settings(front: str) -> dict[str, list[str]]:
    """Settings `title: x`, `tags: [a, b]`, `tag:` with items below, `name = "x"`, read line by line and not as YAML."""
    found: dict[str, list[str]] = {}
    last = ""
    for row in front.split("\n"):
        match = _SETTING.match(row)
        if match and match[1] in _SIDES:
            return {}
        if match:
            last = match[1].lower()
            value = match[2].strip()
            inner = value[1:-1] if value.startswith("[") and value.endswith("]") else ""
            values = inner.split(",") if inner else [value]
            found[last] = [one for one in (piece.strip().strip("\"'") for piece in values) if one]
        elif last and (item := re.match(r"^\s+?-\s+(.*)$|^-\s+(.*)$", row)):
            found[last].append((item[1] or item[2]).strip().strip("\"'"))
        elif row.strip() and not row.startswith(("#", " ", "\t")):
            return {}
    return found


def _uncommented(text: str) -> str:
    """The text with each comment outside code replaced by as many empty lines."""
    if "<!--" not in text:
        return text
    pieces, fence, held = [], "", []
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if not fence and not match:
            held.append(line)
            continue
        pieces += _blanked(held)
        held = []
        pieces.append(line)
        if match:
            fence = _next(fence, match)
    return "\n".join([*pieces, *_blanked(held)])


def _blanked(lines: list[str]) -> list[str]:
    if not lines:
        return []
    joined = "\n".join(lines)
    end = joined.rfind("-->") + 3 if "-->" in joined else 0      # behind it no comment ends, and none is looked for
    return (_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), joined[:end]) + joined[end:]).split("\n")


def _next(fence: str, match: re.Match[str]) -> str:
    """The fence that is open after a row; empty if none."""
    if not fence:
        return match[1] if not (match[1][0] == "`" and "`" in match[2]) else ""
    return "" if match[1].startswith(fence) and not match[2].strip() else fence


def _fenced(lines: Sequence[str], first: int, unclosed: list[int]) -> Iterator[Row]:
    """The rows, code marked; a fence without an end stops at the next heading of level 2 to 6, or at the file's end."""
    index = 0
    ends = _last_ends(lines)
    while index < len(lines):
        match = _FENCE.match(lines[index])
        if not match or not (fence := _next("", match)):
            line = lines[index].expandtabs(4) if lines[index].startswith("\t") else lines[index]
            yield Row(first + index, _WIDE.sub(lambda room: room[0][:_WIDEST], line))
            index += 1
            continue
        end = next(
            (
                place
                for place in range(index + 1, len(lines))
                if (found := _FENCE.match(lines[place])) and not _next(fence, found)
            ),
            None,
        ) if _has_end(fence, index, ends) else None
        if end is None:
            unclosed.append(first + index)
            end = next(
                (
                    place - 1
                    for place in range(index + 1, len(lines))
                    if re.match(r"^\s{0,3}(?:\d+[.)]\s+)?#{2,6}\s+\S", lines[place])
                ),
                len(lines) - 1,
            )
            for place in range(index, end + 1):
                yield Row(first + place, lines[place], code=True)
            indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
            yield Row(first + end, indent + fence, code=True)
        else:
            for place in range(index, end + 1):
                yield Row(first + place, lines[place], code=True)
        index = end + 1


def _last_ends(lines: Sequence[str]) -> dict[tuple[str, int], int]:
    """(character, length) of a fence -> the last row that could end it, so that no end is looked for in vain."""
    found: dict[tuple[str, int], int] = {}
    for place, line in enumerate(lines):
        if (match := _FENCE.match(line)) and not match[2].strip():
            found[match[1][0], len(match[1])] = place
    return found


def _has_end(fence: str, row: int, ends: Mapping[tuple[str, int], int]) -> bool:
    """Whether a row below could end a fence."""
    return any(sign == fence[0] and length >= len(fence) and row < end for (sign, length), end in ends.items())


def _dedented(rows: list[Row]) -> Iterator[Row]:
    """The rows with headings that are list items, and the rows below them, moved out of the list."""
    width = 0
    for row in rows:
        match = None if row.code else _LISTED_HEADING.match(row.text)
        if match:
            width = len(match[1] + match[2] + match[3])
            number = match[2] + " " if match[2][0].isdigit() else ""
            marks, _, words = match[4].partition(" ")
            yield Row(row.line, f"{marks} {number}{words.strip()}")
            continue
        indent = len(row.text) - len(row.text.lstrip(" "))
        if width and not row.blank and not row.code and indent < min(width, 2):
            width = 0
        yield Row(row.line, row.text[min(width, indent) :], row.code) if width else row


def _without_contents(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows without `[TOC]`, lists and tables of links within the file, and links to its top."""
    held: list[Row] = []
    for row in rows:
        text = row.text
        if not row.code and (_ANCHOR_ITEM.match(text) or _TABLE_ROW.match(text) or (held and row.blank)):
            held.append(row)
            continue
        yield from _flushed(held)
        held = []
        if row.code or not (_TOC.match(text) or _leads_up(text)):
            yield row
    yield from _flushed(held)


def _leads_up(text: str) -> bool:
    """Whether a row is a link to the top of its file, and nothing else."""
    return len(text) <= _LONGEST_LINK and bool(_TOP.match(text) and _TOP_WORDS.search(text))


def _flushed(held: list[Row]) -> list[Row]:
    if sum(bool(_ANCHOR_ITEM.match(row.text)) and "(#" in row.text for row in held) >= _LEAST:
        return [row for row in held if _TABLE_ROW.match(row.text)]
    links = sum(bool(_TABLE_ROW.match(row.text) and _ANCHOR.search(row.text)) for row in held)
    if links and links * 2 >= sum(bool(_TABLE_ROW.match(row.text)) for row in held) - 2:
        return [row for row in held if _ANCHOR_ITEM.match(row.text)]
    return held
