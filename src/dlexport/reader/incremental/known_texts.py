"""Cache of rich text, keyed by what was typed. Only texts without a problem are kept; nodes have no places."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache, partial
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

Grammar: TypeAlias = Literal["blocks", "asked", "inline"]
"""The kind of a field: blocks of Markdown, blocks with gaps (a prompt), or the inlines of one paragraph."""

_GRAMMARS: Final[Mapping[str, Grammar]] = {
    "prompt": "asked", "answer": "blocks", "analysis": "blocks", "body": "blocks", "text": "inline",
    "why": "blocks", "hint": "blocks"}

NODES: Final = classes(richtext, tree)
"""The classes that nodes are pickled as: no other may come out of the cache."""


class KnownTexts:
    """The nodes of texts that are in the cache.

    Args:
        cache: where they are kept; None keeps and finds nothing.

    Attributes:
        macros: the bank's; they are part of each key, as formulas depend on them.
    """

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache if cache and cache.keeps else None
        self.macros = NONE
        self._found: dict[bytes, bytes] = {}
        self._keys: dict[tuple[Grammar, str], bytes] = {}

    def expect(self, node: Node) -> None:
        """Look up every rich text within a node, in one query."""
        if self._cache:
            own = [part for entry in self.macros.entries for part in entry]
            self._keys = {text: self._cache.key("rich text", *text, *own) for text in _texts(node)}
            self._found = dict(self._cache.get_all(self._keys.values()))

    def blocks(self, text: str, grammar: Grammar = "blocks") -> Callable[[], tuple[Block, ...]] | None:
        """A function that loads the nodes of a field of blocks, if they are known; else None."""
        data = self._data(grammar, text)
        return None if data is None else partial(nodes, data)

    def inlines(self, text: str) -> tuple[Inline, ...] | None:
        """The nodes of a field of one paragraph; None if they are not in the cache."""
        data = self._data("inline", text)
        return None if data is None else nodes(data)

    def keep(self, grammar: Grammar, text: str, found: tuple[Block, ...] | tuple[Inline, ...]) -> None:
        """Put the nodes of a text into the cache. The text must have no problem."""
        if self._cache and (key := self._keys.get((grammar, text))):
            data = self._found[key] = pickled(found)
            self._cache.put(key, data)

    def packed(self, text: RichText) -> bytes:
        """The nodes of a field of blocks as they are kept."""
        value = text.source.value
        return ("[[" not in value and (self._data("blocks", value) or self._data("asked", value))) or \
            pickled(text.blocks)

    def _data(self, grammar: Grammar, text: str) -> bytes | None:
        return self._found.get(self._keys.get((grammar, text), b""))


def pickled(found: tuple[Block, ...] | tuple[Inline, ...]) -> bytes:
    """Nodes as bytes, which `nodes` reads."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = SHORT
    pickler.dump(found)
    return buffer.getvalue()


def nodes(data: bytes) -> Any:  # noqa: ANN401 - blocks or inlines, as they were given
    """The nodes that `pickled` wrote.

    Raises:
        SourceError: `pickled` cannot have written these bytes.
    """
    try:
        return DataUnpickler(data, NODES).load()
    except DAMAGE as error:
        raise foreign() from error


def foreign() -> SourceError:
    """The error for a cache entry that this program cannot have written."""
    return SourceError([Problem("cache-foreign", "the cache holds what this program did not put there",
                                hint=f"delete the folder {folder()}, or do without it: --no-cache")])


class Short(dict[type, Any]):
    """Pickling of a node as its class and fields: five times as fast as what frozen dataclasses do by themselves."""

    def __missing__(self, kind: type) -> Any:  # noqa: ANN401 - a function of any node
        reduce = self[kind] = _reducer(kind)
        return reduce


@cache
def _reducer(kind: type) -> Any:  # noqa: ANN401 - a function of any node
    if not is_dataclass(kind):
        raise KeyError(kind)
    names = [one.name for one in fields(kind) if one.init]
    return lambda node: (kind, tuple([getattr(node, name) for name in names]))


SHORT: Final = Short()


def _texts(node: Node) -> Iterator[tuple[Grammar, str]]:
    """Every rich text within a node."""
    stack = [node]
    while stack:
        match stack.pop():
            case MappingNode(entries):
                for key, value in entries:
                    grammar = _GRAMMARS.get(key.value)
                    if key.value == "choices" and isinstance(value, SequenceNode):
                        yield from _choices(value.items)
                    if grammar and isinstance(value, ScalarNode):
                        yield grammar, value.value
                    else:
                        stack.append(value)
            case SequenceNode(items):
                stack += items
            case _:
                pass


def _choices(items: Iterable[Node]) -> Iterator[tuple[Grammar, str]]:
    """The texts of options, which are blocks."""
    for item in items:
        if isinstance(item, MappingNode):
            yield from (("blocks", value.value) for key, value in item.entries
                        if key.value == "text" and isinstance(value, ScalarNode))
