"""Statistics of a bank: counts, lengths and reading times."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dlexport.lint.fields import texts
from dlexport.lint.keypoints import width
from dlexport.lint.reading_time import TextSize, size
from dlexport.richtext.nodes import CodeBlock, Image, Line, Math, MathBlock, Strong, Table
from dlexport.richtext.plain import plain, unmarked
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question
    from dlexport.book.book import Book

_COUNTED = {Math: "formulas", MathBlock: "formulas", CodeBlock: "programs", Table: "tables", Image: "pictures"}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """The numbers of one topic: questions, questions by difficulty (0: none given), characters, minutes to read."""

    id: str
    title: str
    questions: int
    difficulty: dict[int, int]
    characters: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers that `dlexport stats` prints.

    Attributes:
        questions: number of questions.
        kinds: kind of question -> number.
        difficulty: 1 to 3, or 0 if none is given -> number of questions.
        han, words: length of all texts, in Han characters and in words of alphabets.
        minutes: time to read all texts once.
        shortest, longest: length of the shortest and longest question, Han and words added.
        keypoints, blanks: number of key points, and of blanks in them.
        widest: width of the widest key point, in widths of a Han character.
        parts: formulas, programs, tables, pictures -> number.
        references: number of references.
        unaddressed: number of references without an address.
        tags: tag -> number of questions, the most used first.
        topics: the numbers of each topic, in the bank's order.
    """

    questions: int
    kinds: dict[str, int]
    difficulty: dict[int, int]
    han: int
    words: int
    minutes: float
    shortest: int
    longest: int
    keypoints: int
    blanks: int
    widest: float
    parts: dict[str, int]
    references: int
    unaddressed: int
    tags: dict[str, int]
    topics: tuple[TopicRow, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """The numbers as values that `json` can write."""
        return asdict(self)


def statistics(book: Book) -> Statistics:
    """The statistics of a book."""
    questions = [entry.question for entry in book.entries()]
    sizes = {question.id: size(question) for question in questions}
    points = [point for question in questions for point in question.keypoints]
    references = [one for question in questions for one in question.references]
    parts = Counter(_COUNTED[type(node)] for question in questions for text in _nodes(question)
                    for node in walk(text) if type(node) in _COUNTED)
    whole = TextSize(sum(one.han for one in sizes.values()), sum(one.words for one in sizes.values()))
    totals = [one.total for one in sizes.values()] or [0]
    tags = Counter(tag for question in questions for tag in question.tags)
    return Statistics(
        questions=len(questions),
        kinds=dict(Counter(question.kind for question in questions).most_common()),
        difficulty=_difficulty(questions),
        han=whole.han, words=whole.words, minutes=round(whole.minutes, 1),
        shortest=min(totals), longest=max(totals),
        keypoints=len(points),
        blanks=sum(isinstance(node, Strong) for point in points for node in point.text.children),
        widest=max((width(plain(point.text.children)) for point in points), default=0.0),
        parts={name: parts[name] for name in dict.fromkeys(_COUNTED.values())},
        references=len(references), unaddressed=sum(not one.address for one in references),
        tags=dict(tags.most_common()),
        topics=tuple(
            TopicRow(chapter.topic.id, unmarked(chapter.topic.title.children), len(chapter.entries),
                     _difficulty([entry.question for entry in chapter.entries]),
                     sum(sizes[entry.question.id].total for entry in chapter.entries),
                     round(sum(sizes[entry.question.id].minutes for entry in chapter.entries), 1))
            for chapter in book.chapters))


def _difficulty(questions: list[Question]) -> dict[int, int]:
    return dict(sorted(Counter(question.difficulty or 0 for question in questions).items()))


def _nodes(question: Question) -> Iterator[Any]:
    """All nodes of the texts of a question."""
    return (text.children if isinstance(text, Line) else text.blocks for text in texts(question))
