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
    """

    cards: Literal["both", "qa", "keypoints"] = field(
        default="both", metadata={"help": "question cards, cloze cards of the key points, or both"},
    )
    reverse: bool = field(
        default=False, metadata={"help": "a second card per question: shows the answer, asks for the title"},
    )

    @property
    def questions(self) -> bool:
        """Whether the deck holds a note per question."""
        return self.cards != "keypoints"

    @property
    def keypoints(self) -> bool:
        """Whether the deck holds a note per key point."""
        return self.cards != "qa"
