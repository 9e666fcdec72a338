"""YAML events -> a located tree, with limits. The only importer of yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NoReturn, Protocol, TypeAlias

import yaml

from dlexport.problems import Problem, Span
from dlexport.source.located import Document, Located, MappingNode, Node, ScalarNode, SequenceNode
from dlexport.source.positions import Place, ScalarLines, Style
from dlexport.source.syntax_hints import explain_syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Kind", "Located", "MappingNode", "Node", "ScalarNode", "SequenceNode", "Style",
           "kind", "parse"]

DEPTH_LIMIT: Final = 64
NODE_LIMIT: Final = 2_000_000           # ten thousand questions have half a million
ALIAS_LIMIT: Final = 100_000            # nodes that all aliases together may stand for
ALIAS_TEXT_LIMIT: Final = 1_000_000     # code points of all texts that aliases stand for, each time they are used
SCALAR_LIMIT: Final = 1_000_000         # code points

Kind: TypeAlias = Literal["str", "bool", "int", "float", "null", "timestamp", "merge", "value"]

_STARTS: Final = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_BLANK: Final = frozenset(" \t")
_COMMENT: Final = re.compile("[ \t]+#")
_ANCHOR: Final = re.compile(r"&[\w-]+(?:\s+(?:#[^\r\n]*)?)*")     # up to the scalar it names


def kind(node: ScalarNode) -> Kind:
    """The type of a scalar in YAML 1.1: `yes` is a bool, `1706.03760` a float, `2016-01-01` a timestamp."""
    if node.style:
        return "str"
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(node.value[:1], ()):
        if pattern.match(node.value):
            name: Kind = tag.rpartition(":")[2]
            return name
    return "str"


def parse(text: str, file: str) -> Document:
    """The tree of a YAML text."""
    lines = ScalarLines(text)
    builder = _Builder(text, file)
    try:
        root = builder.document()
    except _StopError as stop:
        return Document(file, lines, None, (*builder.problems, stop.problem))
    except yaml.reader.ReaderError as error:        # of a theme: a bank is looked through before
        before = ScalarLines(text[:error.position])
        found = Span(file, len(before), len(before[-1]) + 1)
        return Document(file, lines, None, (*builder.problems, Problem(
            "yaml-syntax", "a character that may not stand in YAML", found, "it is invisible; delete it")))
    except yaml.MarkedYAMLError as error:
        return Document(file, lines, None, (*builder.problems, _syntax_problem(error, file, lines)))
    return Document(file, lines, root, tuple(builder.problems), builder.anchored)


class _Mark(Protocol):
    """A place as the parser counts it: from 0, in code points."""

    index: int
    line: int
    column: int


class _Event(Protocol):
    """The attributes used of the parser's events; the library's types call marks optional, which they never are."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str
    tag: str | None
    value: str
    style: Style | None


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, code: str, message: str, span: Span, hint: str) -> None:
        self.problem = Problem(code, message, span, hint)
        super().__init__(message)


class _Open(NamedTuple):
    """A collection whose end has not come yet; a mapping's keys and values alternate in `nodes`."""

    mapping: bool
    nodes: list[Node]
    line: int
    column: int
    anchor: str | None
    first: int      # how many nodes there were before it
    before: int     # how many code points


class _Builder:
    """Puts a document together from its events, without recursion.

    `compose()` of libyaml recurses in C: deep nesting ends the process there.
    """

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._file = file
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}     # None while the node is open
        self._count = 0
        self._size = 0
        self._expanded = self._copied = 0

    @property
    def anchored(self) -> bool:
        """Whether a node of the text had an anchor."""
        return bool(self._anchors)

    def document(self) -> Node:
        """The root of the one document in the text."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self._text)
        try:
            return self._document(iter(loader.get_event, None))     # what yaml.parse does, twice as fast
        finally:
            loader.dispose()

    def _document(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        for event in events:
            sort = type(event)
            if sort is yaml.DocumentStartEvent:
                if root is not None:
                    self._stop(event, "yaml-documents", "a second document begins here",
                               "a bank is one YAML document: delete the line `---`")
                if event.tags:
                    self._stop(event, "yaml-tag", "a %TAG directive", "delete it: a bank needs no tags")
                root = self._node(events)
        if root is None:
            raise _StopError("empty-file", f"{self._file} holds only comments", Span(self._file, 1, 1),
                             "a bank begins with the line `format: 1`")
        return root

    def _node(self, events: Iterator[Any]) -> Node:
        """The next whole node of the events."""
        stack: list[_Open] = []
        top: _Open | None = None
        is_scalar, scalar = yaml.ScalarEvent, self._scalar      # local names: half a million turns
        for event in events:
            sort = type(event)
            if sort is is_scalar:
                node: Node = scalar(event)
            elif sort in _STARTS:
                self._no_key(event, top)
                top = self._begin(event, len(stack))
                stack.append(top)
                continue
            elif sort is yaml.AliasEvent:
                node = self._alias(event)
                if not isinstance(node, ScalarNode):
                    self._no_key(event, top)
            else:
                node = self._end(stack.pop())
                top = stack[-1] if stack else None
            if top is None:
                return node
            top.nodes.append(node)
        raise AssertionError     # pragma: no cover - the parser balances its events

    def _scalar(self, event: _Event) -> ScalarNode:
        mark = event.start_mark
        value, style = event.value, event.style or ""
        if event.tag is not None:
            self._refuse_tag(event)
        if len(value) > SCALAR_LIMIT:
            self._stop(event, "scalar-limit",
                       f"a text of {len(value):,} characters; at most {SCALAR_LIMIT:,} are taken",
                       "divide it into several questions or sections")
        self._size += len(value)
        self._count += 1
        if self._count > NODE_LIMIT:
            self._too_many(event)
        cut = False
        if not style:
            after = event.end_mark.index
            # the comparison spares the pattern nearly always
            cut = self._text[after:after + 1] in _BLANK and _COMMENT.match(self._text, after) is not None
        # what ScalarNode(…) does, without its Python frame
        node = tuple.__new__(ScalarNode, (value, mark.line + 1, mark.column + 1, style, cut))
        if event.anchor is not None:
            if value or style:
                line, column = self._behind_anchor(mark)
                node = node._replace(line=line, column=column)
            self._anchors[event.anchor] = node, 1, len(value)
        return node

    def _behind_anchor(self, mark: _Mark) -> Place:
        """The position of a scalar after its anchor; the parser gives that of the anchor."""
        match = _ANCHOR.match(self._text, mark.index)
        skipped = ScalarLines(match[0] if match else "")
        column = len(skipped[-1]) + 1
        return mark.line + len(skipped), column if len(skipped) > 1 else mark.column + column

    def _begin(self, event: _Event, depth: int) -> _Open:
        if depth >= DEPTH_LIMIT:
            self._stop(event, "depth-limit", f"nested more than {DEPTH_LIMIT} deep",
                       "a bank needs at most seven levels")
        if event.tag is not None:
            self._refuse_tag(event)
        self._count += 1
        if self._count > NODE_LIMIT:
            self._too_many(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        mark = event.start_mark
        mapping = isinstance(event, yaml.MappingStartEvent)
        return _Open(mapping, [], mark.line + 1, mark.column + 1, event.anchor, self._count, self._size)

    def _end(self, done: _Open) -> Node:
        node: Node
        if done.mapping:
            node = MappingNode(self._entries(done.nodes), done.line, done.column)
        else:
            node = SequenceNode(tuple(done.nodes), done.line, done.column)
        if done.anchor is not None:
            self._anchors[done.anchor] = node, self._count - done.first + 1, self._size - done.before
        return node

    def _entries(self, nodes: list[Node]) -> tuple[tuple[ScalarNode, Node], ...]:
        keys, values = nodes[::2], nodes[1::2]
        if len({key.value for key in keys if isinstance(key, ScalarNode)}) == len(keys):
            return tuple(zip(keys, values, strict=True))    # type: ignore[arg-type]  # _node has refused other keys
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in zip(keys, values, strict=True):
            assert isinstance(key, ScalarNode)      # noqa: S101 - for the type checker; _node has refused other keys
            if key.value in entries:
                first = entries[key.value][0]
                self.problems.append(Problem(
                    "duplicate-key", f"the key `{key.value}` is here a second time; the first is in line {first.line}",
                    Span(self._file, key.line, key.column, len(key.value)), "YAML would drop one of them: delete one",
                ))
            else:
                entries[key.value] = key, value
        return tuple(entries.values())

    def _alias(self, event: _Event) -> Node:
        found = self._anchors.get(event.anchor)
        if found is None:
            inside = event.anchor in self._anchors
            self._stop(event, "yaml-alias", f"`*{event.anchor}` stands for " + (
                "something that holds it" if inside else "nothing: there is no anchor of that name"),
                "a text that begins with `*` wants quotes")
        node, size, text = found
        self._size += text
        self._copied += text
        if self._copied > ALIAS_TEXT_LIMIT:
            self._stop(event, "alias-limit", f"the aliases stand for more than {ALIAS_TEXT_LIMIT:,} characters",
                       "write out what they stand for, or shorten it")
        self._expanded += size
        if self._expanded > ALIAS_LIMIT:
            self._stop(event, "alias-limit", f"the aliases stand for more than {ALIAS_LIMIT:,} nodes",
                       "write out what they stand for")
        self._count += size
        return node

    def _no_key(self, event: _Event, top: _Open | None) -> None:
        """Refuse a list or mapping where a key is due."""
        if top and top.mapping and len(top.nodes) % 2 == 0:
            self._stop(event, "yaml-key", "a list or mapping as a key", "a key is a plain word")

    def _too_many(self, event: _Event) -> NoReturn:
        self._stop(event, "node-limit", f"more than {NODE_LIMIT:,} values", "divide the bank")

    def _refuse_tag(self, event: _Event) -> None:
        typed = (event.tag or "").replace("tag:yaml.org,2002:", "!!")
        self._stop(event, "yaml-tag", f"the tag `{typed}`",
                   "a text that begins with `!` wants quotes; else delete the tag")

    def _stop(self, event: _Event, code: str, message: str, hint: str) -> NoReturn:
        mark = event.start_mark
        raise _StopError(code, message, Span(self._file, mark.line + 1, mark.column + 1), hint)


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, lines: ScalarLines) -> Problem:
    def place(mark: Any) -> Place | None:   # noqa: ANN401 - C marks and Python marks share no class
        return (mark.line + 1, mark.column + 1) if mark else None

    found = place(error.problem_mark) or place(error.context_mark) or (1, 1)
    advice = explain_syntax(str(error.problem), found, place(error.context_mark) or found, lines)
    return Problem("yaml-syntax", advice.message, Span(file, *advice.place), advice.hint)
