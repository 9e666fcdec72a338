"""What a Moodle file can be asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

_HEIGHTS = (2, 3, *range(5, 41, 5))     # those that Moodle offers


@dataclass(frozen=True, slots=True)
class MoodleOptions:
    """The options of `essays`."""

    solution: Literal["graders", "everyone"] = field(
        default="graders", metadata={"help": "who sees the answer: graders, or learners too, after their attempt"})
    grade: float = field(default=1.0, metadata={"help": "points for a full answer", "min": 0})
    lines: int = field(default=15, metadata={"help": "height of the box for the answer", "choices": _HEIGHTS})
    least: int = field(default=0, metadata={"help": "fewest words of an answer, 0 for any number", "min": 0})
    most: int = field(default=0, metadata={"help": "most words of an answer, 0 for any number", "min": 0})

    def __post_init__(self) -> None:
        """Some values fit one by one, and not together."""
        if self.most and self.least > self.most:
            raise ValueError(f"no answer has at least {self.least} words and at most {self.most}")
