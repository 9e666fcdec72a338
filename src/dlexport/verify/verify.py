"""Proves that every promised part of every question is in an artifact: one function for all formats."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, assert_never

from dlexport.book.fingerprints import packed, typed
from dlexport.cache import Cache
from dlexport.plugin.contract import Depth, Part
from dlexport.problems import Problem
from dlexport.richtext.plain import leaves, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.plugin.contract import Passage

# What typesetting may add or take away inside a passage: white space, soft hyphens, zero-width breaks and joiners.
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
_SHOWN = 40


def verify(  # noqa: PLR0913, PLR0917 - what is compared, how, and what is known of it
    book: Book, promised: Collection[Part], passages: Iterable[Passage], depth: Depth, artifact: str,
    cache: Cache | None = None,
) -> tuple[Problem, ...]:
    """What the passages lack of the book; nothing when each promised part of each question is there.

    A part is there when each of its blocks stands whole, in the order of the source, in the passages of
    its own question and part (or in those that only name the question). At `Depth.QUICK` the first and
    last block of a part stand for all.

    Args:
        book: what should be in the artifact.
        promised: the parts the exporter promises.
        passages: what was read back from the artifact.
        depth: how thorough to be.
        artifact: its name, for the messages.
        cache: remembers of which questions just these passages lacked nothing.
    """
    found: dict[str, dict[Part | None, str]] = defaultdict(lambda: defaultdict(str))
    for passage in passages:
        found[passage.question][passage.part] += passage.text
    cache = cache or Cache()
    questions = [entry.question for entry in book.entries()]
    keys = _keys(cache, questions, [depth, *sorted(promised)], found)
    whole = cache.get_all(keys)
    problems: list[Problem] = []
    for question, key in zip(questions, keys, strict=True):
        if key not in whole:
            missing = list(_lacking(question, promised, found.get(question.id, {}), depth, artifact))
            problems += missing
            if not missing:
                cache.put(key, b"")
    known = {question.id for question in questions}
    problems += [
        Problem("not-verified", f"{artifact} holds a question {stranger!r} that the bank does not have")
        for stranger in sorted(found.keys() - known)
    ]
    return tuple(problems)


def _keys(
    cache: Cache, questions: Sequence[Question], how: Sequence[str],
    found: Mapping[str, Mapping[Part | None, str]],
) -> list[bytes]:
    """What the verdict on each question follows from: the question, and all that was found of it."""
    if not cache.keeps:
        return [b""] * len(questions)
    return [cache.key("verified", *how, typed(question), packed(list(found.get(question.id, {}).items())))
            for question in questions]


def _lacking(
    question: Question, promised: Collection[Part], found: Mapping[Part | None, str], depth: Depth, artifact: str,
) -> Iterator[Problem]:
    """What was not found of a question."""
    rest = squeeze(found.get(None, ""))
    for part in Part:
        if part in promised:
            yield from _missing(question, part, squeeze(found[part]) if part in found else rest, depth, artifact)


def squeeze(text: str) -> str:
    """The text as it is compared: NFC, without white space and invisible break hints."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def blocks_of(question: Question, part: Part) -> Sequence[str]:
    """The plain text of each block that a part consists of, in order."""
    match part:
        case Part.TITLE:
            return [plain(question.title.children)]
        case Part.SUMMARY:
            return [plain(question.summary.children)]
        case Part.PROMPT:
            return list(leaves(question.prompt.blocks))
        case Part.ANSWER:
            return list(leaves(question.answer.blocks))
        case Part.SECTIONS:
            return [text for section in question.sections
                    for text in (plain(section.title.children), *leaves(section.body.blocks))]
        case Part.ANALYSIS:
            return list(leaves(question.analysis.blocks))
        case Part.KEYPOINTS:
            return [plain(point.text.children) for point in question.keypoints]
        case Part.REFERENCES:
            return [reference.title for reference in question.references]
        case Part.TAGS:
            return list(question.tags)
        case _:
            assert_never(part)


def _missing(question: Question, part: Part, text: str, depth: Depth, artifact: str) -> Iterable[Problem]:
    blocks = blocks_of(question, part)
    if depth is Depth.QUICK:
        blocks = [*blocks[:1], *blocks[1:][-1:]]
    position = 0
    for number, block in enumerate(blocks, 1):
        wanted = squeeze(block)
        at = text.find(wanted, position)
        if at < 0:
            shown = block if len(block) <= _SHOWN else f"{block[:_SHOWN]}…"
            where = "out of its place" if wanted in text else "missing"
            yield Problem(
                "not-verified",
                f"{artifact}: question {question.id}, {part}, block {number} is {where}: {shown!r}",
                question.span,
                "this is a fault of the exporter or of the file, not of the bank",
            )
        else:
            position = at + len(wanted)
