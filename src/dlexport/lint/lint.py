"""All rules of `lint`, applied to a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.lint.alike import beginnings, duplicates, single_tags
from dlexport.lint.fields import fields
from dlexport.lint.finding import Finding
from dlexport.lint.keypoints import keypoints
from dlexport.lint.punctuation import punctuation, spaces
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Bank, Question


def lint(bank: Bank) -> tuple[Finding, ...]:
    """The findings in a bank without errors, in source order."""
    found = [*duplicates(bank.questions), *beginnings(bank.questions), *single_tags(bank.questions)]
    chinese = bank.language.partition("-")[0] == "zh"
    for question in bank.questions:
        found += _question(question, chinese=chinese)
    return tuple(sorted(found, key=lambda one: (one.problem.span is not None, one.problem.span or ())))


def _question(question: Question, *, chinese: bool) -> Iterator[Finding]:
    for point in question.keypoints:
        yield from keypoints(point)
    for reference in question.references:
        if not reference.address:
            yield Finding(Problem("style-reference-address", f"the reference {reference.title!r} has no address",
                                  question.span, "give doi, arxiv or url: a reader wants to follow it", "warning"))
    for field in fields(question) if chinese else ():
        yield from punctuation(field)
        yield from spaces(field)
