"""What a question's notes say: rendered once, and taken from the cache as long as nothing of it has changed."""

from __future__ import annotations

import html
import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from dlexport.book.fingerprints import keys, packed
from dlexport.exporters.anki.cloze import cloze
from dlexport.exporters.anki.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.book.bank import Question, Reference
    from dlexport.cache import Cache
    from dlexport.exporters.anki.html import Writer
    from dlexport.lock.lock import DatedBook


@dataclass(frozen=True, slots=True)
class Rendered:
    """The fields of one question's notes that no other question and no number has a part in, as HTML.

    Attributes:
        points: of each key point its cloze text and the numbers of its blanks.
    """

    title: str
    prompt: str
    answer: str
    sections: str
    analysis: str
    references: str
    points: Sequence[tuple[str, Sequence[int]]]


def renderings(dated: DatedBook, writer: Writer, cache: Cache) -> Iterator[Rendered]:
    """What the notes of each question say, in reading order."""
    book = dated.book
    questions = [entry.question for entry in book.entries()]

    def blanks(question: Question, _links: Sequence[str]) -> list[Mapping[str, int]]:
        return [dated.blanks[f"{question.id}/{point.id}"] for point in question.keypoints]

    def make(number: int) -> bytes:
        question = questions[number]
        return packed(astuple(_render(question, blanks(question, ()), writer, book.labels.comma)))

    for entry in cache.recall_all(keys(cache, book, ["apkg"], blanks), make):
        yield Rendered(*json.loads(entry))


def _render(question: Question, blanks: Sequence[Mapping[str, int]], writer: Writer, comma: str) -> Rendered:
    sections = "".join(
        f"<section><h3>{writer.line(section.title.children)}</h3>"
        f"{writer.blocks(section.body.blocks, f'{question.id}-s{place}-')}</section>"
        for place, section in enumerate(question.sections, 1)
    )
    clozes = [cloze(point, numbers, writer) for point, numbers in zip(question.keypoints, blanks, strict=True)]
    references = "".join(_reference(one, comma) for one in question.references)
    return Rendered(
        title=writer.line(question.title.children),
        prompt=writer.blocks(question.prompt.blocks, f"{question.id}-p-"),
        answer=writer.blocks(question.answer.blocks, f"{question.id}-a-"),
        sections=sections,
        analysis=writer.blocks(question.analysis.blocks, f"{question.id}-n-"),
        references=f"<ul>{references}</ul>" if references else "",
        points=[(one.html, one.numbers) for one in clozes],
    )


def _reference(reference: Reference, comma: str) -> str:
    title = html.escape(reference.title)
    if reference.address:
        title = f'<a href="{html.escape(reference.address)}">{title}</a>'
    facts = (comma.join(reference.authors), *reference.published)
    source = html.escape(" · ".join(filter(None, facts)))
    return inert(f"<li>{title}{f' <small>{source}</small>' if source else ''}</li>")
