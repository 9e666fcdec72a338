"""A dated book printed: sheets set, written, and what is missing told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporter import Artifact
from dlexport.exporters.pdf.cast import Cast
from dlexport.exporters.pdf.glyphless import missing_problems
from dlexport.exporters.pdf.handout import handout
from dlexport.exporters.pdf.paper import paper
from dlexport.exporters.pdf.press import Press
from dlexport.exporters.pdf.theme import read_theme
from dlexport.exporters.pdf.writer import Metadata, write
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from dlexport.exporter import ExportContext
    from dlexport.exporters.pdf.paper import Name
    from dlexport.lock import DatedBook


def print_handout(dated: DatedBook, size: Name, context: ExportContext) -> Artifact:
    """The handout, with its pages counted and a problem for each character that no face has."""
    book = dated.book
    bank = book.bank
    press = Press(read_theme(context.styles), Cast(context.fonts), bank.media)
    made = handout(book, paper(size, press.theme), press, context.moment)
    about = Metadata(
        title=plain(bank.title.children),
        author=", ".join(bank.authors),
        language=bank.language,
        subject=bank.description or (plain(bank.subtitle.children) if bank.subtitle else ""),
        keywords=", ".join(dict.fromkeys(tag for entry in book.entries() for tag in entry.question.tags)),
        moment=context.moment,
    )
    problems = missing_problems(press, allowed=context.allow_missing_glyphs)
    data = write(made.sheets, press.cast.faces, made.bookmarks, about)
    return Artifact(data, {"pages": len(made.sheets), "questions": sum(1 for _ in book.entries())}, problems)
