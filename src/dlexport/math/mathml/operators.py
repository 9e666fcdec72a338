"""Spacing of a row's operators as MathML attributes.

TeX spaces pairs of atoms, MathML spaces single operators. The space that TeX sets between two neighbours is compared
with a renderer's default, and is written as attributes only if the two differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import BIN, CLOSE, OPEN, ORD, PUNCT, REL, class_of, settled, space
from dlexport.math.mathml.dictionary import natural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.math.tree import Element

_EMBELLISHED: Final = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_NOT_APPLIED: Final = frozenset({None, BIN, REL, CLOSE, PUNCT})

Told = tuple[tuple[str, str], ...]
"""Attributes that an operator needs besides its own."""


@dataclass(frozen=True, slots=True)
class OperatorPlace:
    """Spacing of one child of a row.

    Attributes:
        told: attributes for its operator.
        gap: space after it that no operator can carry, in eighteenths of an em.
        applied: whether it is a function followed by its argument.
    """

    told: Told = ()
    gap: int = 0
    applied: bool = False


def core(element: Element) -> Element | None:
    """The operator that an element is, or whose scripts it adds (an embellished operator, MathML Core 3.2.4.1)."""
    while element.tag in _EMBELLISHED:
        element = element.children[0]
    return element if element.tag == "mo" else None


def _is_function(element: Element) -> bool:
    while element.tag in _EMBELLISHED and element.get("tex-class") is None:
        element = element.children[0]
    return element.tag == "mi" and element.get("tex-class") == "op"


def places(children: Sequence[Element], *, script: bool, alone: bool) -> list[OperatorPlace]:
    """The spacing of each atom of a row.

    Args:
        children: the atoms.
        script: whether the row is in script size, where some spaces are left out.
        alone: whether they are all children of one element: only then their position decides the operators' form.
    """
    classes = settled(map(class_of, children))
    cores = [core(child) for child in children]
    last = len(children) - 1
    defaults: list[tuple[int, int] | None] = []
    for index, operator in enumerate(cores):
        form = "prefix" if index == 0 < last else "postfix" if index == last > 0 else "infix"
        defaults.append((0, 0) if operator is None else natural(operator.text, form) if alone else None)
    before, after, gaps = [0] * (last + 1), [0] * (last + 1), [0] * (last + 1)
    previous, left = -1, ORD
    for index, kind in enumerate(classes):
        if kind is None:
            continue
        if previous >= 0:
            wanted = space(left, kind, script=script)
            pair = (cores[previous] is not None, cores[index] is not None)
            shares = _share(wanted, defaults[previous], defaults[index], pair)
            after[previous], gaps[previous], before[index] = shares
        previous, left = index, kind
    found = []
    follower: int | None = None
    for index in range(last, -1, -1):
        operator, kind = cores[index], classes[index]
        told = () if operator is None else _told(operator.text, kind, (before[index], after[index]), defaults[index])
        found.append(OperatorPlace(told, gaps[index], follower not in _NOT_APPLIED and _is_function(children[index])))
        follower = follower if kind is None else kind
    return found[::-1]


def _share(
    wanted: int, first: tuple[int, int] | None, second: tuple[int, int] | None, operators: tuple[bool, bool]
) -> tuple[int, int, int]:
    """A space divided into parts: after the first atom if it is an operator, by itself, before the second."""
    first_is, second_is = operators
    default = 0 if first is None else first[1]
    if second_is and first_is:
        ahead = 0 if second is None else second[0]
        if first is not None and second is not None and default + ahead == wanted:
            return default, 0, ahead
        if first is not None and default <= wanted:
            return default, 0, wanted - default
        return (wanted - ahead, 0, ahead) if ahead <= wanted else (0, 0, wanted)
    if second_is:
        return 0, 0, wanted
    return (wanted, 0, 0) if first_is else (0, wanted, 0)


def _told(text: str, kind: int | None, spaces: tuple[int, int], default: tuple[int, int] | None) -> Told:
    if spaces == default:
        return ()
    form = {OPEN: "prefix", CLOSE: "postfix", ORD: "prefix"}.get(ORD if kind is None else kind)
    if form is not None and (kind != ORD or text in "+−±∓") and spaces == natural(text, form):
        return (("form", form),)
    return tuple(
        (name, f"{value / 18:.4f}".rstrip("0").rstrip(".") + "em")
        for name, value, usual in zip(("lspace", "rspace"), spaces, default or (None, None), strict=True)
        if value != usual
    )
