"""The content of the two sides of a question's card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.bullets import Bullet
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.option_strips import option_strips, reason_strips, right_strips
from dlexport.exporters.pdf.book.question import part_place
from dlexport.exporters.pdf.cards.centred_lines import balanced
from dlexport.exporters.pdf.cards.fill_ins import BlankSetter
from dlexport.exporters.pdf.cards.fitting import Fitter
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import Skip, Strip, beside, bound, kept, named, sociable, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import asked, part_asked, solved
from dlexport.richtext.nodes import EMPTY, Figure, MathBlock, Paragraph
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from dlexport.book.bank import Choice, KeyPoint, Question
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.fitting import Side
    from dlexport.exporters.pdf.cards.options import Back
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.labels import Labels
    from dlexport.plugin.kinds import FurtherPart
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Block, Inline, RichText
    from dlexport.source.yaml_tree import Located

_TITLE_LEADING, _AFTER_TITLE = 1.45, 0.6
_INDENT = 1.0       # ems, of key points
_BETWEEN = 0.25     # leadings between the parts of a back, and between key points
_TIGHT = 0.2        # the same, between texts of a part
_APART = 0.6        # the same, before reasons
_DISPLAYED = 0.4    # the same, before a formula or figure below key points, where there is room: as in running text
_BOLD = 600
_FIGURE = 0.8       # of a card's height, at most
_BESIDE = 0.42      # the same, where a figure stands below key points
_SHORT = 60         # characters: an answer that is read at a glance
_BLANK = 1.33       # times the width of the words that are missing


class SideSetter:
    """Sets the sides of cards; `back` says what stands behind."""

    def __init__(self, press: Press, style: CardStyle, back: Back, labels: Labels) -> None:
        self._press = press
        self._labels = labels
        self._style = style
        self._back = back
        self._fitter = Fitter(press, style)

    def front(self, question: Question) -> Side:
        """Title, prompt, options and parts, in the middle."""
        def items(measure: float) -> list[Item]:
            title = named([Strip(0.1)], question_place(question.id)) if question.untitled else \
                self._title(question, measure)
            prompt = self._prompt(question, measure) if question.prompt.blocks else []
            gap = Skip(self._style.theme.body.leading * _AFTER_TITLE)
            pieces = [(gap, *self._piece(piece, question, measure)) for piece in asked(question, self._labels)
                      if piece.part is not Part.HINT]
            return [*title, *prompt, *(item for piece in pieces for item in piece)]

        return self._fitter.fitted(items, centred=True, whole=bool(question.choices))

    def further(self, question: Question) -> Side:
        """The front of a further card: the title again, which nothing leads to."""
        return self._fitter.fitted(lambda measure: [item._replace(places=()) if isinstance(item, Strip) else item
                                                    for item in self._title(question, measure)], centred=True)

    def back(self, question: Question) -> Side:
        """The key points or the answer or both, ranged left."""
        def items(measure: float) -> list[Item]:
            return self._parts(question, measure)

        if any(choice.why.blocks for choice in question.choices):
            return self._fitter.fitted(self._with_reasons(question), centred=False)
        shown = _display(question) if self._back == "keypoints" and not self._answered(question) else None
        if shown is None:
            return self._fitter.fitted(items, centred=False)

        def with_display(leadings: float, measure: float) -> list[Item]:
            place = self._place(measure, _BESIDE)
            found = BlockSetter(self._press, question.answer.source).blocks((shown,), place)
            gap = Skip(self._style.theme.body.leading * leadings)
            return [*items(measure), gap, *named(found, f"x.{ascii_form(question.id)}")]

        tries = (partial(with_display, leadings) for leadings in (_DISPLAYED, _BETWEEN))
        return self._fitter.fitted(next(filter(self._fitter.one, tries), items), centred=False)

    def _with_reasons(self, question: Question) -> Callable[[float], list[Item]]:
        """The back with the reasons of all options, or of the right ones, or of none, by the room there is."""
        def with_reasons(choices: Sequence[Choice], measure: float) -> list[Item]:
            found = reason_strips(choices, self._press, self._place(measure))
            gap = Skip(self._style.theme.body.leading * _APART)
            return [*self._parts(question, measure), gap, *named(found, part_place(question.id, Part.WHY))]

        right = [choice if choice.correct else replace(choice, why=EMPTY) for choice in question.choices]
        for choices in (question.choices, right):
            tried = partial(with_reasons, choices)
            if any(choice.why.blocks for choice in choices) and self._fitter.one(tried):
                return tried
        return partial(self._parts, question)

    def blanked(self, point: KeyPoint) -> Side:
        """A key point with its terms left out, in the middle."""
        def items(measure: float) -> list[Item]:
            level = self._style.theme.body
            setter = BlankSetter(self._press, point.text.source, measure, _BLANK)
            return [item for paragraph in setter.paragraphs(point.text.children, Voice(level.size))
                    for item in text_strips(paragraph.lines(measure, ragged=True), 0.0, level.size, level.leading)]

        return self._fitter.fitted(items, centred=True)

    def point(self, point: KeyPoint) -> Side:
        """A key point whole, in the middle."""
        def items(measure: float) -> list[Item]:
            level = self._style.theme.body
            setter = InlineSetter(self._press, point.text.source, measure)
            return [item for paragraph in setter.paragraphs(point.text.children, Voice(level.size))
                    for item in text_strips(paragraph.lines(measure, ragged=True), 0.0, level.size, level.leading)]

        return self._fitter.fitted(items, centred=True)

    def _answered(self, question: Question) -> bool:
        """Whether the answer stands on the back."""
        return self._back != "keypoints" or not question.keypoints or _is_short(question)

    def _parts(self, question: Question, measure: float) -> list[Item]:
        parts = [self._piece(piece, question, measure) for piece in solved(question, self._labels)
                 if piece.part is not Part.WHY]         # as far as there is room for it
        if self._answered(question):
            answer = self._field(question.answer, measure)
            parts.append(named(answer, part_place(question.id, Part.ANSWER)))
        if self._back != "answer" and question.keypoints:
            parts.append(named(self._points(question, measure), part_place(question.id, Part.KEYPOINTS)))
        gap = Skip(self._style.theme.body.leading * _BETWEEN)
        return [item for part in parts if part for item in (gap, *part)][1:]

    def _piece(self, piece: FurtherPart, question: Question, measure: float) -> list[Item]:
        leading, place = self._style.theme.body.leading, self._place(measure)
        if piece.part is Part.CHOICES and question.true_false is None:
            found = option_strips(question.choices, self._press, place)
        elif piece.part is Part.CORRECT and question.true_false is None:
            found = right_strips(question.choices, self._press, place)
        else:
            begun = self._begun(piece, question)
            found = [item for number, text in enumerate(piece.texts) for item in (
                *([Skip(leading * _TIGHT)] if number else []),
                *(self._field(text, measure) if number + 1 in begun else kept(self._field(text, measure))))]
        return named(found, part_place(question.id, piece.part))

    def _begun(self, piece: FurtherPart, question: Question) -> Collection[int]:
        """The places of the texts that begin another part, and the end: what a part asks is kept together."""
        if piece.part is not Part.PARTS:
            return range(len(piece.texts) + 1)
        return {*accumulate(len([*part_asked(part, number, self._labels)])
                            for number, part in enumerate(question.parts, 1))}

    def _field(self, field: RichText, measure: float) -> list[Item]:
        return BlockSetter(self._press, field.source).blocks(with_link_notes(field.blocks), self._place(measure))

    def _points(self, question: Question, measure: float) -> list[Item]:
        """The key points as a list, what is to be recalled in Hei."""
        level, items = self._style.theme.body, []
        whole, together = StructureElement("L"), sociable(len(question.keypoints))
        left = _INDENT * level.size
        for number, point in enumerate(question.keypoints):
            setter = InlineSetter(self._press, point.text.source, measure - left)
            lines = [line for paragraph in setter.paragraphs(point.text.children, Voice(level.size))
                     for line in paragraph.lines(measure - left, ragged=True)]
            element = StructureElement("LI", whole)
            found = tagged(text_strips(lines, left, level.size, level.leading), StructureElement("LBody", element))
            found = beside(found, 0.0, Bullet("disc", level.size, self._press.theme.colours["accent"]),
                           StructureElement("Lbl", element))
            items += [*([Skip(level.leading * _BETWEEN)] if number else []),
                      *(bound(found) if number in together else found)]
        return items

    def _place(self, measure: float, share: float = _FIGURE) -> BlockPlace:
        """The measure of a card; a figure is made smaller rather than all that stands beside it."""
        grid, pad = self._style.grid, self._style.pad
        high = measure * (grid.height - self._style.top - pad) / (grid.width - 2 * pad)
        return BlockPlace(0.0, measure, self._style.theme.body, tallest=share * high)

    def _title(self, question: Question, measure: float) -> list[Item]:
        size = self._style.title
        items = self._centred(question.title.children, Voice(size, Look("hei", _BOLD)), size * _TITLE_LEADING, measure,
                              question.title.source)
        return named(bound(items), question_place(question.id))

    def _prompt(self, question: Question, measure: float) -> list[Item]:
        """Paragraphs in the middle, all else as it is set elsewhere."""
        level, source = self._style.theme.body, question.prompt.source
        items: list[Item] = []
        for block in with_link_notes(question.prompt.blocks):
            found = (self._centred(block.children, Voice(level.size), level.leading, measure, source)
                     if isinstance(block, Paragraph)
                     else BlockSetter(self._press, source).blocks((block,), self._place(measure)))
            items += [*([Skip(level.leading * 0.4)] if items and found else []), *found]
        return [Skip(level.leading * _AFTER_TITLE), *named(items, part_place(question.id, Part.PROMPT))]

    def _centred(self, nodes: Sequence[Inline], voice: Voice, leading: float, measure: float,
                 where: Located | Span | None) -> list[Item]:
        setter, words = InlineSetter(self._press, where, measure), self._press.words
        return [item for paragraph in setter.paragraphs(nodes, voice) for line in balanced(paragraph, measure, words)
                for item in text_strips([line], (measure - line.width) / 2, voice.size, leading)]


def _is_short(question: Question) -> bool:
    """Whether the answer is one paragraph that is read at a glance."""
    blocks = question.answer.blocks
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph) and len(plain(blocks)) <= _SHORT


def _display(question: Question) -> Block | None:
    """The one formula or figure that says most: the first of the answer."""
    return next((block for block in question.answer.blocks if isinstance(block, MathBlock | Figure)), None)
