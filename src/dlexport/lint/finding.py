"""A finding: a warning, with the edits that mend it if they need no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.problems import Problem
    from dlexport.source.located import Located


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of a part of a field's text.

    Attributes:
        field: the field with its position.
        start, end: offsets into the field's value; `end` is exclusive.
        new: the replacement.
    """

    field: Located
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning with the `edits` that mend it without a change of meaning; no edits if a person must decide."""

    problem: Problem
    edits: tuple[Edit, ...] = ()
