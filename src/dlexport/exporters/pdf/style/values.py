"""The values of a style file: each asked for by its path, with a problem for what is missing, unfit or unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.style.slots import NAMES, Own, Slot
from dlexport.problems import Problem, SourceError, Span
from dlexport.source.yaml_tree import MappingNode, ScalarNode, SequenceNode, kind, parse

if TYPE_CHECKING:
    from dlexport.exporters.pdf.style.slots import Named
    from dlexport.source.yaml_tree import Node
    from dlexport.theme.styles import Styles

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_COMPARE = "compare with the default theme"
_SLOT_NAMES = "in braces may stand book, chapter, question or page: '{page}'"


class Level(NamedTuple):
    """The size of a text and the distance of its lines, in points."""

    size: float
    leading: float


class Values:
    """The values of one file.

    Raises:
        SourceError: it is no YAML.
    """

    def __init__(self, styles: Styles, file: str) -> None:
        document = parse(styles.text(file), f"styles/{file}")
        if document.problems:
            raise SourceError(document.problems, {document.file: document.lines})
        self._document = document
        self._found: dict[str, Node] = {}
        self._problems: list[Problem] = []
        self._asked: set[str] = set()
        if document.root is not None:
            self._collect("", document.root)

    def _collect(self, path: str, node: Node) -> None:
        if isinstance(node, MappingNode):
            for key, value in node.entries:
                self._collect(f"{path}.{key.value}" if path else key.value, value)
        else:
            self._found[path] = node

    def number(self, path: str) -> float:
        """A number above zero; 1 where there is none, as the problem keeps the theme from being used."""
        node = self._ask(path)
        value = _number(node)
        if value is None and node is not None:
            self._complain(path, node, "wants a number above 0")
        return value or 1.0

    def level(self, path: str) -> Level:
        """A size and a leading."""
        node = self._ask(path)
        if isinstance(node, SequenceNode) and len(node.items) == 2:     # noqa: PLR2004 - size and leading
            size, leading = map(_number, node.items)
            if size and leading and leading >= size:
                return Level(size, leading)
        if node is not None:
            self._complain(path, node, "wants a list of size and leading, the leading not below the size")
        return Level(1.0, 1.0)

    def colour(self, path: str) -> str:
        """A colour."""
        node = self._ask(path)
        if isinstance(node, ScalarNode) and _COLOUR.fullmatch(node.value):
            return node.value
        if node is not None:
            self._complain(path, node, "wants a colour like '#0F5C6E', quoted")
        return "#000000"

    def choice(self, path: str, *words: str) -> str:
        """One of the words."""
        node = self._ask(path)
        if isinstance(node, ScalarNode) and node.value in words:
            return node.value
        if node is not None:
            self._complain(path, node, f"wants {' or '.join(f'`{word}`' for word in words)}")
        return words[0]

    def switch(self, path: str) -> bool:
        """On or off."""
        return self.choice(path, "true", "false") == "true"

    def slot(self, path: str) -> Slot:
        """A slot of a head or foot: words, and names in braces; an empty slot for an empty text."""
        node = self._ask(path)
        if node is None:
            return Slot()
        if not isinstance(node, ScalarNode) or "\n" in node.value:
            self._complain(path, node, "wants a text of one line, quoted", _SLOT_NAMES)
            return Slot()
        if kind(node) == "null" or not node.value.strip():
            return Slot()
        text, start = self._document.located(node), 0
        parts: list[Own | Named] = []
        for found in _BRACES.finditer(node.value):
            if before := node.value[start:found.start()]:
                parts.append(Own(before, text))
            name = next((one for one in NAMES if one == found[1]), None)
            if name:
                parts.append(name)
            else:
                what = "has a brace without its partner" if found[1] is None else f"knows no `{found[0]}`"
                self._complain(path, text.span(found.start(), len(found[0])), what, _SLOT_NAMES)
            start = found.end()
        if rest := node.value[start:]:
            parts.append(Own(rest, text))
        return Slot(tuple(parts))

    def leave(self, section: str) -> None:
        """A section that others read."""
        self._asked.update(path for path in self._found if path == section or path.startswith(f"{section}."))

    def finish(self) -> None:
        """All was asked for.

        Raises:
            SourceError: with every problem.
        """
        for path in sorted(self._found.keys() - self._asked):
            self._complain(path, self._found[path], "is not known here")
        if self._problems:
            raise SourceError(self._problems, {self._document.file: self._document.lines})

    def _ask(self, path: str) -> Node | None:
        self._asked.add(path)
        node = self._found.get(path)
        if node is None:
            self._problems.append(Problem("theme-value", f"{self._document.file} lacks `{path}`", hint=_COMPARE))
        return node

    def _complain(self, path: str, place: Node | Span, what: str, hint: str = _COMPARE) -> None:
        span = place if isinstance(place, Span) else self._document.span(place)
        self._problems.append(Problem("theme-value", f"`{path}` {what}", span, hint))


def _number(node: Node | None) -> float | None:
    if not isinstance(node, ScalarNode):
        return None
    try:
        value = float(node.value)
    except ValueError:
        return None
    return value if 0 < value < 10_000 else None      # noqa: PLR2004 - no paper is larger
