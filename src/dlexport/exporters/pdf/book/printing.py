"""What every print of a book needs: a press to set it with, and sheets made a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.missing_glyphs import missing_problems
from dlexport.exporters.pdf.blocks.press import Press
from dlexport.exporters.pdf.book.page_cache import KeptSheets, finish
from dlexport.exporters.pdf.cards.cards import cards
from dlexport.exporters.pdf.cards.style import read_card_style
from dlexport.exporters.pdf.file.writer import Metadata, write
from dlexport.exporters.pdf.handout.handout import handout
from dlexport.exporters.pdf.quiz.order import asked, numbered, selected
from dlexport.exporters.pdf.quiz.quiz import quiz
from dlexport.exporters.pdf.quiz.style import read_quiz_style
from dlexport.exporters.pdf.style.paper import paper
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.exporters.pdf.text.typefaces import Cast
from dlexport.plugin.contract import Artifact
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.exporters.pdf.cards.exporter import CardOptions
    from dlexport.exporters.pdf.handout.exporter import PdfOptions
    from dlexport.exporters.pdf.handout.handout import Handout
    from dlexport.exporters.pdf.quiz.exporter import QuizOptions
    from dlexport.exporters.pdf.style.paper import Inks
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


def print_handout(dated: DatedBook, options: PdfOptions, context: ExportContext) -> Artifact:
    """The handout."""
    press = new_press(dated.book, options.ink, context)
    page = paper(options.paper, press.theme)
    setting = ("pdf", repr(page), repr(press.theme), press.language, context.fonts.fingerprint())
    made = handout(dated.book, KeptSheets(press, page, context.cache, setting), context.moment)
    return printed(made, dated.book, press, context, archival=options.pdfa)


def print_quiz(dated: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
    """The quiz on the questions that the options take, in the order they give."""
    book, press = dated.book, new_press(dated.book, options.ink, context)
    order = numbered(asked(book, options.seed, options.take), options.seed)
    style = read_quiz_style(context.styles)
    made = quiz(book, order, paper(options.paper, press.theme), press, style)
    return printed(made, selected(book, order.entries), press, context, book.labels.quiz)


def print_cards(dated: DatedBook, options: CardOptions, context: ExportContext) -> Artifact:
    """The cards."""
    book, press = dated.book, new_press(dated.book, options.ink, context)
    style = read_card_style(context.styles, press.theme, options.sheet)
    press.theme = style.theme
    return printed(cards(book, press, style, options), book, press, context, book.labels.cards)


def new_press(book: Book, inks: Inks, context: ExportContext) -> Press:
    """A press for one document."""
    return Press(read_theme(context.styles, inks), Cast(context.fonts), book.bank.media,
                 book.bank.language, context.progress)


def printed(made: Handout, book: Book, press: Press, context: ExportContext,  # noqa: PLR0913 - all told below
            kind: str = "", *, archival: bool = False) -> Artifact:
    """The file, with its pages counted and a problem for each character that no face has.

    Args:
        made: sheets and outline.
        book: what is in it.
        press: what it was set with; where its theme is grey, so are pictures and coloured formulas.
        context: the exporter's.
        kind: what the document is, after the book's title; nothing for the handout.
        archival: whether it is to be PDF/A-2a.
    """
    bank = book.bank
    for sheet in made.sheets:
        finish(sheet, press)
    title = plain(bank.title.children)
    about = Metadata(
        title=f"{title} – {kind}" if kind else title,
        author=", ".join(bank.authors),
        language=bank.language,
        subject=bank.description or (plain(bank.subtitle.children) if bank.subtitle else ""),
        keywords=", ".join(dict.fromkeys(tag for entry in book.entries() for tag in entry.question.tags)),
        moment=context.moment,
        archival=archival,
    )
    problems = missing_problems(press, allowed=context.allow_missing_glyphs)
    press.cast.close()
    data = write(made.sheets, press.cast.faces, made.bookmarks, about)
    return Artifact(data, {"pages": len(made.sheets), "questions": book.count}, problems)
