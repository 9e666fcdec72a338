"""The text of a file cut where its questions seem to begin: to be believed only when the parser sees the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.source.yaml_tree import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection

    from dlexport.source.yaml_tree import Document, Node

_LIST: Final = re.compile(r"^questions:[ \t]*\n", re.MULTILINE)
_FIRST: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?P<indent> *)- ")
_NEXT_KEY: Final = re.compile(r"^[^\s#-]", re.MULTILINE)
_STANDS_FOR: Final = "~"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A question's lines, from its dash to the next, and the number of the first."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Chunks:
    """A file in pieces.

    Attributes:
        before, after: what stands around the questions.
        indent: before their dashes.
        end: the line where `after` begins.
    """

    before: str
    chunks: tuple[Chunk, ...]
    after: str
    indent: str
    end: int

    def without(self, lines: Collection[int]) -> str:
        """The text with a word in place of the chunks that begin in these lines; all others stay where they are."""
        return "".join([self.before, *(
            f"{self.indent}- {_STANDS_FOR}" + "\n" * chunk.text.count("\n") if chunk.line in lines else chunk.text
            for chunk in self.chunks), self.after])

    def agree(self, document: Document, lines: Collection[int] = ()) -> bool:
        """Whether the parser saw a question in each chunk, just there, and behind the last what we saw there.

        Then each question follows from its chunk alone: no text can begin in one and end in another, since a dash was
        seen between them, and what an anchor names is nowhere used.

        Args:
            document: of the text without the chunks that begin in `lines`.
            lines: those.
        """
        root = document.root
        if document.problems or document.anchors or not isinstance(root, MappingNode):
            return False
        keys = [key.value for key, _ in root.entries]
        at = keys.index("questions") if "questions" in keys else len(keys) - 1
        questions = root.entries[at][1]
        behind = [key.line for key, _ in root.entries[at + 1:at + 2]]
        return isinstance(questions, SequenceNode) and behind == ([self.end] if self.after else []) and \
            [node.line for node in questions.items] == [chunk.line for chunk in self.chunks] and \
            all(_is_as_cut(node, known=node.line in lines) for node in questions.items)


def _is_as_cut(node: Node, *, known: bool) -> bool:
    if known:
        return isinstance(node, ScalarNode) and (node.value, node.style) == (_STANDS_FOR, "")
    return isinstance(node, MappingNode)


def cut(text: str) -> Chunks | None:
    """The text in pieces; None where it is not written as most banks are: `questions:`, then a dash for each."""
    lists = list(_LIST.finditer(text))
    first = _FIRST.match(text, lists[0].end()) if len(lists) == 1 else None
    if first is None or "\r" in text:       # lines are counted by their line feeds
        return None
    after = _NEXT_KEY.search(text, first.end())
    end = after.start() if after else len(text)
    dash = re.compile(rf"^{first['indent']}- ", re.MULTILINE)
    starts = [match.start() for match in dash.finditer(text, first.start("indent"), end)]
    line, chunks = text.count("\n", 0, starts[0]) + 1, []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        chunks.append(Chunk(text[start:stop], line))
        line += text.count("\n", start, stop)
    return Chunks(text[:starts[0]], tuple(chunks), text[end:], first["indent"], line)
