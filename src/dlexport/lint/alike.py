"""Similar texts: near-duplicate questions, found by shingles (A. Broder, 1997), answers with the same beginning."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from dlexport.lint.finding import Finding
from dlexport.problems import Problem
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Question

SHINGLE: Final = 4          # characters
ALIKE: Final = 0.6          # of the shingles of both: Jaccard's index
BEGINNING: Final = 16       # characters at the start of two answers that must be equal for a finding
_COMMON: Final = 40         # questions; a shingle that occurs in more is ignored, as it distinguishes nothing
_NO_WORD: Final = re.compile(r"\W+")


def duplicates(questions: Sequence[Question]) -> Iterator[Finding]:
    """A finding for each question that asks nearly the same as an earlier one."""
    sets = [_shingles(_asked(question)) for question in questions]
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            where[shingle].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if 1 < len(numbers) <= _COMMON:
            common.update(combinations(numbers, 2))
    told: set[int] = set()
    for first, second in sorted(common):
        union = len(sets[first] | sets[second])
        if second not in told and len(sets[first] & sets[second]) >= ALIKE * union:
            told.add(second)
            yield Finding(Problem(
                "style-duplicate",
                f"the question {questions[second].id!r} asks nearly what {questions[first].id!r} asks",
                questions[second].span, "keep one of them, or say what sets them apart", "warning"))


def beginnings(questions: Sequence[Question]) -> Iterator[Finding]:
    """A finding for each answer that begins like an earlier one: on cards the two are easily confused."""
    first: dict[str, Question] = {}
    for question in questions:
        begin = _NO_WORD.sub("", plain(question.answer))[:BEGINNING]
        if len(begin) < BEGINNING:
            continue
        if begin in first:
            yield Finding(Problem(
                "style-same-beginning",
                f"the answer begins as that of {first[begin].id!r} does: {begin}…",
                question.answer.source.span(), "begin with what is its own", "warning"))
        first.setdefault(begin, question)


def single_tags(questions: Sequence[Question]) -> Iterator[Finding]:
    """A finding for each tag of a single question, if other tags are shared: often one tag in two spellings."""
    used = Counter(tag for question in questions for tag in question.tags)
    if len(used) < 2 or max(used.values(), default=0) < 2:  # noqa: PLR2004 - nothing is shared yet
        return
    for question in questions:
        if lone := [tag for tag in question.tags if used[tag] == 1]:
            words = f"the tag {lone[0]!r} is" if len(lone) == 1 else f"the tags {', '.join(map(repr, lone))} are each"
            yield Finding(Problem("style-tag-once", f"{words} used once", question.span,
                                  "a tag gathers questions: use one that others have, or leave it out", "warning"))


def _asked(question: Question) -> str:
    return _NO_WORD.sub("", plain(question.title) + plain(question.prompt))


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[at:at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1)))
