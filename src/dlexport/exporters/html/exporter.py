"""The exporter `html`: a dated book -> one study page, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dlexport.cache import Cache
from dlexport.exporters.html.page import page
from dlexport.exporters.html.read_back import passages
from dlexport.plugin.contract import Artifact, Depth, ExportContext, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.lock.lock import DatedBook
    from dlexport.theme.styles import Styles


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """There is nothing to choose: the reader chooses in the page."""


class HtmlExporter:
    """Makes the study page: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".html"
    form: ClassVar[int] = 2
    Options: ClassVar[type[HtmlOptions]] = HtmlOptions

    def promises(self, options: HtmlOptions) -> frozenset[Part]:   # noqa: ARG002 - nothing to choose
        """Everything."""
        return frozenset(Part)

    def stamps(self, book: Book, options: HtmlOptions, styles: Styles) -> Mapping[str, str]:
        """Nothing in the page has a date of its own."""
        del book, options, styles
        return {}

    def export(self, book: DatedBook, options: HtmlOptions, context: ExportContext) -> Artifact:   # noqa: ARG002
        """The page, as UTF-8."""
        text = page(book.book, context)
        return Artifact(text.encode(), {"questions": sum(1 for _ in book.book.entries())})

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:   # noqa: ARG002 - one depth is fast enough
        """The text of each part of each question, by its marks."""
        return passages(data, Cache())

    def read_again(self, data: bytes, depth: Depth, cache: Cache) -> Iterable[Passage]:   # noqa: ARG002 - as above
        """The same, what was read before from the cache."""
        return passages(data, cache)
