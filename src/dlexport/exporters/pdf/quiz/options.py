"""The options of the exporters `quiz-pdf`, `key-pdf` and `sheet-json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from dlexport.exporters.pdf.style.paper import (  # noqa: TC001 - options are described by their types at run time
    Inks,
    Name,
)

PrintSize = Literal["normal", "large"]
Room = Literal["ruled", "plain"]

_EXAM: dict[str, Any] = {"help": "id of the exam of `bank.exams`; without one all questions are asked"}
_SEED: dict[str, Any] = {"help": "shuffles the questions, each seed in its own way, for good; an exam has its own"}
_TAKE: dict[str, Any] = {"help": "how many questions, 0 for all; an exam says that itself", "min": 0}
_VERSIONS: dict[str, Any] = {"help": "how many, A, B, …: other orders; 0 for as many as the exam has, or one",
                             "min": 0, "max": 26}
_PAPER: dict[str, Any] = {"help": "size of the paper"}
_SIZE: dict[str, Any] = {"help": "large is print of 18 points"}
_INK: dict[str, Any] = {"help": "grey for cheap printing"}


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """Options of the paper."""

    exam: str = field(default="", metadata=_EXAM)
    paper: Name = field(default="a4", metadata=_PAPER)
    ink: Inks = field(default="colour", metadata=_INK)
    size: PrintSize = field(default="normal", metadata=_SIZE)
    seed: str = field(default="", metadata=_SEED)
    take: int = field(default=0, metadata=_TAKE)
    versions: int = field(default=0, metadata=_VERSIONS)
    room: Room = field(default="ruled", metadata={"help": "lines to answer on, or nothing but room"})
    seal: bool = field(default=False, metadata={"help": "a seal line (密封线) at the binding edge"})
    grader: bool = field(default=False, metadata={"help": "a table for whoever grades it"})
    sheet: bool = field(default=False, metadata={"help": "an answer sheet (答题卡) after each version, to be scanned"})


@dataclass(frozen=True, slots=True)
class KeyOptions:
    """Options of the key."""

    key: Literal["table", "short", "full", "none"] = field(default="short", metadata={
        "help": "a table of what is short; model answers with points as well; analysis and reasons too; or no key"})
    exam: str = field(default="", metadata=_EXAM)
    paper: Name = field(default="a4", metadata=_PAPER)
    ink: Inks = field(default="colour", metadata=_INK)
    seed: str = field(default="", metadata=_SEED)
    take: int = field(default=0, metadata=_TAKE)
    versions: int = field(default=0, metadata=_VERSIONS)

    @property
    def tables_only(self) -> bool:
        """Whether there are no model answers; so it is too where a key that is not wanted is asked for by name."""
        return self.key in {"table", "none"}


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """Options of the answer sheet's data; they are to be those of the paper."""

    exam: str = field(default="", metadata=_EXAM)
    paper: Name = field(default="a4", metadata=_PAPER)
    seed: str = field(default="", metadata=_SEED)
    take: int = field(default=0, metadata=_TAKE)
    versions: int = field(default=0, metadata=_VERSIONS)
