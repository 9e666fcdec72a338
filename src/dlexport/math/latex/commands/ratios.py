r"""\frac and its family, \binom, \genfrac, \sqrt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.commands.delimiters import DELIMITERS
from dlexport.math.latex.fractions import binomial, fenced, fraction, in_style, stack
from dlexport.math.latex.leaves import mrow
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader


def _two(reader: Reader, build: Callable[[Element, Element], Element]) -> Element:
    start = reader.at - 1
    top = reader.argument("the upper part", start)
    return build(top, reader.argument("the lower part", start))


def _continued(reader: Reader) -> Element:
    r"""\cfrac keeps display size at every level; the alignment in brackets is TeX's [l] or [r]."""
    attributes: tuple[tuple[str, str], ...] = ()
    if reader.peek() == "[":
        start = reader.at
        side = reader.words("l or r", "[", "]")
        if side not in {"l", "c", "r"}:
            reader.fail(f"\\cfrac[{side}] is not known", "the numerator sits at l, c or r", at=start)
        if side != "c":
            attributes = (("numalign", {"l": "left", "r": "right"}[side]),)
    big = _two(reader, lambda top, bottom: Element(
        "mfrac", (in_style(top, display=True), in_style(bottom, display=True)), "", attributes))  # fmt: skip
    return in_style(big, display=True)


_GENERAL_STYLES: Final = {
    "0": (("displaystyle", "true"), ("scriptlevel", "0")), "1": (("displaystyle", "false"), ("scriptlevel", "0")),
    "2": (("displaystyle", "false"), ("scriptlevel", "1")), "3": (("displaystyle", "false"), ("scriptlevel", "2")),
}  # fmt: skip


def _general(reader: Reader) -> Element:
    r"""The \genfrac of amsmath: delimiters, thickness of the bar (0pt for none, else its own), style, two parts."""
    start = reader.at - 1
    fences = [reader.words("a delimiter") if reader.peek() == "{" else reader.raw() for _ in range(2)]
    if strange := [sign for sign in fences if sign and sign not in DELIMITERS]:
        reader.fail(f"{strange[0]} is no delimiter", r"write \genfrac(){0pt}{}{…}{…}, or {} for no delimiter", at=start)
    bar = reader.words("the thickness of the bar")
    if bar not in {"", "0pt", "0em"}:
        reader.fail(f"a bar of {bar!r}", "write 0pt for no bar, or nothing for the usual one", at=start)
    style = reader.words("the style")
    if style and style not in _GENERAL_STYLES:
        reader.fail(f"the style {style!r} is not known", "write 0, 1, 2, 3 or nothing", at=start)
    whole = _two(reader, stack if bar else fraction)
    if any(fences):
        whole = fenced(DELIMITERS[fences[0] or "."], whole, DELIMITERS[fences[1] or "."], None)
    return mrow([Element("mstyle", (whole,), "", _GENERAL_STYLES[style])]) if style else whole


def _root(reader: Reader) -> Element:
    start = reader.at - 1
    degree = reader.optional()
    inner = reader.argument("what is under the root", start)
    if degree is not None:
        return Element("mroot", (inner, degree))
    return Element("msqrt", inner.children if inner.tag == "mrow" and not inner.attributes else (inner,))


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    "frac": lambda reader: _two(reader, fraction),
    "dfrac": lambda reader: in_style(_two(reader, fraction), display=True),
    "tfrac": lambda reader: in_style(_two(reader, fraction), display=False),
    "cfrac": _continued,
    "binom": lambda reader: _two(reader, binomial),
    "dbinom": lambda reader: in_style(_two(reader, binomial), display=True),
    "tbinom": lambda reader: in_style(_two(reader, binomial), display=False),
    "genfrac": _general,
    "sqrt": _root,
}
