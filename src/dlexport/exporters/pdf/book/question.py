"""A question as strips: number in the margin, title, prompt on a tint, then the other parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.book.option_strips import option_strips, reason_strips, right_strips
from dlexport.exporters.pdf.book.references import reference_strips
from dlexport.exporters.pdf.book.tags import tag_strips
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import (
    Bar,
    Skip,
    Strip,
    Tint,
    beside,
    bound,
    kept,
    led,
    named,
    sociable,
    text_strips,
    total,
    within,
)
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import FurtherPart, asked, filled_in, labelled, options, solved, with_points
from dlexport.richtext.nodes import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Question, Section, Subquestion
    from dlexport.book.book import Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import RichText

_BETWEEN = 40.0             # points before a question that is not the first on its page
_AFTER_TITLE, _BETWEEN_PARTS = 7.0, 13.0
_PAD_X, _PAD_Y = 12.0, 8.0  # of the tint
_AFTER_MARK = 0.3          # ems
_PARTS_APART = 0.3         # leadings between parts
_BAR_GAP = 12.0             # between the hairline and the analysis
_MARGIN_GAP = 14.0          # between what hangs in the margin and the text
_TOGETHER = 130.0           # points: a prompt up to this height is not divided between pages
_OPTIONS = 330.0            # points: the same for options and parts; half a page
_LIGHT, _REGULAR, _MEDIUM, _BOLD = 300, 400, 500, 600
_TITLE_LEADING = 1.6


def part_place(question: str, part: Part) -> str:
    """The named place of a part of a question."""
    return f"{question_place(question)}.{part}"


class QuestionSetter:
    """Sets questions; `labels` are the words of the bank's language."""

    def __init__(self, press: Press, labels: Labels, *, turns: bool = False) -> None:
        self._press = press
        self._turns = turns
        self.labels = labels
        theme = press.theme
        self._body = BlockPlace(0.0, theme.measure, theme.body)
        self._small = BlockPlace(_BAR_GAP, theme.measure - _BAR_GAP, theme.small)

    def question(self, entry: Entry) -> list[Item]:
        """The items of a whole question."""
        question, labels, theme = entry.question, self.labels, self._press.theme
        items: list[Item] = [Skip(_BETWEEN, turn=self._turns and entry.place > 1), *self.title(entry)]
        if prompt := self.prompt(entry):
            items += [Skip(_AFTER_TITLE), *prompt]
        for piece in solved(question, labels):
            found = self._solved(piece, question)
            items += self.part(question, part_place(question.id, piece.part), piece.label, found)
        if question.answer.blocks:
            answer = self._field(question.answer, self._body)
            label = labels.answer if question.kind == "open" else ""
            items += self.part(question, part_place(question.id, Part.ANSWER), label, answer)
        items += self.sections(question, self._body)
        if question.analysis.blocks:
            small = self._field(question.analysis, self._small)
            bar = Bar(0.0, 0.75, theme.colours["rule"])
            items += self.part(question, part_place(question.id, Part.ANALYSIS), labels.analysis, within(small, bar))
        if question.keypoints:
            points = self.keypoints(question, BlockPlace(0.0, theme.measure, theme.small))
            items += self.part(question, part_place(question.id, Part.KEYPOINTS), labels.keypoints, points)
        if question.source:
            source = BlockSetter(self._press, question.source.source).inline(
                question.source.children, Voice(self._small.level.size), BlockPlace(0.0, theme.measure, theme.small))
            items += self.part(question, part_place(question.id, Part.SOURCE), labels.source, source)
        if question.references:
            found = reference_strips(question, self._press)
            items += self.part(question, part_place(question.id, Part.REFERENCES), labels.references, found)
        return items

    def part(self, question: Question, name: str, label: str, items: list[Item]) -> list[Item]:
        """A part at a named place, with its label in the margin, on the baseline of its first line."""
        theme = self._press.theme
        if not label:
            return [Skip(_BETWEEN_PARTS), *named(items, name)]
        line = InlineSetter(self._press, question.span, theme.measure).label(
            label, Voice(theme.label, Look("hei", _MEDIUM), "accent"))
        labelled = beside(led(items), -_MARGIN_GAP - line.width, line, StructureElement("P"))
        return [Skip(_BETWEEN_PARTS), *named(labelled, name)]

    def title(self, entry: Entry) -> list[Item]:
        """The title at the question's named place, its number in the margin, with difficulty and tags."""
        theme, question = self._press.theme, entry.question
        if question.untitled:       # the number stands beside its prompt
            strips = tag_strips(question, [], 0.0, self._press, self.labels)
            return named(bound([*strips, Strip(1.0)]), question_place(question.id))
        setter = InlineSetter(self._press, question.title.source, theme.measure)
        paragraphs = setter.paragraphs(question.title.children, Voice(theme.question, Look("hei", _BOLD)))
        words = self._press.words
        lines = [line for paragraph in paragraphs for line in heading_lines(paragraph, theme.measure, words)]
        strips = text_strips(lines, 0.0, theme.question, theme.question * _TITLE_LEADING, keep_last=True)
        strips = self._numbered(strips, entry)
        strips = tagged(strips, StructureElement("H2"))
        strips = tag_strips(question, strips, lines[-1].width if lines else 0.0, self._press, self.labels)
        return named(bound(strips), question_place(question.id))

    def _numbered(self, items: list[Item], entry: Entry, element: StructureElement | None = None) -> list[Item]:
        """The items with the number of a question in the margin."""
        theme = self._press.theme
        setter = InlineSetter(self._press, entry.question.title.source, theme.measure)
        hung = setter.label(str(entry.number), Voice(theme.question * 1.5, Look("hei", _LIGHT), "accent"))
        return beside(items, -_MARGIN_GAP - hung.width, hung, element)

    def prompt(self, entry: Entry) -> list[Item]:
        """Prompt, options and parts on the tint, each at its named place; empty if there is only a title."""
        theme, question = self._press.theme, entry.question
        tint = Tint(0.0, theme.measure, theme.colours["tint"])
        inside = BlockPlace(_PAD_X, theme.measure - 2 * _PAD_X, theme.body)
        blocks = self._field(question.prompt, inside)
        if total(blocks) <= _TOGETHER:
            blocks = bound(blocks)
        items: list[Item] = [Strip(_PAD_Y, keep=True), *kept(blocks)]
        if blocks:
            items = named(items, part_place(question.id, Part.PROMPT))
        for piece in asked(question, self.labels):
            found = self._piece(piece, question, inside)
            if total(found) <= _OPTIONS:
                found = bound(found)
            gap: list[Item] = [Skip(theme.body.leading * 0.3)] if len(items) > 1 else []
            items = kept([*items, *gap, *named(found, part_place(question.id, piece.part))])
        if len(items) == 1:
            return []
        if question.untitled:
            items = self._numbered(items, entry, StructureElement("H2"))
        return within([*items, Strip(_PAD_Y, keep=True)], tint)

    def _piece(self, piece: FurtherPart, question: Question, place: BlockPlace) -> list[Item]:
        """Options in columns, parts with theirs, the hint behind its label."""
        if piece.part is Part.CHOICES and question.true_false is None:
            return option_strips(question.choices, self._press, place)
        if piece.part is Part.PARTS:
            return [item for number, part in enumerate(question.parts, 1)
                    for item in self._subquestion(part, number, place)]
        return self._fields(labelled(piece, self.labels), place)

    def _solved(self, piece: FurtherPart, question: Question) -> list[Item]:
        """Right options and reasons beside their letters, the prompt with its blanks filled, the answers of parts."""
        if piece.part is Part.CORRECT and question.true_false is None:
            return right_strips(question.choices, self._press, self._body)
        if piece.part is Part.WHY:
            return reason_strips(question.choices, self._press, self._body)
        texts = (filled_in(question.prompt, self.labels),) if piece.part is Part.BLANKS else piece.texts
        return self._fields(texts, self._body)

    def _subquestion(self, part: Subquestion, number: int, place: BlockPlace) -> list[Item]:
        """The prompt of a part, with its number before and its points after it."""
        leading = place.level.leading
        mark = InlineSetter(self._press, part.span, place.measure).label(
            self.labels.part.format(number=number), Voice(place.level.size))
        inside = place.moved(mark.width + _AFTER_MARK * place.level.size)
        asked_of = with_points(part, self.labels)
        items: list[Item] = [*([Skip(leading * _PARTS_APART)] if number > 1 else []),
                             *beside(kept(self._field(asked_of, inside)), place.left, mark)]
        if part.choices:
            found = option_strips(part.choices, self._press, inside) if part.true_false is None else \
                self._fields(tuple(options(part)), inside)
            items = [*kept(items), Skip(leading * _PARTS_APART / 2), *found]
        if part.hint.blocks:
            items += self._fields(labelled(FurtherPart(Part.HINT, self.labels.hint, (part.hint,)), self.labels), inside)
        return items

    def _fields(self, texts: Sequence[RichText], place: BlockPlace) -> list[Item]:
        """Fields one below the other."""
        items: list[Item] = []
        for text in texts:
            items += [*([Skip(place.level.leading * 0.15)] if items else []), *self._field(text, place)]
        return items

    def sections(self, question: Question, place: BlockPlace) -> list[Item]:
        """The named sections, if there are any, at their named place."""
        items: list[Item] = []
        for section in question.sections:
            items += [Skip(place.level.leading * 0.5), *self._section(section, place)]
        return named(items, part_place(question.id, Part.SECTIONS)) if items else items

    def _field(self, field: RichText, place: BlockPlace) -> list[Item]:
        """A field with the addresses of its links."""
        return BlockSetter(self._press, field.source).blocks(with_link_notes(field.blocks), place)

    def _section(self, section: Section, place: BlockPlace) -> list[Item]:
        """The name of the section in Hei before its first words, or on a line of its own."""
        setter = BlockSetter(self._press, section.body.source)
        level = place.level
        blocks = with_link_notes(section.body.blocks)
        voice = Voice(level.size, Look("hei", _BOLD), "accent")
        if blocks and isinstance(blocks[0], Paragraph):
            paragraphs = InlineSetter(self._press, section.body.source, place.measure).run_in(
                section.title.children, voice, blocks[0].children, Voice(level.size))
            lines = [line for paragraph in paragraphs for line in paragraph.lines(place.measure)]
            found = tagged(text_strips(lines, place.left, level.size, level.leading), StructureElement("P"))
            rest = setter.blocks(blocks[1:], place)
            return [*found, *([Skip(level.leading * 0.4)] if rest else []), *rest]
        title = BlockSetter(self._press, section.title.source).inline(
            section.title.children, voice, place, role="H3")
        title = bound(title)
        return [*title, Skip(level.leading * 0.2), *setter.blocks(blocks, place)]

    def keypoints(self, question: Question, place: BlockPlace) -> list[Item]:
        """The key points as a list, with the words to recall in Hei."""
        items: list[Item] = []
        whole, bound = StructureElement("L"), sociable(len(question.keypoints))
        for k, point in enumerate(question.keypoints):
            found = BlockSetter(self._press, point.text.source).point(point.text.children, place, whole)
            gap = [Skip(place.level.leading * 0.15)] if k else []
            items += [*gap, *(kept(found) if k in bound else found)]
        return items
