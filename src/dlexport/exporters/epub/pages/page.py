"""One XHTML file: the frame that all pages share."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

import mdurl

from dlexport.exporters.epub.package.addresses import STYLE
from dlexport.labels import direction
from dlexport.richtext import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROM_RIGHT: Final = ' dir="rtl"'


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the spine.

    Attributes:
        name: file name, seen from the folder of the pages.
        title: plain text.
        markup: the whole document.
    """

    name: str
    title: str
    markup: str

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties of the file in the package's manifest (EPUB 3.3, 5.5.2.1 and D.5)."""
        return tuple(name for name, mark in (("mathml", "<math "), ("svg", "<svg ")) if mark in self.markup)


def page(name: str, title: str, language: str, body: str) -> Page:
    """A page from the markup of its body."""
    tag = escape(language)
    from_right = direction(language) == "rtl"
    if from_right:      # code runs from the left; a style may not say so (EPUB 3.3, 6.3.1.2)
        body = body.replace('<pre class="code">', '<pre class="code" dir="ltr">').replace("<code", '<code dir="ltr"')
    return Page(name, title, (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' xml:lang="{tag}" lang="{tag}"{_FROM_RIGHT * from_right}>\n'
        f'<head>\n<meta charset="UTF-8"/>\n<title>{text(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    ))


def text(content: str) -> str:
    """Characters as XML text."""
    return escape(content, quote=False)


def outward(address: str, content: str) -> str:
    """A link out of the book, or the content alone where the address leads nowhere, see `addresses.outward`."""
    if addresses.outward(address) is None:
        return content
    return link(addresses.one_fragment(str(mdurl.encode(address))), content)


def link(href: str, content: str, extra: str = "") -> str:
    """A link around finished markup."""
    return f'<a href="{escape(href)}"{extra}>{content}</a>'


def lines(parts: Iterable[str]) -> str:
    """The parts that are not empty, each on a line of its own."""
    return "\n".join(part for part in parts if part)
