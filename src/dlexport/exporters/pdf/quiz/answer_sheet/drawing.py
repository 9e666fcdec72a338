"""Answer sheets drawn from their layout: marks in ink that a scanner reads, letters pale enough to be ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.sheet import NamedPlace, Sheet, number, rgb
from dlexport.exporters.pdf.quiz.answer_sheet.layout import BIT, BOX_HIGH, BOX_WIDE, MARK
from dlexport.exporters.pdf.quiz.style import MM
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.quiz.answer_sheet.layout import SheetMark, SheetPage
    from dlexport.exporters.pdf.quiz.words import ExamWords

_BLACK, _PALE = "#000000", "#9AA5A9"        # letters in a bubble are paler than a pencil
_BOX, _LETTER = 0.5, 6.0                    # points
_TITLE, _TEXT, _SMALL = 16.0, 10.5, 8.0
_TITLE_AT, _NOTES_AT, _FIELDS_AT, _FIELD_STEP = 30.0, 40.0, 56.0, 13.0      # millimetres from the top
_NUMBER_ENDS = 4.4      # millimetres before the middle of the first bubble: a reader takes nothing near for a mark
_LEFT, _FIELD_FROM, _FIELD_TO = 20.0, 15.0, 62.0     # millimetres; the latter from where the fields begin


class SheetDrawing:
    """Drawing of the pages of one version; `title` names the paper."""

    def __init__(self, press: Press, words: ExamWords, title: str) -> None:
        self._press, self._words, self._title = press, words, title

    def page(self, page: SheetPage, place: str) -> Sheet:
        """The sheet for one page of the layout."""
        sheet = Sheet(page.width * MM, page.height * MM, 0.0, page.height * MM)
        sheet.places.append(NamedPlace(place, 0.0, page.height * MM))
        sheet.current = StructureElement("P")
        self._solid(sheet, page, page.marks, MARK, MARK)
        self._solid(sheet, page, [box for box, bit in zip(page.boxes, page.bits, strict=True) if bit], BIT, BIT)
        self._empty(sheet, page, page.boxes, BIT, BIT)
        self._text(sheet, page, page.code, Voice(_SMALL, Look("mono")), 0.0, page.boxes[0].y + 6.5, centred=True)
        title, voice = f"{self._title}{self._words.gap}{self._words.sheet}", Voice(_TITLE, Look("hei", 600))
        wide = InlineSetter(self._press, None, page.width * MM).label(title, voice).width
        fitting = min(1.0, (page.width - 2 * _LEFT) * MM / wide)
        self._text(sheet, page, title, voice._replace(size=_TITLE * fitting), 0.0, _TITLE_AT, centred=True)
        if page.digits:
            self._head(sheet, page)
        self._empty(sheet, page, page.bubbles, BOX_WIDE, BOX_HIGH)
        firsts: dict[int, SheetMark] = {}
        for bubble in page.bubbles:
            self._letter(sheet, page, bubble.option, bubble.x, bubble.y)
            firsts.setdefault(bubble.question, bubble)      # type: ignore[arg-type]
        for question, first in firsts.items():
            voice = Voice(_TEXT, Look("hei"))
            wide = InlineSetter(self._press, None, page.width * MM).label(f"{question}", voice).width / MM
            self._text(sheet, page, f"{question}", voice, first.x - _NUMBER_ENDS - wide, first.y + 1.3)
        sheet.current = None
        return sheet

    def _head(self, sheet: Sheet, page: SheetPage) -> None:
        """Draw the head: instructions, fields for the candidate, bubbles for the digits of the number."""
        words = self._words
        self._text(sheet, page, words.sheet_notes, Voice(_SMALL + 1), 0.0, _NOTES_AT, centred=True)
        ink = rgb(self._press.theme.colours["ink"])
        label = InlineSetter(self._press, None, page.width * MM).label
        fields = words.about_the_candidate
        widest = max(label(field, Voice(_TEXT)).width / MM for field in fields)
        for k, field in enumerate(fields):
            y = _FIELDS_AT + 8.0 + k * _FIELD_STEP
            self._text(sheet, page, field, Voice(_TEXT), _LEFT, y)
            start, end, low = (number(at * MM) for at in (_LEFT + max(_FIELD_FROM, widest + 3), _LEFT + _FIELD_TO,
                                                          page.height - y - 1.0))
            sheet.paint(f"q {ink} RG 0.6 w {start} {low} m {end} {low} l S Q")
        left = page.digits[0][0]
        voice = Voice(_TEXT, Look("hei", 500))
        wide = label(words.number, voice).width / MM
        self._text(sheet, page, words.number, voice, min(left.x - 16, left.x - 6 - wide), left.y + 1.3)
        boxes = [column[0]._replace(y=column[0].y - 7.0) for column in page.digits]
        self._empty(sheet, page, boxes, 6.2, 6.2)
        for column in page.digits:
            self._empty(sheet, page, column, BOX_WIDE, BOX_HIGH)
            for digit, mark in enumerate(column):
                self._letter(sheet, page, str(digit), mark.x, mark.y)

    def _solid(self, sheet: Sheet, page: SheetPage, marks: Iterable[SheetMark], wide: float, high: float) -> None:
        boxes = " ".join(_box(page, mark.x, mark.y, wide, high) for mark in marks)
        sheet.decorate(f"q {rgb(_BLACK)} rg {boxes} f Q")

    def _empty(self, sheet: Sheet, page: SheetPage, marks: Iterable[SheetMark | tuple[int, str, float, float]],
               wide: float, high: float) -> None:
        boxes = " ".join(_box(page, mark[-2], mark[-1], wide, high) for mark in marks)
        sheet.decorate(f"q {rgb(_BLACK)} RG {_BOX} w {boxes} S Q")

    def _letter(self, sheet: Sheet, page: SheetPage, text: str, x: float, y: float) -> None:
        line = InlineSetter(self._press, None, page.width * MM).label(text, Voice(_LETTER, Look("hei"), _PALE))
        line.draw(sheet, x * MM - line.width / 2, (page.height - y) * MM - 0.36 * _LETTER)

    def _text(self, sheet: Sheet, page: SheetPage, text: str, voice: Voice,  # noqa: PLR0913, PLR0917 - what and where
              x: float, y: float, *, centred: bool = False) -> None:
        line = InlineSetter(self._press, None, page.width * MM).label(text, voice)
        left = (page.width * MM - line.width) / 2 if centred else x * MM
        line.draw(sheet, left, (page.height - y) * MM)


def _box(page: SheetPage, x: float, y: float, wide: float, high: float) -> str:
    """The path of a rectangle around a centre."""
    return (f"{number((x - wide / 2) * MM, 3)} {number((page.height - y - high / 2) * MM, 3)} "
            f"{number(wide * MM, 3)} {number(high * MM, 3)} re")
