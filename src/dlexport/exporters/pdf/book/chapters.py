"""Chapters of a print: their opening, their running heads, and a last page that is never almost empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.book.page_cache import SheetRun, finish
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.sheet import Sheet
from dlexport.exporters.pdf.file.segments import Portion
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Strip, bound, named, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Line, Text
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.book.running_heads import Furniture
    from dlexport.exporters.pdf.file.outline import Bookmark
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.paper import Paper

_CHAPTER_DROP, _CHAPTER_GAP = 36.0, 8.0
_BOLD, _MEDIUM = 600, 500
_SHORT = 40                  # questions: a longer chapter is set once, and streamed
_SPILL, _EASE = 0.25, 0.72   # of a page, of the spaces
_EASIER = (0.86, _EASE, 1.12, 1.25)
_TIGHTEST = 0.66             # of the spaces of a single page


class PrintedBook(NamedTuple):
    """A print: its sheets in order, and the outline that leads into them."""

    portions: list[Portion]
    bookmarks: list[Bookmark]


def no_spill(
    items: Iterable[Item], questions: int, paper: Paper, *, smaller: Callable[[], Iterable[Item]] | None = None,
    then: Callable[[Pages], None] = lambda _: None,
) -> Pages:
    """The pages of a chapter, with other spaces if only a few lines would be on its last page.

    They are a little smaller if these lines then find room, else a little larger, so that there are more of them. A
    page that would be left partly blank by what is just too high for it takes that in, in smaller spaces of its own.

    Args:
        items: the chapter's items.
        questions: their number of questions; a long chapter is set once, without this check.
        paper: the page.
        smaller: makes the items of smaller type for the last attempt at smaller spaces, if they differ.
        then: adds what depends on the room that is left.
    """
    def filled(items: Iterable[Item], ease: float, *, blank: bool = False) -> Pages:
        pages = Pages(paper, 1, ease, tightest=min(1.0, _TIGHTEST / ease), blank=blank)
        pages.add(items)
        then(pages)
        return pages

    if questions > _SHORT:
        return filled(items, 1.0)
    held = list(items)
    usual = filled(held, 1.0, blank=True)
    if len(usual.sheets) > 1 and usual.filled < _SPILL:
        for ease in _EASIER:
            other = list(smaller()) if smaller and ease == _EASE else held
            tried = filled(other, ease, blank=True)
            more = len(tried.sheets) - len(usual.sheets)
            if more < 0 or (more == 0 and ease > 1 and tried.filled >= _SPILL):
                return filled(other, ease)
    return filled(held, 1.0)


def chapter_place(chapter: Chapter) -> str:
    """The named place of a chapter."""
    return f"t.{ascii_form(chapter.topic.id)}"


def our_line(text: str, book: Book) -> Line:
    """A word of the labels as a `Line`, for functions that take a field's text."""
    return Line((Text(text),), book.bank.title.source)


class Dress(NamedTuple):
    """What a chapter's heads and feet follow from.

    Attributes:
        run: the chapter's sheets.
        first: number of the first page.
        title: the chapter's.
        heads: whether there are any; the page where a chapter opens has none.
        questions: for each sheet, the question at its top.
    """

    run: SheetRun
    first: int
    title: Line
    heads: bool = True
    questions: Sequence[Line | None] = ()


def furnish(dress: Dress, paper: Paper, furniture: Furniture, kept: KeptSheets) -> Portion:
    """The sheets of a chapter, finished and numbered, with heads and feet, which are kept between runs."""
    sheets, key = dress.run.sheets, dress.run.key
    if not key:
        for sheet in sheets:
            finish(sheet, kept.press)
    told = [word for line in (furniture.title, dress.title, *dress.questions)
            for word in ((unmarked(line.children), line.source.value) if line else ("", ""))]
    edges = kept.sheets(["heads", str((dress.first, len(sheets), dress.heads)), *told],
                        lambda: SheetRun(list(_edges(dress, furniture)), {}))
    for page, (sheet, besides) in enumerate(zip(sheets, edges.sheets, strict=True), dress.first):
        sheet.left, sheet.besides = paper.left(page), besides

    def load() -> None:
        dress.run.load()
        edges.load()

    lefts = repr([sheet.left for sheet in sheets])
    return Portion(sheets, kept.cache.key(key, edges.key, lefts) if key and edges.key else b"", load)


def _edges(dress: Dress, furniture: Furniture) -> Iterator[Sheet]:
    """A sheet of head and foot for each sheet."""
    known = furniture.chapter(dress.title, heads=dress.heads, questions=dress.questions)
    for page, sheet in enumerate(dress.run.sheets, dress.first):
        besides = Sheet(sheet.width, sheet.height, sheet.low, sheet.high)
        furniture.draw(besides, page, dress.title, known, head=dress.heads and page > dress.first,
                       question=dress.questions[page - dress.first] if dress.questions else None)
        yield besides


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
        lines = heading_lines(paragraph, theme.measure, press.words)
        items += text_strips(lines, 0.0, theme.chapter, theme.chapter * 1.5)
    wire = Wire(theme.measure, 0.8, theme.colours["accent"])
    items += [Strip(10.0, (Put(0.0, 8.0, wire),)), Strip(_CHAPTER_GAP)]
    items = bound(items)
    return named(tagged(items, StructureElement("H1")), place)
