"""The pages after the chapters: the appendix of all questions, the tags, the colophon."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, assert_never

from dlexport.book.natural import natural
from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import APPENDIX, COLOPHON, TAGS
from dlexport.exporters.epub.pages.page import lines, outward, page, text
from dlexport.labels import chapter_label, date_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.book import Chapter, Entry
    from dlexport.exporters.epub.cached import WrittenBook
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.exporters.epub.pages.page import Page

_WHOLE: Final = 6       # questions of a tag: about a third of a page on a phone


def appendix(written: WrittenBook) -> Page:
    """One line per question, with links to the question and to its answer; in the order of the numbers."""
    manuscript = written.manuscript
    labels, rows = manuscript.labels, list(_rows(written))
    return page(APPENDIX, labels.appendix, manuscript.bank.language, (
        '<section epub:type="appendix" role="doc-appendix" aria-labelledby="appendix.title">\n'
        f'<h1 id="appendix.title">{text(labels.appendix)}</h1>\n{lines(rows)}\n</section>'
    ))


def _rows(written: WrittenBook) -> Iterator[str]:
    manuscript = written.manuscript
    match manuscript.bank.numbering:
        case "topics":
            for chapter in manuscript.book.chapters:
                items = lines(written.show(entry, "row") for entry in chapter.entries)
                yield f'<h2>{manuscript.line(chapter.topic.title)}</h2>\n<ul class="all">\n{items}\n</ul>'
        case "source":
            items = lines(written.show(entry, "row", _chapter(chapter, manuscript))
                          for chapter, entry in manuscript.book.by_number())
            yield f'<ul class="all">\n{items}\n</ul>'
        case _:
            assert_never(manuscript.bank.numbering)


def _chapter(chapter: Chapter, manuscript: Manuscript) -> str:
    """The chapter that a question is in, where the list does not say it."""
    return f'\N{NO-BREAK SPACE}<span class="in-chapter">{text(chapter_label(manuscript.labels, chapter.number))}</span>'


def tags(written: WrittenBook) -> Page | None:
    """Every tag with its questions, in natural order; None when no question has a tag."""
    manuscript = written.manuscript
    tagged: dict[str, list[Entry]] = defaultdict(list)
    for entry in manuscript.book.entries():
        for tag in entry.question.tags:
            tagged[manuscript.bank.tag_name(tag)].append(entry)
    if not tagged:
        return None
    mentions = {tag: manuscript.labels.comma.join(written.show(entry, "mention") for entry in tagged[tag])
                for tag in sorted(tagged, key=natural)}
    rows = lines(_pair(text(tag), shown, whole=len(tagged[tag]) <= _WHOLE) for tag, shown in mentions.items())
    return page(TAGS, manuscript.labels.tags, manuscript.bank.language, (
        '<section epub:type="glossary" role="doc-glossary" aria-labelledby="tags.title">\n'
        f'<h1 id="tags.title">{text(manuscript.labels.tags)}</h1>\n<dl class="tags">\n{rows}\n</dl>\n</section>'
    ))


def _pair(term: str, content: str, *, whole: bool) -> str:
    """A term and what is said of it; `whole`: so short that no page should end within."""
    return f'<div class="pair{" whole" * whole}"><dt>{term}</dt>\n<dd>{content}</dd></div>'


def colophon(manuscript: Manuscript, edition: Edition) -> Page:
    """The colophon: edition, authors, the program that made it, licence."""
    bank, labels, words = manuscript.bank, manuscript.labels, manuscript.words
    licence = outward(edition.licence_address, text(bank.license))
    day = text(date_label(labels, edition.modified[:10]))
    facts = [
        (labels.version.format(version="").strip(), text(bank.version)),
        (words.modified, f'<time datetime="{edition.modified}" dir="auto">{day}</time>'),
        (words.authors, text(labels.comma.join(bank.authors))),
        (labels.license, licence),
        (words.homepage, outward(bank.url, text(bank.url))),
        (words.language, text(bank.language)),
        (words.identifier, text(edition.identifier)),
        (words.made_with, text(edition.tool)),
    ]
    rows = lines(_pair(text(name), content, whole=True) for name, content in facts if content)
    description = f"\n<p>{text(bank.description)}</p>" if bank.description else ""
    return page(COLOPHON, labels.colophon, bank.language, (
        '<section epub:type="colophon" role="doc-colophon" aria-labelledby="colophon.title">\n'
        f'<h1 id="colophon.title">{text(labels.colophon)}</h1>\n'
        f"<p>{text(title_of(bank.title))}</p>{description}\n<dl>\n{rows}\n</dl>\n</section>"
    ))
