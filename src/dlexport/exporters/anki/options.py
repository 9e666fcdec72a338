"""What a deck can be asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class AnkiOptions:
    """The options of `apkg`.

    Attributes:
        cards: which notes the deck holds.
        reverse: whether each question has a second card, from the answer to the title.
        decks: how the decks of topics are called: Anki sorts them by name.
        tags: whether tags stand below the bank's id, so that two banks in one collection keep theirs apart.
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
