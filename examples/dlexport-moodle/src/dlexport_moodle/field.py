"""One field of a Moodle question: HTML, and the pictures that it shows."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from dlexport.plugin import Dialect, escape, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.plugin import Book, Part, nodes

# What Moodle's filters would act on: the beginning of a formula, and of the address of a file. An empty element between
# the first two characters hides it from them and shows nothing.
_LIVE = re.compile(r"\\(?=[(\[])|\$(?=\$)|@(?=@PLUGINFILE@@)")


class Field:
    """Collects the HTML of one field, part by part, under the marks by which `marked_passages` finds it again."""

    def __init__(self, book: Book, question: str, style: str) -> None:
        self._book, self._question, self._style = book, question, style
        self._html: list[str] = []
        self._pictures: dict[str, bytes] = {}

    def heading(self, words: str) -> None:
        """A heading of ours."""
        self._html.append(f"<h4>{escape(words)}</h4>")

    def marked(self, part: Part, html: str, element: str = "div") -> None:
        """HTML that is a part of the question."""
        self._html.append(f'<{element} data-part="{part}">{html}</{element}>')

    def rich(self, content: nodes.RichText, name: str) -> str:
        """A text of blocks; `name` keeps its footnotes apart from those of other texts."""
        return write_blocks(content.blocks, self._dialect(f"{self._question}-{name}-"))

    def line(self, children: Sequence[nodes.Inline]) -> str:
        """A text of one line."""
        return write_inlines(children, self._dialect(""))

    def element(self, name: str) -> str:
        """The field as XML: its text, and a file for each picture."""
        html = "\n".join([f"<style>{self._style}</style>", '<div class="dlexport">', *self._html, "</div>"])
        files = "".join(f'<file name="{file}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
                        for file, data in self._pictures.items())
        return f'<{name} format="html"><text>{escape(html if self._html else "")}</text>{files}</{name}>'

    def _dialect(self, prefix: str) -> Dialect:
        return Dialect(math=_math, image_src=self._picture, question_href=lambda _question: None, text=_inert,
                       footnote_prefix=prefix, heading_shift=4)

    def _picture(self, path: str) -> str:
        """The address of a picture in its question; its name follows from what is in it."""
        media = self._book.bank.media[path]
        name = f"{media.sha256[:16]}.{media.kind}"
        self._pictures[name] = media.data
        return f"@@PLUGINFILE@@/{name}"


def _math(latex: str, _tree: object, display: bool) -> str:   # noqa: FBT001 - the dialect's signature
    r"""Between the marks that Moodle's MathJax filter looks for."""
    if display:
        return rf'<div data-math="">\[{escape(latex)}\]</div>'
    return rf'<span data-math="">\({escape(latex)}\)</span>'


def _inert(text: str) -> str:
    return _LIVE.sub(r"\g<0><span></span>", escape(text))
