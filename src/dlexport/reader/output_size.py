"""How much outputs will have to show of a bank: a few lines may stand for gigabytes, by macros and by key points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import bodies
from dlexport.richtext.nodes import Math, MathBlock, RichText
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Question
    from dlexport.richtext.nodes import Block, Inline, Line
    from dlexport.source.located import Located

FREE: Final = 3_000_000
"""Characters that the outputs of any bank may show."""
TIMES: Final = 20
"""And so many times those that are typed: the card of a key point shows the answer and the other sentences again."""


@dataclass(slots=True)
class OutputSize:
    """Characters of all rich texts of a bank, as they are typed and as outputs show them.

    Attributes:
        expands: whether the bank has macros.
    """

    expands: bool = False
    _typed: int = 0
    _shown: int = 0

    @property
    def too_much(self) -> bool:
        """Whether what has been added is more than outputs may show of so much text."""
        return self._shown > FREE + TIMES * self._typed

    def add(self, source: Located, nodes: Sequence[Block | Inline]) -> None:
        """Add a text, its formulas written out."""
        self._typed += len(source.value)
        self._shown += len(source.value) + self._grown(source, nodes)

    def add_again(self, question: Question) -> None:
        """Add the texts of a question that were read in an earlier run."""
        for body in bodies(question):
            self.add(body.source, body.blocks)
        for line in _lines(question):
            self.add(line.source, line.children)

    def add_cards(self, question: Question) -> None:
        """Add what the cards of a question's key points show: each the answer, and all of its sentences."""
        points = [point.text for point in question.keypoints]
        if len(points) > 1:
            shown: list[RichText | Line] = [question.title, question.answer, *points]
            self._shown += len(points) * sum(
                len(one.source.value) + self._grown(one.source, _nodes(one)) for one in shown)

    def _grown(self, source: Located, nodes: Sequence[Block | Inline]) -> int:
        if not self.expands or "\\" not in source.value:
            return 0
        return sum(len(node.latex) for node in walk(nodes) if isinstance(node, Math | MathBlock))


def _nodes(text: RichText | Line) -> Sequence[Block | Inline]:
    return text.blocks if isinstance(text, RichText) else text.children


def _lines(question: Question) -> Iterator[Line]:
    yield question.title
    yield from (section.title for section in question.sections)
    yield from (point.text for point in question.keypoints)
