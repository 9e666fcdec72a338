"""A question where others are listed: its line of the appendix, its name among those of a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.epub.pages.page import link, text
from dlexport.exporters.epub.pages.question import NUMBER
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from dlexport.book.book import Entry
    from dlexport.exporters.epub.manuscript import Manuscript

BESIDE = "\x1c"
"""Stands for what a row has beside its question until its place is known. No bank holds control characters."""


def row(entry: Entry, manuscript: Manuscript) -> str:
    """A question's line of the appendix."""
    question, where = entry.question, manuscript.addresses
    summary = link(where.question(question.id) or "",
                   f'<span data-part="{Part.SUMMARY}">{manuscript.line(question.summary)}</span>')
    # the name that is heard holds the number, so that one such link can be told from the next (WCAG 2.4.9)
    answer = link(where.answer(question.id), text(manuscript.labels.answer),
                  f' class="to-answer" aria-label="{text(manuscript.labels.answer)} {NUMBER}"')
    return (f'<li data-question="{question.id}"><span class="no">{NUMBER}</span> '
            f"{summary}{BESIDE}\N{NO-BREAK SPACE}{answer}</li>")     # which would stand alone on a second line


def mention(entry: Entry, manuscript: Manuscript) -> str:
    """A question among those of a tag."""
    title = f"{NUMBER} {manuscript.line(entry.question.title)}"
    return link(manuscript.addresses.question(entry.question.id) or "", title)
