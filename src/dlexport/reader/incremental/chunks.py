"""Source text cut where questions seem to begin. A guess, valid only once `Chunks.agree` has checked it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.source.yaml_tree import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection

    from dlexport.source.yaml_tree import Document, Node

# each begins with a line feed, which Python finds eight times as fast as `^`
_LIST: Final = re.compile(r"\nquestions:[ \t]*\n")
_FIRST: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?P<indent> *)- ")
_NEXT_KEY: Final = re.compile(r"\n[^\s#-]")
_STANDS_FOR: Final = "~"


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one question, from its dash up to the next dash.

    Attributes:
        text: the lines.
        line: the number of the first, from 1.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Chunks:
    """A source file in pieces: `before`, the chunks, `after`; joined, they are the file.

    Attributes:
        before: the text above the first question.
        chunks: the questions, in the order of the file.
        after: the text below the last question; often empty.
        indent: the spaces before each question's dash.
        end: the line where `after` begins, from 1.
    """

    before: str
    chunks: tuple[Chunk, ...]
    after: str
    indent: str
    end: int

    def without(self, lines: Collection[int]) -> str:
        """The file's text with `~` for each chunk that begins in one of `lines`; no other line moves."""
        return "".join([self.before, *(
            f"{self.indent}- {_STANDS_FOR}" + "\n" * chunk.text.count("\n") if chunk.line in lines else chunk.text
            for chunk in self.chunks), self.after])

    def agree(self, document: Document, lines: Collection[int] = ()) -> bool:
        """Whether the YAML parser found exactly one question in each chunk, and `after` where it was cut.

        If so, each question depends on its chunk alone: no text spans two chunks, since the parser saw a dash between
        them, and the file has no anchors.

        Args:
            document: what the parser made of `without(lines)`.
            lines: where the chunks begin that were left out.
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
    """The text in pieces; None unless it is laid out as most banks are: `questions:`, then a dash for each."""
    lists = list(_LIST.finditer(text))
    first = _FIRST.match(text, lists[0].end()) if len(lists) == 1 else None
    if first is None or "\r" in text:       # lines are counted by their line feeds
        return None
    after = _NEXT_KEY.search(text, first.end())
    end = after.start() + 1 if after else len(text)
    dash = re.compile(rf"\n{first['indent']}- ")
    starts = [match.start() + 1 for match in dash.finditer(text, first.start("indent") - 1, end)]
    line, chunks = text.count("\n", 0, starts[0]) + 1, []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        chunks.append(Chunk(text[start:stop], line))
        line += text.count("\n", start, stop)
    return Chunks(text[:starts[0]], tuple(chunks), text[end:], first["indent"], line)
