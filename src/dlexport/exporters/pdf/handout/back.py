"""Parts of a handout besides its questions: a page of key points for each chapter, the legend, the colophon."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.chapters import opening, our_line
from dlexport.exporters.pdf.book.tags import difficulty_mark
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, beside, bound, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.style.theme import Level
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.labels import date_label
from dlexport.richtext.nodes import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.book.question import QuestionSetter
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.labels import Labels

COLOPHON = "colophon"
_BOLD, _MEDIUM = 600, 500
# Of the size and the leading of the small text, until a chapter's key points fit on a page.
_SCALES = ((1.0, 1.0), (0.94, 0.92), (0.88, 0.82), (0.82, 0.74), (0.78, 0.68))
_TIGHTEST = 0.6                         # of the spaces of such a page
_INDENT = 26.0                          # points at the left, for the number of a question
_NAME_ROOM = 90.0                       # points at the left at least, for what a row of the colophon is about


def crib_place(chapter: Chapter) -> str:
    """The named place of a chapter's key points."""
    return f"k.{chapter.topic.id}"


def crib(chapter: Chapter, paper: Paper, setter: QuestionSetter, press: Press) -> Pages:
    """The key points of a chapter on a page of their own, in smaller type where they are many.

    What no page holds is set in the largest type that takes no more pages than the smallest.
    """
    def filled(scale: tuple[float, float], *, blank: bool) -> Pages:
        size, leading = press.theme.small
        pages = Pages(paper, 1, tightest=_TIGHTEST, blank=blank)
        pages.add(_points(chapter, setter, press, Level(size * scale[0], leading * scale[1])))
        return pages

    counts: list[int] = []
    for scale in _SCALES:
        counts.append(len(filled(scale, blank=True).sheets))
        if counts[-1] == 1:
            break
    return filled(_SCALES[counts.index(min(counts))], blank=False)


def _points(chapter: Chapter, setter: QuestionSetter, press: Press, level: Level) -> Iterator[Item]:
    yield from opening(press.labels.handout.crib, chapter.topic.title, crib_place(chapter), press)
    measure = press.theme.measure - _INDENT
    for entry in chapter.entries:
        question = entry.question
        if not question.keypoints:
            continue
        inlines = InlineSetter(press, question.title.source, measure)
        voice = Voice(level.size, Look("hei", _BOLD))
        lines = [line for paragraph in inlines.paragraphs(question.title.children, voice)
                 for line in paragraph.lines(measure, ragged=True)]
        title = tagged(text_strips(lines, _INDENT, level.size, level.leading), StructureElement("H2"))
        number = inlines.label(str(entry.number), Voice(level.size, Look("hei"), "accent"))
        yield Skip(level.leading * 0.5)
        yield from bound(beside(title, 0.0, number))
        yield from setter.keypoints(question, BlockPlace(_INDENT, measure, level))


def legend(book: Book, press: Press) -> list[Item]:
    """The legend of the dots beside titles; empty if no question has a difficulty."""
    if all(entry.question.difficulty is None for entry in book.entries()):
        return []
    labels, theme = press.labels, press.theme
    fine, setter = theme.fine, InlineSetter(press, book.bank.title.source, theme.measure)
    x, puts = 0.0, list[Put]()
    texts = [f"{labels.difficulty}{labels.colon}", *labels.handout.levels]
    for grade, text in enumerate(texts):
        if grade:
            width, dots = difficulty_mark(grade, press, labels, theme.colours["accent"])
            puts.append(Put(x, fine.leading * 0.7, dots))
            x += width + fine.size / 2
        line = setter.label(text, Voice(fine.size, Look("hei"), "muted"))
        puts.append(Put(x, fine.leading * 0.7, line))
        x += line.width + fine.size * (1.5 if grade else 0.5)
    return tagged([Skip(theme.body.leading), Strip(fine.leading, tuple(puts))], StructureElement("P"))


def colophon(book: Book, press: Press, paper: Paper, day: str) -> Pages:
    """Title, version, licence, address, tool and fonts; the fonts are those that anything was drawn with."""
    pages = Pages(paper, 1)
    pages.add(opening("", our_line(press.labels.colophon, book), COLOPHON, press))
    theme, level = press.theme, press.theme.small
    rows = list(_rows(book, press, press.labels, day))
    names = InlineSetter(press, book.bank.title.source, theme.measure)
    labels = [names.label(name, Voice(level.size, Look("hei", _MEDIUM), "accent")) for name, _ in rows]
    room = max(_NAME_ROOM, *(label.width + level.size for label in labels))
    measure = theme.measure - room
    for label, (_, nodes) in zip(labels, rows, strict=True):
        setter = InlineSetter(press, book.bank.title.source, measure)
        lines = [line for paragraph in setter.paragraphs(nodes, Voice(level.size), mixed=False)
                 for line in paragraph.lines(measure, ragged=True)]
        strips = tagged(text_strips(lines, room, level.size, level.leading), StructureElement("P"))
        pages.add([Skip(level.leading * 0.3), *beside(strips, 0.0, label)])
    return pages


def _rows(book: Book, press: Press, labels: Labels, day: str) -> Iterator[tuple[str, tuple[Text, ...]]]:
    bank, words = book.bank, labels.book
    rows = (
        (words.authors, labels.comma.join(bank.authors)),
        (labels.date, f"{labels.version.format(version=bank.version)}{labels.comma}{date_label(labels, day)}"),
        (labels.license, bank.license),
        (words.homepage, bank.url),
        (labels.handout.made_with, f"dlexport {version('dlexport')}"),
    )
    yield from ((name, (Text(text),)) for name, text in rows if text)
    yield labels.handout.fonts, (Text(labels.comma.join(_fonts(press))),)


def _fonts(press: Press) -> list[str]:
    """The families that something was drawn with."""
    return sorted({face.family for face in press.cast.faces if face.drawn})
