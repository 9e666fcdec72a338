"""The content of the quiz: head, questions with ruled space, answer key."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.bullets import Bullet
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.book.chapters import PrintedBook, furnish, no_spill, opening, our_line
from dlexport.exporters.pdf.book.entries import EntrySetter, Listed
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.book.question import QuestionSetter, part_place
from dlexport.exporters.pdf.book.running_heads import Furniture
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.file.writer import Bookmark
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, beside, bound, named, sociable, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.quiz.blanks import BlankSetter
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.labels import chapter_label
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import solved
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book, Chapter, Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.order import Order
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.style.paper import Paper

_QUIZ, _KEY = "quiz", "key"
_FIELDS = (0.42, 0.28, 0.2)         # width of the fields for name, date and score, as parts of the measure
_FIELD_GAP = 6.0                    # points between a field's label and its rule
_BULLET_INDENT = 1.4                # ems
_NUMBER_ROOM = 26.0                 # points; the same as in the entries of a list of contents
_BOLD, _MEDIUM = 600, 500
_IN_WORDS = ("open", "parts")


class QuizSetter:
    """Sets the parts of a quiz as items for the pages.

    Args:
        book: all the questions, for the names of chapters and links.
        press: the document's.
        style: the quiz's.
    """

    def __init__(self, book: Book, press: Press, style: QuizStyle) -> None:
        self._book = book
        self._press = press
        self._style = style
        self._questions = QuestionSetter(press, book.labels)

    def head(self, order: Order) -> list[Item]:
        """The bank's title, a line that says what is asked, and fields for name, date and score."""
        press, style, labels = self._press, self._style, self._book.labels
        theme, title = press.theme, self._book.bank.title
        setter = InlineSetter(press, title.source, theme.measure)
        items: list[Item] = []
        for paragraph in setter.paragraphs(title.children, Voice(style.head, Look("hei", _BOLD))):
            items += text_strips(heading_lines(paragraph, theme.measure), 0.0, style.head, style.head * 1.45)
        items = tagged(items, StructureElement("H1"))
        series = [labels.series.format(seed=order.seed)] if order.seed else []
        words = [labels.quiz, self._span(order.entries), *series]
        line = setter.text("　".join(words), Voice(theme.body.size, Look("hei", _MEDIUM), "accent"))
        items += text_strips(line.lines(theme.measure, ragged=True), 0.0, theme.body.size, theme.body.leading)
        return named([*items, Skip(14.0), self._fields(), Skip(22.0)], _QUIZ)

    def _span(self, entries: Sequence[Entry]) -> str:
        """The numbers of the questions, such as `1–20`; or how many they are, if some numbers are left out."""
        count = len(entries)
        if {entry.number for entry in entries} != set(range(1, count + 1)):
            return self._book.labels.count.format(count=count)
        return f"1–{count}" if count > 1 else "1"

    def _fields(self) -> Strip:
        theme, labels = self._press.theme, self._book.labels
        setter = InlineSetter(self._press, self._book.bank.title.source, theme.measure)
        puts: list[Put] = []
        left, gap = 0.0, theme.measure * (1 - sum(_FIELDS)) / (len(_FIELDS) - 1)
        for label, share in zip((labels.name, labels.date, labels.score), _FIELDS, strict=True):
            voice = Voice(theme.label, Look("hei"), "muted")
            word = setter.text(label, voice).lines(theme.measure, ragged=True)[0]
            start, width = left + word.width + _FIELD_GAP, share * theme.measure
            puts += [Put(left, 18.0, word),
                     Put(start, 20.5, Wire(width - word.width - _FIELD_GAP, 0.6, theme.colours["muted"]))]
            left += width + gap
        return Strip(24.0, tuple(puts))

    def topic(self, chapter: Chapter) -> list[Item]:
        """The heading of a chapter, above its questions."""
        theme, title = self._press.theme, chapter.topic.title
        label = our_line(f"{chapter_label(self._book.labels, chapter.number)}　", self._book)
        setter = InlineSetter(self._press, title.source, theme.measure)
        voice = Voice(theme.body.size, Look("hei", _MEDIUM), "accent")
        paragraphs = setter.paragraphs((*label.children, *title.children), voice)
        lines = [line for paragraph in paragraphs for line in paragraph.lines(theme.measure, ragged=True)]
        strips = tagged(text_strips(lines, 0.0, theme.body.size, theme.body.leading), StructureElement("H1"))
        wire = Strip(6.0, (Put(0.0, 3.0, Wire(theme.measure, 0.6, theme.colours["accent"])),), keep=True)
        return [Skip(30.0), *named([*bound(strips), wire], f"t.{ascii_form(chapter.topic.id)}")]

    def question(self, entry: Entry, *, first: bool) -> list[Item]:
        """A question: title, prompt and ruled space, kept on one page, then its key points to fill in."""
        question, style = entry.question, self._style
        asked = [Skip(14.0 if first else 30.0), *self._questions.title(entry), Skip(7.0),
                 *self._questions.prompt(entry)]
        rule = Wire(self._press.theme.measure, 0.5, self._press.theme.colours["rule"])
        row = Strip(style.line, (Put(0.0, style.line, rule),), keep=True)
        rows = [row] * (style.rows[question.difficulty or 0] if question.kind in _IN_WORDS else 0)
        rows[-1:] = [last._replace(keep=False) for last in rows[-1:]]
        asked = bound(asked)
        items = [*asked, *named(rows, f"s.{ascii_form(question.id)}")]
        if question.keypoints:
            together = sociable(len(question.keypoints))
            whole = StructureElement("L")
            points = [item for k, point in enumerate(question.keypoints)
                      for item in self._fill_in(point, whole, keep=k in together)]
            items += self._questions.part(question, f"b.{ascii_form(question.id)}", self._book.labels.keypoints, points)
        return items

    def _fill_in(self, point: KeyPoint, whole: StructureElement, *, keep: bool) -> list[Item]:
        press, level = self._press, self._style.blank
        left = _BULLET_INDENT * level.size
        measure = press.theme.measure - left
        setter = BlankSetter(press, point.text.source, measure, self._style.longer)
        lines = [line for paragraph in setter.paragraphs(point.text.children, Voice(level.size))
                 for line in paragraph.lines(measure, ragged=True)]     # blanks would stand in gaps
        strips = text_strips(lines, left, level.size, level.leading, keep_last=keep)
        strips = tagged(strips, StructureElement("LBody", StructureElement("LI", whole)))
        mark = Bullet("disc", level.size, press.theme.colours["accent"])
        return beside(strips, left - level.size, mark)

    def answer(self, entry: Entry, entries: EntrySetter) -> list[Item]:
        """A question in the answer key: title and page, the answer, its sections, its key points without blanks."""
        question, press = entry.question, self._press
        theme = press.theme
        listed = Listed(str(entry.number), question.title, question_place(question.id), f"k.{ascii_form(question.id)}")
        items: list[Item] = [Skip(theme.small.leading * 1.1)]
        items += entries.entry(listed, Voice(theme.small.size, Look("hei", _BOLD)), theme.small, keep=True)
        place = BlockPlace(_NUMBER_ROOM, theme.measure - _NUMBER_ROOM, theme.small)
        found = BlockSetter(press, question.answer.source).blocks(with_link_notes(question.answer.blocks), place)
        for piece in solved(question, self._book.labels):
            texts = [item for text in piece.texts
                     for item in BlockSetter(press, text.source).blocks(with_link_notes(text.blocks), place)]
            items += [Skip(2.0), *named(texts, part_place(question.id, piece.part))]
        items += [Skip(2.0), *named(found, part_place(question.id, Part.ANSWER))]
        items += self._questions.sections(question, place)
        if question.keypoints:
            points = self._questions.keypoints(question, place)
            label = self._label(question, place) if question.sections else []
            items += [Skip(4.0), *named([*label, *points], part_place(question.id, Part.KEYPOINTS))]
        return items

    def _label(self, question: Question, place: BlockPlace) -> list[Item]:
        """The heading of the key points, needed where sections stand above them."""
        setter = InlineSetter(self._press, question.span, place.measure)
        line = setter.label(self._book.labels.keypoints, Voice(place.level.size, Look("hei", _BOLD), "accent"))
        strips = text_strips([line], place.left, place.level.size, place.level.leading, keep_last=True)
        return tagged(strips, StructureElement("H3"))


def quiz(book: Book, order: Order, paper: Paper, press: Press, style: QuizStyle) -> PrintedBook:
    """The pages of the quiz, then of its key. Chapters have headings unless the questions were shuffled."""
    setter = QuizSetter(book, press, style)
    furniture = Furniture(press, paper, book.bank.title)
    pages = Pages(paper, 1)
    pages.add(_asked(book, order, setter, press.progress))
    furnish(pages.sheets, 1, paper, furniture, our_line(book.labels.quiz, book))
    title = our_line(book.labels.answer_key, book)
    answers = [*opening("", title, _KEY, press), *_answers(order, pages.found, setter, press)]
    key = no_spill(answers, len(order.entries), paper, 1 + len(pages.sheets))
    furnish(key.sheets, key.first, paper, furniture, title)
    return PrintedBook([*pages.finish(), *key.finish()], list(_bookmarks(book, order)))


def _asked(book: Book, order: Order, setter: QuizSetter, progress: Callable[[int], None]) -> Iterator[Item]:
    yield from setter.head(order)
    topics = {chapter.topic.id: chapter for chapter in book.chapters}
    done = 0
    for topic, entries in groupby(order.entries, key=lambda entry: "" if order.seed else entry.question.topic):
        if topic:
            yield from setter.topic(topics[topic])
        for k, entry in enumerate(entries):
            yield from setter.question(entry, first=not k)
            done += 1
            progress(done)


def _answers(order: Order, found: Mapping[str, int], setter: QuizSetter, press: Press) -> Iterator[Item]:
    entries = EntrySetter(press, found, headings=True)
    for entry in order.entries:
        yield from setter.answer(entry, entries)


def _bookmarks(book: Book, order: Order) -> Iterator[Bookmark]:
    yield Bookmark(book.labels.quiz, _QUIZ, 0)
    for entry in order.entries:
        title = f"{entry.number}. {unmarked(entry.question.title.children)}"
        yield Bookmark(title, question_place(entry.question.id), 1)
    yield Bookmark(book.labels.answer_key, _KEY, 0)
