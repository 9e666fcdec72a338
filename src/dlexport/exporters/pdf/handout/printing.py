"""A dated book printed as a handout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.book.lacking import refusal
from dlexport.exporters.pdf.book.printing import kept_sheets, new_press, printed
from dlexport.exporters.pdf.handout.handout import handout
from dlexport.plugin.contract import Artifact

if TYPE_CHECKING:
    from dlexport.exporters.pdf.handout.options import PdfOptions
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


def print_handout(dated: DatedBook, options: PdfOptions, context: ExportContext) -> Artifact:
    """The handout."""
    if wrong := refusal(dated.book.bank):
        return Artifact(b"", {}, wrong)
    press = new_press(dated.book, options.ink, context)
    press.figures_move, press.numbers = True, options.numbers
    page = press.theme.paper(options.paper)
    kept = kept_sheets(dated.book, press, context, "pdf", repr(page), repr((options.page, options.numbers)))
    kept.late = True
    made = handout(dated.book, kept, page, context.moment, options)
    return printed(made, dated.book, press, context, archival=options.pdfa)
