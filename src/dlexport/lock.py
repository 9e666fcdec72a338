"""The lock: when each thing last changed, and what was retired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.compose import Book


@dataclass(frozen=True, slots=True)
class Retired:
    """A question or key point that left the source. `id` is the question's, or `question/keypoint`.

    Attributes:
        kind: "question" or "keypoint".
        identity: what its GUID is derived from (its first id, before any rename).
        topic: the topic id it had; `title` its plain title; `retired` Unix seconds.
    """

    kind: str
    id: str
    identity: str
    topic: str
    title: str
    retired: int


@dataclass(frozen=True, slots=True)
class DatedBook:
    """A book with the dates of the lock. All times are Unix seconds.

    Attributes:
        questions: question id -> when its content last changed.
        keypoints: `question/keypoint` -> the same.
        stamps: `exporter/name` -> when that part of a format last changed (see `Exporter.stamps`),
            and `exporter/form` -> when that exporter's form or options last changed.
        identities: question id or `question/keypoint` -> the id its GUID is derived from, where that is
            not the id itself (after a rename).
        blanks: `question/keypoint` -> plain text of a blank -> its permanent cloze number.
        retired: what left the source, sorted by id.
    """

    book: Book
    questions: Mapping[str, int]
    keypoints: Mapping[str, int]
    blanks: Mapping[str, Mapping[str, int]]
    stamps: Mapping[str, int] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[Retired, ...] = ()

    @property
    def moment(self) -> int:
        """The date of the newest thing in the book."""
        times = (*self.questions.values(), *self.keypoints.values(), *self.stamps.values(),
                 *(entry.retired for entry in self.retired))
        return max(times, default=0)

    def identity(self, key: str) -> str:
        """What the GUID of a question id or `question/keypoint` is derived from."""
        return self.identities.get(key, key)
