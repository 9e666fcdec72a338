"""References as they are cited: the one writer that every output takes its words from.

Chinese banks cite as GB/T 7714 does: three authors at most, then 等; no mark of the type but `[EB/OL]` where a work is
only online. Others as IEEE does: six authors at most, else three and "et al."; "and" before the last. Names stand as
the bank has them: which part of a name is the family's is known to its author only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Reference

Role: TypeAlias = Literal["plain", "title", "address"]

_MOST_CHINESE, _MOST_ENGLISH, _KEPT = 3, 6, 3
_PAIR = 2
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_STOPS: Final = ("?", "!", ".", "？", "！", "。", "…")


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of a citation; the pieces of one, one after the other, are its text.

    Attributes:
        text: as it is read, with the spaces and stops around it.
        role: the title of the work, an identifier or address, or what stands around them.
        address: where it leads; empty if nowhere.
    """

    text: str
    role: Role = "plain"
    address: str = ""


def cited(reference: Reference, language: str) -> Iterator[Cited]:
    """Authors. Title. Venue, year. Identifiers - what there is of it.

    Args:
        reference: the work.
        language: of the bank, BCP 47.
    """
    authors = _authors(reference.authors, language)
    if authors:
        yield Cited(f"{authors} " if authors.endswith(".") else f"{authors}. ")
    yield Cited(reference.title, "title", reference.address)
    online = "[EB/OL]" if _is_chinese(language) and not reference.venue and reference.address else ""
    stop = "" if reference.title.endswith(_STOPS) and not online else "."
    published = ", ".join(reference.published)
    yield Cited(f"{online}{stop} {published}".rstrip() + ("." if published and not published.endswith(".") else ""))
    for text, address in _identifiers(reference):
        yield Cited(" ")
        yield Cited(text, "address", address)
        if text != address:     # a stop behind an address would be taken for a part of it
            yield Cited(".")


def named(reference: Reference, language: str) -> Sequence[str]:
    """The authors that a citation names."""
    most = _MOST_CHINESE if _is_chinese(language) else _MOST_ENGLISH
    return reference.authors if len(reference.authors) <= most else reference.authors[:_KEPT]


def _authors(authors: Sequence[str], language: str) -> str:
    if _is_chinese(language):
        if len(authors) <= _MOST_CHINESE:
            return ", ".join(authors)
        rest = "等" if _HAN.search(authors[0]) else "et al."
        return ", ".join([*authors[:_KEPT], rest])
    if len(authors) > _MOST_ENGLISH:
        return f"{', '.join(authors[:_KEPT])}, et al."
    *before, last = authors or [""]
    return f"{', '.join(before)}{',' if len(before) >= _PAIR else ''} and {last}" if before else last


def _identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    """What the work is found by: DOI, arXiv id, address."""
    if reference.doi:
        yield f"DOI:{reference.doi}", f"https://doi.org/{reference.doi}"
    if reference.arxiv:
        yield f"arXiv:{reference.arxiv}", f"https://arxiv.org/abs/{reference.arxiv}"
    if reference.url:
        yield reference.url, reference.url


def _is_chinese(language: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() == "zh"
