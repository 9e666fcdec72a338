"""The keys of the bank format: those each mapping must have and may have. `schema.json` says the same to editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.source.yaml_tree import Node

Fields: TypeAlias = "Mapping[str, Node]"
"""Key -> value of a mapping, without unknown keys."""

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one kind of mapping.

    Attributes:
        what: its name in messages.
        required: the keys it must have.
        optional: the keys it may have.
    """

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every key it may have."""
        return self.required + self.optional


FILE: Final = Keys("the bank file", ("format", "bank", "topics", "questions"), ("outputs",))
BANK: Final = Keys(
    "`bank`", ("id", "title", "language"),
    ("version", "subtitle", "authors", "license", "description", "url", "numbering", "macros", "labels", "exams",
     "tags"),
)
TOPIC: Final = Keys("a topic", ("id", "title"))
_ANSWERED: Final = (
    "answer", "choices", "true_false", "shuffle", "fixed", "analysis", "hint", "points", "time", "lines")
"""The keys that both a question and a part of one may have."""
QUESTION: Final = Keys(
    "a question", ("id", "topic"),
    ("title", "prompt", *_ANSWERED, "parts", "summary", "difficulty", "tags", "source", "sections", "keypoints",
     "references", "renamed_from", "cards"),
)
SUBQUESTION: Final = Keys("a part", (), ("id", "prompt", *_ANSWERED))
CHOICE: Final = Keys("a choice", ("text",), ("id", "correct", "why"))
EXAM: Final = Keys(
    "an exam", ("id", "questions"), ("title", "subject", "instructions", "duration", "versions", "seed", "points"))
EXAM_POINTS: Final = Keys("the points of an exam", (), ("open", "choice", "true_false", "blanks", "parts"))
DRAW: Final = Keys("a line of an exam", (), ("ids", "kind", "topics", "tags", "difficulty", "count", "points"))
SECTION: Final = Keys("a section", ("title", "body"))
KEYPOINT: Final = Keys("a key point", ("id", "text"), ("renamed_from",))
REFERENCE: Final = Keys("a reference", ("title",), ("authors", "year", "venue", "doi", "arxiv", "url"))

ALL: Final = (FILE, BANK, TOPIC, QUESTION, SUBQUESTION, CHOICE, EXAM, EXAM_POINTS, DRAW, SECTION, KEYPOINT, REFERENCE)
