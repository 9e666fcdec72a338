"""The examples of the CommonMark specification, and a form in which their HTML and our XHTML can be compared."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EXAMPLE = re.compile(
    r"^`{32} example\n(?P<text>.*?)^\.\n(?P<html>.*?)^`{32}$|^#{1,6} (?P<section>[^\n]*)$", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"\s*(</?(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr|br)\b[^>]*>)\s*")
_FIGURE = re.compile(r"<p>(<img[^>]*>)</p>")
_PASSED_OVER = {"span", "figure"}       # the colours of code; what our dialect puts around a picture alone
_EMPTY = {"img", "br", "hr"}


class Example(NamedTuple):
    """One example: its number in the specification, the section it stands in, its text and the HTML of it."""

    number: int
    section: str
    text: str
    html: str


def examples(spec: Path) -> Iterator[Example]:
    """The examples of `spec.txt`, in which `→` stands for a tab."""
    section, number = "", 0
    for match in _EXAMPLE.finditer(spec.read_text("utf-8")):
        if match["section"]:
            section = match["section"]
        else:
            number += 1
            yield Example(number, section, match["text"].replace("→", "\t"), match["html"].replace("→", "\t"))


def comparable(html: str) -> str:
    """The elements and words of HTML or XHTML, without the form that CommonMark leaves to the writer.

    Left out are classes, the colours of code, blanks between blocks, and whether a picture alone stands in a
    paragraph or in a figure; the end of a line within a paragraph is a space.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _FIGURE.sub(r"\1", _BLOCK.sub(r"\1", "".join(reader.parts)).strip())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _PASSED_OVER:
            self._in_code = self._in_code or tag == "pre"
            kept = "".join(f" {name}={value!r}" for name, value in sorted(attrs) if name != "class")
            self.parts.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _PASSED_OVER | _EMPTY:
            self._in_code = self._in_code and tag != "pre"
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        escaped = escape(data, quote=False)     # so that typed tags are no tags
        self.parts.append(escaped if self._in_code else re.sub(r"\s+", " ", escaped))
