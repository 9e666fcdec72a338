"""The contract between the core and an exporter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.problems import Problem
    from dlexport.theme.fonts import Fonts
    from dlexport.theme.styles import Styles


class Part(StrEnum):
    """A part of a question that an exporter can promise to carry."""

    TITLE = "title"
    SUMMARY = "summary"
    PROMPT = "prompt"
    ANSWER = "answer"
    SECTIONS = "sections"
    ANALYSIS = "analysis"
    KEYPOINTS = "keypoints"
    REFERENCES = "references"
    TAGS = "tags"


class Depth(StrEnum):
    """How thoroughly to read back: every block, or anchors, titles and first and last blocks."""

    FULL = "full"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Note:
    """Where a passage stands, in a format that is made of notes: what a learner's program updates as one.

    Attributes:
        key: what the learner's program knows it by; it outlives a rename of the question.
        id: the question's id, or `question/keypoint`.
        title, topic: the titles of its question and topic, in plain text.
        tags: as the note has them.
    """

    key: str
    id: str
    title: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Text found in an artifact, in reading order, with the question it belongs to.

    Attributes:
        question: the question's id, known from the place (a note's field, an anchor, a named destination).
        part: which part it is, where the format says; None when it says only the question.
        text: as a reader would copy it; math as its LaTeX, an image as its alternative text.
        note: the note it is part of, where the format has such.
        markup: the same as it stands in the file, where that can change while the text does not (pictures, emphasis).
    """

    question: str
    part: Part | None
    text: str
    note: Note | None = None
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One output: its bytes, what was counted in it (notes, cards, pages, …), and what went wrong in making it."""

    data: bytes
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def _nothing_kept() -> Cache:
    from dlexport.cache import Cache  # noqa: PLC0415 - SQLite: 10 ms

    return Cache()


def unwatched(questions: int) -> None:
    """Nobody waits for so many questions."""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """All that an exporter may read beside book and options. There is nothing here to write to.

    Attributes:
        moment: Unix time in seconds of the newest thing in the book; the only clock there is.
        styles: the theme's files, a project's own before the default ones.
        fonts: the faces that the theme names.
        allow_missing_glyphs: draw a visible box for a character no font has, with a warning, not an error.
        cache: what was made before, under keys that name all that it was made from. It may change how long the
            export takes, never a byte of the artifact.
        progress: may be called with the number of questions done so far, for the person who waits; it costs next to
            nothing and changes nothing. An exporter that never calls it is shown as running.
    """

    moment: int
    styles: Styles
    fonts: Fonts
    allow_missing_glyphs: bool = False
    cache: Cache = field(default_factory=_nothing_kept)
    progress: Callable[[int], None] = unwatched


O = TypeVar("O", contravariant=True)   # noqa: E741, PLC0105 - the contract's own letter for options


@runtime_checkable
class Exporter(Protocol[O]):
    """Turns a dated book into the bytes of one format, and reads those bytes back.

    `export` is pure: it reads its three arguments and nothing else - no clock, environment, network,
    randomness or files; the same arguments give the same bytes. The class is registered under the
    exporter's name in the entry-point group `dlexport.exporters` and made without arguments.
    """

    suffix: ClassVar[str]
    """`.apkg`, `-quiz.pdf`: the file is `<bank id><suffix>`."""
    form: ClassVar[int]
    """Raised by one whenever the same book would render differently."""
    Options: ClassVar[type[Any]]
    """A frozen dataclass of str, bool, int, float and Literal fields with defaults and `metadata={"help": …}`."""

    def promises(self, options: O) -> frozenset[Part]:
        """Which parts of a question the artifact will hold, whole and in order."""
        ...

    def stamps(self, book: Book, options: O, styles: Styles) -> Mapping[str, str]:
        """What the format dates on its own (a note type, a deck): name -> fingerprint; often empty."""
        ...

    def export(self, book: DatedBook, options: O, context: ExportContext) -> Artifact:
        """The bytes. A problem with severity "error" among the artifact's problems keeps it from being published."""
        ...

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:
        """What is really in `data`, read with something other than what wrote it.

        Raises:
            ValueError: `data` is not a whole artifact of this format.
        """
        ...


@runtime_checkable
class Selecting(Protocol[O]):
    """What an exporter may have besides, if its options can leave questions out."""

    def select(self, book: Book, options: O) -> Book:
        """The book with the questions that the artifact will hold."""
        ...


@runtime_checkable
class Rereading(Protocol):
    """What an exporter may have besides, if of an artifact that has changed little it need not read all anew."""

    def read_again(self, data: bytes, depth: Depth, cache: Cache) -> Iterable[Passage]:
        """The same as `read_back`. What was read before may be known by the bytes it was read from, by nothing else.

        Raises:
            ValueError: `data` is not a whole artifact of this format.
        """
        ...


def reread(exporter: Exporter[O], data: bytes, depth: Depth, cache: Cache) -> Iterable[Passage]:
    """What is really in `data`; of parts that are the same bytes as in an earlier run, as it was read then."""
    if isinstance(exporter, Rereading):
        return exporter.read_again(data, depth, cache)
    return exporter.read_back(data, depth)


def carried(exporter: Exporter[O], book: Book, options: O) -> Book:
    """The part of the book that the artifact promises to hold: all of it for most exporters."""
    return exporter.select(book, options) if isinstance(exporter, Selecting) else book
