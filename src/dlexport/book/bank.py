"""The bank: everything the source file holds, read and checked. Plain data, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dlexport.math.rewriting.macros import NONE
from dlexport.richtext.addresses import one_fragment, path_of
from dlexport.richtext.nodes import EMPTY, Gap
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.exams import Exam
    from dlexport.book.kinds import Fixed, Kind
    from dlexport.labels.own import OwnLabels
    from dlexport.math.rewriting.macros import Macros
    from dlexport.pictures.media import Media
    from dlexport.problems import Problem, Span
    from dlexport.richtext.nodes import Line, RichText
    from dlexport.source.yaml_tree import Located


Numbering: TypeAlias = Literal["topics", "source"]
"""The basis of the numbers of questions: the order of topics, or the position in the source file."""

CardKind: TypeAlias = Literal["question", "reverse", "keypoints"]
"""`question` asks for the answer, `reverse` asks that and for the question to an answer, `keypoints` for each term."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A named group of questions: a subdeck in Anki, a chapter in a book."""

    id: str
    title: Line


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a question, between answer and analysis."""

    title: Line
    body: RichText


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One sentence to remember; its strong text is what the reader must recall.

    Attributes:
        id: permanent, unique within its question.
        text: the sentence.
        renamed_from: its former id, or an empty string; `question/keypoint` if it stood in another question.
    """

    id: str
    text: Line
    renamed_from: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A work to read further. All fields but `title` may be empty.

    Attributes:
        title: of the work, without markup.
        authors: in the order of the work.
        year: of publication, 1500 to 2100.
        venue: journal, conference or publisher.
        doi: without `https://doi.org/`.
        arxiv: the arXiv id, such as `1706.03762`.
        url: an http or https address.
    """

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""

    @property
    def address(self) -> str:
        """The first of its addresses; empty if there is none."""
        return next((address for address, _ in self.addresses), "")

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """(web address, what is shown for it): of the DOI, of the arXiv id, and `url`, those that there are."""
        found = (
            (f"https://doi.org/{path_of(self.doi)}", f"doi:{self.doi}") if self.doi else None,
            (f"https://arxiv.org/abs/{path_of(self.arxiv)}", f"arXiv:{self.arxiv}") if self.arxiv else None,
            (one_fragment(self.url), self.url) if self.url else None,
        )
        return tuple(filter(None, found))

    @property
    def published(self) -> tuple[str, ...]:
        """Venue and year, without those that are absent; no year if the venue names it, as `ICML 2019` does."""
        year = str(self.year or "")
        return tuple(filter(None, (self.venue, "" if year in self.venue else year)))


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question.

    Attributes:
        id: permanent within its question: its own, or one that follows from its text.
        why: it is right or wrong; may be empty.
    """

    id: str
    text: RichText
    correct: bool = False
    why: RichText = EMPTY


@dataclass(frozen=True, slots=True)
class Subquestion:
    """A part of a question: a question of its own under the prompt of the whole. See `Question` for its fields."""

    id: str
    span: Span
    prompt: RichText = EMPTY
    answer: RichText = EMPTY
    analysis: RichText = EMPTY
    choices: tuple[Choice, ...] = ()
    shuffle: bool = True
    fixed: Fixed = ""
    true_false: bool | None = None
    points: float | None = None
    time: float | None = None
    lines: int | None = None
    hint: RichText = EMPTY

    @property
    def kind(self) -> Kind:
        """How it is answered; it has no parts of its own."""
        return _kind(self)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is to be filled in, in the order of the prompt."""
        return _gaps(self.prompt)


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        id: permanent, unique in the bank.
        topic: the id of its topic.
        title: one line; where it has none of its own, the beginning of its prompt; then it is `untitled`.
        prompt: what is asked; this and all that follows may be empty.
        answer: what the reader should say.
        analysis: why, at length.
        summary: one line for lists; the title, if the source gives none.
        span: the place of its id in the source.
        sections: named parts between answer and analysis.
        keypoints: sentences to remember.
        tags: each once, in the source's order.
        difficulty: 1 to 3, or None.
        references: works to read further.
        renamed_from: its former id, or an empty string.
        choices: its options, in the source's order; a book has those of true or false too (see `compose`).
        shuffle: whether options may stand in any order; `fixed`: which of them stays in its place even so.
        true_false: whether its statement is true; None where that is not asked.
        parts: questions of its own under its prompt, numbered from 1.
        points, time, lines: what it counts for, the minutes that it takes, its room on paper.
        source: where it is from.
        cards: the kinds of flashcards it gives; none are named where the deck's options decide.
        other_grammar: `title`, `summary`, where the same text in another field shows something else: a prompt that is
            the title may have HTML in it. What is typed does not tell them apart.
        digest: a hash of `fingerprints.typed`, where the reader kept it; a copy with other values has none.
    """

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
    cards: tuple[CardKind, ...] = ()
    untitled: bool = False
    other_grammar: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    shuffle: bool = True
    fixed: Fixed = ""
    true_false: bool | None = None
    parts: tuple[Subquestion, ...] = ()
    points: float | None = None
    time: float | None = None
    lines: int | None = None
    hint: RichText = EMPTY
    source: Line | None = None
    digest: bytes = field(default=b"", init=False, repr=False, compare=False)

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return "parts" if self.parts else _kind(self)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is to be filled in, in the order of the prompt."""
        return _gaps(self.prompt)


def _kind(asked: Question | Subquestion) -> Kind:
    if asked.true_false is not None:
        return "true_false"
    if asked.choices:
        return "choice"
    return "blanks" if asked.gaps else "open"


def _gaps(prompt: RichText) -> tuple[Gap, ...]:
    if "[[" not in prompt.source.value:     # most prompts need no walk
        return ()
    return tuple(node for node in walk(prompt.blocks) if isinstance(node, Gap))


@dataclass(frozen=True, slots=True)
class OutputOption:
    """An option's value, not yet checked, and the place of its name in the source."""

    value: Located
    span: Span


@dataclass(frozen=True, slots=True)
class Output:
    """An exporter the bank asks for, with the options it sets; neither is checked yet.

    Attributes:
        exporter: its name.
        options: option name -> value.
        span: the place of the exporter's name in the source.
    """

    exporter: str
    options: Mapping[str, OutputOption]
    span: Span


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything the source file holds.

    Attributes:
        id: permanent; names the output files.
        title: one line.
        language: a BCP 47 tag, such as `zh-CN`.
        version: the author's, any one line.
        topics: in the order of the file.
        questions: in the order of the file.
        media: path as written in the text -> the picture, for each picture the text shows.
        excerpt: says of a selection which part of the bank it is; then it stands in the subtitle's place.
        numbering: how questions are numbered.
        macros: LaTeX commands for its formulas.
        exams: the papers that it names.
        labels: words of its own in place of those that outputs add.
        tag_names: tags with the names that outputs show in place of them, but for tools such as Anki.
        outputs: what `dlexport all` makes; None if the source does not say, which means every installed exporter.
        sources: file name -> lines, for excerpts in messages.
        places: question id -> place in the source from 1, if this bank holds only some of the questions; else empty.
        warnings: in source order.
    """

    id: str
    title: Line
    language: str
    version: str
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    media: Mapping[str, Media]
    subtitle: Line | None = None
    excerpt: Line | None = None
    authors: tuple[str, ...] = ()
    license: str = ""
    description: str = ""
    url: str = ""
    numbering: Numbering = "topics"
    macros: Macros = NONE
    exams: tuple[Exam, ...] = ()
    labels: OwnLabels = ()
    tag_names: tuple[tuple[str, str], ...] = ()
    outputs: tuple[Output, ...] | None = None
    sources: Mapping[str, Any] | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    def tag_name(self, tag: str) -> str:
        """The name that a tag is shown by."""
        return dict(self.tag_names).get(tag, tag) if self.tag_names else tag

    @property
    def second_title(self) -> Line | None:
        """The line below the title: the subtitle, or in a selection the name of the part."""
        return self.excerpt or self.subtitle
