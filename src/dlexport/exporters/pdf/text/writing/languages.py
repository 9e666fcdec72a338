"""Text in another language than the book's: what a screen reader should say with another voice.

An element costs some 90 bytes, and a single foreign word needs no other voice, so only longer ones count.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.classes import AMBIGUOUS, MONEY, QUOTES_AND_DASHES, WIDE
from dlexport.richtext.nodes import Text
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.richtext.nodes import Inline

_EAST_ASIAN = ("zh", "ja", "ko")
_FEWEST = 3     # words of English, names and abbreviations not counted
# Runs end where tokens do, so that text is set alike with and without them (see `tokens`).
_LETTER = rf"(?:[^\s{WIDE}{AMBIGUOUS}{QUOTES_AND_DASHES}]|\xa0|(?<=[A-Za-z])’(?=[A-Za-z])|[{MONEY}](?=[0-9]))"
_split_han = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff，、。]*[\u3400-\u4dbf\u4e00-\u9fff][\ufe00-\ufe0f]?)").split
_words = re.compile(r"""(?<![^\s("'])(?:[A-Za-z][a-z’'-]*[a-z]|a)(?![^\s)"',.:;!?])""").findall
_has_east = re.compile(f"[{WIDE}]").search
_has_han = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]").search
_has_latin = re.compile("[A-Za-z]").search
_has_kana = re.compile(r"[\u3040-\u30ff]").search


def foreign(nodes: Iterable[Inline], book: str) -> str:
    """The language of a whole paragraph, if it is not that of the `book`; else an empty string."""
    texts: list[str] = []
    for node in walk(nodes):
        if isinstance(node, Text):
            if book.startswith("zh") and _has_east(node.text):
                return ""
            texts.append(node.text)
    text = " ".join(texts)
    if book.startswith("zh"):
        return "en" if _is_english(text) else ""
    if book.startswith(_EAST_ASIAN) or _has_kana(text):
        return ""
    return "zh" if _has_han(text) and not _has_latin(text) else ""


def spoken(text: str, book: str) -> list[tuple[str, str]]:
    """A text cut where its language changes: pairs of text and language, empty for that of the book."""
    if book.startswith("zh"):
        if text.count(" ") < _FEWEST - 1:
            return [(text, "")]
        parts, language = _western().split(text), "en"
    elif book.startswith(_EAST_ASIAN) or _has_kana(text) or not _has_han(text):
        return [(text, "")]
    else:
        parts, language = _split_han(text), "zh"
    found: list[tuple[str, str]] = []
    for odd, part in enumerate(parts):
        is_foreign = odd % 2 and (language == "zh" or _is_english(part))
        if is_foreign:
            found.append((part, language))
        elif found and not found[-1][1]:
            found[-1] = found[-1][0] + part, ""
        elif part:
            found.append((part, ""))
    return found


@cache
def _western() -> re.Pattern[str]:
    """A run of Western words; compiled when a text first has some, as it takes milliseconds."""
    return re.compile(rf"({_LETTER}+(?: {_LETTER}+)*)")


def _is_english(text: str) -> bool:
    return text.replace("’", "'").replace("\xa0", " ").isascii() and len(_words(text)) >= _FEWEST
