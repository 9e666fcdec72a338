"""Citations: the parts of a reference before, around and after its title, in the style of the book's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Reference
    from dlexport.labels import Labels
    from dlexport.labels.words import Citation

_has_east: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]").search
_NAMED: Final = 3
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
    style, authors = _style(reference, labels), named(reference, labels)
    comma = style.names or (labels.comma if _has_east("".join(authors)) else ", ")
    rest = style.rest if len(authors) < len(reference.authors) else ""
    before = comma.join(authors) + rest
    if before:      # a name such as `King Jr.` brings a full stop of its own
        before += style.authors.removeprefix(".") if before.endswith(".") else style.authors
    facts = style.facts.join(reference.published)
    closing = style.closing
    if style.online and reference.address and not reference.venue:
        closing = style.online + closing
    if reference.title.endswith(ENDS) and closing.startswith("."):
        closing = closing[1:]       # a title that ends with a mark needs no full stop
    stop = "" if style.facts in {"，", "、"} else "."
    if not facts:
        closing = closing.rstrip(", ，/.")
        alone = not before and closing in {"", style.closing.rstrip(", ，/.")}
        stop = "" if alone or (not closing and reference.title.endswith(ENDS)) else stop
    return Cited(before + style.opening, reference.title, f"{closing}{facts}{stop}")


def named(reference: Reference, labels: Labels) -> Sequence[str]:
    """The authors that a citation names; "and others" stands for the rest."""
    style = _style(reference, labels)
    return reference.authors[:_NAMED] if style.most and len(reference.authors) > style.most else reference.authors


def _style(reference: Reference, labels: Labels) -> Citation:
    return labels.east_citation if _has_east(reference.title) else labels.citation
