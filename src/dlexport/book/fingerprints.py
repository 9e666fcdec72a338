"""Cache keys for what is made from a question: hashes of its source text and of all else in the bank it shows."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from dlexport.richtext.nodes import Image, QuestionLink
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.book.bank import Question, Subquestion
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.richtext.nodes import Block, Inline, RichText

_encode: Final = json.JSONEncoder(ensure_ascii=False).encode     # made once: `dumps` makes one for every value


def keys(
    cache: Cache, book: Book, common: Sequence[str], beyond: Callable[[Question, Sequence[str]], Any],
) -> list[bytes]:
    """The cache key of each question's rendering, in reading order. Numbers do not count: they are put in later.

    Args:
        cache: makes the keys.
        book: the language, its own labels, the macros, the names of tags and the content of the pictures count.
        common: what else counts for every question, such as exporter, options, fonts.
        beyond: a question and the ids it links to -> what else counts for it, as a value for JSON.

    Returns:
        One key for each question; empty keys if the cache keeps nothing.
    """
    if not cache.keeps:
        return [b""] * book.count
    shared, found = cache.key(book.bank.language, packed(
        [book.bank.labels, book.bank.macros.entries, book.bank.tag_names]), *common), []
    for entry in book.entries():
        question = entry.question
        pictures, links = mentioned(question)
        more = [[book.bank.media[path].sha256 for path in pictures], beyond(question, links)]
        found.append(cache.key(shared, digest(question), packed(more)))
    return found


def digest(question: Question) -> bytes:
    """A hash of the source text of a question's fields, which its reader may have kept with it."""
    return question.digest or hashlib.sha256(typed(question)).digest()


def typed(question: Question) -> bytes:
    """The source text of a question's fields, as bytes, and the grammar of what is typed alike in two fields.

    Its nodes depend on this and the bank's macros only.
    """
    return packed([
        question.id, question.topic, question.title.source.value, question.prompt.source.value,
        question.answer.source.value, question.analysis.source.value, question.summary.source.value,
        [(section.title.source.value, section.body.source.value) for section in question.sections],
        [(point.id, point.text.source.value) for point in question.keypoints],
        question.tags, question.difficulty, [
            (one.title, one.authors, one.year, one.venue, one.doi, one.arxiv, one.url) for one in question.references],
        asked(question),
    ])


def shown(question: Question, book: Book) -> Iterator[str | bytes]:
    """All that a print of a question follows from: its source text and its pictures."""
    yield digest(question)
    yield from (book.bank.media[path].sha256 for path in mentioned(question)[0])


def asked(question: Question) -> list[Any]:
    """The typed values that belong to a question's kind: options, parts, points, …; absent ones are left out."""
    source = question.source.source.value if question.source else ""
    found = [*_answered(question), question.untitled, source,
             [[part.id, part.prompt.source.value, part.answer.source.value, part.analysis.source.value,
               *_answered(part)] for part in question.parts], *question.other_grammar]
    return found if found != _NOTHING else []


def _answered(one: Question | Subquestion) -> list[Any]:
    return [[[choice.id, choice.text.source.value, choice.correct, choice.why.source.value] for choice in one.choices],
            one.shuffle, one.fixed, one.true_false, one.points, one.time, one.lines, one.hint.source.value]


_NOTHING: Final = [[], True, "", None, None, None, None, "", False, "", []]


def bodies(question: Question) -> Iterator[RichText]:
    """Every field of blocks in a question, in an order that fingerprints hang on."""
    yield from (question.prompt, question.answer, question.analysis)
    yield from (section.body for section in question.sections)
    yield from further_bodies(question)


def further_bodies(question: Question) -> Iterator[RichText]:
    """The texts of its parts, options and hints."""
    for part in question.parts:
        yield from (part.prompt, part.answer, part.analysis)
    tasks: tuple[Question | Subquestion, ...] = (question, *question.parts)
    for one in tasks:
        yield one.hint
        for choice in one.choices:
            yield from (choice.text, choice.why)


def packed(value: Any) -> bytes:  # noqa: ANN401 - anything JSON can hold
    """A value as JSON in UTF-8, for the cache; `json.loads` reads it."""
    return _encode(value).encode("utf-8", "surrogatepass")


def mentioned(question: Question) -> tuple[list[str], list[str]]:
    """The paths of the pictures it shows, and the ids of the questions it links to, both in reading order."""
    pictures, links = [], []
    for node in _nodes(question):
        match node:
            case Image(path=path):
                pictures.append(path)
            case QuestionLink(question=target):
                links.append(target)
            case _:
                pass
    return pictures, links


def _nodes(question: Question) -> Iterator[Block | Inline | Any]:
    """The nodes of those of its texts that may hold a link or a picture: most need no walk."""
    for body in bodies(question):
        if _may_mention(body.source.value):
            yield from walk(body.blocks)
    for point in question.keypoints:
        if _may_mention(point.text.source.value):
            yield from walk(point.text.children)


def _may_mention(text: str) -> bool:
    """Whether a text can hold a link or a picture: `[…](…)`, `![[…]]`, or `[…]: …` for reference links."""
    return "](" in text or "]:" in text or "![[" in text
