"""A draft: what a reader found, before it is a bank. Texts are Markdown as the bank has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlexport.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and in it a line, or what its readers know a record by (`note abc`, `row 3`)."""

    file: str
    line: int = 0
    record: str = ""

    def __str__(self) -> str:
        if self.record:
            return f"{self.file}, {self.record}"
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class DraftChoice:
    """An option, and why it is right or wrong."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A key point: a sentence with `**…**` around what is to be recalled; `id` where the source has one."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class DraftReference:
    """Where to read on."""

    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question as found. All but `title`, and an answer of some kind, may be empty.

    Attributes:
        key: what the source knows it by, and will know it by when it is read again: a GUID, an id, its title.
        id: an id that the source gives it, to be kept.
        topic: the title of its topic.
        shuffle, fixed: whether its choices may be put in another order, and which of them stay.
        number: its number in the source, by which an appendix names it.
        guid: of the note it was, for the lock.
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
        """Whether it can be asked: it has an answer of some kind."""
        return bool(self.answer or self.choices or self.true_false is not None or "[[" in self.prompt)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one file gave.

    Attributes:
        title, id, language, …: of the bank, where the source says them.
        deck: it is a deck that dlexport made of this bank, from which its lock can be rebuilt.
        topics: id and title of those that the source lists, in its order.
        media: name in the folder `media` -> bytes.
        remarks: what could not be carried, and what was done about it; warnings.
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
    """A remark: something of the source is not in the bank, or not as it was."""
    if place.line and not place.record:
        return Problem("import-left", what, Span(place.file, place.line, 1), hint, "warning")
    return Problem("import-left", f"{place}: {what}", None, hint, "warning")


def unusable(file: str, why: str, hint: str = "") -> Problem:
    """An error: nothing can be made of the file."""
    return Problem("import-unusable", f"{file} {why}", None, hint)
