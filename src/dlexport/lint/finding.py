"""A finding: a warning, and the edits that mend it where a program can know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.problems import Problem
    from dlexport.source.located import Located


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a field's text and what should stand there.

    Attributes:
        field: the field.
        start, end: offsets into its value, the end not counted.
        new: the text in their place.
    """

    field: Located
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that could be better. `edits` are those that change no meaning; none where only a person can tell."""

    problem: Problem
    edits: tuple[Edit, ...] = ()
