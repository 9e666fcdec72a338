"""The handout: a book as sheets - cover, contents, a chapter per topic, appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.cast import Look
from dlexport.exporters.pdf.cover import cover
from dlexport.exporters.pdf.entries import EntrySetter, Listed
from dlexport.exporters.pdf.furniture import Furniture
from dlexport.exporters.pdf.headings import heading_lines
from dlexport.exporters.pdf.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.pages import Pages
from dlexport.exporters.pdf.question import QuestionSetter
from dlexport.exporters.pdf.strips import Put, Skip, Strip, bound, named, text_strips
from dlexport.exporters.pdf.structure.elements import Element
from dlexport.exporters.pdf.structure.tagging import tagged
from dlexport.exporters.pdf.tag_index import tag_index
from dlexport.exporters.pdf.voice import Voice
from dlexport.exporters.pdf.wires import Wire
from dlexport.exporters.pdf.writer import Bookmark
from dlexport.labels import chapter_label
from dlexport.richtext.nodes import Line, Text
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlexport.compose import Book, Chapter
    from dlexport.exporters.pdf.paper import Paper
    from dlexport.exporters.pdf.press import Press
    from dlexport.exporters.pdf.sheet import Sheet
    from dlexport.exporters.pdf.strips import Item
    from dlexport.exporters.pdf.theme import Level

CONTENTS, APPENDIX = "contents", "appendix"
_COVERS = 1
_CHAPTER_DROP, _CHAPTER_GAP = 36.0, 8.0
_BOLD, _MEDIUM = 600, 500
_SHORT = 40                  # questions: a longer chapter is set once, and streamed
_SPILL, _EASE = 0.25, 0.72   # of a page, of the spaces


class Handout(NamedTuple):
    """The sheets in order, and the outline that leads into them."""

    sheets: list[Sheet]
    bookmarks: list[Bookmark]


def summary_place(question: str) -> str:
    """The named place of a question's line in the appendix."""
    return f"a.{question}"


def handout(book: Book, paper: Paper, press: Press, moment: int) -> Handout:
    """All of a book. Pages are counted from the cover on, so that a viewer's count and ours agree."""
    furniture = Furniture(press, paper, book.bank.title)
    first = _COVERS + 1 + len(_contents(book, {}, paper, press, _COVERS + 1).sheets)
    setter = QuestionSetter(press, book.labels)
    body: list[Sheet] = []
    found: dict[str, int] = {}
    for chapter in book.chapters:
        pages = _chapter(chapter, paper, first + len(body), setter, press)
        furnish(pages, furniture, chapter.topic.title)
        body += pages.finish()
        found |= pages.found
    title = our_line(book.labels.appendix, book)
    summaries = [*opening("", title, APPENDIX, press), *_summaries(book, found, press),
                 *tag_index(book, found, press)]
    appendix = no_spill(summaries, len(list(book.entries())), paper, first + len(body))
    furnish(appendix, furniture, title)
    body += appendix.finish()
    found |= appendix.found
    contents = _contents(book, found, paper, press, _COVERS + 1)
    furnish(contents, furniture, our_line(book.labels.contents, book), heads=False)
    sheets = [cover(book, paper, press, moment), *contents.finish(), *body]
    return Handout(sheets, list(_bookmarks(book)))


def _chapter(chapter: Chapter, paper: Paper, first: int, setter: QuestionSetter, press: Press) -> Pages:
    def items() -> Iterator[Item]:
        yield from opening(chapter_label(setter.labels, chapter.number), chapter.topic.title, chapter_place(chapter),
                           press)
        for entry in chapter.entries:
            yield from setter.question(entry)
            press.progress(entry.number)

    return no_spill(items(), len(chapter.entries), paper, first)


def no_spill(items: Iterable[Item], questions: int, paper: Paper, first: int) -> Pages:
    """A chapter of so many questions; a few lines do not spill on to a page of their own: its spaces are drawn in."""
    held = list(items) if questions <= _SHORT else items
    pages = Pages(paper, first)
    pages.add(held)
    if questions <= _SHORT and len(pages.sheets) > 1 and pages.filled < _SPILL:
        tight = Pages(paper, first, ease=_EASE)
        tight.add(held)
        if len(tight.sheets) < len(pages.sheets):
            return tight
    return pages


def chapter_place(chapter: Chapter) -> str:
    """The named place of a chapter."""
    return f"t.{chapter.topic.id}"


def our_line(text: str, book: Book) -> Line:
    """A word of ours where a field's text is wanted."""
    return Line((Text(text),), book.bank.title.source)


def furnish(pages: Pages, furniture: Furniture, title: Line, *, heads: bool = True) -> None:
    """Heads, if there are to be any, and feet; the page that a chapter opens on has no head."""
    known = furniture.chapter(title, heads=heads)
    for k, sheet in enumerate(pages.sheets):
        furniture.draw(sheet, pages.first + k, title, known, head=heads and k > 0)


def opening(label: str, title: Line, place: str, press: Press) -> list[Item]:
    """The head of a chapter."""
    theme = press.theme
    setter = InlineSetter(press, title.source, theme.measure)
    items: list[Item] = [Strip(_CHAPTER_DROP if label else _CHAPTER_DROP / 2, keep=True)]
    if label:
        paragraph = setter.text(label, Voice(theme.body.size, Look("hei", _MEDIUM), "accent"))
        lines = paragraph.lines(theme.measure, ragged=True)
        items += text_strips(lines, 0.0, theme.body.size, theme.body.leading)
    for paragraph in setter.paragraphs(title.children, Voice(theme.chapter, Look("hei", _BOLD))):
        items += text_strips(heading_lines(paragraph, theme.measure), 0.0, theme.chapter, theme.chapter * 1.5)
    wire = Wire(theme.measure, 0.8, theme.colours["accent"])
    items += [Strip(10.0, (Put(0.0, 8.0, wire),)), Strip(_CHAPTER_GAP)]
    items = bound(items)
    return named(tagged(items, Element("H1")), place)


def _contents(book: Book, found: Mapping[str, int], paper: Paper, press: Press, first: int) -> Pages:
    """The contents; as many sheets whether the pages are known or not. A few lines do not spill here either."""
    pages = _listed(book, found, Pages(paper, first), press, press.theme.body)
    if len(list(book.entries())) <= _SHORT and len(pages.sheets) > 1 and pages.filled < _SPILL:
        tight = _listed(book, found, Pages(paper, first, ease=_EASE), press, press.theme.small)
        if len(tight.sheets) < len(pages.sheets):
            return tight
    return pages


def _listed(book: Book, found: Mapping[str, int], pages: Pages, press: Press, level: Level) -> Pages:
    """The pages with the contents on them."""
    theme = press.theme
    pages.add(opening("", our_line(book.labels.contents, book), CONTENTS, press))
    setter = EntrySetter(press, found)
    strong, plain_voice = Voice(level.size, Look("hei", _BOLD)), Voice(level.size)
    for chapter in book.chapters:
        label = our_line(f"{chapter_label(book.labels, chapter.number)}　", book)
        title = Line((*label.children, *chapter.topic.title.children), chapter.topic.title.source)
        pages.add([Skip(theme.body.leading * 0.6),
                   *setter.entry(Listed("", title, chapter_place(chapter)), strong, level, keep=True)])
        for entry in chapter.entries:
            listed = Listed(str(entry.number), entry.question.title, question_place(entry.question.id))
            pages.add(setter.entry(listed, plain_voice, level))
    listed = Listed("", our_line(book.labels.appendix, book), APPENDIX)
    pages.add([Skip(theme.body.leading * 0.6), *setter.entry(listed, strong, level)])
    return pages


def _summaries(book: Book, found: Mapping[str, int], press: Press) -> Iterator[Item]:
    """The appendix: each question in a line, with the page it is on."""
    theme = press.theme
    for chapter in book.chapters:
        entries = EntrySetter(press, found)
        setter = InlineSetter(press, chapter.topic.title.source, theme.measure)
        yield Skip(theme.body.leading * 0.8)
        for paragraph in setter.paragraphs(chapter.topic.title.children,
                                           Voice(theme.small.size, Look("hei", _MEDIUM), "accent")):
            lines = paragraph.lines(theme.measure, ragged=True)
            yield from bound(tagged(text_strips(lines, 0.0, theme.small.size, theme.small.leading), Element("H2")))
        for entry in chapter.entries:
            question = entry.question
            listed = Listed(str(entry.number), question.summary, question_place(question.id),
                            summary_place(question.id))
            yield Skip(theme.small.leading * 0.2)
            yield from entries.entry(listed, Voice(theme.small.size), theme.small)


def _bookmarks(book: Book) -> Iterable[Bookmark]:
    yield Bookmark(book.labels.contents, CONTENTS, 0)
    for chapter in book.chapters:
        label = chapter_label(book.labels, chapter.number)
        yield Bookmark(f"{label} {plain(chapter.topic.title.children)}", chapter_place(chapter), 0)
        for entry in chapter.entries:
            title = f"{entry.number}. {plain(entry.question.title.children)}"
            yield Bookmark(title, question_place(entry.question.id), 1)
    yield Bookmark(book.labels.appendix, APPENDIX, 0)
