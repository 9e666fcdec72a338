"""Numbered lists of a Word document: which of them are questions, and which are lists within answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.importers.docx.document import WordParagraph
from dlexport.importers.markdown.titles import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.importers.docx.document import WordBlock

OPTION: Final = re.compile(r"^[\s\u3000]*+[(（\[【]?([A-Za-z])[)）\]】]?[ \t]*[.、．:：)）][ \t]*(?=\S)")
ANSWER: Final = re.compile(
    r"^[\s\u3000]*+[【\[(（]?\s*+(?:(?:参考|正确|标准)?答案|答|answer)\s*+(?:[】\])）]|[:：]|$)|正确答案\s*+[:：]",
    re.IGNORECASE)
SLOT: Final = re.compile(r"[(（]\s*(?:[A-H](?:[\s,，、]*[A-H])*|√|×|对|错)\s*[)）]")
_LEAST: Final = 2


def questions(blocks: Sequence[WordBlock]) -> tuple[set[int], set[int]]:
    """Numbers of paragraphs that ask: with options or a labelled answer below; with only a text below."""
    lists: dict[tuple[str, int], list[int]] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, WordParagraph) and counted(block):
            lists.setdefault((block.label.list, block.label.level) if block.label else ("", 0), []).append(place)
    answered, plain = set[int](), set[int]()
    for places in lists.values():
        kinds = [_below(blocks, place, places) for place in places]
        numbers = [blocks[place].number for place in places]
        if sum(kind == "answer" for kind in kinds) * 2 > len(kinds) or (
                kinds.count("answer") >= 1 and kinds.count("answer") * 2 == len(kinds)
                and kinds.count("text") * 2 == len(kinds)):
            answered |= set(numbers)
        elif len(places) >= _LEAST and sum(kind != "" for kind in kinds) * 2 > len(kinds):
            plain |= set(numbers)
    return answered, plain


def counted(block: WordParagraph) -> bool:
    """Whether it is a numbered paragraph of text, whose number is no option's letter."""
    return block.label is not None and not block.style.heading and block.label.kind in {"decimal", "chinese", "roman"}


def _below(blocks: Sequence[WordBlock], place: int, places: Sequence[int]) -> str:
    """The content between an item and the next one: `answer`, `text` or empty."""
    first = blocks[place]
    found = "answer" if isinstance(first, WordParagraph) and _answers(first) else ""
    here = first.label.level if isinstance(first, WordParagraph) and first.label else 0
    for index in range(place + 1, len(blocks)):
        block = blocks[index]
        if index in places or (isinstance(block, WordParagraph) and (
                block.style.heading or (block.label is None and NUMBERED.match(block.plain))
                or (counted(block) and block.label is not None and block.label.level < here))):
            break
        if isinstance(block, WordParagraph) and _answers(block):
            return "answer"
        if not (isinstance(block, WordParagraph) and block.label is not None):
            found = found or "text"
    return found


def _answers(block: WordParagraph) -> bool:
    lines = block.plain.split("\n")
    letter = block.label is not None and block.label.kind == "letter"
    return letter or any(
        ANSWER.search(line) or ((match := OPTION.match(line)) and match[1] == "A") or (index == 0 and SLOT.search(line))
        for index, line in enumerate(lines))
