"""The words of exams, in the languages of the other labels; all other languages get English."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dlexport.labels import chapter_label, labels_for, spoken_by_us

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.papers import SectionKind


class Counted(NamedTuple):
    """A count in words: the form for one, and the form for all other numbers, with `{n}`.

    Attributes:
        few: the form for 2 to 4, 22 to 24 … and for fractions, in Slavic languages, which have `one` for 21 and 31 too.
    """

    one: str
    many: str
    few: str = ""

    def of(self, number: float) -> str:
        """The words for a number of things, of which no line ends within."""
        form = self._slavic(number) if self.few else self.one if number == 1 else self.many
        return form.format(n=amount(number)).replace(" ", "\xa0")

    def _slavic(self, number: float) -> str:
        """The form by Unicode's plural rules for Russian."""
        if number != int(number):
            return self.few
        ones = 0 if 10 < number % 100 < 20 else number % 10      # noqa: PLR2004 - the rule's
        return self.one if ones == 1 else self.few if 2 <= ones <= 4 else self.many      # noqa: PLR2004 - the same


class ExamWords(NamedTuple):
    """The words of one language. `{…}` are filled in by `str.format`; counts and points come with their unit.

    Attributes:
        version: name of a version, with `{name}`.
        questions, points, minutes: units of counts.
        info: line below the title, with `{count}`; followed by `full`, with `{points}`, and `time`, with `{minutes}`;
            `gap` stands between them.
        fields: field to be filled in by the candidate -> its share of the line; the last one is the score.
        notes: heading of the instructions.
        heading: heading of a section, with `{numeral}` or `{number}`, `{kind}` and `{sum}`. A sum is one of `plain`,
            `each`, `some`, with `{count}`, `{each}` and `{points}`.
        kinds, tasks: kind of section -> its name; -> the task set there.
        choice: name of the first section if no other has options.
        worth: points of a question before its first words, with `{points}`.
        bracket: bracket for the letter of an answer.
        page: footer, with `{page}` and `{pages}`.
        grader: headings of the rows of the grader's table, and of its last column.
        seal: text on the seal line; `sealed` are the fields there, the second of them the class.
        sheet: title of the answer sheet; `sheet_notes` are its instructions, `number` is the heading of the digits.
        key: title of the key; `table` and `answers` are the headings of its parts.
        others: position of a question in another version, with `{name}` and `{number}`.
        true, false: marks for true and false.
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

    @property
    def about_the_candidate(self) -> list[str]:
        """The fields of the answer sheet: those of the paper but the score, with the class."""
        fields, grade = list(self.fields)[:-1], self.sealed[1]
        return fields if grade in fields else [fields[0], grade, *fields[1:]]

    def counted_for(self, points: float) -> str:
        """The points of a question, as printed before its first words."""
        return self.worth.format(points=self.points.of(points))


@cache
def exam_words(language: str) -> ExamWords:
    """The words for a BCP 47 language tag."""
    spoken = spoken_by_us(language) or "en"
    room = "east" if spoken[:2] in {"zh", "ja", "ko"} else "west"
    words: Mapping[str, ExamWords] = import_module(f"dlexport.exporters.pdf.quiz.words_{room}").WORDS
    return words.get(spoken) or words["zh-Hant"]     # Hong Kong writes exams as Taiwan does


def numeral(number: int) -> str:
    """A number in Chinese numerals, as 一 for 1."""
    return chapter_label(labels_for("zh"), number)[1:-1]


def amount(points: float) -> str:
    """Points as text: `3`, `2.5`."""
    return f"{points:g}"
