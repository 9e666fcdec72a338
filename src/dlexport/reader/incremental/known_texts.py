"""Rich text that was read before: a text without a problem gives the same nodes wherever it stands."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from dlexport.cache import folder
from dlexport.math import tree
from dlexport.math.rewriting.macros import NONE
from dlexport.problems import Problem, SourceError
from dlexport.richtext import nodes as richtext
from dlexport.source.yaml_tree import MappingNode, ScalarNode, SequenceNode
from dlexport.unpickling import DAMAGE, DataUnpickler, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dlexport.cache import Cache
    from dlexport.richtext.nodes import Block, Inline, RichText
    from dlexport.source.yaml_tree import Node

Sort: TypeAlias = Literal["blocks", "asked", "inline"]

_SORTS: Final[Mapping[str, Sort]] = {
    "prompt": "asked", "answer": "blocks", "analysis": "blocks", "body": "blocks", "text": "inline",
    "why": "blocks", "hint": "blocks"}

NODES: Final = classes(richtext, tree)
"""What the nodes of a text are made of."""


class Remembered:
    """The nodes of texts, by what was typed; the places in the file are not theirs.

    Args:
        cache: where they are; None remembers nothing.

    Attributes:
        macros: of the bank, which its formulas follow from too.
    """

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache if cache and cache.keeps else None
        self.macros = NONE
        self._found: dict[bytes, bytes] = {}
        self._keys: dict[tuple[Sort, str], bytes] = {}

    def expect(self, node: Node) -> None:
        """Look up all texts of a part of the file at once."""
        if self._cache:
            own = [part for entry in self.macros.entries for part in entry]
            self._keys = {text: self._cache.key("rich text", *text, *own) for text in _texts(node)}
            self._found = dict(self._cache.get_all(self._keys.values()))

    def blocks(self, text: str, sort: Sort = "blocks") -> Callable[[], tuple[Block, ...]] | None:
        """How to get at the nodes of a field of blocks, if they are known."""
        data = self._data(sort, text)
        return None if data is None else partial(nodes, data)

    def inlines(self, text: str) -> tuple[Inline, ...] | None:
        """The nodes of a field of one paragraph, if they are known."""
        data = self._data("inline", text)
        return None if data is None else nodes(data)

    def keep(self, sort: Sort, text: str, found: tuple[Block, ...] | tuple[Inline, ...]) -> None:
        """Remember the nodes of a text that has no problem."""
        if self._cache and (key := self._keys.get((sort, text))):
            data = self._found[key] = pickled(found)
            self._cache.put(key, data)

    def packed(self, text: RichText) -> bytes:
        """The nodes of a field of blocks as they are kept."""
        value = text.source.value
        return ("[[" not in value and (self._data("blocks", value) or self._data("asked", value))) or \
            pickled(text.blocks)

    def _data(self, sort: Sort, text: str) -> bytes | None:
        return self._found.get(self._keys.get((sort, text), b""))


def pickled(found: tuple[Block, ...] | tuple[Inline, ...]) -> bytes:
    """Nodes as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = SHORT
    pickler.dump(found)
    return buffer.getvalue()


def nodes(data: bytes) -> Any:  # noqa: ANN401 - of the sort that was kept
    """The nodes again.

    Raises:
        SourceError: what was kept is not what this program keeps.
    """
    try:
        return DataUnpickler(data, NODES).load()
    except DAMAGE as error:
        raise foreign() from error


def foreign() -> SourceError:
    """What to say of an entry that this program cannot have kept."""
    return SourceError([Problem("cache-foreign", "the cache holds what this program did not put there",
                                hint=f"delete the folder {folder()}, or do without it: --no-cache")])


class _Short(dict[type, Any]):
    """How to pickle a node: its class and fields. What frozen dataclasses do by themselves takes five times as long."""

    def __missing__(self, kind: type) -> Any:  # noqa: ANN401 - a function of any node
        if not is_dataclass(kind):
            raise KeyError(kind)
        names = [one.name for one in fields(kind)]
        reduce = self[kind] = lambda node: (kind, tuple([getattr(node, name) for name in names]))
        return reduce


SHORT: Final = _Short()


def _texts(node: Node) -> Iterator[tuple[Sort, str]]:
    """Every rich text within a node."""
    stack = [node]
    while stack:
        match stack.pop():
            case MappingNode(entries):
                for key, value in entries:
                    sort = _SORTS.get(key.value)
                    if key.value == "choices" and isinstance(value, SequenceNode):
                        yield from _choices(value.items)
                    if sort and isinstance(value, ScalarNode):
                        yield sort, value.value
                    else:
                        stack.append(value)
            case SequenceNode(items):
                stack += items
            case _:
                pass


def _choices(items: Iterable[Node]) -> Iterator[tuple[Sort, str]]:
    """The texts of options, which are blocks."""
    for item in items:
        if isinstance(item, MappingNode):
            yield from (("blocks", value.value) for key, value in item.entries
                        if key.value == "text" and isinstance(value, ScalarNode))
