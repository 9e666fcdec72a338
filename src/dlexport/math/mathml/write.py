"""A formula tree as MathML that is both MathML Core, for browsers, and valid presentation MathML 3, for EPUB."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import dissolved
from dlexport.math.mathml.dictionary import GROWS_UPRIGHT, GROWS_WIDE
from dlexport.math.mathml.operators import OperatorPlace, Told, core, places
from dlexport.math.mathml.table_looks import cell_styles, table_attributes
from dlexport.math.tree import HINT, Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"

_ROWS: Final = frozenset({"mrow", "msqrt", "mphantom", "mpadded", "mstyle", "menclose", "mtd"})
_BESIDE: Final = frozenset({"munder", "mover", "munderover"})
_WORDS: Final = {
    "bold": "font-weight:bold", "italic": "font-style:italic", "sans-serif": "font-family:sans-serif",
    "monospace": "font-family:monospace",
}  # fmt: skip
# Browsers do not draw `menclose`; these draw the same by other means. A box must not be drawn twice by the few
# renderers that know both, so it is a plain row with a border. The stripe of a gradient lies across its direction.
_BOX: Final = "border:0.05em solid;padding:0.3em"
_RISING: Final = "linear-gradient(to bottom right,{stops})"
_FALLING: Final = "linear-gradient(to top right,{stops})"
_STOPS: Final = (
    "transparent calc(50% - 0.03em),currentColor calc(50% - 0.03em),currentColor calc(50% + 0.03em),"
    "transparent calc(50% + 0.03em)"
)


def to_mathml(tree: Element, *, display: bool, latex: str) -> str:
    """One `math` element for XHTML and EPUB.

    Args:
        tree: the result of `parse`.
        display: whether the formula stands on lines of its own.
        latex: the source, which becomes the alternative text.
    """
    writer = _Writer()
    writer.row(tree.children, script=False)
    mode = "block" if display else "inline"
    alternative = escape(" ".join(latex.split()))
    return (
        f'<math xmlns="{NAMESPACE}" display="{mode}" alttext="{alternative}">{"".join(writer.parts)}</math>'
    )


class _Writer:
    """Collects the pieces of one formula."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: list[str] = []

    def row(self, children: Sequence[Element], *, script: bool) -> None:
        """Write the children of a row with the spaces between them."""
        atoms = dissolved(children)
        # In TeX a change of style or colour is no group: its content is spaced against the neighbours outside. In
        # MathML it is a group, so an operator's position in it does not decide its form.
        found = iter(places(atoms, script=script, alone=len(atoms) == len(children)))
        self._flow(children, found, script=script, fenced=_grows(children[0]) if children else False)

    def _flow(
        self, children: Sequence[Element], found: Iterator[OperatorPlace], *, script: bool, fenced: bool
    ) -> None:
        last = len(children) - 1
        for index, child in enumerate(children):
            if child.tag == "mstyle":
                level = child.get("scriptlevel")
                self._begin("mstyle", child.attributes)
                within = script if level is None else level != "0"
                self._flow(child.children, found, script=within, fenced=fenced)
                self.parts.append("</mstyle>")
            elif child.tag == "mo" and not child.text:
                next(found)
            else:
                # Firefox lets fences grow with a row, not with an operator and its limits that stand beside them
                apart = fenced and child.tag in _BESIDE and core(child) is not None
                self.parts.append("<mrow>" if apart else "")
                self.element(child, next(found), script=script, edge=index in {0, last})
                self.parts.append("</mrow>" if apart else "")

    def element(
        self, element: Element, place: OperatorPlace, *, script: bool, edge: bool = False, beside: bool = False
    ) -> None:
        """Write one element, then the space that its place in the row needs."""
        self._open(element, place.told, script=script, edge=edge, beside=beside)
        if place.applied:
            self.parts.append("<mo>\u2061</mo>")
        if place.gap:
            self.parts.append(f'<mspace width="{_eighteenths(place.gap)}"/>')

    def _open(self, element: Element, told: Told, *, script: bool, edge: bool, beside: bool) -> None:
        match element.tag:
            case "mo":
                self._leaf("mo", _operator(element, told, edge=edge, beside=beside), element.text)
            case "mi":
                kept = element.attributes if element.get("mathvariant") == "normal" else ()
                self._leaf("mi", kept, element.text)
            case "mn":
                self._leaf("mn", (), element.text)
            case "mtext":
                self._words(element)
            case "mspace":
                self.parts.append(f"<mspace{_written(element.attributes)}/>")
            case "mtable":
                self._table(element)
            case "menclose":
                self._enclosed(element, script=script)
            case tag if tag in _ROWS:
                if not element.children:
                    self.parts.append(f"<{tag}{_written(element.attributes)}/>")
                    return
                self._begin(tag, element.attributes)
                self.row(element.children, script=script)
                self.parts.append(f"</{tag}>")
            case tag:
                self._scripted(tag, element, told, script=script, edge=edge)

    def _scripted(self, tag: str, element: Element, told: Told, *, script: bool, edge: bool) -> None:
        """Write a fraction, root, scripts or limits, whose children are one element each."""
        self._begin(tag, element.attributes)
        scripts = tag not in {"mfrac", "mroot"}
        beside = tag in _BESIDE
        for index, child in enumerate(element.children):
            if index == 0 and scripts:
                self.element(child, OperatorPlace(told), script=script, edge=edge, beside=beside)
            else:
                self.argument(child, script=script or (index > 0 and tag != "mfrac"), beside=beside)
        self.parts.append(f"</{tag}>")

    def argument(self, element: Element, *, script: bool, beside: bool = False) -> None:
        """Write an element without neighbours, where renderers set no space beside an operator."""
        if element.tag == "mstyle":
            self.row([element], script=script)
        else:
            self.element(element, OperatorPlace(), script=script, beside=beside)

    def _words(self, element: Element) -> None:
        if element.get("tex-tag") == "line":
            self.parts.append('<mspace width="2em"/>')
        style = _WORDS.get(element.get("mathvariant") or "")
        text = element.text
        # Renderers trim spaces at the ends of a token, but not no-break spaces.
        inner = text.strip(" ")
        if inner != text:
            start = len(text) - len(text.lstrip(" "))
            text = "\u00a0" * start + inner + "\u00a0" * (len(text) - start - len(inner) if inner else 0)
        self._leaf("mtext", () if style is None else (("style", style),), text)

    def _table(self, table: Element) -> None:
        small = table.get("tex-fit") == "small"
        script = small or table.get("tex-fit") == "stack"
        if small:
            self.parts.append('<mstyle scriptlevel="1">')
        self._begin("mtable", table_attributes(table))
        for row, styles in zip(table.children, cell_styles(table), strict=True):
            self.parts.append("<mtr>")
            for cell, style in zip(row.children, styles, strict=True):
                self._begin("mtd", tuple(
                    (name, value) for name, value in (*cell.attributes, ("style", style))
                    if value and not name.startswith("tex-")))
                self.row(cell.children, script=script)
                self.parts.append("</mtd>")
            self.parts.append("</mtr>")
        self.parts.append("</mtable></mstyle>" if small else "</mtable>")

    def _enclosed(self, element: Element, *, script: bool) -> None:
        notation = element.get("notation") or ""
        if notation == "box":
            self._begin("mrow", (("style", _BOX),))
            self.row(element.children, script=script)
            self.parts.append("</mrow>")
            return
        lines = [_RISING] if "up" in notation else []
        if "down" in notation:
            lines.append(_FALLING)
        drawn = "background:" + ",".join(line.format(stops=_STOPS) for line in lines)
        self._begin("menclose", (("notation", notation), ("style", drawn)))
        self.row(element.children, script=script)
        self.parts.append("</menclose>")

    def _begin(self, tag: str, attributes: Told) -> None:
        self.parts.append(f"<{tag}{_written(attributes)}>")

    def _leaf(self, tag: str, attributes: Told, text: str) -> None:
        self.parts.append(f"<{tag}{_written(attributes)}>{escape(text, quote=False)}</{tag}>")


def _grows(element: Element) -> bool:
    return element.tag == "mo" and element.get("stretchy") == "true"


def _eighteenths(value: int) -> str:
    return f"{value / 18:.4f}".rstrip("0").rstrip(".") + "em"


def _written(attributes: Told) -> str:
    return "".join([f' {name}="{escape(value)}"' for name, value in attributes if not name.startswith(HINT)])


def _operator(element: Element, told: Told, *, edge: bool, beside: bool) -> Told:
    """The attributes of an operator; `stretchy` is written wherever MathML's default differs."""
    kept = [pair for pair in element.attributes if pair[0] != "stretchy"]
    if element.get("stretchy") == "true":
        if not beside and not (edge and element.text in GROWS_UPRIGHT and element.text not in "↑↓↕⇑⇓⇕"):
            kept += [("stretchy", "true"), ("symmetric", "true")]
        elif beside and element.text not in GROWS_WIDE:
            kept.append(("stretchy", "true"))
    elif element.text in (GROWS_WIDE if beside else GROWS_UPRIGHT):
        kept.append(("stretchy", "false"))
    return (*told, *kept)
