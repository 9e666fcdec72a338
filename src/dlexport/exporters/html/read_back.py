"""The text of a study page, read with Python's HTML parser, by the marks of questions and parts."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import astuple
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import packed
from dlexport.plugin.contract import Part, Passage, Picture
from dlexport.plugin.pictures import found_picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from dlexport.cache import Cache

# Neither style nor script can hold an end of these: theirs were written `<\/`
_MAIN: Final = '<main id="questions"'
_MAIN_ENDS: Final = "</main>"
_ARTICLE: Final = re.compile(r"<article .*?</article>", re.DOTALL)
_FORMULA: Final = re.compile(r"(<math [^>]*>).*?</math>", re.DOTALL)
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_EMBEDDED: Final = re.compile(r"data:image/[a-z+]+;base64,")
_DOT: Final = "●"       # one for each step of the difficulty
_SILENT_ROLES: Final = frozenset({"doc-noteref", "doc-backlink"})    # marks that the program adds


def passages(data: bytes, cache: Cache) -> list[Passage]:
    """The passages in the order of the page: those of its frame, then those of each question.

    Those of pieces that were read before are taken from the cache.

    Raises:
        ValueError: this is no study page, or it is cut short or damaged.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"it is damaged: {error}") from error
    if not (text.startswith("<!DOCTYPE html>\n<html ") and text.endswith("</html>\n")):
        raise ValueError("it is not a whole study page")
    end = text.find(_MAIN_ENDS)
    begin = text.rfind(_MAIN, 0, end)
    articles = _ARTICLE.findall(text, begin, end) if begin >= 0 else []
    pieces = [text[:begin] + _ARTICLE.sub("", text[begin:end]) + text[end:] if articles else text, *articles]
    keys = [cache.key("html piece", piece) for piece in pieces]
    read = _Pieces(cache)
    entries = cache.recall_all(keys, lambda number: packed(list(map(_row, read.passages(pieces[number])))))
    return [_passage(*row) for entry in entries for row in json.loads(entry)]


def _row(passage: Passage) -> tuple[Any, ...]:
    """A passage as the cache keeps it."""
    return passage.question, passage.part, passage.text, list(map(astuple, passage.pictures)), passage.links


def _passage(question: str, part: str, text: str, pictures: list[Any], links: list[str]) -> Passage:
    return Passage(question, Part(part), text, pictures=tuple(Picture(*one) for one in pictures), links=tuple(links))


class _Pieces:
    """Reads pieces of a page. Formulas, which come again and again, are read once each."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._formulas: set[str] = set()

    def passages(self, piece: str) -> Iterator[Passage]:
        """The passages of a piece.

        Raises:
            ValueError: an element does not end in the piece, or what ends is not open.
        """
        for found in _read(_FORMULA.sub(self._formula, piece)):
            text = "".join(found.text)
            yield Passage(found.question, found.part, str(text.count(_DOT)) if found.part is Part.DIFFICULTY else text,
                          pictures=tuple(map(self._picture, found.pictures)), links=tuple(found.links))

    def _picture(self, address: str) -> Picture:
        match = _EMBEDDED.match(address)
        if match is None:
            return found_picture(None, self._cache)
        try:
            return found_picture(base64.b64decode(address[match.end():], validate=True), self._cache)
        except ValueError as error:
            return Picture(flaw=f"it cannot be decoded ({error})")

    def _formula(self, match: re.Match[str]) -> str:
        """The element without what it holds, which is not read aloud, but must be whole."""
        if match[0] not in self._formulas:
            _read(match[0])
            self._formulas.add(match[0])
        return f"{match[1]}</math>"


class _Found:
    """A marked element while it is read; `depth` is how many elements are open around it."""

    def __init__(self, question: str, part: Part, depth: int) -> None:
        self.question, self.part, self.depth = question, part, depth
        self.text: list[str] = []
        self.pictures: list[str] = []
        self.links: list[str] = []


def _read(piece: str) -> list[_Found]:
    reader = _Reader()
    reader.feed(piece)
    reader.close()
    if reader.open:
        raise ValueError(f"an element <{reader.open[-1]}> does not end in it")
    return reader.found


class _Reader(HTMLParser):
    """Remembers which elements are open, and collects what is inside those that are marked.

    Attributes:
        open: names of the open elements.
        found: the marked elements that have ended.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[_Found] = []
        self._question = ""
        self._here: _Found | None = None
        self._silent: int | None = None                 # the depth at which began what is not read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._question = values.get("data-question", self._question)
        if tag in _VOID:
            self.handle_data("\n" if tag == "br" else values.get("alt", ""))
            if tag == "img" and self._here is not None:
                self._here.pictures.append(values.get("src", ""))
            return
        if tag == "math":
            self.handle_data(values.get("alttext", ""))
        if self._silent is None and (tag == "math" or values.get("role") in _SILENT_ROLES):
            self._silent = len(self.open)
        if self._here is None and "data-part" in values and self._question:
            self._here = _Found(self._question, Part(values["data-part"]), len(self.open))
        if tag == "a" and self._here is not None and "href" in values:
            self._here.links.append(values["href"])
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
        if self._here is not None and self._here.depth == depth:
            self.found.append(self._here)
            self._here = None

    def handle_data(self, data: str) -> None:
        if self._here is not None and self._silent is None:
            self._here.text.append(data)
