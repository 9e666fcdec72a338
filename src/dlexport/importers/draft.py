"""A draft: the questions that an importer found in a file, before they are a bank. Texts are in the bank's Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlexport.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """A position: a file, and in it a line or a record, named as its users know it (`note abc`, `row 3`)."""

    file: str
    line: int = 0
    record: str = ""

    def __str__(self) -> str:
        if self.record:
            return f"{self.file}, {self.record}"
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class DraftChoice:
    """An option, with the reason why it is right or wrong."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A key point: a sentence with `**…**` around the words to recall; `id` is empty if the source has none."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class DraftReference:
    """A reference for further reading."""

    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question as found in the source. All fields but `title` and an answer of some kind may be empty.

    Attributes:
        key: the source's own key, the same when it is read again: a GUID, an id, the title.
        id: an id given by the source, to be kept.
        topic: the title of its topic.
        shuffle, fixed: whether its choices may be reordered, and which of them stay in place.
        number: its number in the source, by which an appendix refers to it.
        guid: the GUID of the note from which it came, for the lock.
    """

    title: str
    place: Place
    key: str = ""
    id: str = ""
    topic: str = ""
    topic_id: str = ""
    prompt: str = ""
    answer: str = ""
    analysis: str = ""
    summary: str = ""
    hint: str = ""
    difficulty: int | None = None
    points: float | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    choices: tuple[DraftChoice, ...] = ()
    shuffle: bool = True
    fixed: str = ""
    true_false: bool | None = None
    keypoints: tuple[DraftPoint, ...] = ()
    references: tuple[DraftReference, ...] = ()
    number: str = ""
    guid: str = ""

    @property
    def answered(self) -> bool:
        """Whether the question has an answer of some kind."""
        return bool(self.answer or self.choices or self.true_false is not None or "[[" in self.prompt)


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of one file.

    Attributes:
        title, id, language, …: of the bank; empty if the source does not give them.
        deck: whether the file is a deck that dlexport made, from which the bank's lock can be rebuilt.
        topics: (id, title) of the topics that the source lists, in its order.
        media: name in the folder `media` -> bytes.
        remarks: warnings about content that was lost or changed.
    """

    questions: tuple[DraftQuestion, ...]
    title: str = ""
    id: str = ""
    language: str = ""
    description: str = ""
    numbering: str = ""
    deck: bool = False
    topics: tuple[tuple[str, str], ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


def left_out(place: Place, what: str, hint: str = "") -> Problem:
    """A warning that something of the source is not in the bank, or was changed."""
    if place.line and not place.record:
        return Problem("import-left", what, Span(place.file, place.line, 1), hint, "warning")
    if place.record:
        return Problem("import-left", f"in {place}: {what}", None, hint, "warning")
    return Problem("import-left", f"in the file {place}: {what}", None, hint, "warning")


def unusable(file: str, why: str, hint: str = "") -> Problem:
    """An error that the file cannot be used; the message is the file's name and `why`."""
    return Problem("import-unusable", f"{file} {why}", None, hint)
