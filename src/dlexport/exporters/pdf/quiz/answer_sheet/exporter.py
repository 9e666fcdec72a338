"""The exporter `sheet-json`: the data of a paper's answer sheets and versions, for whatever reads the scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from dlexport.exporters.pdf.quiz.options import SheetOptions
from dlexport.foreign.json_text import parsed
from dlexport.plugin.contract import Artifact, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class SheetExporter:
    """Writes the data: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-sheet.json"
    revision: ClassVar[int] = 3
    on_request: ClassVar[bool] = True
    imports: ClassVar[tuple[str, ...]] = ("dlexport.exporters.pdf.quiz.printing",)
    Options: ClassVar[type[SheetOptions]] = SheetOptions

    def promises(self, options: SheetOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """Which question it is, its options, and which are right."""
        return frozenset({Part.TITLE, Part.CHOICES, Part.CORRECT})

    def select(self, book: Book, options: SheetOptions) -> Book:
        """The questions on the paper."""
        from dlexport.book.papers import kept  # noqa: PLC0415 - not for `--help`
        from dlexport.exporters.pdf.quiz.printing import chosen  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return kept(book, chosen(book, options).ids)

    def export(self, book: DatedBook, options: SheetOptions, context: ExportContext) -> Artifact:  # noqa: ARG002 - pure data
        """The `-sheet.json` of a dated book."""
        from dlexport.exporters.pdf.quiz.printing import write_sheet  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return write_sheet(book, options)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:  # noqa: ARG002 - the contract's signature
        """What the first version says of each question.

        Raises:
            ValueError: it is no such JSON.
        """
        try:
            whole: Any = parsed(data)
            return [passage for told in whole["versions"][0]["questions"] for passage in _passages(told)]
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"this is no data of an answer sheet: {error!r}") from error


def _passages(told: Any) -> Iterable[Passage]:  # noqa: ANN401 - JSON
    """The passages of a question.

    Raises:
        KeyError, TypeError, AttributeError: it is told in another way than `write_sheet` does.
    """
    options = told.get("options", ())
    for part, lines in ((Part.TITLE, [told["title"]]), (Part.CHOICES, [one["text"] for one in options]),
                        (Part.CORRECT, [one["text"] for one in options if one["correct"]])):
        yield Passage("".join([told["id"]]), part, "\n".join(lines))      # both refuse what is no text
