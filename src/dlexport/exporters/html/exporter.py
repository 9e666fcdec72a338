"""The exporter `html`: writes the study page and reads it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.html.page import page
from dlexport.exporters.html.read_back import passages
from dlexport.plugin.contract import Artifact, ExportContext, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """No options: readers choose in the page."""


class HtmlExporter:
    """Makes the study page: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".html"
    revision: ClassVar[int] = 12
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.ttLib.woff2",)
    Options: ClassVar[type[HtmlOptions]] = HtmlOptions

    def promises(self, options: HtmlOptions) -> frozenset[Part]:   # noqa: ARG002 - nothing to choose
        """All parts."""
        return frozenset(Part)

    def export(self, book: DatedBook, options: HtmlOptions, context: ExportContext) -> Artifact:   # noqa: ARG002
        """The page, as UTF-8."""
        text = page(book.book, context)
        return Artifact(text.encode(), {"questions": sum(1 for _ in book.book.entries())})

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, found by the ids of its articles and its `data-part` attributes."""
        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:    # noqa: ARG002 - the page holds this one alone
        """The whole page."""
        return [View("page", "text/html", data)]
