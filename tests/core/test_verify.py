"""What counts as being in an artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_banks import question

from dlexport.plugin.contract import Depth, Part, Passage
from dlexport.verify.verify import blocks_of, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book

    Make = Callable[..., Book]

ANSWER = "|\n      第一段\n\n      第二段\n\n      第三段"


def missing(book: Book, passages: list[Passage], part: Part = Part.ANSWER, depth: Depth = Depth.FULL) -> list[str]:
    """The messages of what is missing."""
    return [problem.message for problem in verify(book, {part}, passages, depth, "demo.x")]


def test_a_part_is_there_when_its_blocks_are_in_order(make_book: Make) -> None:
    """White space, soft hyphens and other Unicode forms of the same text do not matter."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", Part.ANSWER, "第 一\n段…第二\u00ad段 第三段")]) == []


def test_a_missing_block_is_named(make_book: Make) -> None:
    """With question, part and its first words."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", Part.ANSWER, "第一段第三段")]) == [
        "demo.x: question a, answer, block 2 is missing: '第二段'"]


def test_a_block_out_of_place_is_named(make_book: Make) -> None:
    """Order matters within a part."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", Part.ANSWER, "第二段第一段第三段")]) == [
        "demo.x: question a, answer, block 2 is out of its place: '第二段'"]


def test_text_elsewhere_proves_nothing(make_book: Make) -> None:
    """Not in another question, and not in another part of the same one."""
    book = make_book(question("a", answer=ANSWER), question("b"))
    elsewhere = [Passage("b", Part.ANSWER, "第一段第二段第三段答案一"), Passage("a", Part.TITLE, "第一段第二段第三段")]
    assert len(missing(book, elsewhere)) == 3


def test_passages_may_name_the_question_only(make_book: Make) -> None:
    """A PDF knows where a question begins, not always where its answer does."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", None, "问题a第一段"), Passage("a", None, "第二段第三段")]) == []


def test_quick_looks_for_the_first_and_last_block(make_book: Make) -> None:
    """For big banks, before publishing."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", Part.ANSWER, "第一段第三段")], depth=Depth.QUICK) == []
    assert missing(book, [Passage("a", Part.ANSWER, "第一段第二段")], depth=Depth.QUICK) != []


def test_a_question_that_the_bank_does_not_have_is_named(make_book: Make) -> None:
    """An artifact of another release, perhaps."""
    book = make_book(question("a"))
    assert missing(book, [Passage("a", Part.ANSWER, "答案一"), Passage("z", None, "")]) == [
        "demo.x holds a question 'z' that the bank does not have"]


@pytest.mark.parametrize(("part", "blocks"), [
    (Part.TITLE, ["问题a"]), (Part.SUMMARY, ["问题a"]), (Part.PROMPT, ["题目"]), (Part.ANSWER, ["答案一"]),
    (Part.SECTIONS, ["作用", "文"]), (Part.ANALYSIS, ["解析"]), (Part.KEYPOINTS, ["记住甲"]),
    (Part.REFERENCES, ["书"]), (Part.TAGS, ["t", "u"]),
])
def test_each_part_has_its_blocks(make_book: Make, part: Part, blocks: list[str]) -> None:
    """What must be found for a part to be there."""
    extra = ("    tags: [t, u]\n    sections:\n      - {title: 作用, body: 文}\n    references:\n      - {title: 书}\n"
             "    keypoints:\n      - {id: k, text: '记住**甲**'}\n")
    entry = next(make_book(question("a", extra=extra)).entries())
    assert list(blocks_of(entry.question, part)) == blocks
