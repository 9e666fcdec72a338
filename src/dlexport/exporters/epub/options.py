"""The options of the exporter `epub`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Answers = Literal["inline", "after-each", "end"]


@dataclass(frozen=True, slots=True)
class EpubOptions:
    """The options of `epub`: see docs/e-readers.md for which reader wants which.

    Attributes:
        answers: where the answers stand: below each question, after each chapter's questions, or after the
            last chapter.
        math: formulas as MathML with drawings beside the text to fall back on, or as drawings in the text.
        embed_fonts: carry the sans of the theme, for readers without Chinese fonts. The math font is there anyway.
    """

    answers: Answers = field(
        default="after-each",
        metadata={"help": "answers below each question, after the questions of each chapter, or at the end"},
    )
    math: Literal["mathml", "svg"] = field(
        default="mathml",
        metadata={"help": "formulas as MathML, or as drawings for e-readers without MathML"},
    )
    embed_fonts: bool = field(
        default=False,
        metadata={"help": "carry the sans, cut down to what the book says, for e-readers without Chinese fonts"},
    )
