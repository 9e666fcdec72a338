"""References as strips, in the small type of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.book.citations import ENDS, cited
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.links import ToAddress
from dlexport.exporters.pdf.pages.strips import Skip, beside, bound, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from dlexport.book.bank import Question, Reference
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item

_INDENT, _BETWEEN = 20.0, 2.0


def reference_strips(question: Question, press: Press) -> list[Item]:
    """The references of a question, numbered."""
    theme = press.theme
    fine, measure = theme.fine, theme.measure - _INDENT
    setter = InlineSetter(press, question.span, measure)
    items: list[Item] = []
    whole = StructureElement("L")
    for number, reference in enumerate(question.references, 1):
        paragraph = TextParagraph(_runs(reference, press), fine.size)
        setter.report(paragraph.missing)
        strips = text_strips(paragraph.lines(measure, ragged=not paragraph.chinese), _INDENT, fine.size, fine.leading)
        mark = setter.label(f"[{number}]", Voice(fine.size, colour="muted"))
        item = StructureElement("LI", whole)
        body = StructureElement("LBody", item, language="" if paragraph.chinese else "en")
        strips = beside(tagged(strips, body), 0.0, mark, StructureElement("Lbl", item))
        items += [*([Skip(_BETWEEN)] if items else []), *bound(strips[:-1]), *strips[-1:]]     # never torn
    return items


def _runs(reference: Reference, press: Press) -> list[Run]:
    """The runs of a reference as the book's language cites it, and of its address."""
    size = press.theme.fine.size
    plain, title = press.style(Look(), size, "muted"), press.style(Look(italic=True), size)
    runs: list[Run] = []
    before, _, after = cited(reference, press.labels)
    if before:
        runs.append(Run(before, plain))
    runs.append(Run(reference.title, title))
    if reference.address:
        after = after or ("" if reference.title.endswith(ENDS) else ".")
        runs.append(Run(f"{after} ", plain))
    elif after:
        runs.append(Run(after, plain))
    if reference.address:
        address = press.style(Look(), size, "accent")
        runs.append(Run(reference.address, address, (ToAddress(reference.address),)))
    return runs
