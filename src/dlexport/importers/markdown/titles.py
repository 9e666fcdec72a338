"""A heading divided into number, id, references and title."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from dlexport.importers.draft import DraftReference
from dlexport.patterns import many

_HAN: Final = "零〇一二三四五六七八九十百"
NUMBERED: Final = re.compile(
    rf"^\s*+(?:\*\*)?\s*+(?:"
    rf"第\s*(?P<nth>[0-9{_HAN}]+)\s*[题问]\s*[、.．:：,，)）]?"
    r"|[Qq](?:uestion)?\s*(?P<q>\d+)\s*[.、．:：)）\]]?(?=\s|\D)"
    r"|[(（\[【]\s*(?P<bracketed>\d+)\s*[)）\]】]\s*[.、．:：]?"
    r"|(?P<dotted>\d+(?:\.\d+)+)\s*[.、．:：)）]?(?=\s)"
    r"|(?P<plain>\d+(?:\.\d+)*)\s*(?:(?:\\?[.)]|[．:：])(?!\d)|）|、(?!\d+\s*[、，,]))"
    r")\s*"
)
"""A number before a title: `1.`, `3.1.2 `, `Q7.`, `12)`, `1、`, `第3题`, `（4）`."""
CHAPTER: Final = re.compile(
    rf"^\s*+(?:\*\*)?\s*+(?:第\s*[0-9{_HAN}]+\s*[章节部分篇]+\s*[、.．:：]?|[{_HAN}]+\s*[、.．:：]|[(（][{_HAN}]+[)）]|[IVX]+\.)\s*"
)
"""A number before a chapter's name: `一、`, `第二章`, `(三)`."""
_IDENT: Final = re.compile(r"(?<!\s)\s*+\{#([^\s{}]++)[^{}]*+\}\s*$")
_SOURCE: Final = re.compile(r"(?<!\s)\s*+\[\s*+\[([^\[\]]*+)\]\(([^)\s\[]++)\)\s*+\]\s*+")
_BRACKETS: Final = r"\[([^\[\]]*+)\]\((" + many(r"[^()]++|\([^()]*+\)") + r")\)"
_LINK: Final = re.compile(rf"(?<!!){_BRACKETS}")
_PICTURE: Final = re.compile(rf"!{_BRACKETS}|<img\b[^<>]*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)
_LONGEST: Final = 2_000     # characters; longer ones are no titles, and patterns take the square of them


class Title(NamedTuple):
    """The parts of a heading; number and id are empty if it has none."""

    words: str
    number: str
    id: str
    references: tuple[DraftReference, ...]


def title_of(heading: str) -> Title:
    """The parts of a heading's words."""
    if len(heading) > _LONGEST:
        return Title(heading.strip(), "", "", ())
    text = without_closing(heading)
    ident = _IDENT.search(text)
    if ident:
        text = text[: ident.start()]
    sources = tuple(
        DraftReference(words.strip() or "source", address)
        for words, address in _SOURCE.findall(text)
        if address.startswith("http")
    )
    text = _SOURCE.sub(" ", text)
    sources += tuple(
        DraftReference(words.strip() or address.split()[0], address.split()[0])
        for words, address in _LINK.findall(text)
        if address.startswith("http")
    )
    text = _PICTURE.sub(lambda match: match[1] or "", text)
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    match = NUMBERED.match(text)
    number = ""
    if match and text[match.end() :].strip(" *"):
        number = next(group for group in match.groups() if group)
        text = text[match.end() :]
    text = _without_pictographs(_unbold(text.strip()))
    return Title(text, number, ident[1] if ident else "", sources)


def chapter_of(heading: str) -> str:
    """The name of a chapter, without its number."""
    found = title_of(heading)
    text = CHAPTER.sub("", found.words)
    return _unbold(text.strip()) or found.words


def without_closing(heading: str) -> str:
    """A heading's words without the hashes that may close it after a space; those of `C#` stay."""
    words = heading.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare[-1:] in {" ", "\t", ""} else words


def _unbold(text: str) -> str:
    """The title without `**` around the whole, and without a star whose partner was removed with the number."""
    for mark in ("***", "**", "__"):
        inner = text[len(mark) : -len(mark)]
        if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark) and mark not in inner:
            return inner.strip()
    if text.count("**") % 2:
        return text.replace("**", "", 1) if text.startswith("**") else text.removesuffix("**").strip()
    return text


def _without_pictographs(text: str) -> str:
    """The text without emoji at both ends, for which prints have no font."""

    def drawn(sign: str) -> bool:
        return sign in "\ufe0f\u200d⭐⬆" or (unicodedata.category(sign) == "So" and ord(sign) > 0x2300)  # noqa: PLR2004 - symbols

    start, end = 0, len(text)
    while start < end and (drawn(text[start]) or text[start] == " "):
        start += 1
    while end > start and (drawn(text[end - 1]) or text[end - 1] == " "):
        end -= 1
    return re.sub(r"^:\w++:\s*|(?<!\s)\s*+:\w++:$", "", text[start:end]) or text
