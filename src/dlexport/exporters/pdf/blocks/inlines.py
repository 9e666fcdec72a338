"""Inline nodes as paragraphs: runs in their styles, formulas and pictures as boxes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, assert_never

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.pdf.blocks.blanks import blank
from dlexport.exporters.pdf.blocks.bullets import note_mark
from dlexport.exporters.pdf.blocks.formulas import inline_formula
from dlexport.exporters.pdf.blocks.link_notes import shows_address
from dlexport.exporters.pdf.blocks.pictures import inline_picture
from dlexport.exporters.pdf.blocks.press import Missing
from dlexport.exporters.pdf.blocks.quotes import typographic
from dlexport.exporters.pdf.drawing.links import ToAddress, ToPlace
from dlexport.exporters.pdf.text.line import SetLine
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Dotted, Run, Spoken, Struck, Tinted, Underlined
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.writing.languages import spoken
from dlexport.richtext.addresses import outward
from dlexport.richtext.nodes import (
    Blank,
    Code,
    Emphasis,
    FootnoteReference,
    Gap,
    Image,
    LineBreak,
    Link,
    Math,
    QuestionLink,
    Strikethrough,
    Strong,
    Styled,
    Text,
)
from dlexport.richtext.plain import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.style.theme import Theme
    from dlexport.exporters.pdf.text.hyphenation import Cuts
    from dlexport.exporters.pdf.text.runs import Decoration, Item, TextStyle
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.labels import Labels
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Inline, StyleName
    from dlexport.source.yaml_tree import Located

_CODE_SCALE = 0.9           # mono looks larger than the text around it
_STRONG = 600
_SCRIPT_SCALE, _SUPERSCRIPT, _SUBSCRIPT = 0.68, 0.36, -0.14      # of the text around; ems of it
_HIGHLIGHT = {"colour": "#FFF1A8", "grey": "#D0D0D0"}       # ink and accent stand out 5 : 1 and more


def question_place(question: str) -> str:
    """The named place of a question."""
    return f"q.{ascii_form(question)}"


class InlineSetter:
    """Sets inline nodes of one field.

    Args:
        press: the document's.
        where: the field, for problems.
        measure: the widest a picture may be, in points.
        tail: what comes after the last of the nodes.
    """

    def __init__(self, press: Press, where: Located | Span | None, measure: float, tail: Iterable[Item] = ()) -> None:
        self._press = press
        self._where = where
        self._measure = measure
        self._tail = tail
        self._items: list[list[Item]] = [[]]
        self._mixed = True
        self._display = False
        self._before = ""

    @property
    def theme(self) -> Theme:
        """The document's theme."""
        return self._press.theme

    @property
    def labels(self) -> Labels:
        """The document's own words."""
        return self._press.labels

    def paragraphs(self, nodes: Sequence[Inline], voice: Voice, *decorations: Decoration,
                   mixed: bool = True, cuts: Cuts | None = None, display: bool = False) -> list[TextParagraph]:
        """The nodes as paragraphs: a hard line break begins another.

        Args:
            nodes: what is to be set.
            voice: how.
            decorations: what covers all of it.
            mixed: words of another language say so; else their element does.
            cuts: where words are cut, if they are to be measured, not drawn.
            display: a formula that is alone is set as a displayed one.
        """
        self._items, self._mixed = [[]], mixed
        self._before = ""
        self._display = display and len(nodes) == 1
        self._all(nodes, voice, decorations)
        self._items[-1] += self._tail
        found = [TextParagraph(items, voice.size, cuts) for items in self._items]
        self.report("".join(paragraph.missing for paragraph in found))
        return found

    def run_in(self, title: Iterable[Inline], title_voice: Voice, nodes: Iterable[Inline],
               voice: Voice) -> list[TextParagraph]:
        """Nodes with a title before them on their first line, an em apart."""
        self._items, self._mixed, self._display, self._before = [[]], True, False, ""
        self._all(title, title_voice, ())
        self._items[-1].append(Run("\u3000", self._style(voice)))
        self._all(nodes, voice, ())
        found = [TextParagraph(items, voice.size) for items in self._items]
        self.report("".join(paragraph.missing for paragraph in found))
        return found

    def text(self, text: str, voice: Voice, *decorations: Decoration) -> TextParagraph:
        """Plain text as one paragraph."""
        paragraph = TextParagraph([Run(text, self._style(voice), decorations)], voice.size)
        self.report(paragraph.missing)
        return paragraph

    def label(self, text: str, voice: Voice) -> SetLine:
        """Plain text on one line, however long; what comes again and again is set once."""
        style = self._style(voice)
        found = self._press.label_lines.get((text, style))
        if found is None:
            paragraph = TextParagraph([Run(text, style)], voice.size)
            (line,) = paragraph.lines(inf, ragged=True) or [SetLine(0.0, 0.0, justified=False)]
            found = self._press.label_lines[text, style] = line, paragraph.missing
        line, missing = found
        self.report(missing)
        return line

    def report(self, chars: str) -> None:
        """Remember characters that no face has."""
        if chars:
            self._press.missing.append(Missing(chars, self._where))

    def table_number(self) -> str:
        """The label and number of the next table with a caption, where they are asked for."""
        return self._press.numbered(self.labels.handout.table, "table")

    def stacked(self, columns: int, head: str) -> None:
        """Remember a table that no page is wide enough for."""
        self._press.stacked.append((columns, head, self._where))

    def _style(self, voice: Voice, look: Look | None = None) -> TextStyle:
        return self._press.style(look or voice.look, voice.size, voice.colour, voice.rise)

    def _runs(self, text: str, style: TextStyle, decorations: tuple[Decoration, ...]) -> list[Run]:
        """Text as runs, words of another language as their own; a link's text stays whole."""
        if not self._mixed or any(isinstance(one, ToAddress | ToPlace) for one in decorations):
            return [Run(text, style, decorations)]
        return [Run(part, style, (*decorations, Spoken(language)) if language else decorations)
                for part, language in spoken(text, self._press.language)]

    def _node(self, node: Inline, voice: Voice, decorations: tuple[Decoration, ...]) -> None:
        press, look = self._press, voice.look
        match node:
            case Text(text):
                marked = typographic(text, self._before) if press.language.startswith("en") else text
                self._items[-1] += self._runs(marked, self._style(voice), decorations)
                self._before = text[-1:]
            case Strong(children):
                strong = look._replace(weight=max(_STRONG, look.weight))
                self._all(children, voice._replace(look=strong), decorations)
            case Emphasis(children):
                dots = Dotted(press.theme.colours["accent"])
                self._all(children, voice._replace(look=look._replace(italic=True)), (*decorations, dots))
            case Strikethrough(children):
                self._all(children, voice, (*decorations, Struck(press.theme.colours["muted"])))
            case Styled(name, children):
                self._styled(name, children, voice, decorations)
            case Blank(length):
                self._items[-1] += blank(length, voice, press)
            case Gap():
                self._items[-1] += blank(GAP, voice, press, press.least_gap)
            case Code(text):
                self._before = "x"
                style = press.style(Look("mono", look.weight, look.italic), voice.size * _CODE_SCALE, voice.colour,
                                    voice.rise)
                self._items[-1].append(Run(text, style, decorations, code=True))
            case Math():
                self._before = "x"
                self._items[-1] += inline_formula(node, voice, press, self._measure, self.report,
                                                  display=self._display)
            case Link(href, children) if outward(href) is None:
                self._all(children, voice, decorations)
            case Link(href, (Text(text),)) if shows_address(node):
                style = self._style(voice._replace(colour="accent"))
                self._items[-1].append(Run(text, style, (*decorations, ToAddress(href)), code=True))
            case Link(href, children):
                self._all(children, voice._replace(colour="accent"), (*decorations, ToAddress(href)))
            case QuestionLink(question, children):
                link = ToPlace(question_place(question))
                self._all(children, voice._replace(colour="accent"), (*decorations, link))
            case Image():
                self._items[-1].append(inline_picture(node, voice, press, self._measure, self.report))
            case LineBreak():
                self._items.append([])
            case FootnoteReference(number):
                self._items[-1].append(note_mark(number, voice, press))
            case _:
                assert_never(node)

    def _styled(self, style: StyleName, children: Iterable[Inline], voice: Voice,
                decorations: tuple[Decoration, ...]) -> None:
        match style:
            case "underline":
                line = Underlined(self._press.theme.colours.get(voice.colour, voice.colour))
                self._all(children, voice, (*decorations, line))
            case "highlight":
                self._all(children, voice, (*decorations, Tinted(_HIGHLIGHT[self._press.theme.inks])))
            case "subscript" | "superscript":
                rise = voice.size * (_SUPERSCRIPT if style == "superscript" else _SUBSCRIPT)
                small = voice._replace(size=voice.size * _SCRIPT_SCALE, rise=voice.rise + rise)
                self._all(children, small, decorations)
            case _:
                assert_never(style)

    def _all(self, nodes: Iterable[Inline], voice: Voice, decorations: tuple[Decoration, ...]) -> None:
        for node in nodes:
            self._node(node, voice, decorations)
