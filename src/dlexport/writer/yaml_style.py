"""The style of a bank's YAML, and the one door to ruamel.yaml, which keeps comments.

Mappings stand in blocks of two spaces, items of lists two further in. A text of several lines is a literal block, one
of a line is plain where any YAML reads it as a string, else quoted.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    PlainScalarString,
    SingleQuotedScalarString,
)

from dlexport.source.located import ScalarNode
from dlexport.source.yaml_tree import kind

if TYPE_CHECKING:
    from collections.abc import Iterable

Tree: TypeAlias = Any
"""A document as ruamel.yaml reads it: mappings, lists and scalars that keep comments and positions."""

_WIDE: Final = 10**9  # no line is folded: a fold is a change that nobody made
_UNSAFE: Final = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]|\t|\r|[ \t]\n|\A\s*\n")
_SPECIAL: Final = re.compile(
    r"""\A(?:[-?:](?:\s|\Z)|[\s,\[\]{}#&*!|>'"%@`<=~.-])|\s\Z|:(?:\s|\Z)|\s\#|[\[\]{}],""", re.VERBOSE
)


class UnreadableError(ValueError):
    """The text is no YAML; the message says where."""


def load(text: str) -> Tree:
    """The tree of a YAML text, with its comments.

    Raises:
        UnreadableError: it is none.
    """
    try:
        return _yaml().load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error).replace("\n", " ")) from error


def dump(tree: Tree) -> str:
    """The text of a tree."""
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return stream.getvalue()


def mapping(entries: Iterable[tuple[str, Tree]]) -> CommentedMap:
    """A mapping of those entries that hold something."""
    made = CommentedMap()
    for key, value in entries:
        if value not in (None, "", [], ()):
            made[key] = value
    return made


def listed(items: Iterable[Tree]) -> CommentedSeq:
    """A list, one item below the other."""
    return CommentedSeq(items)


def in_a_row(items: Iterable[str]) -> CommentedSeq:
    """A list on one line: `[cnn, optimisation]`."""
    made = CommentedSeq(map(line, items))
    made.fa.set_flow_style()
    return made


def block(text: str) -> str:
    """A field of Markdown as a scalar: what has several lines stands in a literal block."""
    text = "\n".join(row.rstrip(" \t") for row in text.split("\n")).strip("\n")
    if "\n" in text and not _UNSAFE.search(text):
        return cast("str", LiteralScalarString(text + "\n"))
    return line(text)


def line(text: str) -> str:
    """A text of one line as a scalar: plain, or quoted where YAML would take it for something else."""
    if "\n" in text or _UNSAFE.search(text):
        return cast("str", DoubleQuotedScalarString(text))
    if kind(ScalarNode(text, 1, 1, "", cut=False)) != "str" or _SPECIAL.search(text) or not text:
        return cast("str", SingleQuotedScalarString(text))
    return text


def restyled(tree: Tree) -> Tree:
    """The tree, its texts in their form; it is changed. What stands plain stays plain, and what has a name keeps it."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            tree[key] = restyled(value)
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            tree[place] = restyled(value)
    elif isinstance(tree, str) and type(tree) is not str and not tree.anchor.value:     # type: ignore[attr-defined]
        text = str(tree)
        if "\n" not in text:
            made = line(text)
            return PlainScalarString(made) if type(made) is str else made   # a bare one would take the old one's quotes
        if not _UNSAFE.search(text) and text.strip("\n"):
            literal = LiteralScalarString(text)
            if hasattr(tree, "comment"):
                literal.comment = tree.comment
            return literal
    return tree


def plain_value(tree: Tree) -> Any:  # noqa: ANN401 - what YAML holds
    """The tree without comments and places: dictionaries, lists, strings, numbers."""
    if isinstance(tree, dict):
        return {str(key): plain_value(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain_value(value) for value in tree]
    return str(tree) if isinstance(tree, str) else tree


def same(one: Tree, other: Tree) -> bool:
    """Whether two trees say the same; line ends behind a text say nothing."""
    return bool(_said(plain_value(one)) == _said(plain_value(other)))


def _said(value: Any) -> Any:  # noqa: ANN401 - what YAML holds
    match value:
        case str():
            return value.strip()
        case dict():
            return {key: _said(one) for key, one in value.items()}
        case list():
            return [_said(one) for one in value]
        case _:
            return value


def _yaml() -> YAML:
    made = YAML()
    made.preserve_quotes = True
    made.allow_unicode = True
    made.width = _WIDE
    made.indent(mapping=2, sequence=4, offset=2)
    return made
