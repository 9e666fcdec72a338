"""Books with something dropped from them: what an exporter makes of those must not pass for the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Line, RichText, Text
from dlexport.verify.expected import blocks_of, facts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dlexport.book.bank import Question
    from dlexport.book.book import Book

_BODIES = {Part.PROMPT: "prompt", Part.ANSWER: "answer", Part.ANALYSIS: "analysis"}
_LINES = {Part.TITLE: "title", Part.SUMMARY: "summary"}
_LISTS = {Part.SECTIONS: "sections", Part.KEYPOINTS: "keypoints", Part.REFERENCES: "references", Part.TAGS: "tags"}
_FACTS = {"authors": (), "year": None, "venue": "", "doi": ""}


class Mutant(NamedTuple):
    """A question without something, the part that lacks it, and what it is."""

    question: Question
    part: Part
    what: str


def rounds(book: Book, promised: Collection[Part]) -> Iterator[Mapping[str, Mutant]]:
    """Question id -> mutant, until each was there once: one in each question at a time, so that few exports do."""
    found = {entry.question.id: [one for one in mutants(entry.question) if one.part in promised]
             for entry in book.entries()}
    for number in range(max(map(len, found.values()), default=0)):
        yield {ident: those[number] for ident, those in found.items() if number < len(those)}


def mutants(question: Question) -> Iterator[Mutant]:
    """The question without one thing, for each that can be missed: a rule, say, has nothing to read."""
    for one in _all(question):
        if _shown(one.question, one.part) != _shown(question, one.part):
            yield one


def _shown(question: Question, part: Part) -> list[object]:
    """All that a reader is to find of a part."""
    return [*blocks_of(question, part), *((facts_of(one), one.address) for one in question.references)]


def _all(question: Question) -> Iterator[Mutant]:
    for part, name in _LINES.items():
        other = Line((Text("elsewise"),), getattr(question, name).source)
        yield Mutant(_with(question, name, other), part, f"the {part}")
    for part, name in _BODIES.items():
        body = getattr(question, name)
        for number in range(len(body.blocks)):
            yield Mutant(_with(question, name, _without(body, number)), part, f"block {number + 1} of the {part}")
    for at, section in enumerate(question.sections):
        for number in range(len(section.body.blocks)):
            cut = replace(section, body=_without(section.body, number))
            sections = (*question.sections[:at], cut, *question.sections[at + 1:])
            yield Mutant(replace(question, sections=sections), Part.SECTIONS, f"block {number + 1} of section {at + 1}")
    for part, name in _LISTS.items():
        values = getattr(question, name)
        for at in range(len(values)):
            fewer = (*values[:at], *values[at + 1:])
            yield Mutant(_with(question, name, fewer), part, f"number {at + 1} of the {part}")
    for at, reference in enumerate(question.references):
        for fact, nothing in _FACTS.items():
            if getattr(reference, fact) != nothing:
                poorer = replace(reference, **{fact: nothing})     # type: ignore[arg-type] # each has its own type
                references = (*question.references[:at], poorer, *question.references[at + 1:])
                yield Mutant(replace(question, references=references), Part.REFERENCES,
                             f"the {fact} of reference {at + 1}")
    yield Mutant(replace(question, difficulty=None), Part.DIFFICULTY, "the difficulty")


def _with(question: Question, name: str, value: Any) -> Question:   # noqa: ANN401 - the types of its fields
    changes: dict[str, Any] = {name: value}
    return replace(question, **changes)


def _without(text: RichText, number: int) -> RichText:
    return RichText((*text.blocks[:number], *text.blocks[number + 1:]), text.source)
