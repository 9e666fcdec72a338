"""Block nodes -> strips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from dlexport.exporters.pdf.blocks.bullets import Bullet, TaskBox
from dlexport.exporters.pdf.blocks.code import listing
from dlexport.exporters.pdf.blocks.formulas import display_formula
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.pictures import figure
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.blocks.tables.ruled import table_strips
from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.pages.strips import (
    Bar,
    Put,
    Skip,
    Strip,
    Tint,
    beside,
    bound,
    closed,
    kept,
    text_strips,
    within,
)
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.style.theme import Level
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.exporters.pdf.text.writing.languages import foreign
from dlexport.richtext.nodes import (
    BulletList,
    Callout,
    CodeBlock,
    Figure,
    Footnotes,
    Heading,
    MathBlock,
    OrderedList,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.ink import Ink
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.atoms import InlineBox
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Block, Inline, ListItem
    from dlexport.source.yaml_tree import Located

_LIST_INDENT, _NUMBER_GAP = 1.6, 0.45       # ems
_LITTLE, _STEP = 3.0, 0.5                   # ems: too little beside a tail; what the lines above give up at a time
_QUOTE_INDENT, _QUOTE_BAR = 1.2, 1.5        # ems, points
_CALLOUT_PAD = 5.0                          # points
_HEADINGS = {1: 1.25, 2: 1.15, 3: 1.08}     # times the size of the text around
_TIGHT, _LOOSE = 0.15, 0.4                  # leadings between the items of a list
_LEADS_ON = (":", "：")
_RULE_WIDTH = 72.0
_BULLETS: tuple[Literal["disc"], Literal["ring"], Literal["dash"]] = ("disc", "ring", "dash")
_MEDIUM, _BOLD = 500, 600
_APART = (Figure, Table, CodeBlock, Callout)


class Mark(NamedTuple):
    """The mark before a list item, and its distance to the left of the item."""

    offset: float
    ink: Ink


class BlockSetter:
    """Sets the blocks of one field.

    Args:
        press: the document's.
        where: the field, for problems.
    """

    def __init__(self, press: Press, where: Located | Span | None) -> None:
        self._press = press
        self._where = where

    def blocks(self, blocks: Sequence[Block], place: BlockPlace, *, tight: bool = False,
               tail: Sequence[InlineBox] = ()) -> list[Item]:
        """The blocks one below the other, with the space that belongs between them.

        Args:
            blocks: of one text.
            place: where they are set.
            tight: whether there is less space between them.
            tail: what stands at the end of the last one, or of that before the notes, if it is a paragraph.
        """
        items: list[Item] = []
        for k, block in enumerate(blocks):
            after = blocks[k + 1] if k + 1 < len(blocks) else None
            found = self._block(block, place, after, tail if after is None or isinstance(after, Footnotes) else ())
            if items and found:
                items.append(self._gap(blocks[k - 1], block, place.level.leading, tight=tight))
            items += found
        return items

    def inline(self, nodes: Sequence[Inline], voice: Voice, place: BlockPlace,  # noqa: PLR0913 - a paragraph's all
               *, keep_last: bool = False, role: str = "P", tail: Sequence[InlineBox] = ()) -> list[Item]:
        """Inline nodes, and what ends them, as one paragraph's strips; `role` is its structure type, P or Caption."""
        setter = InlineSetter(self._press, self._where, place.measure, tail)
        language = foreign(nodes, self._press.language)
        paragraphs = setter.paragraphs(nodes, voice, mixed=not language)
        lines = [line for paragraph in paragraphs for line in paragraph.lines(
            place.measure, ragged=self._press.ragged(paragraph, place.measure))]
        if tail and len(lines) > 1:
            lines = _not_alone(paragraphs, lines, place.measure, tail[-1].width)
        strips = text_strips(lines, place.left, voice.size, place.level.leading, keep_last=keep_last)
        return tagged(strips, StructureElement(role, language=language))

    def _block(self, block: Block, place: BlockPlace, after: Block | None,
               tail: Sequence[InlineBox] = ()) -> list[Item]:
        press = self._press
        inlines = InlineSetter(press, self._where, place.measure)
        match block:
            case Paragraph(children):
                return self.inline(children, Voice(place.level.size), place, keep_last=_leads_on(children, after),
                                   tail=tail)
            case Heading(level, children):
                return self._heading(level, children, place)
            case BulletList(items):
                marks = [self._mark(item, place) for item in items]
                return closed(self._list(block, marks, place.moved(_LIST_INDENT * place.level.size)))
            case OrderedList(items, start):
                numbers = [self._number(start + k, place) for k in range(len(items))]
                gap = _NUMBER_GAP * place.level.size
                indent = max(_LIST_INDENT, *((line.width + gap) / place.level.size for line in numbers))
                marks = [self._mark(item, place) if item.done is not None else Mark(-line.width - gap, line)
                         for item, line in zip(items, numbers, strict=True)]
                return closed(self._list(block, marks, place.moved(indent * place.level.size)))
            case Quote(blocks):
                bar = Bar(place.left + _QUOTE_BAR, _QUOTE_BAR, press.theme.colours["rule"])
                quoted = self.blocks(blocks, place.moved(_QUOTE_INDENT * place.level.size))
                return closed(within(tagged(quoted, StructureElement("BlockQuote")), bar))
            case Callout():
                return self._callout(block, place)
            case CodeBlock():
                code = listing(block, place, press, inlines.report)
                return tagged(code, StructureElement("Code", StructureElement("P")))
            case MathBlock():
                return display_formula(block, place, press, inlines.report)
            case Table():
                return table_strips(block, place, inlines)
            case Figure():
                return self._figure(block, place)
            case Rule():
                wire = Wire(_RULE_WIDTH, 0.6, press.theme.colours["rule"])
                return [Strip(6.0, (Put(place.left + (place.measure - _RULE_WIDTH) / 2, 3.0, wire),))]
            case Footnotes():
                return self._notes(block, place)
            case _:
                assert_never(block)

    def _gap(self, before: Block, after: Block, leading: float, *, tight: bool) -> Skip:
        """The space between two blocks: half a line between paragraphs, less in tight lists, more before a heading."""
        if isinstance(after, Heading):
            return Skip(leading * 0.8)
        if isinstance(before, Heading):
            return Skip(leading * 0.2)
        if isinstance(after, _APART) or isinstance(before, _APART):
            listings = isinstance(before, CodeBlock) and isinstance(after, CodeBlock)
            return Skip(leading * 0.6, inside=listings)     # no figure comes between a program and what it prints
        if isinstance(before, MathBlock) and isinstance(after, MathBlock):
            return Skip(leading * 0.7, firm=True)
        if isinstance(before, MathBlock) or isinstance(after, MathBlock):
            return Skip(leading * 0.4, firm=True)       # 0.6 to 0.8 ems, in all sizes of text
        return Skip(leading * (_TIGHT if tight else _LOOSE))

    def _heading(self, level: int, children: Sequence[Inline], place: BlockPlace) -> list[Item]:
        size = place.level.size * _HEADINGS.get(level, 1.0)
        voice = Voice(size, Look("hei", _BOLD if level < 4 else _MEDIUM), "accent" if level > 2 else "ink")  # noqa: PLR2004
        larger = place._replace(level=Level(size, max(place.level.leading, size * 1.5)))
        return bound(self.inline(children, voice, larger, role="H3"))

    def _list(self, block: BulletList | OrderedList, marks: Sequence[Mark], place: BlockPlace) -> list[Item]:
        """The items of a list at a place of their own, each with its mark before it."""
        found: list[Item] = []
        whole = StructureElement("L")
        for item, mark in zip(block.items, marks, strict=True):
            if found:
                found.append(Skip(place.level.leading * (_TIGHT if block.tight else _LOOSE)))
            found += self._item(item.blocks, mark, place, whole, tight=block.tight)
        return found

    def point(self, children: Sequence[Inline], place: BlockPlace, whole: StructureElement) -> list[Item]:
        """A bulleted line of a list that is set item by item."""
        inside = place.moved(_LIST_INDENT * place.level.size)
        return self._item((Paragraph(tuple(children)),), self._bullet(place), inside, whole, tight=True)

    def _item(self, blocks: Sequence[Block], mark: Mark, place: BlockPlace, whole: StructureElement,
              *, tight: bool) -> list[Item]:
        leading = place.level.leading
        own = self.blocks(blocks, place._replace(depth=place.depth + 1), tight=tight)
        if not own:
            own = [Strip(leading, baseline=(leading + 0.76 * place.level.size) / 2)]
        element = StructureElement("LI", whole)
        own = tagged(own, StructureElement("LBody", element))
        return beside(own, place.left + mark.offset, mark.ink, StructureElement("Lbl", element))

    def _bullet(self, place: BlockPlace) -> Mark:
        size = place.level.size
        kind = _BULLETS[min(place.depth, len(_BULLETS) - 1)]
        return Mark(-size, Bullet(kind, size, self._press.theme.colours["accent"]))

    def _mark(self, item: ListItem, place: BlockPlace) -> Mark:
        """The bullet of an item, or the box of a task."""
        if item.done is None:
            return self._bullet(place)
        press, size = self._press, place.level.size
        face = press.style(Look(), size).typeface.faces[0]
        return Mark(-1.25 * size, TaskBox(item.done, size, press.theme.colours["accent"], face))

    def _callout(self, block: Callout, place: BlockPlace) -> list[Item]:
        """A quotation under its title or the label of its kind, on a tint with a bar."""
        press, size = self._press, place.level.size
        colours, inside = press.theme.colours, place.moved(_QUOTE_INDENT * size)
        inside = inside._replace(measure=inside.measure - _CALLOUT_PAD)
        title = block.title or (Text(press.labels.callouts[block.kind]),)
        label = self.inline(title, Voice(size, Look("hei", _BOLD), "accent"), inside, keep_last=True)
        found = [*label, *([Skip(place.level.leading * _TIGHT)] if block.blocks else []),
                 *self.blocks(block.blocks, inside)]
        padded: list[Item] = [Strip(_CALLOUT_PAD, keep=True), *kept(found), Strip(_CALLOUT_PAD)]
        ground = Tint(place.left, place.measure, colours["tint"])
        bar = Bar(place.left, _QUOTE_BAR, colours["accent"])
        return closed(within(within(tagged(padded, StructureElement("BlockQuote")), bar), ground))

    def _number(self, number: int, place: BlockPlace) -> SetLine:
        setter = InlineSetter(self._press, self._where, place.measure)
        return setter.label(f"{number}.", Voice(place.level.size, colour="accent"))

    def _figure(self, block: Figure, place: BlockPlace) -> list[Item]:
        press, fine = self._press, self._press.theme.fine
        inlines = InlineSetter(press, self._where, place.measure)
        strip = figure(block.image, place, press, inlines.report)._replace(floats=press.figures_move)
        if not block.caption:
            return [strip]
        number = press.numbered(press.labels.handout.figure, "figure")
        caption_text = f"{number}\u3000{block.caption}" if number else block.caption
        paragraph = inlines.text(caption_text, Voice(fine.size, Look("hei", 400), "muted"))
        lines = paragraph.lines(place.measure, ragged=True)
        caption: list[Item] = []
        for line in lines:
            caption += text_strips([line], place.left + (place.measure - line.width) / 2, fine.size, fine.leading,
                                   keep_last=True)
        caption = tagged([*caption[:-1], *map(_loose, caption[-1:])], _caption(strip))
        found: list[Item] = [strip._replace(keep=True), Strip(3.0, keep=True), *caption]
        return [item._replace(floats=strip.floats) if isinstance(item, Strip) else item for item in found]

    def _notes(self, block: Footnotes, place: BlockPlace) -> list[Item]:
        fine = self._press.theme.fine
        wire = Wire(_RULE_WIDTH, 0.4, self._press.theme.colours["rule"])
        found: list[Item] = [Strip(8.0, (Put(place.left, 3.0, wire),), keep=True)]
        small = place._replace(level=fine)
        for note in block.notes:
            number = self._number(note.number, small)
            indent = max(_LIST_INDENT, number.width / fine.size + _NUMBER_GAP)
            inside = small.moved(indent * fine.size)
            element = StructureElement("Note")
            found += beside(tagged(self.blocks(note.blocks, inside), element),
                            inside.left - number.width - _NUMBER_GAP * fine.size, number,
                            StructureElement("Lbl", element))
        return found


def _caption(figure: Strip) -> StructureElement:
    """The element of the words below a picture: of the picture, or by itself where that is decoration."""
    picture = figure.puts[0].element
    return StructureElement("Caption", picture) if picture is not ARTIFACT else StructureElement("P")


def _loose(item: Item) -> Item:
    return item._replace(keep=False) if isinstance(item, Strip) else item


def _not_alone(paragraphs: Sequence[TextParagraph], lines: list[SetLine], measure: float,
               tail: float) -> list[SetLine]:
    """The lines, ragged and shorter if little stands beside what ends them, so that it gets more words for company."""
    em, room = paragraphs[-1].size, measure
    while lines[-1].width - tail < _LITTLE * em and room > measure / 2:
        shorter = [line for paragraph in paragraphs for line in paragraph.lines(room, ragged=True)]
        if len(shorter) > len(lines):
            break
        lines, room = shorter, room - _STEP * em
    return lines


def _leads_on(children: Sequence[Inline], after: Block | None) -> bool:
    """Whether a paragraph must not be last on a page, as it introduces what follows."""
    return isinstance(after, MathBlock) or (after is not None and plain(children).rstrip().endswith(_LEADS_ON))
