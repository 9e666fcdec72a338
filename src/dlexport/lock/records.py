"""The lines of the lock file as records, and the lock as a value made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["bank", "keypoint", "question", "stamp", "topic"]
Key: TypeAlias = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the lock. Times are Unix seconds.

    Attributes:
        kind, id: a question's id, `question/keypoint`, a topic's id, the bank's, or a stamp's `exporter/name`.
        content: fingerprint of what is rendered of it.
        changed: when that last changed.
        identity: the id its GUID is derived from, where that is not `id` (after a rename).
        guid: the GUID itself, where it is derived from no id (it was read from a deck).
        blanks: a key point's blanks, by their plain text, in the order of the sentence: their permanent cloze numbers.
        gone: those that were in it before: a blank that comes back takes its own number again.
        next: a key point's next unused cloze number; numbers are never used again.
        retired: when it left the source; 0 while it is there.
        topic, title: a question's, for when it has left.
        text: fingerprint of what is the thing's own (an answer, a sentence), by which it is known under another id.
        number: a topic's permanent number, as it sorts: `02`, `02.5`.
    """

    kind: Kind
    id: str
    content: str
    changed: int
    identity: str = ""
    guid: str = ""
    blanks: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, int] = field(default_factory=dict)
    next: int = 1
    retired: int = 0
    topic: str = ""
    title: str = ""
    text: str = ""
    number: str = ""

    @property
    def newest(self) -> int:
        """The newest date in the record."""
        return max(self.changed, self.retired)


Lock: TypeAlias = Mapping[Key, Record]
