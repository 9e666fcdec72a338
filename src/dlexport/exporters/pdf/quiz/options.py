"""The options of the exporter `quiz-pdf`."""

from __future__ import annotations

from dataclasses import dataclass, field

from dlexport.exporters.pdf.style.paper import (  # noqa: TC001 - options are described by their types at run time
    Inks,
    Name,
)


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """Options of the quiz."""

    paper: Name = field(default="a4", metadata={"help": "size of the paper"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
    seed: str = field(default="", metadata={"help": "shuffles the questions, each seed in its own way, for good"})
    take: int = field(default=0, metadata={"help": "how many questions, 0 for all", "min": 0})
