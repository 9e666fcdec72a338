"""libyaml's syntax errors -> plain words and advice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.source.positions import Place

_KEY_AND_VALUE: Final = re.compile(r"(?P<key>[ \t]*(?:- +)*(?:[^\s:#'\"]+:[ \t]+)?)(?P<value>.*?)\s*\Z")
# what keeps a line from being `key: value`: the place is where the match ends
_NO_SPACE: Final = re.compile(r"\s*(?:- +)*[A-Za-z_-]+(?=:[^\s/])")
_WIDE_COLON: Final = re.compile(r"\s*(?:- +)*[A-Za-z_-]+(?=：)")
_NO_SPACE_DASH: Final = re.compile(r"\s*(?:- +)*(?=-[^\s-])")
_ODD_SPACE: Final = re.compile(
    r" *(?:- *)*(?:[A-Za-z_-]+:)?([\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])")
_ODD_KEY: Final = re.compile(r"\s*(?:- +)*[A-Za-z_-]+:(?:\s|\Z)")
_SHOWN_AT_MOST: Final = 80      # characters of a line worth showing again, quoted


class Advice(NamedTuple):
    """The words of a problem."""

    message: str
    place: Place
    hint: str


def explain_syntax(problem: str, found: Place, began: Place, lines: Sequence[str]) -> Advice:
    """Say a YAML syntax error in plain words.

    Args:
        problem: the parser's own words.
        found: where it could not go on.
        began: where the thing began that it was reading.
        lines: the lines of the file.
    """
    for place, surely in ((found, True), (began, True), ((found[0] - 1, 1), False)):
        odd = odd_space(_row(place, lines))
        if odd and (surely or _ODD_KEY.match(_row(place, lines))):
            return Advice(f"{odd[1]} where YAML takes spaces only", (place[0], odd[0] + 1),
                          "it looks like a space: delete it, and type spaces in its place")
    row = _row(found, lines)
    indentation = row[:len(row) - len(row.lstrip())]
    if "\t" in indentation:
        return Advice("a tab in the indentation", (found[0], indentation.index("\t") + 1),
                      "indent with spaces: YAML takes no tabs there")
    if "unexpected end of stream" in problem or "document indicator" in problem:
        return Advice("a quote that is never closed", began,
                      "close it with the same quote; inside '…' an apostrophe is written twice: ''")
    if "hexdecimal" in problem:     # libyaml's spelling, of `\x`, `\u` and `\U`
        found = found[0], row.rfind("\\", 0, found[1]) + 1
    if "escape" in problem or "hexdecimal" in problem:
        return Advice(f"`{row[found[1] - 1:found[1] + 1]}` is no escape that YAML knows", found,
                      'inside "…" a backslash is written twice; in \'…\' and after `|` once')
    if "mapping values are not allowed" in problem:
        return _misplaced_colon(found, lines)
    if "expected ':'" in problem:
        return _no_key(began[0], lines) or Advice(
            "this line is no `key: value`", began,
            "a text of several lines begins after `|` behind its key, in lines indented further than the key")
    return _by_value(problem, found, began, lines) or Advice(
        f"YAML cannot be read here: {problem}", found,
        "see whether this line is indented like its neighbours and every quote and bracket above is closed")


def odd_space(row: str) -> tuple[int, str] | None:
    """The index and name of a character that only looks like a space, in the indentation or behind a dash or colon."""
    match = _ODD_SPACE.match(row)
    if match is None:
        return None
    name = unicodedata.name(match[1]).lower().replace("zero width no-break space", "byte order mark")
    return match.start(1), f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(match[1]):04X})"


def _row(place: Place, lines: Sequence[str]) -> str:
    return lines[place[0] - 1] if 0 < place[0] <= len(lines) else ""


def _misplaced_colon(found: Place, lines: Sequence[str]) -> Advice:
    row = _row(found, lines)
    key = len(_parts(row)[0])
    if key and row[:key].rstrip().endswith(":") and found[1] > key:
        return Advice("`: ` inside a text without quotes", found, _quote(row))
    return _no_key(found[0] - 1, lines) or Advice(
        "a key where none can be", found,
        "indent it like the keys beside it; a text of several lines begins with `|` behind its key")


def _no_key(line: int, lines: Sequence[str]) -> Advice | None:
    """Why a line is not read as `key: value`."""
    row = _row((line, 1), lines) if line else ""
    if match := _NO_SPACE.match(row):
        return Advice("no space after the colon", (line, match.end() + 1), "put one there, else it belongs to the key")
    if match := _WIDE_COLON.match(row):
        return Advice("a full-width colon behind a key", (line, match.end() + 1), "write `:` and a space")
    if match := _NO_SPACE_DASH.match(row):
        return Advice("no space after the dash", (line, match.end() + 1), "put one there: a list item begins with `- `")
    return None


def _by_value(problem: str, found: Place, began: Place, lines: Sequence[str]) -> Advice | None:
    """Advice that follows from how the value on the line begins."""
    place = began if "alphabetic or numeric" in problem or "tag" in problem else found
    row = _row(place, lines)
    key, value = _parts(row)
    start = (place[0], len(key) + 1)
    first = value[:1]
    if row.startswith("%"):
        return Advice("a YAML directive that does not fit", (place[0], 1), "delete it: a bank needs none")
    if first in {"*", "&", "!", "`", "@", "%", ",", "]", "}", "?"} and first and place[1] <= start[1] + 1:
        named = "a backtick" if first == "`" else f"`{first}`"
        return Advice(f"a text cannot begin with {named} without quotes", start, _quote(row))
    if first in {"|", ">"} and "block scalar" in f"{problem} block scalar" and place[1] > start[1]:
        return Advice(f"text directly after `{first}`", place, f"begin the text in the next line; or {_quote(row)}")
    if first in {"'", '"'} and place[1] == start[1] + 1 and value[1:2] != first:
        return Advice("text after a closing quote", place, "a quote further up was never closed: this one ends it")
    if first in {"'", '"'} and place[1] > start[1]:
        return Advice("text after a closing quote", place,
                      f"{_quote(row)}; or begin the text in a line of its own after `|`")
    if first in {"[", "{"} and place[1] > start[1]:
        return Advice(f"text after the list or mapping that `{first}` begins", place, _quote(row))
    if "document start" in problem:
        return Advice("a line after the end of the document", found, "delete it, or the line `...` above it")
    if "expected ',' or" in problem:
        return Advice(f"the `{_row(began, lines)[began[1] - 1:began[1]]}` here is never closed", began,
                      "close it, or quote the text that it begins")
    if not row.strip():
        return Advice("the file ends in the middle of a list or mapping", found, "close the bracket that is still open")
    if "block sequence entries" in problem:
        return Advice("a list item where none can be", found, f"begin the list in the next line; or {_quote(row)}")
    if "expected key" in problem or "expected '-'" in problem or "block end" in problem:
        return Advice("the indentation of this line fits none of the lines above", found,
                      "indent it like the keys or list items it belongs to")
    return None


def _parts(row: str) -> tuple[str, str]:
    match = _KEY_AND_VALUE.fullmatch(row)
    return (match["key"], match["value"]) if match else ("", row)


def _quote(row: str) -> str:
    key, value = _parts(row)
    if not value or len(row) > _SHOWN_AT_MOST:
        return "put the text in quotes, or begin it in the next line after `|`"
    return "put it in quotes: " + quoted(key.strip(), value)


def quoted(key: str, value: str) -> str:
    """A key with its value in single quotes, as it may be typed."""
    whole = len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" and value[0] * 2 not in value
    inner = value[1:-1] if whole else value
    return f"{key} '{inner.replace(chr(39), chr(39) * 2)}'".strip()
