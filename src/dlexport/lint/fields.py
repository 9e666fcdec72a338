"""The text fields of a question, each with its position."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Choice, Question, Subquestion
    from dlexport.richtext.nodes import Line, RichText
    from dlexport.source.located import Located


def texts(question: Question) -> Iterator[RichText | Line]:
    """The texts of a question that the author has written, in the order of the outputs."""
    if not question.untitled:
        yield question.title
    for text in _asked(question):
        if text.source.value:
            yield text
    for point in question.keypoints:
        yield point.text
    if question.source:
        yield question.source


def fields(question: Question) -> Iterator[Located]:
    """The sources of the texts of a question, in the same order as `texts`."""
    for text in texts(question):
        yield text.source


def _asked(question: Question) -> Iterator[RichText | Line]:
    yield question.prompt
    yield from _choices(question)
    for part in question.parts:
        yield part.prompt
        yield from _choices(part)
        yield part.answer
        yield part.analysis
        yield part.hint
    yield question.answer
    for section in question.sections:
        yield section.title
        yield section.body
    yield question.analysis
    yield question.hint


def _choices(asked: Question | Subquestion) -> Iterator[RichText]:
    choices: tuple[Choice, ...] = asked.choices
    for choice in choices:
        yield choice.text
        yield choice.why
