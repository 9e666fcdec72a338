"""The two tables of contents: the navigation document, and the NCX for readers that know only EPUB 2."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import (
    APPENDIX,
    COLOPHON,
    COVER,
    NAV,
    TAGS,
    TITLE,
    answers_file,
    chapter_file,
)
from dlexport.exporters.epub.pages.page import lines, link, page, text
from dlexport.labels import chapter_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.book import Chapter
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.exporters.epub.pages.page import Page


@dataclass(frozen=True, slots=True)
class Stop:
    """An entry of the contents and what lies below it. The title is plain text: readers make menus of it."""

    title: str
    href: str
    below: tuple[Stop, ...] = ()


def stops(manuscript: Manuscript, pages: list[Page]) -> list[Stop]:
    """The contents of a book that has these pages."""
    after = [Stop(one.title, one.name) for one in pages if one.name in (APPENDIX, TAGS, COLOPHON)]
    return [
        Stop(title_of(manuscript.bank.title), TITLE),
        *(_chapter(chapter, manuscript) for chapter in manuscript.book.chapters),
        *_answers(manuscript),
        *after,
    ]


def _chapter(chapter: Chapter, manuscript: Manuscript) -> Stop:
    questions = tuple(
        Stop(f"{entry.number} {title_of(entry.question.title)}", manuscript.addresses.question(entry.question.id) or "")
        for entry in chapter.entries
    )
    number = chapter_label(manuscript.labels, chapter.number)
    return Stop(f"{number} {title_of(chapter.topic.title)}", chapter_file(chapter), questions)


def _answers(manuscript: Manuscript) -> Iterator[Stop]:
    """The answers, where they are chapters of their own."""
    if manuscript.options.answers == "end":
        chapters = tuple(Stop(title_of(chapter.topic.title), answers_file(chapter))
                         for chapter in manuscript.book.chapters)
        if chapters:
            yield Stop(manuscript.words.answers, chapters[0].href, chapters)


def nav(manuscript: Manuscript, contents: list[Stop], pages: list[Page]) -> Page:
    """The navigation document, which is also the page of contents (EPUB 3.3, 7)."""
    labels = manuscript.labels
    first = next((chapter_file(chapter) for chapter in manuscript.book.chapters), TITLE)
    names = {one.name for one in pages}
    marks = [
        ("cover", COVER, labels.cover), ("titlepage", TITLE, labels.title_page), ("toc", NAV, labels.contents),
        ("bodymatter", first, manuscript.words.start), ("appendix", APPENDIX, labels.appendix),
        ("glossary", TAGS, labels.tags), ("colophon", COLOPHON, labels.colophon),
    ]
    landmarks = lines(
        f"<li>{link(href, text(label), f' epub:type={chr(34)}{kind}{chr(34)}')}</li>"
        for kind, href, label in marks if href == NAV or href in names
    )
    return page(NAV, labels.contents, manuscript.bank.language, (
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="toc.title">\n'
        f'<h1 id="toc.title">{text(labels.contents)}</h1>\n{_list(contents)}\n</nav>\n'
        f'<nav epub:type="landmarks" aria-label="{escape(labels.contents)}" hidden="hidden">\n'
        f"<ol>\n{landmarks}\n</ol>\n</nav>"
    ))


def _list(contents: tuple[Stop, ...] | list[Stop]) -> str:
    items = lines(
        f"<li>{link(stop.href, text(stop.title))}{_list(stop.below) if stop.below else ''}</li>" for stop in contents
    )
    return f"<ol>\n{items}\n</ol>"


def ncx(manuscript: Manuscript, contents: list[Stop], edition: Edition) -> str:
    """The NCX (Open Packaging Format 2.0.1, 2.4.1): the same contents in the same order."""
    order: dict[str, int] = {}      # the same place has the same number wherever it is listed
    depth = 2 if any(stop.below for stop in contents) else 1
    ids = count(1)
    points = lines(_point(stop, order, ids) for stop in contents)
    title = text(title_of(manuscript.bank.title))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{escape(manuscript.bank.language)}">\n'
        f'<head>\n<meta name="dtb:uid" content="{edition.identifier}"/>\n'
        f'<meta name="dtb:depth" content="{depth}"/>\n<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{title}</text></docTitle>\n<navMap>\n{points}\n</navMap>\n</ncx>\n"
    )


def _point(stop: Stop, order: dict[str, int], ids: count[int]) -> str:
    ident, place = next(ids), order.setdefault(stop.href, len(order) + 1)
    below = "".join(_point(one, order, ids) for one in stop.below)
    return (
        f'<navPoint id="point-{ident}" playOrder="{place}"><navLabel><text>{text(stop.title)}</text></navLabel>'
        f'<content src="{escape(stop.href)}"/>{below}</navPoint>\n'
    )
