"""Books with something dropped from them: what an exporter makes of those must not pass for the whole."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dlexport.book.book import compose
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import EMPTY, Figure, Gap, Image, Line, Paragraph, RichText, Text
from dlexport.richtext.walk import walk
from dlexport.verify.expected import blocks_of, facts_of, pictures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from dlexport.book.bank import Question, Subquestion
    from dlexport.book.book import Book
    from dlexport.labels import Labels
    from dlexport.pictures.media import Media
    from dlexport.richtext.walk import Node

_Task = TypeVar("_Task", "Question", "Subquestion")
_BODIES = {Part.PROMPT: "prompt", Part.ANSWER: "answer", Part.ANALYSIS: "analysis"}
_LINES = {Part.TITLE: "title", Part.SUMMARY: "summary"}
_LISTS = {Part.SECTIONS: "sections", Part.KEYPOINTS: "keypoints", Part.REFERENCES: "references", Part.TAGS: "tags"}
_FACTS = {"year": None, "venue": "", "doi": "", "arxiv": "", "url": ""}
_HARDEST = 3


class Mutant(NamedTuple):
    """A question without something, the part that lacks it, and what it is; pictures are promised by themselves."""

    question: Question
    part: Part
    what: str
    picture: bool = False

    def counts(self, promised: Collection[Part]) -> bool:
        """Whether it was promised that it is not so."""
        return self.part in promised and (not self.picture or Part.PICTURES in promised)


class Spread(NamedTuple):
    """A book with a copy of a question for each of its mutants, the same one of the mutants; they go by their ids."""

    whole: Book
    lacking: Book
    mutants: Mapping[str, Mutant]


def spread(book: Book, promised: Collection[Part]) -> Spread:
    """All mutants of a book's questions that count, in one book: one export tells of all."""
    found: dict[str, Mutant] = {}
    copies = []
    for entry in book.entries():
        for number, one in enumerate(mutants(entry.question, book.bank.media, book.labels)):
            if one.counts(promised):
                ident = f"{entry.question.id}-{number}"
                found[ident] = one._replace(question=replace(one.question, id=ident))
                copies.append(replace(entry.question, id=ident))
    lacking = tuple(one.question for one in found.values())
    return Spread(compose(replace(book.bank, questions=tuple(copies) + book.bank.questions)),
                  compose(replace(book.bank, questions=lacking + book.bank.questions)), found)


def mutants(question: Question, media: Mapping[str, Media], labels: Labels) -> Iterator[Mutant]:
    """The question without one thing, for each that can be missed: a rule, say, has nothing to read.

    Args:
        question: the whole.
        media: the bank's pictures.
        labels: of the book.
    """
    for one in _all(question):
        if _shown(one.question, one.part, labels) != _shown(question, one.part, labels):
            yield one
    for one in _pictures(question, media):
        if pictures_of(one.question, one.part, media) != pictures_of(question, one.part, media):
            yield one


def _shown(question: Question, part: Part, labels: Labels) -> list[object]:
    """All that a reader is to find of a part."""
    return [*blocks_of(question, part), *((facts_of(one, labels), one.address) for one in question.references)]


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
        names = reference.authors
        poorer = [(f"author {k + 1}", replace(reference, authors=(*names[:k], *names[k + 1:])))
                  for k in range(len(names))]
        for fact, nothing in _FACTS.items():
            without = replace(reference, **{fact: nothing})     # type: ignore[arg-type] # each has its own type
            if (without.published, without.address) != (reference.published, reference.address):
                poorer.append((fact, without))
        for fact, without in poorer:
            references = (*question.references[:at], without, *question.references[at + 1:])
            yield Mutant(replace(question, references=references), Part.REFERENCES, f"{fact} of reference {at + 1}")
    yield from _of_its_kind(question)
    if question.difficulty is not None:
        yield Mutant(replace(question, difficulty=None), Part.DIFFICULTY, "the difficulty")
        yield Mutant(replace(question, difficulty=question.difficulty % _HARDEST + 1), Part.DIFFICULTY, "the very one")


def _of_its_kind(question: Question) -> Iterator[Mutant]:
    """Without one option, reason, answer of a blank, part; with another option right."""
    for at, choice in enumerate(question.choices if question.true_false is None else ()):
        others = (*question.choices[:at], *question.choices[at + 1:])
        yield Mutant(replace(question, choices=others), Part.CHOICES, f"choice {at + 1}")
        yield Mutant(replace(question, choices=_put(question.choices, at, replace(choice, correct=not choice.correct))),
                     Part.CORRECT, f"that choice {at + 1} is right or wrong")
        yield Mutant(replace(question, choices=_put(question.choices, at, replace(choice, why=EMPTY))), Part.WHY,
                     f"why of choice {at + 1}")
    if question.true_false is not None:
        yield Mutant(_turned(question), Part.CORRECT, "whether it is true")
    for gap in question.gaps:
        for number in range(len(gap.answers)):
            fewer = Gap((*gap.answers[:number], *gap.answers[number + 1:]) or ((Text("?"),),), gap.tolerance)
            blocks = _swapped(question.prompt.blocks, gap, fewer)
            yield Mutant(replace(question, prompt=RichText(blocks, question.prompt.source)), Part.BLANKS,
                         f"answer {number + 1} of a blank")
    for at, part in enumerate(question.parts):
        yield Mutant(replace(question, parts=(*question.parts[:at], *question.parts[at + 1:])), Part.PARTS,
                     f"part {at + 1}")
        for name in ("answer", "analysis"):
            poorer: Any = replace(part, **{name: EMPTY})    # type: ignore[arg-type] # its own type
            yield Mutant(replace(question, parts=_put(question.parts, at, poorer)), Part.SOLUTIONS,
                         f"the {name} of part {at + 1}")
        if part.true_false is not None:
            yield Mutant(replace(question, parts=_put(question.parts, at, _turned(part))), Part.SOLUTIONS,
                         f"whether part {at + 1} is true")
        for number in range(len(part.choices) if part.true_false is None else 0):
            fewer_choices = replace(part, choices=(*part.choices[:number], *part.choices[number + 1:]))
            yield Mutant(replace(question, parts=_put(question.parts, at, fewer_choices)), Part.PARTS,
                         f"choice {number + 1} of part {at + 1}")
    yield Mutant(replace(question, hint=EMPTY), Part.HINT, "the hint")
    yield Mutant(replace(question, source=None), Part.SOURCE, "the source")


def _turned(task: _Task) -> _Task:
    """True where it is false, and false where it is true."""
    choices = tuple(replace(choice, correct=not choice.correct) for choice in task.choices)
    return replace(task, true_false=not task.true_false, choices=choices)


def _put(values: tuple[Any, ...], at: int, value: object) -> tuple[Any, ...]:
    """The values with another at a place."""
    return (*values[:at], value, *values[at + 1:])


def _pictures(question: Question, media: Mapping[str, Media]) -> Iterator[Mutant]:
    """Without one picture, its description left; with another in its place."""
    for part, body, changed in _pictured(question):
        nodes = list(walk(body.blocks))
        framed = {id(node.image) for node in nodes if isinstance(node, Figure)}
        for node in nodes:
            changes: list[Node] = []
            if isinstance(node, Figure):
                words = Paragraph((Text(node.image.alt), Text(node.caption)))
                changes = [words, *(replace(node, image=other) for other in _others(node.image, media))]
            elif isinstance(node, Image) and id(node) not in framed:
                changes = [Text(node.alt), *_others(node, media)]
            for change in changes:
                other = changed(RichText(_swapped(body.blocks, node, change), body.source))
                yield Mutant(other, part, f"a picture of the {part}", picture=True)


def _pictured(question: Question) -> Iterator[tuple[Part, RichText, Callable[[RichText], Question]]]:
    """The texts that may hold pictures, each with its part and how the question is with another text in its place."""
    for part, name in _BODIES.items():
        yield part, getattr(question, name), partial(_with, question, name)
    for at, section in enumerate(question.sections):
        yield Part.SECTIONS, section.body, partial(_inside, question, "sections", at, "body")
    for at, choice in enumerate(question.choices):
        yield Part.CHOICES, choice.text, partial(_inside, question, "choices", at, "text")
        yield Part.WHY, choice.why, partial(_inside, question, "choices", at, "why")
    for at, one in enumerate(question.parts):
        yield Part.PARTS, one.prompt, partial(_inside, question, "parts", at, "prompt")
        yield Part.SOLUTIONS, one.answer, partial(_inside, question, "parts", at, "answer")
    yield Part.HINT, question.hint, partial(_with, question, "hint")


def _inside(question: Question, name: str, at: int, text: str, value: RichText) -> Question:
    """The question with another text in one of its sections, choices or parts."""
    values = getattr(question, name)
    changes: dict[str, Any] = {text: value}
    return _with(question, name, (*values[:at], replace(values[at], **changes), *values[at + 1:]))


def _others(image: Image, media: Mapping[str, Media]) -> Iterator[Image]:
    """The image with another picture of the bank, whose kind or size differs, as prints recognise pictures by these."""
    this = media[image.path]
    yield from [replace(image, path=path) for path, one in media.items()
                if (one.kind, one.width, one.height) != (this.kind, this.width, this.height)][:1]


def _swapped(value: Any, old: object, new: object) -> Any:  # noqa: ANN401 - nodes, and tuples of them
    """Nodes with another node in the place of one."""
    if value is old:
        return new
    if isinstance(value, tuple):
        return tuple(_swapped(one, old, new) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{field.name: _swapped(getattr(value, field.name), old, new) for field in fields(value)})


def _with(question: Question, name: str, value: Any) -> Question:   # noqa: ANN401 - the types of its fields
    changes: dict[str, Any] = {name: value}
    return replace(question, **changes)


def _without(text: RichText, number: int) -> RichText:
    return RichText((*text.blocks[:number], *text.blocks[number + 1:]), text.source)
