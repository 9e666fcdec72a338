"""The items that verification looks for in each part of a question: texts of blocks, pictures, facts of references."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from dlexport.book.citations import named
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Figure, Image
from dlexport.richtext.plain import leaves, plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import Choice, Question, Reference, Subquestion
    from dlexport.labels import Labels
    from dlexport.pictures.media import Media
    from dlexport.richtext.nodes import Block, Gap, Inline


def blocks_of(question: Question, part: Part) -> Sequence[str]:
    """The plain text of each block that a part consists of, in order; references by their titles."""
    match part:
        case Part.TITLE:
            return [] if question.untitled else [plain(question.title.children)]
        case Part.SUMMARY:
            return [plain(question.summary.children)]
        case Part.PROMPT:
            return list(leaves(question.prompt.blocks))
        case Part.CHOICES:
            return [text for choice in _own(question) for text in leaves(choice.text.blocks)]
        case Part.PARTS | Part.SOLUTIONS:
            return [text for ordered, loose in stretches_of(question, part) for text in (*ordered, *loose)]
        case Part.HINT:
            return list(leaves(question.hint.blocks))
        case Part.CORRECT:
            return [text for choice in question.choices if choice.correct for text in leaves(choice.text.blocks)]
        case Part.WHY:
            return [text for choice in question.choices for text in leaves(choice.why.blocks)]
        case Part.BLANKS:
            return list(_filled(question.gaps))
        case Part.SOURCE:
            return [plain(question.source.children)] if question.source else []
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
        case Part.DIFFICULTY:
            return [str(question.difficulty)] if question.difficulty is not None else []
        case Part.PICTURES:
            return []
        case _:
            assert_never(part)


def _own(task: Question | Subquestion) -> Sequence[Choice]:
    """The options, except those of true and false, for which each output has its own words."""
    return () if task.true_false is not None else task.choices


def _filled(gaps: Iterable[Gap]) -> Iterator[str]:
    """Every answer of every blank, and how far from it a number may be."""
    for gap in gaps:
        yield from (plain(answer) for answer in gap.answers)
        if gap.tolerance:
            yield f"±{gap.tolerance}"


def stretches_of(question: Question, part: Part) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The blocks of PARTS or SOLUTIONS: some in order, then some, of options that may be shuffled, in any order."""
    for one in question.parts:
        if part is Part.PARTS:
            yield list(leaves(one.prompt.blocks)), [text for choice in _own(one) for text in leaves(choice.text.blocks)]
            yield list(leaves(one.hint.blocks)), []
        else:
            yield [], [text for choice in one.choices if choice.correct for text in leaves(choice.text.blocks)]
            yield [], [text for choice in one.choices for text in leaves(choice.why.blocks)]
            yield [*_filled(one.gaps), *leaves(one.answer.blocks), *leaves(one.analysis.blocks)], []


def pictures_shuffle(question: Question, part: Part) -> bool:
    """Whether an output may show the pictures of a part in another order: those of options."""
    if part in {Part.CHOICES, Part.CORRECT, Part.WHY, Part.HINT}:
        return True
    return part in {Part.PARTS, Part.SOLUTIONS} and any(
        isinstance(node, Image) for one in question.parts for choice in one.choices
        for node in walk((*choice.text.blocks, *choice.why.blocks)))


def figures_of(question: Question, part: Part) -> Sequence[str]:
    """The texts of the figures of a part: of each its description, then its caption."""
    return [text for node in walk(_nodes(question, part)) if isinstance(node, Figure)
            for text in (node.image.alt, node.caption) if text.strip()]


def pictures_of(question: Question, part: Part, media: Mapping[str, Media]) -> Sequence[Media]:
    """The pictures of a part, in order."""
    return [media[node.path] for node in walk(_nodes(question, part)) if isinstance(node, Image)]


def pictures_apart(
    question: Question, part: Part, media: Mapping[str, Media],
) -> tuple[Sequence[Media], Sequence[Media]]:
    """The pictures of a part, in order: those of its figures, and those within its text."""
    nodes = list(walk(_nodes(question, part)))
    framed = [node.image for node in nodes if isinstance(node, Figure)]
    known = set(map(id, framed))
    return [media[one.path] for one in framed], [
        media[node.path] for node in nodes if isinstance(node, Image) and id(node) not in known]


def _nodes(question: Question, part: Part) -> Sequence[Block | Inline]:
    """The nodes of a part that may hold pictures; titles and summaries cannot."""
    match part:
        case Part.PROMPT:
            return question.prompt.blocks
        case Part.CHOICES:
            return [block for choice in question.choices for block in choice.text.blocks]
        case Part.WHY:
            return [block for choice in question.choices for block in choice.why.blocks]
        case Part.PARTS:
            return [block for part in question.parts
                    for body in (part.prompt, *(one.text for one in part.choices), part.hint) for block in body.blocks]
        case Part.HINT:
            return question.hint.blocks
        case Part.SOLUTIONS:
            return [block for part in question.parts
                    for body in (*(one.text for one in part.choices if one.correct),
                                 *(one.why for one in part.choices), part.answer, part.analysis)
                    for block in body.blocks]
        case Part.ANSWER:
            return question.answer.blocks
        case Part.ANALYSIS:
            return question.analysis.blocks
        case Part.SECTIONS:
            return [block for section in question.sections for block in section.body.blocks]
        case Part.KEYPOINTS:
            return [child for point in question.keypoints for child in point.text.children]
        case _:
            return []


def facts_of(reference: Reference, labels: Labels) -> Mapping[str, str]:
    """The facts of a reference that must be found, beside its address: name -> text.

    Args:
        reference: the work.
        labels: of the book: they say how many authors are named.
    """
    authors = {f"author {number}": author for number, author in enumerate(named(reference, labels), 1)}
    published = dict(zip(("venue", "year") if reference.venue else ("year",), reference.published, strict=False))
    return {"title": reference.title, **authors, **published}
