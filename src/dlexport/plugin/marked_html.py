"""The text of marked HTML, read with Python's parser: for every format that has HTML in it."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dlexport.cache import Cache
from dlexport.plugin.contract import Part, Passage, Picture
from dlexport.plugin.pictures import found_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SILENT_ROLES: Final = frozenset({"doc-noteref", "doc-backlink"})    # marks that the program adds
_EMBEDDED: Final = re.compile(r"data:image/[a-z+]+;base64,")
_DRAWN: Final = frozenset({"math", "svg"})     # read aloud by their labels
_DOT: Final = "●"
_DELIMITERS: Final = ((r"\(", r"\)"), (r"\[", r"\]"))


def marked_passages(markup: str, question: str = "", files: Mapping[str, bytes] | None = None,
                    cache: Cache | None = None) -> list[Passage]:
    r"""The passages in a piece of HTML, in order.

    An element with `data-question="id"` holds a question; one in it with `data-part="answer"` holds a passage of that
    part. The text of a passage is what a reader would copy, with these exceptions: a picture is its `alt`, an `<svg>`
    its label and each `<use>` in it a picture, a `<br>` a line feed, MathML its `alttext`, and an element with
    `data-math` the LaTeX between `\(` and `\)` or `\[` and `\]`. Marks of footnotes (`doc-noteref`, `doc-backlink`) are
    left out. A difficulty drawn as dots is the number of full ones, `●`. Addresses of links and pictures are given
    besides the text.

    Args:
        markup: complete elements.
        question: id of their question if no element names it; else empty.
        files: `src` of a picture, or `href` of a `<use>`, -> bytes of each picture that is not a `data:` address.
        cache: remembers which pictures can be decoded.

    Raises:
        ValueError: an element is not closed, a closing tag has no partner, or a part has an unknown name.
    """
    reader = _Reader(question, files or {}, cache or Cache())
    reader.feed(markup)
    reader.close()
    if reader.open:
        raise ValueError(f"an element <{reader.open[-1]}> does not end in it")
    return reader.found


class _Reader(HTMLParser):
    """Remembers which elements are open, and collects the text inside those that are marked.

    Attributes:
        open: names of the open elements.
        found: the passages that have ended.
    """

    def __init__(self, question: str, files: Mapping[str, bytes], cache: Cache) -> None:
        super().__init__(convert_charrefs=True)
        self._files, self._cache = files, cache
        self.open: list[str] = []
        self.found: list[Passage] = []
        self._questions = [(-1, question)]              # the depth at which each began
        self._part: tuple[int, Part] | None = None      # the same
        self._silent: int | None = None                 # the same, of what is not read
        self._math: tuple[int, int] | None = None       # the same, and how many texts were read before the formula's
        self._text: list[str] = []
        self._pictures: list[Picture] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self.handle_data("\n" if tag == "br" else values.get("alt", ""))
            if tag == "img" and self._part is not None:
                self._pictures.append(self._picture(values.get("src", "")))
            return
        depth = len(self.open)
        if "data-question" in values:
            self._questions.append((depth, values["data-question"]))
        if tag == "svg":
            self.handle_data(values.get("aria-label", ""))
        if tag == "use" and self._part is not None:
            self._pictures.append(self._picture(values.get("href", "")))
        if tag == "math":
            self.handle_data(values.get("alttext", ""))
        if self._silent is None and (tag in _DRAWN or values.get("role") in _SILENT_ROLES):
            self._silent = depth
        if self._math is None and "data-math" in values:
            self._math = depth, len(self._text)
        if self._part is None and "data-part" in values and self._questions[-1][1]:
            self._part = depth, Part(values["data-part"])
        address = values.get("href", "#") if tag == "a" else "#"
        if not address.startswith("#") and self._part is not None:
            self._links.append(address)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> ends what is not open in it")
        depth = len(self.open)
        if self._silent == depth:
            self._silent = None
        if self._math is not None and self._math[0] == depth:
            self._text[self._math[1]:] = [_formula("".join(self._text[self._math[1]:]))]
            self._math = None
        if self._part is not None and self._part[0] == depth:
            self.found.append(self._passage(self._part[1]))
            self._part = None
            self._text, self._pictures, self._links = [], [], []
        if self._questions[-1][0] == depth:
            self._questions.pop()

    def handle_data(self, data: str) -> None:
        if self._part is not None and self._silent is None:
            self._text.append(data)

    def _passage(self, part: Part) -> Passage:
        text = "".join(self._text)
        if part is Part.DIFFICULTY and _DOT in text:
            text = str(text.count(_DOT))
        return Passage(self._questions[-1][1], part, text, pictures=tuple(self._pictures), links=tuple(self._links))

    def _picture(self, address: str) -> Picture:
        match = _EMBEDDED.match(address)
        if match is None:
            return found_picture(self._files.get(address), self._cache)
        try:
            return found_picture(base64.b64decode(address[match.end():], validate=True), self._cache)
        except ValueError as error:
            return Picture(flaw=f"it cannot be decoded ({error})")


def _formula(text: str) -> str:
    """The LaTeX between the delimiters of a formula; the whole text if it has none."""
    for start, end in _DELIMITERS:
        if text.startswith(start) and text.endswith(end):
            return text[len(start):-len(end)]
    return text
