"""Start and end of every print of a book: a press for typesetting, and the file made of its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.missing_glyphs import missing_problems, stacked_problems
from dlexport.exporters.pdf.blocks.press import Press
from dlexport.exporters.pdf.book.page_cache import KeptSheets, finish
from dlexport.exporters.pdf.file.metadata import Metadata
from dlexport.exporters.pdf.file.writer import write
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.exporters.pdf.text.typefaces import Cast
from dlexport.exporters.pdf.text.word_ends import WordEnds
from dlexport.plugin.contract import Artifact
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.exporters.pdf.book.chapters import PrintedBook
    from dlexport.exporters.pdf.style.paper import Inks
    from dlexport.plugin.contract import ExportContext


def new_press(book: Book, inks: Inks, context: ExportContext) -> Press:
    """A press for one document."""
    return Press(read_theme(context.styles, inks), Cast(context.fonts, book.bank.language), book.bank.media,
                 book.bank.language, book.labels, context.progress, words=WordEnds(context.cache),
                 tag_names=dict(book.bank.tag_names))


def kept_sheets(book: Book, press: Press, context: ExportContext, *what: str) -> KeptSheets:
    """The cache of sheets for a document; `what` names its kind, options and style. Theme and language are added."""
    bank = book.bank
    own = repr((bank.labels, bank.macros.entries, bank.tag_names))
    setting = (*what, repr(press.theme), press.language, own, context.fonts.fingerprint())
    return KeptSheets(press, context.cache, setting, spare=context.spare)


def printed(made: PrintedBook, book: Book, press: Press, context: ExportContext,  # noqa: PLR0913 - all told below
            kind: str = "", *, archival: bool = False) -> Artifact:
    """The artifact: the file, the number of its pages, and a problem for each character that no font has.

    Args:
        made: sheets and outline.
        book: the questions in it.
        press: the typesetter used; if its theme is grey, so are pictures and coloured formulas.
        context: the exporter's context.
        kind: kind of the document, added to the book's title; empty for the handout.
        archival: whether to write PDF/A-2a.
    """
    bank = book.bank
    pages = 0
    for portion in made.portions:
        pages += len(portion.sheets)
        for sheet in portion.sheets if not portion.key else ():     # kept ones are finished
            finish(sheet, press)
    title = unmarked(bank.title.children)
    about = Metadata(
        title=f"{title} – {kind}" if kind else title,
        author=", ".join(bank.authors),
        language=bank.language,
        subject=bank.description or (unmarked(bank.subtitle.children) if bank.subtitle else ""),
        keywords=", ".join(dict.fromkeys(
            bank.tag_name(tag) for entry in book.entries() for tag in entry.question.tags)),
        moment=context.moment,
        archival=archival,
    )
    problems = missing_problems(press, allowed=context.allow_missing_glyphs) + stacked_problems(press)
    press.cast.close()
    data = write(made.portions, press.cast.faces, made.bookmarks, about, context.cache)
    return Artifact(data, {"pages": pages, "questions": book.count}, problems)
