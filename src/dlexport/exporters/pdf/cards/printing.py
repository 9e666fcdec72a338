"""`DatedBook` -> cards to cut out as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.book.lacking import refusal
from dlexport.exporters.pdf.book.printing import kept_sheets, new_press, printed
from dlexport.exporters.pdf.cards.cards import cards
from dlexport.exporters.pdf.cards.style import read_card_style
from dlexport.plugin.contract import Artifact

if TYPE_CHECKING:
    from dlexport.exporters.pdf.cards.options import CardOptions
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


def print_cards(dated: DatedBook, options: CardOptions, context: ExportContext) -> Artifact:
    """The cards of all questions.

    Raises:
        SourceError: a style file is wrong, or a text cannot be set.
    """
    if wrong := refusal(dated.book.bank):
        return Artifact(b"", {}, wrong)
    book, press = dated.book, new_press(dated.book, options.ink, context)
    style = read_card_style(context.styles, press.theme, options.sheet)
    press.theme = style.theme
    kept = kept_sheets(book, press, context, "cards", repr(style), repr(options))
    return printed(cards(book, kept, style, options), book, press, context, book.labels.cards)
