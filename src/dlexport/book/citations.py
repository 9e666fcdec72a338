"""How a reference is written in the language of its book: what stands before its title, around it and after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from dlexport.book.bank import Reference
    from dlexport.labels import Labels

_has_east: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]").search
ENDS: Final = ("?", "!", ".", "？", "！", "。", "…")


class Cited(NamedTuple):
    """A reference in three: the title stands in its own type, or is a link."""

    before: str
    title: str
    after: str


def cited(reference: Reference, labels: Labels) -> Cited:
    """Authors, title, venue and year, what there is of them, in the manner of the language.

    A title alone has no full stop. A title in Chinese, Japanese or Korean is cited as works in these languages are.
    """
    east = bool(_has_east(reference.title))
    style = labels.east_citation if east else labels.citation
    comma = labels.comma if _has_east("".join(reference.authors)) else ", "
    before = comma.join(reference.authors) + style.authors if reference.authors else ""
    facts = style.facts.join(reference.published)
    closing = style.closing
    if reference.title.endswith(ENDS) and closing.startswith("."):
        closing = closing[1:]       # a title that ends with a mark needs no full stop
    stop = "" if style.facts in {"，", "、"} else "."
    if not facts:
        closing = closing.rstrip(", ，/.")
        stop = "" if not before or (not closing and reference.title.endswith(ENDS)) else stop
    return Cited(before + style.opening, reference.title, f"{closing}{facts}{stop}")
