"""What comes after the chapters: the appendix of all questions, the tags, the colophon."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import APPENDIX, COLOPHON, TAGS
from dlexport.exporters.epub.pages.page import lines, link, outward, page, text
from dlexport.exporters.epub.pages.question import NUMBER
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from dlexport.book.book import Entry
    from dlexport.exporters.epub.cached import Written
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.exporters.epub.pages.page import Page


def appendix(written: Written) -> Page:
    """One line per question, with links to the question and to its answer."""
    manuscript, rows = written.manuscript, []
    labels = manuscript.labels
    for chapter in manuscript.book.chapters:
        items = lines(written.show(entry, "row") for entry in chapter.entries)
        rows.append(f'<h2>{manuscript.line(chapter.topic.title)}</h2>\n<ul class="all">\n{items}\n</ul>')
    return page(APPENDIX, labels.appendix, manuscript.bank.language, (
        '<section epub:type="appendix" role="doc-appendix" aria-labelledby="appendix.title">\n'
        f'<h1 id="appendix.title">{text(labels.appendix)}</h1>\n{lines(rows)}\n</section>'
    ))


def row(entry: Entry, manuscript: Manuscript) -> str:
    """A question's line of the appendix."""
    question, where = entry.question, manuscript.addresses
    summary = link(where.question(question.id) or "",
                   f'<span data-part="{Part.SUMMARY}">{manuscript.line(question.summary)}</span>')
    # the name that is heard holds the number, so that one such link can be told from the next (WCAG 2.4.9)
    answer = link(where.answer(question.id), text(manuscript.labels.answer),
                  f' class="to-answer" aria-label="{text(manuscript.labels.answer)} {NUMBER}"')
    return (f'<li data-question="{question.id}"><span class="no">{NUMBER}</span> '
            f"{summary} {answer}</li>")


def tags(written: Written) -> Page | None:
    """Every tag with its questions, sorted by code point; None when no question has a tag."""
    manuscript = written.manuscript
    tagged: dict[str, list[Entry]] = defaultdict(list)
    for entry in manuscript.book.entries():
        for tag in entry.question.tags:
            tagged[tag].append(entry)
    if not tagged:
        return None
    mentions = {tag: manuscript.labels.comma.join(written.show(entry, "mention") for entry in tagged[tag])
                for tag in sorted(tagged)}
    rows = lines(f"<dt>{text(tag)}</dt>\n<dd>{shown}</dd>" for tag, shown in mentions.items())
    return page(TAGS, manuscript.labels.tags, manuscript.bank.language, (
        '<section epub:type="glossary" role="doc-glossary" aria-labelledby="tags.title">\n'
        f'<h1 id="tags.title">{text(manuscript.labels.tags)}</h1>\n<dl class="tags">\n{rows}\n</dl>\n</section>'
    ))


def mention(entry: Entry, manuscript: Manuscript) -> str:
    """A question among those of a tag."""
    title = f"{NUMBER} {manuscript.line(entry.question.title)}"
    return link(manuscript.addresses.question(entry.question.id) or "", title)


def colophon(manuscript: Manuscript, edition: Edition) -> Page:
    """Which edition this is, who made it with what, and what may be done with it."""
    bank, labels, words = manuscript.bank, manuscript.labels, manuscript.words
    licence = outward(edition.licence_address, text(bank.license))
    facts = [
        (labels.version.format(version="").strip(), text(bank.version)),
        (words.modified, f'<time datetime="{edition.modified}">{edition.modified[:10]}</time>'),
        (words.authors, text(labels.comma.join(bank.authors))),
        (labels.license, licence),
        (words.homepage, outward(bank.url, text(bank.url))),
        (words.language, text(bank.language)),
        (words.identifier, text(edition.identifier)),
        (words.made_with, text(edition.tool)),
    ]
    rows = lines(f"<dt>{text(name)}</dt>\n<dd>{content}</dd>" for name, content in facts if content)
    description = f"\n<p>{text(bank.description)}</p>" if bank.description else ""
    return page(COLOPHON, labels.colophon, bank.language, (
        '<section epub:type="colophon" role="doc-colophon" aria-labelledby="colophon.title">\n'
        f'<h1 id="colophon.title">{text(labels.colophon)}</h1>\n'
        f"<p>{text(title_of(bank.title))}</p>{description}\n<dl>\n{rows}\n</dl>\n</section>"
    ))
