"""Selectors of a drawing's style sheet: by name, id, class and attribute, with descendants and children.

A selector that depends on the reader (`:hover`) never matches; rules with one that counts siblings are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tinycss2.ast import Node

    from dlexport.pictures.svg.tree import Element

_TESTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
    "|=": lambda value, wanted: value == wanted or value.startswith(wanted + "-"),
}
Weight: TypeAlias = tuple[int, int, int]
"""Specificity: numbers of ids, of classes and attributes, of names (Selectors Level 3, section 9)."""


class UnknownSelectorError(Exception):
    """The selector is not supported; the message is its unsupported part."""


@dataclass(slots=True)
class Compound:
    """Conditions on one element; `direct` if the compound before must match its parent, not any ancestor."""

    name: str = ""
    ident: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    root: bool = False
    never: bool = False
    direct: bool = False

    def fits(self, element: Element, depth: int) -> bool:
        """Whether an element that is `depth` levels below the root matches."""
        attributes = element.attributes
        return (not self.never and (not self.name or element.name.rpartition(":")[2] == self.name)
                and (not self.ident or attributes.get("id") == self.ident)
                and (not self.root or not depth)
                and (not self.classes or set(self.classes) <= set(attributes.get("class", "").split()))
                and all(name in attributes and (not test or _TESTS[test](attributes[name], wanted))
                        for name, test, wanted in self.attributes))


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector: its compounds from the outermost to that of the element itself, and its specificity."""

    compounds: tuple[Compound, ...]
    weight: Weight

    def fits(self, element: Element, around: Sequence[Element]) -> bool:
        """Whether an element matches; `around` are its ancestors from the root on."""
        *outer, last = self.compounds
        if not last.fits(element, len(around)):
            return False
        direct, level = last.direct, len(around) - 1
        for compound in reversed(outer):
            while level >= 0 and not compound.fits(around[level], level):
                if direct:
                    return False
                level -= 1
            if level < 0:
                return False
            direct, level = compound.direct, level - 1
        return True


def written(nodes: Sequence[Node]) -> str:
    """Nodes as CSS; empty where they nest so deeply that tinycss2, which is recursive, cannot write them."""
    try:
        return str(tinycss2.serialize(nodes)).strip()
    except RecursionError:
        return ""


def selectors(prelude: Sequence[Node]) -> list[Selector]:
    """The selectors in the prelude of a rule.

    Raises:
        UnknownSelectorError: one of them is not supported.
    """
    groups: list[list[Node]] = [[]]
    for part in prelude:
        if part == ",":
            groups.append([])
        elif part.type != "comment":
            groups[-1].append(part)
    return [_selector(group) for group in groups]


def _selector(tokens: Sequence[Node]) -> Selector:
    compounds = [Compound()]
    fresh = True        # the last compound is still empty
    parts = iter(tokens)
    for part in parts:
        if part.type == "whitespace" or part == ">":
            if not fresh:
                compounds.append(Compound())
                fresh = True
            if part == ">":
                compounds[-1].direct = True
            continue
        fresh = False
        _add(compounds[-1], part, parts)
    if fresh:
        compounds.pop()
    if not compounds:
        raise UnknownSelectorError("")
    weight = (sum(bool(one.ident) for one in compounds),
              sum(len(one.classes) + len(one.attributes) + one.root for one in compounds),
              sum(bool(one.name) for one in compounds))
    return Selector(tuple(compounds), weight)


def _add(compound: Compound, part: Node, rest: Iterator[Node]) -> None:
    if part.type == "ident":
        compound.name = part.value
    elif part.type == "hash":
        compound.ident = part.value
    elif part == ".":
        compound.classes = (*compound.classes, _name(rest))
    elif part == ":":
        _state(compound, _name(rest))
    elif part.type == "[] block":
        compound.attributes = (*compound.attributes, _attribute(part.content))
    elif part != "*":
        raise UnknownSelectorError(written([part]))


def _name(rest: Iterator[Node]) -> str:
    part = next(rest, None)
    if part is None or part.type != "ident":
        raise UnknownSelectorError(written([part]) if part is not None else "")
    return str(part.value)


def _state(compound: Compound, name: str) -> None:
    if name == "root":
        compound.root = True
    elif name in {"hover", "active", "focus", "visited", "target"}:
        compound.never = True
    elif name != "link":
        raise UnknownSelectorError(":" + name)


def _attribute(tokens: Sequence[Node]) -> tuple[str, str, str]:
    parts = [one for one in tokens if one.type not in {"whitespace", "comment"}]
    if len(parts) == 1 and parts[0].type == "ident":
        return parts[0].value, "", ""
    if len(parts) == 3 and parts[0].type == "ident" and parts[1].type == "literal" and parts[1].value in _TESTS \
            and parts[2].type in {"ident", "string"}:       # noqa: PLR2004 - name, test, value
        return parts[0].value, parts[1].value, parts[2].value
    raise UnknownSelectorError("[…]")
