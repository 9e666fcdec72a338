"""The contract between the core and an exporter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.problems import Problem
    from dlexport.theme.fonts import Fonts
    from dlexport.theme.styles import Styles

API: Final = 1
"""The version of the contract: raised when an exporter that was written for the former one would no longer work."""


class Part(StrEnum):
    """A part of a question that an exporter can promise to carry; `PICTURES` are those in the parts promised."""

    TITLE = "title"
    SUMMARY = "summary"
    PROMPT = "prompt"
    CHOICES = "choices"
    """The options, in any order."""
    PARTS = "parts"
    """What its parts ask, with their options."""
    HINT = "hint"
    CORRECT = "correct"
    """The options that are right, in any order."""
    WHY = "why"
    """Why options are right or wrong, in any order."""
    BLANKS = "blanks"
    """What is to be filled in."""
    SOLUTIONS = "solutions"
    """The answers of its parts."""
    ANSWER = "answer"
    SECTIONS = "sections"
    ANALYSIS = "analysis"
    KEYPOINTS = "keypoints"
    SOURCE = "source"
    REFERENCES = "references"
    TAGS = "tags"
    DIFFICULTY = "difficulty"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Note:
    """Where a passage stands, in a format that is made of notes: what a learner's program updates as one.

    Attributes:
        key: what the learner's program knows it by; it outlives a rename of the question.
        id: the question's id, or `question/keypoint`.
        title, topic: the titles of its question and topic, in plain text.
        tags: as the note has them.
        bank: the bank's id, where the file tells it.
        modified: the note's date, in Unix seconds, where the file tells it.
        cards: what each of its cards asks for, by the name of the card, where it has several.
    """

    key: str
    id: str
    title: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    bank: str = ""
    modified: int = 0
    cards: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture found in an artifact, where a reader meets it, and decoded.

    Attributes:
        sha256: hexadecimal, of its file, where the artifact holds the file as the bank has it; else empty.
        width, height: of a bitmap in its own pixels, of a drawing in any unit; 0 where nobody can tell.
        flaw: why nobody can see it: it is not in the file, cannot be decoded, is covered; else empty.
    """

    sha256: str = ""
    width: float = 0.0
    height: float = 0.0
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text found in an artifact, in reading order, with the question it belongs to.

    Attributes:
        question: the question's id, known from the place (a note's field, an anchor, a named destination).
        part: which part it is, where the format says; None when it says only the question.
        text: as a reader would copy it; math as its LaTeX, an image as its alternative text; of the difficulty only
            its number.
        note: the note it is part of, where the format has such.
        markup: the same as it stands in the file, where that can change while the text does not (pictures, emphasis).
        pictures: those in it, in order.
        links: the addresses that it leads to, in order; in references they need not be in the text as well.
        floats: whether figures with their captions may stand further down than in the source, to fill a page.
    """

    question: str
    part: Part | None
    text: str
    note: Note | None = None
    markup: str = ""
    pictures: tuple[Picture, ...] = ()
    links: tuple[str, ...] = ()
    floats: bool = False


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
    """Default for `progress`: does nothing."""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """All that an exporter may read besides book and options. Nothing in it can be written to.

    Attributes:
        moment: Unix time in seconds of the newest thing in the book; the only clock there is.
        styles: the theme's files, a project's own before the default ones.
        fonts: the faces that the theme names.
        allow_missing_glyphs: draw a visible box for a character no font has, with a warning, not an error.
        cache: what was made before, under keys that name all that it was made from. It may change how long the
            export takes, never a byte of the artifact.
        progress: may be called with the number of questions done so far, for the person who waits; it costs next to
            nothing and changes nothing. An exporter that never calls it is shown as running.
        exporter: the name that this exporter is registered under.
        version: of dlexport, for formats that name the program that made them.
    """

    moment: int
    styles: Styles
    fonts: Fonts
    allow_missing_glyphs: bool = False
    cache: Cache = field(default_factory=_nothing_kept)
    progress: Callable[[int], None] = unwatched
    exporter: str = ""
    version: str = ""


O = TypeVar("O", contravariant=True)   # noqa: E741, PLC0105 - the contract's own letter for options


@runtime_checkable
class Exporter(Protocol[O]):
    """Turns a dated book into the bytes of one format, and reads those bytes back.

    `export` is pure: it reads its three arguments and nothing else - no clock, environment, network,
    randomness or files; the same arguments give the same bytes. The class is registered under the
    exporter's name in the entry-point group `dlexport.exporters` and made without arguments.

    It may have besides: `select` (see `Selecting`), `omitted` (see `Omitting`), `stamps` (see `Stamping`), `preview`
    (see `Previewing`), `styles` (a folder of theme files), `codes` (a TOML file that explains its problem codes), `api`
    (the version of the contract, see `API`), `imports` (names of the modules that `export` and `read_back` import when
    they are called: where several exporters run side by side, they are loaded once before).
    """

    suffix: ClassVar[str]
    """`.apkg`, `-quiz.pdf`: the file is `<bank id><suffix>`."""
    revision: ClassVar[int]
    """Of the rendering: raised by one whenever the same book comes out otherwise. The lock dates it."""
    Options: ClassVar[type[Any]]
    """A frozen dataclass of str, bool, int, float and Literal fields with defaults and `metadata={"help": …}`."""

    def promises(self, options: O) -> frozenset[Part]:
        """Which parts of a question the artifact will hold, whole and in order."""
        ...

    def export(self, book: DatedBook, options: O, context: ExportContext) -> Artifact:
        """The bytes. A problem with severity "error" among the artifact's problems keeps it from being published."""
        ...

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """What is really in `data`, read with something other than what wrote it.

        `cache` may be left alone. What was read before may be taken from it where it is known by the bytes it was
        read from, and by nothing else.

        Raises:
            ValueError: `data` is not a whole artifact of this format.
        """
        ...


@runtime_checkable
class Selecting(Protocol[O]):
    """An optional method: for exporters with options that leave questions out."""

    def select(self, book: Book, options: O) -> Book:
        """The book with the questions that the artifact will hold."""
        ...


@runtime_checkable
class Stamping(Protocol[O]):
    """An optional method: for formats that date more than questions and key points."""

    def stamps(self, book: Book, options: O, styles: Styles) -> Mapping[str, str]:
        """Name -> fingerprint of what has a date of its own, such as a note type or a deck.

        The dates are in `DatedBook.stamps` under the same names. No name is `revision`.
        """
        ...


@runtime_checkable
class Omitting(Protocol[O]):
    """An optional method: for formats in which a question can say that some of its parts are left out."""

    def omitted(self, question: Question, options: O) -> frozenset[Part]:
        """The parts of this question that the artifact does not hold, though it holds those of others."""
        ...


@runtime_checkable
class Removing(Protocol):
    """An optional method: for formats where questions that left the bank stay with those who have them."""

    def removal(self, notes: Iterable[Note]) -> str:
        """How a reader removes these notes, in a sentence or two of plain text with Markdown code spans."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of one question in one place of an artifact, for a preview.

    Attributes:
        name: of the place, plain and short: `1 front`, `page 3`. Unlike all others of the question.
        media_type: `text/html` for a page that is whole in itself, `image/png` for one as it looks on paper.
        data: the bytes.
    """

    name: str
    media_type: str
    data: bytes


@runtime_checkable
class Previewing(Protocol):
    """An optional method: for exporters that can show one question of an artifact of theirs."""

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The places of the artifact in which the question stands, in order.

        Raises:
            ValueError: `data` is not a whole artifact of this format.
        """
        ...


def carried(exporter: Exporter[O], book: Book, options: O) -> Book:
    """The part of the book that the artifact promises to hold: all of it for most exporters."""
    return exporter.select(book, options) if isinstance(exporter, Selecting) else book


def own_stamps(exporter: Exporter[O], book: Book, options: O, styles: Styles) -> Mapping[str, str]:
    """The fingerprints that the exporter dates: its revision, and what its format dates besides."""
    more = exporter.stamps(book, options, styles) if isinstance(exporter, Stamping) else {}
    return {**more, "revision": str(exporter.revision)}
