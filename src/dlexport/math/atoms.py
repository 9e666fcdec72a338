"""TeX's atom classes and the spaces between them (The TeXbook, chapter 18 and Appendix G, rules 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.symbols import CLASS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.math.tree import Element

ORD: Final = 0
OP: Final = 1
BIN: Final = 2
REL: Final = 3
OPEN: Final = 4
CLOSE: Final = 5
PUNCT: Final = 6
INNER: Final = 7

NAMES: Final = {"ord": ORD, "op": OP, "bin": BIN, "rel": REL, "open": OPEN, "close": CLOSE, "punct": PUNCT,
                "inner": INNER}  # fmt: skip

# Eighteenths of an em, for the class on the left (row) and on the right (column). A negative number stands for
# the same space, left out in script styles. Pairs that rule 5 makes impossible are 0.
SPACES: Final = (
    (0, 3, -4, -5, 0, 0, 0, -3),
    (3, 3, 0, -5, 0, 0, 0, -3),
    (-4, -4, 0, 0, -4, 0, 0, -4),
    (-5, -5, 0, 0, -5, 0, 0, -5),
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 3, -4, -5, 0, 0, 0, -3),
    (-3, -3, 0, -3, -3, -3, -3, -3),
    (-3, 3, -4, -5, -3, 0, -3, -3),
)

_SCRIPTED: Final = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_NO_LEFT_OPERAND: Final = frozenset({BIN, OP, REL, OPEN, PUNCT})
_NO_RIGHT_OPERAND: Final = frozenset({REL, CLOSE, PUNCT})


def class_of(element: Element) -> int | None:
    """The atom class of an element by itself; None for a space, which is no atom."""
    tag = element.tag
    for key, value in element.attributes:
        if key == "tex-class":
            return NAMES[value]
    if tag == "mo":
        return NAMES[CLASS_OF.get(element.text, "ord")]
    if tag in _SCRIPTED:
        return ORD if element.get("accent") or element.get("accentunder") else class_of(element.children[0])
    if tag == "mspace":
        return None
    return ORD


def space(left: int, right: int, *, script: bool) -> int:
    """The space between two neighbouring atoms of these classes, in eighteenths of an em."""
    width = SPACES[left][right]
    if width < 0:
        return 0 if script else -width
    return width


def settled(classes: Iterable[int | None]) -> list[int | None]:
    """The classes of a row after each binary operator without two operands has become ordinary (rules 5 and 6)."""
    result = list(classes)
    if BIN not in result:
        return result
    before: int | None = None  # index of the atom to the left
    for index, kind in enumerate(result):
        if kind is None:
            continue
        left = None if before is None else result[before]
        if kind == BIN and (left is None or left in _NO_LEFT_OPERAND):
            result[index] = ORD
        elif kind in _NO_RIGHT_OPERAND and left == BIN and before is not None:
            result[before] = ORD
        before = index
    if before is not None and result[before] == BIN:
        result[before] = ORD
    return result


def dissolved(children: Sequence[Element]) -> list[Element]:
    """The atoms of a row as spacing sees them: `mstyle` is transparent, as a change of style is in TeX."""
    result: list[Element] = []
    for child in children:
        if child.tag == "mstyle":
            result.extend(dissolved(child.children))
        else:
            result.append(child)
    return result
