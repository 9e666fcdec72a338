"""Cache of the content of a question's notes: rendered again only if something in it has changed."""

from __future__ import annotations

import html
import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from dlexport.book.citations import cited
from dlexport.book.fingerprints import keys, packed
from dlexport.exporters.anki.fields.cloze import Cloze, cloze, filled_in
from dlexport.exporters.anki.fields.html import escaped
from dlexport.exporters.anki.fields.inert import inert
from dlexport.exporters.anki.fields.masking import masked
from dlexport.exporters.anki.fields.options import choosable, marked
from dlexport.labels import isolated
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import FurtherPart, asked, part_asked, part_solved, solved
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import Question, Reference
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.exporters.anki.fields.html import Writer
    from dlexport.labels import Labels
    from dlexport.lock.lock import DatedBook


_CHOSEN: Final = ("choice", "true_false")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The fields of one question's notes that no other question and no number has a part in, as HTML.

    Attributes:
        points: of each key point its cloze text and the numbers of its blanks.
        siblings: for each key point the list of all, with itself marked.
        words: the answer in words alone, where what is right is told apart from it.
        options, marked: of a question with options, as a list to choose from, and with the right ones marked.
        filling: of a question with blanks, its prompt as cloze text, and the numbers of its blanks.
        parts: of a question with parts, for each of them: the prompt of all with what it asks; what is right in it.
        masked: the answer with the question's term taken out, for the card that asks which question it answers.
    """

    title: str
    prompt: str
    answer: str
    sections: str
    analysis: str
    references: str
    points: Sequence[tuple[str, Sequence[int]]]
    siblings: Sequence[str]
    masked: str
    words: str
    options: str
    marked: str
    filling: tuple[str, Sequence[int]]
    hint: str
    parts: Sequence[tuple[str, str]]


def renderings(dated: DatedBook, writer: Writer, cache: Cache) -> Iterator[Rendered]:
    """The content of each question's notes, in reading order."""
    book = dated.book
    questions = [entry.question for entry in book.entries()]

    def blanks(question: Question, _links: Sequence[str]) -> list[Mapping[str, int]]:
        return [*(dated.blanks[f"{question.id}/{point.id}"] for point in question.keypoints),
                dated.blanks.get(question.id, {})]

    def make(number: int) -> bytes:
        question = questions[number]
        return packed(astuple(_render(question, blanks(question, ()), writer, book)))

    for entry in cache.recall_all(keys(cache, book, ["apkg", book.bank.id], blanks), make):
        yield Rendered(*json.loads(entry))


def _render(question: Question, blanks: Sequence[Mapping[str, int]], writer: Writer, book: Book) -> Rendered:
    sections = "".join(
        f"<section><h3>{writer.line(section.title.children)}</h3>"
        f"{writer.blocks(section.body.blocks, f'{question.id}-s{place}-')}</section>"
        for place, section in enumerate(question.sections, 1)
    )
    clozes = [cloze(point, numbers, writer) for point, numbers in zip(question.keypoints, blanks, strict=False)]
    references = "".join(_reference(one, book) for one in question.references)
    labels = book.labels
    words = writer.blocks(question.answer.blocks, f"{question.id}-a-")
    answer = _pieces(solved(question, labels), question, writer) + words
    kind = question.kind
    filling = filled_in(question.prompt, blanks[-1], writer, f"{question.id}-p-") if kind == "blanks" else Cloze("", ())
    chosen, hint = kind in _CHOSEN, _hint(question, writer)
    stem = writer.blocks(question.prompt.blocks, f"{question.id}-p-")
    return Rendered(
        title=writer.line(question.title.children),
        prompt=stem + _pieces((one for one in asked(question, labels) if one.part is Part.PARTS), question, writer)
        + hint,
        answer=answer,
        sections=sections,
        analysis=writer.blocks(question.analysis.blocks, f"{question.id}-n-") + _source(question, writer, labels),
        references=f"<ul>{references}</ul>" if references else "",
        points=[(one.html, one.numbers) for one in clozes],
        siblings=list(_siblings(question, writer)),
        masked=masked(answer, plain(question.title.children), book.labels.deck.masked),
        words=words,
        options=choosable(question, writer) if chosen else "",
        marked=marked(question, writer) if chosen else "",
        filling=(filling.html, filling.numbers),
        hint=hint,
        parts=[(stem + _pieces([FurtherPart(Part.PARTS, "", tuple(part_asked(part, number, labels)))], question, writer)
                + hint,
                _pieces([FurtherPart(Part.SOLUTIONS, "", tuple(part_solved(part, number, labels)))], question, writer)
                + words) for number, part in enumerate(question.parts, 1)],
    )


def _hint(question: Question, writer: Writer) -> str:
    """Folded, until it is asked for."""
    if not question.hint.blocks:
        return ""
    return (f'<details class="more"><summary>{escaped(writer.labels.hint)}</summary><div data-part="{Part.HINT}">'
            f'{writer.blocks(question.hint.blocks, f"{question.id}-h-")}</div></details>')


def _pieces(pieces: Iterable[FurtherPart], question: Question, writer: Writer) -> str:
    """Options, parts, …: a field below the other."""
    return "".join(
        f'<div class="{piece.part}" data-part="{piece.part}">' + "".join(
            writer.blocks(text.blocks, f"{question.id}-{piece.part}{number}-")
            for number, text in enumerate(piece.texts, 1)) + "</div>" for piece in pieces)


def _source(question: Question, writer: Writer, labels: Labels) -> str:
    """The HTML of the question's source."""
    if question.source is None:
        return ""
    return (f'<p class="source" data-part="{Part.SOURCE}">{escaped(labels.source + labels.colon)}'
            f"{writer.line(question.source.children)}</p>")


def _siblings(question: Question, writer: Writer) -> Iterator[str]:
    """For each key point all of its question as a list, itself marked; nothing where it is the only one."""
    items = [f"<li>{writer.line(point.text.children)}</li>" for point in question.keypoints]
    for at, item in enumerate(items):
        marked_there = "".join([*items[:at], item.replace("<li>", '<li class="asked">', 1), *items[at + 1:]])
        yield f"<ul>{marked_there}</ul>" if len(items) > 1 else ""


def _reference(reference: Reference, book: Book) -> str:
    before, title, after = map(html.escape, cited(reference, book.labels))
    if reference.address:
        title = f'<a href="{html.escape(reference.address)}">{title}</a>'
    source = [f"<small>{part}</small>" if part else "" for part in (before, after)]
    return inert(f"<li>{isolated(f'{source[0]}{title}{source[1]}', book.bank.language)}</li>")
