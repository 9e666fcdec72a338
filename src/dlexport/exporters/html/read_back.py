"""The text of a study page, read with Python's HTML parser, by the marks of questions and parts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import packed
from dlexport.plugin.contract import Part, Passage

if TYPE_CHECKING:
    from dlexport.cache import Cache

# Neither style nor script can hold an end of these: theirs were written `<\/`
_MAIN: Final = '<main id="ui_questions"'
_MAIN_ENDS: Final = "</main>"
_ARTICLE: Final = re.compile(r"<article .*?</article>", re.DOTALL)
_FORMULA: Final = re.compile(r"(<math [^>]*>).*?</math>", re.DOTALL)
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
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
    read = _Pieces()
    entries = cache.recall_all(keys, lambda number: packed(read.passages(pieces[number])))
    return [Passage(question, Part(part), shown) for entry in entries for question, part, shown in json.loads(entry)]


class _Pieces:
    """Reads pieces of a page. Formulas, which come again and again, are read once each."""

    def __init__(self) -> None:
        self._formulas: set[str] = set()

    def passages(self, piece: str) -> list[tuple[str, str, str]]:
        """Question, part and text of each passage.

        Raises:
            ValueError: an element does not end in the piece, or what ends is not open.
        """
        return _read(_FORMULA.sub(self._formula, piece))

    def _formula(self, match: re.Match[str]) -> str:
        """The element without what it holds, which is not read aloud, but must be whole."""
        if match[0] not in self._formulas:
            _read(match[0])
            self._formulas.add(match[0])
        return f"{match[1]}</math>"


def _read(piece: str) -> list[tuple[str, str, str]]:
    reader = _Reader()
    reader.feed(piece)
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

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[tuple[str, str, str]] = []
        self._question = ""
        self._part: tuple[int, Part] | None = None      # the depth at which it began
        self._silent: int | None = None                 # the same, of what is not read
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._question = values.get("data-question", self._question)
        if tag in _VOID:
            self.handle_data("\n" if tag == "br" else values.get("alt", ""))
            return
        if tag == "math":
            self.handle_data(values.get("alttext", ""))
        if self._silent is None and (tag == "math" or values.get("role") in _SILENT_ROLES):
            self._silent = len(self.open)
        if self._part is None and "data-part" in values and self._question:
            self._part = len(self.open), Part(values["data-part"])
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
        if self._part is not None and self._part[0] == depth:
            self.found.append((self._question, self._part[1], "".join(self._text)))
            self._part = None
            self._text.clear()

    def handle_data(self, data: str) -> None:
        if self._part is not None and self._silent is None:
            self._text.append(data)
