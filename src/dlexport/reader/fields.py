"""Reading the YAML tree key by key. Problems are gathered, and reading goes on."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, TypeGuard

from dlexport.math.rewriting.macros import NONE
from dlexport.problems import Problem, Span
from dlexport.reader.escapes import escape_problem
from dlexport.reader.incremental.known_texts import KnownTexts
from dlexport.reader.output_size import OutputSize
from dlexport.source.radicals import radicals
from dlexport.source.syntax_hints import odd_space, quoted
from dlexport.source.yaml_tree import MappingNode, ScalarNode, SequenceNode, kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dlexport.cache import Cache
    from dlexport.math.rewriting.macros import Macros
    from dlexport.problems import Severity
    from dlexport.reader.keys import Fields, Keys
    from dlexport.reader.shapes import Shape
    from dlexport.richtext.nodes import Block
    from dlexport.source.yaml_tree import Document, Located, Node

PROBLEMS_KEPT: Final = 10_000       # a file with a million wrong keys must not fill the memory with messages
_SUGGESTIONS: Final = 60            # as many as are shown; each may compare with ten thousand ids
_MANY: Final = 500
_SHOWN_AT_MOST: Final = 60

_TRUE: Final = frozenset({"true", "yes", "on", "y"})
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,4})?")
_ARTICLES: Final = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing",
                    "timestamp": "a date", "merge": "a merge", "value": "a default"}


class Reading:
    """A document being read, and its problems so far.

    Its methods take the fields of a mapping and a key, and return the value; where the value is absent or wrong they
    note the problem and return None or an empty value.

    Attributes:
        document: the file's YAML tree.
        macros: the bank's, once its head has been read.
        known_texts: cache of rich text.
        read_before: blocks by grammar and text, in a document where one text may stand for many.
        weight: what outputs will have to show of what was read.
        problems: in the order they were found.
    """

    def __init__(self, document: Document, cache: Cache | None = None) -> None:
        self.document = document
        self.macros = NONE
        self.known_texts = KnownTexts(cache)
        self.read_before: dict[tuple[str, str], tuple[Block, ...]] = {}
        self.weight = OutputSize()
        self.problems: list[Problem] = list(document.problems)
        self._suggestions = 0

    def note(
        self, code: str, message: str, place: Span | Node, hint: str = "", severity: Severity = "error",
    ) -> None:
        """Add a problem; beyond 10,000 none is added."""
        if len(self.problems) < PROBLEMS_KEPT:
            span = place if isinstance(place, Span) else self.span(place)
            self.problems.append(Problem(code, message, span, hint, severity))

    def once(self, code: str, since: int) -> None:
        """Among the problems from index `since` on, keep only the first one with this code."""
        found = [number for number in range(since, len(self.problems)) if self.problems[number].code == code]
        for number in reversed(found[1:]):
            del self.problems[number]

    def define(self, macros: Macros) -> None:
        """Set the macros for formulas that are read from now on."""
        self.macros = self.known_texts.macros = macros
        self.weight.expands = bool(macros.entries)

    def span(self, node: Node) -> Span:
        """The place of a node: all of a plain scalar on one line, else its first character."""
        single = isinstance(node, ScalarNode) and "\n" not in node.value and not node.style
        return self.document.span(node, max(1, len(node.value)) if isinstance(node, ScalarNode) and single else 1)

    def suggestion(self, word: str, known: Collection[str]) -> str:
        """`did you mean …?`, or an empty string."""
        near = self._near(word, known)
        return f"did you mean `{near}`?" if near else ""

    def _near(self, word: str, known: Collection[str]) -> str:
        """The known name that is probably meant; empty if that is unclear."""
        self._suggestions += 1
        if self._suggestions > _SUGGESTIONS or len(word) > _SHOWN_AT_MOST:
            return ""
        likely: Iterable[str] = known
        if len(known) > _MANY:
            likely = [one for one in known if abs(len(one) - len(word)) < 3 and one[:1] == word[:1]]    # noqa: PLR2004
        near = difflib.get_close_matches(word, list(likely)[:_MANY * 4], 1)
        return near[0] if near else ""

    def mapping(self, node: Node, keys: Keys) -> Fields | None:
        """The fields of a mapping, without unknown keys; None if the node is no mapping. Missing keys are noted.

        What stands under a misspelt key is read under the one that is meant, so that one slip is one problem.
        """
        if not isinstance(node, MappingNode):
            example = ", ".join(f"`{name}: …`" for name in keys.required or keys.optional[:3])
            self.note("wrong-type", f"{keys.what} must be a mapping, not {_name(node)}", node,
                      f"with the keys {example}")
            return None
        fields = {}
        for key, value in node.entries:
            if key.value in keys.all:
                fields[key.value] = value
            else:
                meant = self._unknown_key(key, keys)
                if meant and meant not in {one.value for one, _ in node.entries}:
                    fields[meant] = value
        for name in keys.required:
            if name not in fields:
                self.note("missing-key", f"{keys.what} has no `{name}`", node, f"add the line `{name}: …`")
        return fields

    def _unknown_key(self, key: ScalarNode, keys: Keys) -> str:
        """Note it; the key that is meant, or an empty string."""
        meant = self._near(key.value, keys.all)
        hint = f"did you mean `{meant}`?" if meant else f"it may have: {', '.join(keys.all)}"
        odd = odd_space(key.value)
        if odd:
            hint = f"{odd[1]} stands before it: write spaces"
        if key.value == "<<":
            hint = "merge keys are not part of the format: write the keys out"
        self.note("unknown-key", f"{keys.what} has no key `{_short(key.value)}`", key, hint)
        return meant

    def items(self, fields: Fields, name: str) -> tuple[Node, ...]:
        """The items of a list; none if it is absent. An empty list is a problem."""
        node = fields.get(name)
        if node is None:
            return ()
        if isinstance(node, SequenceNode) and node.items:
            return node.items
        if isinstance(node, SequenceNode) or _is_null(node):
            self.note("empty", f"`{name}` is empty", node, "add an item (`- …`), or delete the key")
        else:
            items = "" if isinstance(node, MappingNode) else "a list is `[one, two]`; or "
            self.note("wrong-type", f"`{name}` must be a list, not {_name(node)}", node,
                      f"{items}begin each item with `- `")
        return ()

    def words(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The texts of a list; one text alone counts as a list of one."""
        node = fields.get(name)
        if isinstance(node, ScalarNode) and not _is_null(node):
            text = self.text(fields, name)
            return (text.value,) if text else ()
        texts = (self.scalar_text(name, item) for item in self.items(fields, name))
        return tuple(text.value for text in texts if text)

    def text(self, fields: Fields, name: str) -> Located | None:
        """A text for people; None if it is absent or has a problem."""
        node = fields.get(name)
        return None if node is None else self.scalar_text(name, node)

    def plain(self, fields: Fields, name: str) -> str:
        """A text without markup, stripped; an empty string if it is absent or has a problem."""
        text = self.text(fields, name)
        return text.value.strip() if text else ""

    def shaped(self, fields: Fields, name: str, shape: Shape) -> str:
        """A text for machines, such as an id; an empty string if it is absent or has not this shape.

        A comment may follow it on its line.
        """
        node = fields.get(name)
        return "" if node is None else self.shaped_node(name, node, shape)

    def shaped_node(self, name: str, node: Node, shape: Shape) -> str:
        """The text of a node, checked as by `shaped`; `name` is used in the message."""
        text = self.scalar_text(name, node, comment=True)
        if text is None or shape.fits(text.value):
            return text.value if text else ""
        self.note(shape.code, f"`{_short(text.value)}` cannot be the `{name}`", node, shape.hint(text.value))
        return ""

    def whole_number(self, fields: Fields, name: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`; None if it is absent or has a problem."""
        node = fields.get(name)
        if node is None:
            return None
        if isinstance(node, ScalarNode) and node.value.isascii() and node.value.isdigit() and not node.style:
            if least <= int(node.value[:9]) <= most and not node.value.startswith("0"):
                return int(node.value)
            self.note("bad-number", f"`{name}` cannot be {_short(node.value)}", node, f"it is from {least} to {most}")
        elif _is_number(node):      # as -1, 2.5 or 0x10
            self.note("bad-number", f"`{name}` cannot be {_short(node.value)}", node, f"it is from {least} to {most}")
        elif isinstance(node, ScalarNode) and node.style in {"'", '"'} and node.value.isdigit():
            self.note("wrong-type", f"`{name}` must be a number, not a text", node,
                      f"without quotes: {name}: {node.value}")
        else:
            self.note("wrong-type", f"`{name}` must be a whole number, not {_name(node)}", node,
                      f"it is from {least} to {most}")
        return None

    def truth(self, fields: Fields, name: str) -> bool | None:
        """`true` or `false`; None where it is absent or neither."""
        node = fields.get(name)
        if node is None:
            return None
        if isinstance(node, ScalarNode) and kind(node) == "bool":
            return node.value.lower() in _TRUE
        typed = f", not {_name(node)}" if not isinstance(node, ScalarNode) or not node.style else ", not a text"
        self.note("wrong-type", f"`{name}` must be true or false{typed}", node, f"write `{name}: true`, without quotes")
        return None

    def number(self, fields: Fields, name: str, most: int) -> float | None:
        """A number above 0, with a point and decimals if need be."""
        node = fields.get(name)
        if node is None:
            return None
        match = isinstance(node, ScalarNode) and not node.style and _DECIMAL.fullmatch(node.value)
        if match and isinstance(node, ScalarNode) and 0 < float(node.value) <= most:
            return float(node.value)
        if isinstance(node, ScalarNode) and (match or _is_number(node)):    # the latter as .inf or 1.0e+9
            self.note("bad-number", f"`{name}` cannot be {_short(node.value)}", node,
                      f"it is above 0, and at most {most:,}")
        else:
            self.note("wrong-type", f"`{name}` must be a number, not {_name(node)}", node, f"for example {name}: 2.5")
        return None

    def scalar_text(self, name: str, node: Node, *, comment: bool = False) -> Located | None:
        """A scalar that is a text and not empty, or None; `comment` says whether a comment may follow on its line."""
        if not isinstance(node, ScalarNode):
            self.note("wrong-type", f"`{name}` must be a text, not {_name(node)}", node,
                      _quoting(name, node, self.document))
            return None
        if not node.value.strip():
            self.note("empty", f"`{name}` is empty", node, "write something, or delete the key if it may be absent")
            return None
        sort = kind(node)
        if sort != "str":
            self.note("not-text", f"YAML reads `{_short(node.value)}` as {_ARTICLES[sort]}, not as a text", node,
                      "quote it: " + quoted(f"{name}:", _short(node.value)))
            return None
        if node.cut and not comment:
            self._cut(name, node)
            return None
        located = self.document.located(node)
        problem = escape_problem(name, located)
        if problem is None:
            self._radicals(located)
            return located
        self.problems.append(problem)
        return None

    def _radicals(self, text: Located) -> None:
        for offset, radical, unified in radicals(text.value):
            self.note("radical", f"`{radical}` (U+{ord(radical):04X}) is a radical and not the character `{unified}`, "
                      "which it looks like", text.span(offset),
                      f"write `{unified}` (U+{ord(unified):04X}): as it is, no search finds the word", "warning")

    def _cut(self, name: str, node: ScalarNode) -> None:
        """Note that a `#` cut a text short; the place is that of the sign."""
        last = self.document.located(node).span(len(node.value) - 1)
        line = self.document.lines[last.line - 1]
        typed = line[node.column - 1:].strip() if last.line == node.line else ""
        hint = "quote the text, or put the comment in a line of its own"
        if 0 < len(typed) <= _SHOWN_AT_MOST:
            hint = f"quote it: {quoted(f'{name}:', typed)}\nor, if it is a comment, put it in a line of its own"
        self.note("cut-by-comment", f"` #` ends the text of `{name}`: what follows is a comment",
                  Span(last.file, last.line, line.index("#", last.column) + 1), hint)


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and kind(node) == "null"


def _is_number(node: Node) -> TypeGuard[ScalarNode]:
    """Whether YAML reads the node as a number, in whatever notation."""
    return isinstance(node, ScalarNode) and not node.style and kind(node) in {"int", "float"}


def _name(node: Node) -> str:
    match node:
        case MappingNode():
            return "a mapping"
        case SequenceNode():
            return "a list"
        case ScalarNode():
            sort = kind(node)
            return "a text" if sort == "str" else _ARTICLES[sort]


def _quoting(name: str, node: Node, document: Document) -> str:
    """A hint for a text that YAML took for a list or mapping, such as `title: [1] and [2]`."""
    line = document.lines[node.line - 1]
    typed = line[node.column - 1:].strip()
    if typed[:1] in {"[", "{"} and len(typed) <= _SHOWN_AT_MOST:
        return "quote it: " + quoted(f"{name}:", typed)
    return "write it on one line in quotes, or after `|` in the next lines"


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= _SHOWN_AT_MOST and line == text else line[:_SHOWN_AT_MOST] + "…"
