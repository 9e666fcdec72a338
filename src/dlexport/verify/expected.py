"""What must be found of each part of a question: its blocks, its pictures, the facts of its references."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from dlexport.book.citations import named
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Image
from dlexport.richtext.plain import leaves, plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Question, Reference
    from dlexport.pictures.media import Media
    from dlexport.richtext.nodes import Block, Inline


def blocks_of(question: Question, part: Part) -> Sequence[str]:
    """The plain text of each block that a part consists of, in order; references by their titles."""
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
        case Part.DIFFICULTY:
            return [str(question.difficulty)] if question.difficulty is not None else []
        case Part.PICTURES:
            return []
        case _:
            assert_never(part)


def pictures_of(question: Question, part: Part, media: Mapping[str, Media]) -> Sequence[Media]:
    """The pictures of a part, in order."""
    return [media[node.path] for node in walk(_nodes(question, part)) if isinstance(node, Image)]


def _nodes(question: Question, part: Part) -> Sequence[Block | Inline]:
    """The nodes of a part that may hold pictures; titles and summaries cannot."""
    match part:
        case Part.PROMPT:
            return question.prompt.blocks
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


def facts_of(reference: Reference, language: str) -> Mapping[str, str]:
    """What a reader must learn of a reference beside its address: name of the fact -> text.

    Args:
        reference: the work.
        language: of the bank: it decides how many authors are named.
    """
    authors = {f"author {number}": author for number, author in enumerate(named(reference, language), 1)}
    published = dict(zip(("venue", "year") if reference.venue else ("year",), reference.published, strict=False))
    return {"title": reference.title, **authors, **published}
