"""A text field of a Moodle question: HTML and its pictures, as XML."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.richtext.escape import escape
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.book import Book
    from dlexport.plugin.contract import Part
    from dlexport.richtext.nodes import Gap, Inline, RichText

# Texts that Moodle's filters would replace: the beginning of a formula or of a file's address. An invisible empty
# element after the first character hides them from the filters.
_LIVE: Final = re.compile(r"\\(?=[(\[])|\$(?=\$)|@(?=@PLUGINFILE@@)")
_CLOZE: Final = re.compile(r"\{(?=\d*:[A-Z])")      # begins a gap of a cloze question, wherever it stands


class MoodleField:
    """The HTML of one field, built part by part; each part carries the mark by which `read_back` finds it."""

    def __init__(self, book: Book, question: str, gap: Callable[[Gap, Sequence[str]], str] | None = None) -> None:
        self._book, self._question, self._gap = book, question, gap
        self._html: list[str] = []
        self._pictures: dict[str, bytes] = {}

    def heading(self, words: str) -> None:
        """Add a heading that the exporter itself writes."""
        self._html.append(f"<h4>{escape(words)}</h4>")

    def add(self, html: str) -> None:
        """Add HTML without a mark."""
        self._html.append(html)

    def marked(self, part: Part, html: str, element: str = "div") -> None:
        """Add the HTML of a part of the question, marked; empty HTML adds nothing."""
        if html:
            self._html.append(f'<{element} data-part="{part}">{html}</{element}>')

    def rich(self, content: RichText, name: str) -> str:
        """The HTML of a field of blocks; `name` must be unique in the question, as it begins the ids of footnotes."""
        return write_blocks(content.blocks, self._dialect(f"{self._question}-{name}-"))

    def line(self, children: Sequence[Inline]) -> str:
        """The HTML of a line."""
        return write_inlines(children, self._dialect(""))

    def element(self, name: str, *, html: str = ' format="html"') -> str:
        """The field as an XML element of this name: its text, and a `file` for each picture.

        Args:
            name: of the element.
            html: its attributes.
        """
        return f"<{name}{html}>{self.inner()}</{name}>"

    def inner(self) -> str:
        """The content of that element: text and files."""
        files = "".join(f'<file name="{file}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
                        for file, data in self._pictures.items())
        return f"<text>{escape(chr(10).join(self._html))}</text>{files}"

    def _dialect(self, prefix: str) -> Dialect:
        plain = Dialect(math=_math, image_src=self._picture, question_href=lambda _question: None, text=_inert,
                        footnote_prefix=prefix, heading_shift=4, labels=self._book.labels)
        return replace(plain, gap=self._gap) if self._gap else plain

    def _picture(self, path: str) -> str:
        """The address of a picture within its question; its file name is a hash of its content."""
        media = self._book.bank.media[path]
        name = f"{media.sha256[:16]}.{media.kind}"
        self._pictures[name] = media.data
        return f"@@PLUGINFILE@@/{name}"


def _math(latex: str, _tree: object, display: bool) -> str:   # noqa: FBT001 - the dialect's signature
    r"""A formula between the delimiters that Moodle's MathJax filter looks for."""
    latex = _CLOZE.sub("{ ", escape(latex))
    return rf'<div data-math="">\[{latex}\]</div>' if display else rf'<span data-math="">\({latex}\)</span>'


def _inert(text: str) -> str:
    return _CLOZE.sub("{<span></span>", _LIVE.sub(r"\g<0><span></span>", escape(text)))
