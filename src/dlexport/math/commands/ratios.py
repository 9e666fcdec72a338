r"""\frac and its family, \binom, \sqrt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.fractions import binomial, fraction, in_style
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.reader import Reader


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
    "sqrt": _root,
}
