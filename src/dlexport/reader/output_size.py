"""How much outputs will have to show of a bank: a few lines may stand for gigabytes, by macros and by key points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import bodies
from dlexport.richtext.nodes import Line, Math, MathBlock, RichText
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question
    from dlexport.reader.incremental.known_questions import KnownQuestion

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

    def add(self, text: RichText | Line) -> None:
        """Add a text, its formulas written out."""
        self._typed += len(text.source.value)
        self._shown += self._grown(text)

    def add_again(self, known: KnownQuestion) -> None:
        """Add the texts and cards of a question that was read before."""
        if known.size is None:
            alone = OutputSize(self.expands)
            texts: list[RichText | Line] = [*bodies(known.question), *_lines(known.question)]
            for text in texts:
                alone.add(text)
            alone.add_cards(known.question)
            known.size = alone._typed, alone._shown
        self._typed += known.size[0]
        self._shown += known.size[1]

    def add_cards(self, question: Question) -> None:
        """Add what the cards of a question's key points show: each the answer, and all of its sentences."""
        points = [point.text for point in question.keypoints]
        if len(points) > 1:
            shown: list[RichText | Line] = [question.title, question.answer, *points]
            self._shown += len(points) * sum(map(self._grown, shown))

    def _grown(self, text: RichText | Line) -> int:
        """The length of a text, its formulas written out. Its nodes are asked for only if they can tell more."""
        typed = text.source.value
        if not self.expands or "\\" not in typed:
            return len(typed)
        nodes = text.blocks if isinstance(text, RichText) else text.children
        return len(typed) + sum(len(node.latex) for node in walk(nodes) if isinstance(node, Math | MathBlock))


def _lines(question: Question) -> Iterator[Line]:
    yield question.title
    yield from (section.title for section in question.sections)
    yield from (point.text for point in question.keypoints)
