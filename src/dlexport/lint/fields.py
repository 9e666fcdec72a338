"""The text fields of a question, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question
    from dlexport.source.located import Located


def fields(question: Question) -> Iterator[Located]:
    """What the author has written of a question, in the order of the outputs; what is absent is left out."""
    yield question.title.source
    for text in (question.prompt, question.answer):
        yield text.source
    for section in question.sections:
        yield section.title.source
        yield section.body.source
    yield question.analysis.source
    for point in question.keypoints:
        yield point.text.source
