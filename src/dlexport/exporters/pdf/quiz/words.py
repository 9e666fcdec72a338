"""The words that only exams have, in the languages of the other labels; English for all others."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dlexport.labels import chapter_label, labels_for, spoken_by_us

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.papers import SectionKind


class Counted(NamedTuple):
    """How a number of things is said: one of them, and any other number; with `{n}`."""

    one: str
    many: str

    def of(self, number: float) -> str:
        """So many of them."""
        return (self.one if number == 1 else self.many).format(n=amount(number))


class ExamWords(NamedTuple):
    """One language's. `{…}` are filled by `str.format`; counts and points come with their unit.

    Attributes:
        version: with `{name}`.
        questions, points, minutes: what is counted.
        info: with `{count}`; `full` with `{points}`, `time` with `{minutes}`: what the paper is, with `gap` between.
        fields: what whoever sits it fills in, and each one's share of the line.
        notes: heads the instructions.
        heading: with `{numeral}` or `{number}`, `{kind}` and `{sum}`; `plain`, `each`, `some` with `{count}`, `{each}`
            and `{points}` are sums.
        kinds, tasks: section -> its name, and what is to be done there.
        choice: the name of the first section, where no other has options.
        worth: with `{points}`, before a question.
        bracket: where the letter goes.
        page: with `{page}` and `{pages}`.
        grader: the heads of the rows of the grader's table, and of its last column.
        seal: on the seal line; `sealed` what is to be filled in there.
        sheet: the answer sheet; `sheet_notes` how it is filled in; `number` heads the digits.
        key: the title of the key; `table` and `answers` head its parts.
        others: with `{name}` and `{number}`: where a question stands in another version.
        true, false: how they are marked.
    """

    version: str
    questions: Counted
    points: Counted
    minutes: Counted
    info: str
    full: str
    time: str
    gap: str
    fields: Mapping[str, float]
    notes: str
    heading: str
    plain: str
    each: str
    some: str
    kinds: Mapping[SectionKind, str]
    tasks: Mapping[SectionKind, str]
    choice: str
    worth: str
    bracket: str
    page: str
    grader: tuple[str, str, str, str]
    seal: str
    sealed: tuple[str, ...]
    sheet: str
    sheet_notes: str
    number: str
    key: str
    table: str
    answers: str
    others: str
    true: str
    false: str

    def counted_for(self, points: float) -> str:
        """What a question counts for, as it stands before its first words."""
        return self.worth.format(points=self.points.of(points))


@cache
def exam_words(language: str) -> ExamWords:
    """The words for a BCP 47 language tag."""
    spoken = spoken_by_us(language) or "en"
    room = "east" if spoken[:2] in {"zh", "ja", "ko"} else "west"
    words: Mapping[str, ExamWords] = import_module(f"dlexport.exporters.pdf.quiz.words_{room}").WORDS
    return words.get(spoken) or words["zh-Hant"]     # Hong Kong writes exams as Taiwan does


def numeral(number: int) -> str:
    """一, 二, …: as the number of a chapter in Chinese."""
    return chapter_label(labels_for("zh"), number)[1:-1]


def amount(points: float) -> str:
    """Points as they are written: 3, 2.5."""
    return f"{points:g}"
