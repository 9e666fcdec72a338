"""The study page read back, by the ids of its articles and its `data-part` attributes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import packed
from dlexport.plugin.contract import Part, Passage, Picture
from dlexport.plugin.marked_html import marked_passages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dlexport.cache import Cache

# Neither style nor script can hold an end of these: theirs were written `<\/`
_MAIN: Final = '<main id="ui_questions"'
_MAIN_ENDS: Final = "</main>"
_ARTICLE: Final = re.compile(r"<article .*?</article>", re.DOTALL)
_ID: Final = re.compile(r'<article id="([^"]*)"')
_FORMULA: Final = re.compile(r"(<math [^>]*>).*?</math>", re.DOTALL)
_DEFINED: Final = re.compile(r'<image id="(ui_picture\.[0-9a-f]+)" [^>]*?href="data:[^;"]+;base64,([^"]*)"/>')
_USED: Final = re.compile(r'<use href="([^"]*)"')


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
    defined = {f"#{name}": _decoded(data) for name, data in _DEFINED.findall(text, end)}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in defined.items()}
    keys = [cache.key("html piece", piece, *(digests.get(name, "") for name in _USED.findall(piece)))
            for piece in pieces]
    read = _Pieces(cache, defined)
    entries = cache.recall_all(keys, lambda number: packed(list(map(_row, read.passages(pieces[number])))))
    return [_passage(*row) for entry in entries for row in json.loads(entry)]


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        return b""      # no picture, which is told where it is used


def _row(passage: Passage) -> tuple[Any, ...]:
    """A passage as the cache keeps it."""
    return passage.question, passage.part, passage.text, list(map(astuple, passage.pictures)), passage.links


def _passage(question: str, part: str, text: str, pictures: list[Any], links: list[str]) -> Passage:
    return Passage(question, Part(part), text, pictures=tuple([Picture(*one) for one in pictures]), links=tuple(links))


class _Pieces:
    """Reader of pieces of a page. Formulas, which repeat, are parsed once each."""

    def __init__(self, cache: Cache, pictures: Mapping[str, bytes]) -> None:
        self._cache, self._pictures = cache, pictures
        self._formulas: set[str] = set()

    def passages(self, piece: str) -> list[Passage]:
        """The passages of a piece.

        Raises:
            ValueError: an element does not end in the piece, or what ends is not open.
        """
        named = _ID.match(piece)
        question = named[1] if named else ""
        return marked_passages(_FORMULA.sub(self._formula, piece), question, self._pictures, self._cache)

    def _formula(self, match: re.Match[str]) -> str:
        """A formula's element without its content, which must be well-formed but is not read aloud."""
        if match[0] not in self._formulas:
            marked_passages(match[0])
            self._formulas.add(match[0])
        return f"{match[1]}</math>"
