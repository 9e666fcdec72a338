"""Text that looks like markup is shown as typed, wherever the book shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from epub_books import XHTML, epub, pages, parsed, shown

from by_hand import book, question, rich, sentence, title
from dlexport.book.bank import KeyPoint, Reference, Section
from dlexport.richtext.nodes import CodeBlock, RichText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.book import Book

pytestmark = pytest.mark.unmeasured
HOSTILE = [
    "<script>alert(1)</script>", "</div></section></body></html>", "]]>", "<!-- -->", "<?xml version='1.0'?>",
    "&amp;", "&#60;b&#62;", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "[latex]x[/latex]", "[sound:x.mp3]",
    "{{c1::x}}", "<math><mtext></table><script>", "<![CDATA[x",
]


def hostile(text: str) -> Book:
    """A book with the text in every field that takes text."""
    line, code = title(text.replace("$", "")), rich("x")
    field = RichText((CodeBlock(text, text.replace(" ", "")), *rich("a `` " + text + " ``").blocks), code.source)
    return book(
        question(
            "q", title=line, summary=line, prompt=field, answer=field, analysis=field, sections=(Section(line, field),),
            keypoints=(KeyPoint("k", sentence("`` " + text + " ``")),), tags=(text,),
            references=(Reference(text, (text,), 2000, text, text, text, text),),
        ),
        title=line, subtitle=line, authors=(text,), version=text, license=text, description=text, url=text,
    )


def elements(files: Mapping[str, bytes]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The shape of each page: elements and the names of their attributes, without the text."""
    return {name: [(e.tag, tuple(sorted(e.keys()))) for e in root.iter()] for name, root in pages(files).items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    """Every file stays well-formed, and has the very elements that it has with harmless text in its place."""
    files = epub(hostile(text))
    for name in ("EPUB/package.opf", "EPUB/toc.ncx", "EPUB/images/cover.svg"):
        parsed(files[name])
    harmless = elements(epub(hostile("harmless")))
    # Pygments may cut code into other tokens, and only what is an address is linked
    movable = {f"{XHTML}span", f"{XHTML}a"}
    for name, found in elements(files).items():
        assert [e for e in found if e[0] not in movable] == [e for e in harmless[name] if e[0] not in movable]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_text_is_shown_as_typed(text: str) -> None:
    """In the question, the contents, the appendix, the tags and the colophon."""
    found = pages(epub(hostile(text)))
    typed = " ".join(text.split())
    for name in ("title.xhtml", "nav.xhtml", "topic-topic.xhtml", "appendix.xhtml", "tags.xhtml", "colophon.xhtml"):
        assert typed in shown(found[name])
