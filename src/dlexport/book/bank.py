"""The bank: the whole canonical source, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dlexport.math.rewriting.macros import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.math.rewriting.macros import Macros
    from dlexport.pictures.media import Media
    from dlexport.problems import Problem, Span
    from dlexport.richtext.nodes import Line, RichText
    from dlexport.source.yaml_tree import Located


Numbering: TypeAlias = Literal["topics", "source"]
"""What a question's number follows: the topics in their order, or its place in the source file."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A named group of questions: a subdeck in Anki, a chapter in a book."""

    id: str
    title: Line


@dataclass(frozen=True, slots=True)
class Section:
    """A named part between answer and analysis."""

    title: Line
    body: RichText


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One atomic sentence whose strong text is what the reader must recall.

    Attributes:
        id: permanent within its question.
        renamed_from: its former id, if it was renamed; `question/keypoint` if it stood in another question.
    """

    id: str
    text: Line
    renamed_from: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to read on. All but `title` may be empty."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""

    @property
    def address(self) -> str:
        """The web address of the most permanent identifier there is, or an empty string."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else self.url

    @property
    def published(self) -> tuple[str, ...]:
        """Venue and year, as many as there are; no year where the venue says it: `ICML 2019`."""
        year = str(self.year or "")
        return tuple(filter(None, (self.venue, "" if year in self.venue else year)))


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `id` and `topic` are ids; `renamed_from` is its former id, if it was renamed."""

    id: str
    topic: str
    title: Line
    prompt: RichText
    answer: RichText
    analysis: RichText
    summary: Line
    span: Span
    sections: tuple[Section, ...] = ()
    keypoints: tuple[KeyPoint, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: int | None = None
    references: tuple[Reference, ...] = ()
    renamed_from: str = ""


@dataclass(frozen=True, slots=True)
class OutputOption:
    """An option's value, and the place of its name."""

    value: Located
    span: Span


@dataclass(frozen=True, slots=True)
class Output:
    """An exporter the bank asks for, with the options it sets (values located, not yet checked)."""

    exporter: str
    options: Mapping[str, OutputOption]
    span: Span


@dataclass(frozen=True, slots=True)
class Bank:
    """The whole source.

    Attributes:
        media: path as written in the text -> the picture, for every picture the text uses.
        numbering: what the numbers of the questions follow.
        macros: commands for its formulas.
        outputs: what `all` makes; None when the source does not say, which means every exporter there is.
        places: question id -> its place in the source, where only some of the questions are held; else empty.
        sources: file name -> lines, for the excerpts of problems.
        warnings: what reading found doubtful, in source order.
    """

    id: str
    title: Line
    language: str
    version: str
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    media: Mapping[str, Media]
    subtitle: Line | None = None
    authors: tuple[str, ...] = ()
    license: str = ""
    description: str = ""
    url: str = ""
    numbering: Numbering = "topics"
    macros: Macros = NONE
    outputs: tuple[Output, ...] | None = None
    sources: Mapping[str, Any] | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
