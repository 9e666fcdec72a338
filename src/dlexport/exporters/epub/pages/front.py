"""The pages before the chapters: the cover and the title page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import COVER, COVER_PNG, COVER_SVG, TITLE
from dlexport.exporters.epub.pages.page import lines, page, text

if TYPE_CHECKING:
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.pages.page import Page


def cover(manuscript: Manuscript) -> Page:
    """The page that shows the cover. The role belongs on the picture, not on the page (DPUB-ARIA 1.1, doc-cover)."""
    label = manuscript.labels.cover
    alternative = f"{label}{manuscript.labels.colon}{title_of(manuscript.bank.title)}"
    # the PNG only for screens without colours: Foliate looks in vain for what `srcset` names, and would show neither
    return page(COVER, label, manuscript.bank.language, (
        f'<div class="cover"><picture><source srcset="{COVER_PNG}" type="image/png" media="(monochrome)"/>'
        f'<img src="{COVER_SVG}" alt="{escape(alternative)}" epub:type="cover" role="doc-cover"/></picture></div>'
    ))


def title_page(manuscript: Manuscript) -> Page:
    """Title, subtitle, authors, version."""
    bank, labels = manuscript.bank, manuscript.labels
    subtitle = manuscript.line(bank.second_title) if bank.second_title else ""
    authors = text(labels.comma.join(bank.authors))
    return page(TITLE, title_of(bank.title), bank.language, (
        '<section class="title-page" epub:type="titlepage">\n'
        + lines([
            f"<h1>{manuscript.line(bank.title)}</h1>",
            f'<p class="subtitle" epub:type="subtitle" role="doc-subtitle">{subtitle}</p>' if subtitle else "",
            f'<p class="authors">{authors}</p>' if authors else "",
            f'<p class="version">{text(labels.version.format(version=bank.version))}</p>',
        ])
        + "\n</section>"
    ))
