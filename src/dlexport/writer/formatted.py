"""A bank's YAML in one form: indents, quotes, blocks, the order of keys. No meaning and no comment changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.source.located import MappingNode, ScalarNode, SequenceNode
from dlexport.source.yaml_tree import kind, parse
from dlexport.writer.yaml_style import UnreadableError, dump, load, restyled

if TYPE_CHECKING:
    from dlexport.source.located import Node
    from dlexport.writer.yaml_style import Tree

_QUESTION: Final = (
    "id", "topic", "title", "summary", "difficulty", "tags", "source", "points", "time", "lines", "cards", "prompt",
    "choices", "shuffle", "fixed", "true_false", "parts", "answer", "sections", "analysis", "hint", "keypoints",
    "references", "renamed_from",
)
_ORDERS: Final = {
    "file": ("format", "bank", "outputs", "topics", "questions"),
    "bank": ("id", "title", "subtitle", "language", "authors", "version", "license", "description", "url", "numbering",
             "macros", "labels"),
    "topics": ("id", "title"),
    "questions": _QUESTION,
    "parts": _QUESTION,
    "choices": ("id", "text", "correct", "why"),
    "sections": ("title", "body"),
    "keypoints": ("id", "text", "renamed_from"),
    "references": ("title", "authors", "year", "venue", "doi", "arxiv", "url"),
}
"""The keys of each kind of mapping, in the order in which the format describes them, by the key they stand under."""


def formatted(text: str) -> str:
    """The text in its form; formatted again, it stays.

    Keys of a mapping that holds a comment keep their order, since nobody but its author knows which it is about.

    Raises:
        UnreadableError: it is no YAML, or would say something else.
    """
    tree = load(text)
    _ordered(tree, "file")
    made = dump(restyled(tree))
    if _said(text) != _said(made):
        raise UnreadableError("formatted, it would say something else")
    return made


def _ordered(tree: Tree, name: str) -> None:
    if isinstance(tree, list):
        for item in tree:
            _ordered(item, name)
    if not isinstance(tree, dict):
        return
    order = _ORDERS.get(name, ())
    keys = [str(key) for key in tree]
    wanted = sorted(keys, key=lambda key: order.index(key) if key in order else len(order))
    if keys != wanted and not _commented(tree) and set(keys) == set(tree):
        entries = {key: tree[key] for key in wanted}
        tree.clear()
        tree.update(entries)
    for key, value in tree.items():
        _ordered(value, str(key))


def _commented(tree: Tree) -> bool:
    """Whether a comment, or an empty line, stands anywhere in it."""
    if not isinstance(tree, (dict, list)):
        return bool(getattr(tree, "comment", None))
    notes: Tree = tree.ca    # type: ignore[union-attr]
    if notes.comment or notes.items or notes.end:
        return True
    return any(_commented(value) for value in (tree.values() if isinstance(tree, dict) else tree))


def _said(text: str) -> object:
    """The meaning of a document in YAML 1.1: values with their types, mappings without their order."""
    document = parse(text, "")
    return None if document.root is None else _value(document.root)


def _value(node: Node) -> object:
    match node:
        case ScalarNode():
            sort = kind(node)
            return sort, "" if sort == "null" else node.value
        case SequenceNode():
            return tuple(_value(item) for item in node.items)
        case MappingNode():
            return frozenset((key.value, _value(value)) for key, value in node.entries)
