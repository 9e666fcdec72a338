"""The handout: a book as sheets - cover, contents, a chapter per topic, appendix."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from dlexport.book.fingerprints import mentioned, typed
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.book.entries import EntrySetter, Listed
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.book.question import QuestionSetter
from dlexport.exporters.pdf.book.running_heads import Furniture
from dlexport.exporters.pdf.drawing.element import Element
from dlexport.exporters.pdf.drawing.sheet import Sheet
from dlexport.exporters.pdf.file.writer import Bookmark
from dlexport.exporters.pdf.handout.cover import cover
from dlexport.exporters.pdf.handout.tag_index import tag_index
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, bound, named, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.labels import chapter_label
from dlexport.richtext.nodes import Line, Text
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.book.page_cache import KeptSheets, Run
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.exporters.pdf.style.theme import Level, Theme

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


def handout(book: Book, kept: KeptSheets, moment: int) -> Handout:
    """All of a book. Pages are counted from the cover on, so that a viewer's count and ours agree."""
    press, paper, labels = kept.press, kept.paper, book.labels
    furniture = Furniture(press, paper, book.bank.title)
    found: dict[str, int] = {}      # named place -> number of its page
    listed = cache(lambda level: list(_contents(book, found, press, level)))
    contents = partial(_paged, listed, book.count, paper, press.theme)
    titles = [labels.contents, labels.appendix, *_titles(book)]
    # their own number of sheets is all that the contents need to know before they are drawn for good
    first = _COVERS + 1 + kept.count(["contents", *titles], lambda: len(contents().sheets))
    body: list[Sheet] = []

    def add(run: Run, title: Line) -> None:
        start = first + len(body)
        furnish(run.sheets, start, paper, furniture, title)
        body.extend(run.sheets)
        found.update((place, start + sheet) for place, sheet in run.places.items())

    setter = QuestionSetter(press, labels)
    for chapter in book.chapters:
        add(kept.run([*_typed(chapter, book)], partial(_chapter, chapter, paper, setter, press)), chapter.topic.title)
        press.progress(chapter.entries[-1].number)
    title = our_line(labels.appendix, book)
    add(kept.run(["appendix", *titles, *_summarized(book), *_numbers(book, found)],
                 lambda: _appendix(book, title, found, paper, press)), title)
    opened = kept.run(["contents", *titles, *_numbers(book, found)], contents)
    furnish(opened.sheets, _COVERS + 1, paper, furniture, our_line(labels.contents, book), heads=False)
    return Handout([cover(book, paper, press, moment), *opened.sheets, *body], list(_bookmarks(book)))


def _typed(chapter: Chapter, book: Book) -> Iterator[str | bytes]:
    """All that the sheets of a chapter follow from, beside what all of its kind do."""
    yield from ("chapter", str(chapter.number), chapter.topic.id, chapter.topic.title.source.value)
    for entry in chapter.entries:
        yield str(entry.number)
        yield typed(entry.question)
        pictures, _ = mentioned(entry.question)
        yield from (book.bank.media[path].sha256 for path in pictures)


def _titles(book: Book) -> Iterator[str]:
    """What the contents and the appendix list."""
    for chapter in book.chapters:
        yield from (str(chapter.number), chapter.topic.id, chapter.topic.title.source.value)
        for entry in chapter.entries:
            yield from (str(entry.number), entry.question.id, entry.question.title.source.value)


def _summarized(book: Book) -> Iterator[str]:
    """What the appendix shows besides."""
    for entry in book.entries():
        yield from (entry.question.summary.source.value, " ".join(entry.question.tags))


def _numbers(book: Book, found: Mapping[str, int]) -> Iterator[str]:
    """The pages that contents and appendix name."""
    yield str(found.get(APPENDIX))
    for chapter in book.chapters:
        yield str(found[chapter_place(chapter)])
        yield from (str(found[question_place(entry.question.id)]) for entry in chapter.entries)


def _appendix(book: Book, title: Line, found: Mapping[str, int], paper: Paper, press: Press) -> Pages:
    items = [*opening("", title, APPENDIX, press), *_summaries(book, found, press), *tag_index(book, found, press)]
    return no_spill(items, book.count, paper)


def _chapter(chapter: Chapter, paper: Paper, setter: QuestionSetter, press: Press) -> Pages:
    def items() -> Iterator[Item]:
        yield from opening(chapter_label(setter.labels, chapter.number), chapter.topic.title, chapter_place(chapter),
                           press)
        for entry in chapter.entries:
            yield from setter.question(entry)
            press.progress(entry.number)

    return no_spill(items(), len(chapter.entries), paper)


def no_spill(items: Iterable[Item], questions: int, paper: Paper, first: int = 1,
             smaller: Callable[[], Iterable[Item]] | None = None) -> Pages:
    """A chapter of so many questions; a few lines do not spill on to a page of their own: its spaces are drawn in.

    `smaller` are the items to be set then, where they are others.
    """
    held = list(items) if questions <= _SHORT else items
    pages = Pages(paper, first)
    pages.add(held)
    if questions <= _SHORT and len(pages.sheets) > 1 and pages.filled < _SPILL:
        tight = Pages(paper, first, ease=_EASE)
        tight.add(smaller() if smaller else held)
        if len(tight.sheets) < len(pages.sheets):
            return tight
    return pages


def chapter_place(chapter: Chapter) -> str:
    """The named place of a chapter."""
    return f"t.{chapter.topic.id}"


def our_line(text: str, book: Book) -> Line:
    """A word of ours where a field's text is wanted."""
    return Line((Text(text),), book.bank.title.source)


def furnish(  # noqa: PLR0913 - sheets, where they are, and what comes on them
    sheets: Sequence[Sheet], first: int, paper: Paper, furniture: Furniture, title: Line, *, heads: bool = True,
) -> None:
    """Bring sheets to their pages, with feet, and heads if there are to be any; where a chapter opens there is none."""
    known = furniture.chapter(title, heads=heads)
    for page, sheet in enumerate(sheets, first):
        sheet.left, sheet.besides = paper.left(page), Sheet(sheet.width, sheet.height, sheet.low, sheet.high)
        furniture.draw(sheet.besides, page, title, known, head=heads and page > first)


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


def _paged(listed: Callable[[Level], Sequence[Item]], questions: int, paper: Paper, theme: Theme) -> Pages:
    """The sheets of the contents of so many questions."""
    return no_spill(listed(theme.body), questions, paper, smaller=partial(listed, theme.small))


def _contents(book: Book, found: Mapping[str, int], press: Press, level: Level) -> Iterator[Item]:
    """The contents; `found` has the pages when they are drawn for good."""
    theme = press.theme
    yield from opening("", our_line(book.labels.contents, book), CONTENTS, press)
    setter = EntrySetter(press, found)
    strong, plain_voice = Voice(level.size, Look("hei", _BOLD)), Voice(level.size)
    for chapter in book.chapters:
        label = our_line(f"{chapter_label(book.labels, chapter.number)}　", book)
        title = Line((*label.children, *chapter.topic.title.children), chapter.topic.title.source)
        yield Skip(theme.body.leading * 0.6)
        yield from setter.entry(Listed("", title, chapter_place(chapter)), strong, level, keep=True)
        for entry in chapter.entries:
            listed = Listed(str(entry.number), entry.question.title, question_place(entry.question.id))
            yield from setter.entry(listed, plain_voice, level)
    yield Skip(theme.body.leading * 0.6)
    yield from setter.entry(Listed("", our_line(book.labels.appendix, book), APPENDIX), strong, level)


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
