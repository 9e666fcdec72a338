"""The options of the exporter `apkg`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dlexport.book.bank import Question


@dataclass(frozen=True, slots=True)
class AnkiOptions:
    """The options of `apkg`.

    Attributes:
        cards: which notes the deck holds.
        reverse: whether each question has a second card, from the answer to the title.
        decks: how the decks of topics are called: Anki sorts them by name.
        tags: whether tags stand below the bank's id, so that two banks in one collection keep theirs apart.
        parts: whether the parts of a question are on one card, or each has a card, below what is said to all of them.
        retired: what a release does with questions that left the bank.
    """

    cards: Literal["both", "qa", "keypoints"] = field(
        default="both", metadata={"help": "question cards, cloze cards of the key points, or both"},
    )
    reverse: bool = field(
        default=False, metadata={"help": "a second card per question: shows the answer, asks for the title"},
    )
    decks: Literal["numbered", "plain", "single"] = field(
        default="numbered",
        metadata={"help": "a deck per topic with a permanent number, without one, or one deck for all"},
    )
    tags: Literal["rooted", "plain"] = field(
        default="rooted", metadata={"help": "tags below the bank's id, with the topic, or as the bank has them"},
    )
    parts: Literal["one", "each"] = field(
        default="one", metadata={"help": "a card for all parts of a question, or one for each"},
    )
    retired: Literal["leave", "mark"] = field(
        default="leave",
        metadata={"help": "questions that left the bank: leave learners' notes alone, or mark them as removed"},
    )

    @property
    def questions(self) -> bool:
        """Whether the deck holds a note per question."""
        return self.cards != "keypoints"

    @property
    def keypoints(self) -> bool:
        """Whether the deck holds a note per key point."""
        return self.cards != "qa"

    def asks(self, question: Question) -> bool:
        """Whether a question has a note that asks for its answer: not if its own `cards` name key points only."""
        return self.questions and question.cards != ("keypoints",)

    def reverses(self, question: Question) -> bool:
        """Whether that note has a second card, from the answer to the title."""
        return "reverse" in question.cards if question.cards else self.reverse

    def recalls(self, question: Question) -> bool:
        """Whether there is a note for each of this question's key points."""
        return self.keypoints and (not question.cards or "keypoints" in question.cards)
