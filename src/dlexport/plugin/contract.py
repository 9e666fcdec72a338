"""The contract between the core and an exporter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar, runtime_checkable

from dlexport.processes.spare import Spare

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
    """A part of a question that an exporter can promise to hold; `PICTURES` are those in the promised parts."""

    TITLE = "title"
    SUMMARY = "summary"
    PROMPT = "prompt"
    CHOICES = "choices"
    """The options, in any order."""
    PARTS = "parts"
    """The prompts of its parts, with their options."""
    HINT = "hint"
    CORRECT = "correct"
    """The options that are right, in any order."""
    WHY = "why"
    """Why options are right or wrong, in any order."""
    BLANKS = "blanks"
    """The answers of its blanks."""
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

    def __reduce_ex__(self, _: object) -> tuple[type[Part], tuple[str]]:
        return Part, (self.value,)      # Debian 12's Python names `getattr` in place of it, which is no data


@dataclass(frozen=True, slots=True)
class Note:
    """The note that contains a passage, in a format made of notes, each of which is updated as a whole.

    Attributes:
        key: the key by which the learner's program identifies the note; it survives a rename of the question.
        id: the question's id, or `question/keypoint`.
        title, topic: the titles of its question and topic, in plain text.
        tags: the note's tags.
        bank: the bank's id; empty if the file does not tell it.
        modified: the note's date in Unix seconds; 0 if the file does not tell it.
        cards: (name of a card, text that it asks for), if the note has several cards.
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
    """A decoded picture, found in an artifact at a place where readers see it.

    Attributes:
        sha256: hexadecimal hash of its file if the artifact holds the bank's file unchanged; else empty.
        width, height: of a bitmap in its own pixels, of a drawing in any unit; 0 if unknown.
        flaw: the reason why it is not visible (missing from the file, not decodable, covered); else empty.
    """

    sha256: str = ""
    width: float = 0.0
    height: float = 0.0
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text found in an artifact, in reading order, with the question to which it belongs.

    Attributes:
        question: the question's id, known from the place (a note's field, an anchor, a named destination).
        part: the part of the question; None if the format tells only the question.
        text: the text as a reader would copy it: formulas as LaTeX, pictures as their alternative text; of the
            difficulty, only its number.
        note: the note that contains it, if the format has notes.
        markup: the passage as it is in the file, if that can change without the text (pictures, emphasis).
        pictures: its pictures, in order.
        links: the addresses of its links, in order; in references they need not be in the text as well.
        floats: whether figures with their captions may come elsewhere than in the source, to fill a page.
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
    """One output: its bytes, counts of its content (notes, cards, pages, …), and the problems of making it."""

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
    """All that an exporter may read besides book and options.

    Of what is in it, only two change: `cache` takes entries, `spare` processes are taken and given back.

    Attributes:
        moment: Unix time in seconds of the newest item in the book; the only clock.
        styles: the theme's files, a project's own before the default ones.
        fonts: the fonts that the theme names.
        allow_missing_glyphs: draw a visible box for a character that no font has, with a warning, not an error.
        cache: earlier results, under keys that cover everything from which they were made. It may change the
            duration of the export, never a byte of the artifact.
        progress: may be called with the number of questions done so far, to be shown to the user; it costs almost
            nothing. An exporter that never calls it is shown as running.
        spare: the processes that may be started besides this one, over all formats. They may change the duration of the
            export, never a byte of the artifact.
        exporter: the name under which this exporter is registered.
        version: dlexport's version, for formats that name the program that made them.
    """

    moment: int
    styles: Styles
    fonts: Fonts
    allow_missing_glyphs: bool = False
    cache: Cache = field(default_factory=_nothing_kept)
    progress: Callable[[int], None] = unwatched
    exporter: str = ""
    version: str = ""
    spare: Spare = field(default_factory=Spare)


O = TypeVar("O", contravariant=True)   # noqa: E741, PLC0105 - the contract's own letter for options


@runtime_checkable
class Exporter(Protocol[O]):
    """Turns a dated book into the bytes of one format, and reads those bytes back.

    `export` is pure: it reads its three arguments and nothing else - no clock, environment, network,
    randomness or files; the same arguments give the same bytes. The class is registered under the
    exporter's name in the entry-point group `dlexport.exporters` and made without arguments.

    Optional members: `select` (see `Selecting`), `omitted` (see `Omitting`), `idle` (see `Idling`), `stamps` (see
    `Stamping`), `preview` (see `Previewing`), `styles` (a folder of theme files), `codes` (a TOML file that explains
    its problem codes), `api` (the version of the contract, see `API`), `imports` (names of the modules that `export`
    and `read_back` import when they are called: where several exporters run side by side, they are loaded once before),
    `imports_at_first` (likewise, those that are needed where nothing is in the cache yet, and seldom later),
    `on_request` (True: it runs only where the bank's `outputs` or the command names it, see `on_request`).
    """

    suffix: ClassVar[str]
    """`.apkg`, `-quiz.pdf`: the file is `<bank id><suffix>`."""
    revision: ClassVar[int]
    """The revision of the rendering: raised by one whenever the same book gives other bytes. The lock dates it."""
    Options: ClassVar[type[Any]]
    """A frozen dataclass of str, bool, int, float and Literal fields with defaults and `metadata={"help": …}`."""

    def promises(self, options: O) -> frozenset[Part]:
        """The parts of a question that the artifact will hold, completely and in order."""
        ...

    def export(self, book: DatedBook, options: O, context: ExportContext) -> Artifact:
        """The artifact. A problem with severity "error" in it prevents its publication."""
        ...

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The passages that are really in `data`, read by other code than that which wrote them.

        `cache` may be ignored. Earlier results may be taken from it under keys made of the bytes that were read, and
        of nothing else.

        Raises:
            ValueError: `data` is not a complete artifact of this format.
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
        """Name -> fingerprint of each thing with a date of its own, such as a note type or a deck.

        The dates are in `DatedBook.stamps` under the same names. No name is `revision`.
        """
        ...


@runtime_checkable
class Omitting(Protocol[O]):
    """An optional method: for formats in which a question can leave out some of its parts."""

    def omitted(self, question: Question, options: O) -> frozenset[Part]:
        """The promised parts that the artifact does not hold for this question."""
        ...


@runtime_checkable
class Idling(Protocol[O]):
    """An optional method: for exporters with an option by which a bank says that it wants no such file."""

    def idle(self, options: O) -> bool:
        """Whether a run leaves the exporter out; not one in which its name is given on the command line."""
        ...


@runtime_checkable
class Removing(Protocol):
    """An optional method: for formats whose readers keep the notes of removed questions."""

    def removal(self, notes: Iterable[Note]) -> str:
        """Advice on how a reader removes these notes: a sentence or two of plain text with Markdown code spans."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """A view of one question in one place of an artifact, for a preview.

    Attributes:
        name: a short name of the place, `1 front` or `page 3`; unique among the views of the question.
        media_type: `text/html` for a self-contained page, `image/png` or `image/jpeg` for a picture of a printed page.
        data: the bytes.
    """

    name: str
    media_type: str
    data: bytes


@runtime_checkable
class Previewing(Protocol):
    """An optional method: for exporters that can show a single question of their artifacts."""

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The views of a question in the artifact, in order.

        Raises:
            ValueError: `data` is not a complete artifact of this format.
        """
        ...


def on_request(exporter: Exporter[Any]) -> bool:
    """Whether the exporter runs only where it is named: its member `on_request`; False for most exporters."""
    return bool(getattr(exporter, "on_request", False))


def carried(exporter: Exporter[O], book: Book, options: O) -> Book:
    """The part of the book that the artifact promises to hold: all of it for most exporters."""
    return exporter.select(book, options) if isinstance(exporter, Selecting) else book


def own_stamps(exporter: Exporter[O], book: Book, options: O, styles: Styles) -> Mapping[str, str]:
    """The fingerprints that the exporter dates: its revision, and the stamps of its format."""
    more = exporter.stamps(book, options, styles) if isinstance(exporter, Stamping) else {}
    return {**more, "revision": str(exporter.revision)}
