"""The handout: a book as sheets - cover, contents, a chapter per topic, appendix."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, assert_never

from dlexport.book.ascii_ids import ascii_form
from dlexport.book.fingerprints import shown
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.book.ahead.in_order import PartToSet, in_order
from dlexport.exporters.pdf.book.chapters import Dress, PrintedBook, chapter_place, furnish, no_spill, opening, our_line
from dlexport.exporters.pdf.book.entries import EntrySetter, Listed
from dlexport.exporters.pdf.book.page_cache import SheetRun, finish
from dlexport.exporters.pdf.book.question import QuestionSetter
from dlexport.exporters.pdf.book.running_heads import Furniture
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.file.outline import Bookmark
from dlexport.exporters.pdf.file.segments import Portion
from dlexport.exporters.pdf.handout.back import COLOPHON, colophon, crib, legend
from dlexport.exporters.pdf.handout.cover import cover
from dlexport.exporters.pdf.handout.tag_index import TagIndex
from dlexport.exporters.pdf.pages.strips import Skip, bound, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.labels import chapter_label
from dlexport.richtext.nodes import Line, Text
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dlexport.book.book import Book, Chapter, Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.handout.options import PdfOptions
    from dlexport.exporters.pdf.pages.pages import Pages
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.exporters.pdf.style.theme import Level, Theme

CONTENTS, APPENDIX = "contents", "appendix"
_COVERS = 1
_TOP = 30.0         # points: a question that begins so near the top of a page is its first
_BOLD, _MEDIUM = 600, 500


def summary_place(question: str) -> str:
    """The named place of a question's line in the appendix."""
    return f"a.{ascii_form(question)}"


def handout(book: Book, kept: KeptSheets, paper: Paper, moment: int, options: PdfOptions) -> PrintedBook:
    """All of a book. Pages are counted from the cover on, so that a viewer's count and ours agree."""
    press, labels = kept.press, book.labels
    furniture = Furniture(press, paper, book.bank.title)
    found: dict[str, int] = {}      # named place -> number of its page
    listed = cache(lambda level: list(_contents(book, found, press, level)))
    contents = partial(_paged, listed, book.count, paper, press.theme)
    titles = [labels.contents, labels.appendix, *_titles(book)]
    # their own number of sheets is all that the contents need to know before they are drawn for good
    first = _COVERS + 1 + kept.count(["contents", *titles, *_levels(book)], lambda: len(contents().sheets))
    pages = 0
    dresses: list[Dress] = []

    def add(run: SheetRun, title: Line, questions: Sequence[Line | None] = (), *, heads: bool = True) -> None:
        nonlocal pages
        start = first + pages
        dresses.append(Dress(run, start, title, heads, questions))
        pages += len(run.sheets)
        found.update((place, start + sheet) for place, sheet in run.places.items())

    setter = QuestionSetter(press, labels, turns=options.page == "question")
    done = 0
    with closing(in_order(kept, [*_parts(book, kept, partial(_chapter, paper=paper, setter=setter, press=press),
                                         partial(crib, paper=paper, setter=setter, press=press), options)])) as runs:
        for chapter in book.chapters:
            run = next(runs)
            add(run, chapter.topic.title, _at_top(chapter, run.sheets))
            if _has_crib(chapter, options):
                add(next(runs), chapter.topic.title)
            done += len(chapter.entries)
            press.progress(done)
    title = our_line(labels.appendix, book)
    add(kept.run(["appendix", book.bank.numbering, *titles, *_summarized(book), *_numbers(book, found)],
                 lambda: _appendix(book, title, found, paper, press)), title)
    opened = kept.run(["contents", *titles, *_numbers(book, found), *_levels(book)], contents)
    day = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    last = colophon(book, press, paper, day)
    add(SheetRun(last.finish(), {COLOPHON: 0}), our_line(labels.colophon, book), heads=False)
    front = cover(book, paper, press, moment)
    finish(front, press)
    inside = Dress(opened, _COVERS + 1, our_line(labels.contents, book), heads=False)
    *portions, end = (furnish(dress, paper, furniture, kept) for dress in (inside, *dresses))
    return PrintedBook([Portion([front], alone=True), *portions, end._replace(alone=True)], list(_bookmarks(book)))


def _parts(book: Book, kept: KeptSheets, chapter_pages: Callable[[Chapter, int], Pages],
           crib_pages: Callable[[Chapter], Pages], options: PdfOptions) -> Iterator[PartToSet]:
    """Each chapter, and its key points if they have a page of their own."""
    done = 0
    for chapter in book.chapters:
        count = len(chapter.entries)
        yield PartToSet(kept.key(_typed(chapter, book)), partial(chapter_pages, chapter, done), count)
        if _has_crib(chapter, options):
            yield PartToSet(kept.key(["crib", *_typed(chapter, book)]), partial(crib_pages, chapter))
        done += count


def _has_crib(chapter: Chapter, options: PdfOptions) -> bool:
    return options.crib and any(entry.question.keypoints for entry in chapter.entries)


def _at_top(chapter: Chapter, sheets: Sequence[Sheet]) -> list[Line | None]:
    """The number and title of the question that each sheet begins with."""
    entries = {question_place(entry.question.id): entry for entry in chapter.entries}
    found: list[Line | None] = []
    now: Entry | None = None
    for sheet in sheets:
        starts = [(place, entries[place.name]) for place in sheet.places if place.name in entries]
        if starts and starts[0][0].top > sheet.high - _TOP:
            now = starts[0][1]
        found.append(_named(now) if now else None)
        now = starts[-1][1] if starts else now
    return found


def _named(entry: Entry) -> Line:
    title = entry.question.title
    return Line((Text(f"{entry.number}\u3000"), *title.children), title.source)


def _typed(chapter: Chapter, book: Book) -> Iterator[str | bytes]:
    """All that the sheets of a chapter follow from, beside what all of its kind do."""
    yield from ("chapter", str(chapter.number), chapter.topic.id, chapter.topic.title.source.value)
    for entry in chapter.entries:
        yield str(entry.number)
        yield from shown(entry.question, book)


def _titles(book: Book) -> Iterator[str]:
    """The entries of the contents and of the appendix."""
    for chapter in book.chapters:
        yield from (str(chapter.number), chapter.topic.id, chapter.topic.title.source.value)
        for entry in chapter.entries:
            question = entry.question
            yield from (str(entry.number), question.id, question.title.source.value,
                        repr((question.untitled, question.other_grammar)))


def _levels(book: Book) -> Iterator[str]:
    """Whether the contents explain the dots of difficulty."""
    yield str(any(entry.question.difficulty is not None for entry in book.entries()))


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
    items = [*opening("", title, APPENDIX, press), *_summaries(book, found, press)]
    return no_spill(items, book.count, paper, then=TagIndex(book, found, press).put_on)


def _chapter(chapter: Chapter, done: int, paper: Paper, setter: QuestionSetter, press: Press) -> Pages:
    """The sheets of a chapter; so many questions come before it."""
    press.begin(chapter.number)

    def items() -> Iterator[Item]:
        yield from opening(chapter_label(setter.labels, chapter.number), chapter.topic.title, chapter_place(chapter),
                           press)
        for entry in chapter.entries:
            yield from setter.question(entry)
            press.progress(done + entry.place)

    return no_spill(items(), len(chapter.entries), paper)


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
    yield from legend(book, press)


def _summaries(book: Book, found: Mapping[str, int], press: Press) -> Iterator[Item]:
    """The appendix: each question in a line, with the page it is on; in the order of the numbers."""
    match book.bank.numbering:
        case "topics":
            for chapter in book.chapters:
                yield from _topic(chapter, press)
                entries = EntrySetter(press, found)
                for entry in chapter.entries:
                    yield from _summary(entry, "", entries, press)
        case "source":
            entries = EntrySetter(press, found)
            yield Skip(press.theme.body.leading * 0.8)
            for chapter, entry in book.by_number():
                yield from _summary(entry, chapter_label(book.labels, chapter.number), entries, press)
        case _:
            assert_never(book.bank.numbering)


def _topic(chapter: Chapter, press: Press) -> Iterator[Item]:
    """The name of a topic above the lines of its questions."""
    theme, title = press.theme, chapter.topic.title
    setter = InlineSetter(press, title.source, theme.measure)
    yield Skip(theme.body.leading * 0.8)
    for paragraph in setter.paragraphs(title.children, Voice(theme.small.size, Look("hei", _MEDIUM), "accent")):
        lines = paragraph.lines(theme.measure, ragged=True)
        strips = text_strips(lines, 0.0, theme.small.size, theme.small.leading)
        yield from bound(tagged(strips, StructureElement("H2")))


def _summary(entry: Entry, chapter: str, entries: EntrySetter, press: Press) -> Iterator[Item]:
    """A question's line; `chapter` is said beside its page, where it is not said above."""
    question, theme = entry.question, press.theme
    listed = Listed(str(entry.number), question.summary, question_place(question.id), summary_place(question.id),
                    chapter)
    yield Skip(theme.small.leading * 0.2)
    yield from entries.entry(listed, Voice(theme.small.size), theme.small)


def _bookmarks(book: Book) -> Iterable[Bookmark]:
    yield Bookmark(book.labels.contents, CONTENTS, 0)
    for chapter in book.chapters:
        label = chapter_label(book.labels, chapter.number)
        yield Bookmark(f"{label} {unmarked(chapter.topic.title.children)}", chapter_place(chapter), 0)
        for entry in chapter.entries:
            title = f"{entry.number}. {unmarked(entry.question.title.children)}"
            yield Bookmark(title, question_place(entry.question.id), 1)
    yield Bookmark(book.labels.appendix, APPENDIX, 0)
    yield Bookmark(book.labels.colophon, COLOPHON, 0)
