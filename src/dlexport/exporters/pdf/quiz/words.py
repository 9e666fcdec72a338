"""The words that only exams have, and how what is counted is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dlexport.labels import chapter_label, labels_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.papers import SectionKind

Unit: TypeAlias = Literal["question", "point", "minute"]


@dataclass(frozen=True, slots=True)
class ExamWords:
    """One language's. `{…}` are filled by `str.format`.

    Attributes:
        units: what is counted -> its forms, with `{n}`: one; or for one and for more; or as Russian has them.
        version: with `{name}`.
        info: with `{count}`; `full` with `{points}`, `minutes` with `{minutes}`: what the paper is.
        fields: what whoever sits it fills in, and each one's share of the line.
        notes: heads the instructions.
        heading: with `{numeral}`, `{kind}` and `{sum}`; `plain`, `each`, `some` with `{count}`, `{each}` and
            `{points}`, all of them counted in their units, are sums.
        kinds, tasks: section -> its name, and what is to be done there.
        choice: the name of the first section, where no other has options.
        points: with `{points}`, counted, before a question.
        bracket: where the letter goes.
        page: with `{page}` and `{pages}`.
        grader: the heads of the rows of the grader's table, and of its last column.
        seal: on the seal line; `sealed` what is to be filled in there.
        sheet: the answer sheet; `sheet_notes` how it is filled in; `number` heads the digits.
        key: the title of the key; `table` and `answers` head its parts.
        others: with `{name}` and `{number}`: where a question stands in another version.
        true, false: how they are marked.
        below_two: the form for one is that for all that is less than two.
        decimal: between the whole and the parts of a number.
    """

    units: Mapping[Unit, tuple[str, ...]]
    version: str
    info: str
    full: str
    minutes: str
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
    points: str
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
    below_two: bool = False
    decimal: str = "."

    def worth(self, points: float) -> str:
        """What a question counts for, as it stands before it."""
        return self.points.format(points=self.counted("point", points))

    def counted(self, unit: Unit, number: float) -> str:
        """`1 question`, `2.5 points`."""
        forms = self.units[unit]
        return forms[self._form(number, len(forms))].format(n=f"{number:g}".replace(".", self.decimal))

    def _form(self, number: float, forms: int) -> int:
        """Which form a number takes: Unicode's plural rules for these languages."""
        if forms == _RUSSIAN:
            whole, last, tens = number == int(number), number % 10, number % 100
            if whole and last == 1 and tens != 11:      # noqa: PLR2004 - the rule's
                return 0
            return 1 if not whole or (2 <= last <= 4 and not 12 <= tens <= 14) else 2   # noqa: PLR2004 - the same
        return min(forms - 1, int(number >= 2 if self.below_two else number != 1))      # noqa: PLR2004 - the same


_RUSSIAN = 3
BRACKET: Final = "(\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0)"
"""Room for a letter, between Western brackets."""


def numeral(number: int) -> str:
    """一, 二, …: as the number of a chapter in Chinese."""
    return chapter_label(labels_for("zh"), number)[1:-1]
