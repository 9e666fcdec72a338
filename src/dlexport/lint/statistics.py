"""A bank in numbers."""

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
    """A topic: how many questions it has, by their difficulty (0 where none is given), and how long they are."""

    id: str
    title: str
    questions: int
    difficulty: dict[int, int]
    characters: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What `dlexport stats` says.

    Attributes:
        questions: how many there are.
        kinds: how they are answered -> how many.
        difficulty: 1 to 3, 0 where none is given -> how many.
        han, words: the length of all texts.
        minutes: to read all of it once.
        shortest, longest: of the questions, in Han and words.
        keypoints, blanks: how many, and how many blanks they have.
        widest: of the key points, in widths of a Han character.
        parts: formulas, programs, tables, pictures -> how many.
        references: how many, and how many lead nowhere.
        tags: tag -> how many questions have it, the most used first.
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
        """As JSON takes it."""
        return asdict(self)


def statistics(book: Book) -> Statistics:
    """The numbers of a book."""
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
    """The nodes of each of its texts."""
    return (text.children if isinstance(text, Line) else text.blocks for text in texts(question))
