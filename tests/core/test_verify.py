"""What counts as being in an artifact."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_banks import question

from by_hand import book, rich
from by_hand import question as by_hand_question
from dlexport.book.bank import Choice
from dlexport.plugin.contract import Part, Passage, Picture
from dlexport.verify.expected import blocks_of
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book

    Make = Callable[..., Book]

ANSWER = "|\n      第一段\n\n      第二段\n\n      第三段"


def missing(book: Book, passages: list[Passage], part: Part = Part.ANSWER) -> list[str]:
    """The messages of what is missing."""
    return [problem.message for problem in verify(book, {part}, passages, "demo.x")]


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


@pytest.mark.parametrize(("text", "floats", "lacking"), [
    ("前文甲图题后文", False, 0), ("前文后文甲图题", True, 0), ("前文后文甲图题", False, 1),
    ("甲图题前文后文", True, 0), ("甲图题前文后文", False, 2), ("甲图题后文前文", True, 1),
    ("前文后文图题甲", True, 1), ("前文后文", True, 2),
])
def test_a_figure_may_stand_elsewhere(text: str, floats: bool, lacking: int) -> None:  # noqa: FBT001 - a case
    """Where figures float: below its place or above it, its caption after its description; texts have their order."""
    whole = book(by_hand_question("a", answer=rich('前文\n\n![甲](media/x.png "图题")\n\n后文')))
    assert len(missing(whole, [Passage("a", Part.ANSWER, text, floats=floats)])) == lacking


def test_text_elsewhere_proves_nothing(make_book: Make) -> None:
    """Not in another question, and not in another part of the same one."""
    book = make_book(question("a", answer=ANSWER), question("b"))
    elsewhere = [Passage("b", Part.ANSWER, "第一段第二段第三段答案一"), Passage("a", Part.TITLE, "第一段第二段第三段")]
    assert len(missing(book, elsewhere)) == 3


def test_passages_may_name_the_question_only(make_book: Make) -> None:
    """A PDF knows where a question begins, not always where its answer does."""
    book = make_book(question("a", answer=ANSWER))
    assert missing(book, [Passage("a", None, "问题a第一段"), Passage("a", None, "第二段第三段")]) == []


SOURCES = """\
    references:
      - {title: 书 2020, authors: [甲, 乙], year: 2020, venue: 会刊, doi: 10.1000/x}
      - {title: 文, authors: [甲], year: 2020, url: "https://example.org/2020/甲"}
"""


@pytest.mark.parametrize(("text", "links", "lacking"), [
    ("甲、乙：书 2020、会刊、2020、https://doi.org/10.1000/x 甲。文。2020。https://example.org/2020/甲", (), []),
    ("书 2020 甲乙 会刊 2020 文 甲 2020", ("https://doi.org/10.1000/x", "https://example.org/2020/%E7%94%B2"), []),
    ("书 2020 甲乙 会刊 文 甲 2020", ("https://doi.org/10.1000/x", "https://example.org/2020/甲"), ["number 2"]),
    ("书 2020 甲 会刊 2020 文 甲 2020", ("https://doi.org/10.1000/x", "https://example.org/2020/甲"), ["author 2"]),
    ("书 2020 甲乙 2020 文 甲 2020", ("https://doi.org/10.1000/x", "https://example.org/2020/甲"), ["venue"]),
    ("书 2020 甲乙 会刊 2020 甲 2020", ("https://doi.org/10.1000/x", "https://example.org/2020/甲"), ["title"]),
    ("书 2020 甲乙 会刊 2020 文 甲", ("https://doi.org/10.1000/x", "https://example.org/2020/甲"), ["year"]),
    ("书 2020 甲乙 会刊 2020 文 甲 https://example.org/2020/甲", ("https://doi.org/10.1000/x",), ["year of number 2"]),
    ("书 2020 甲乙 会刊 2020 文 甲 2020", ("https://example.org/2020/甲",), ["address of number 1"]),
    ("书 2020 甲乙 会刊 2020 文 甲 2020", ("https://doi.org/10.1000/x",), ["address of number 2"]),
])
def test_a_reference_is_whole(make_book: Make, text: str, links: tuple[str, ...], lacking: list[str]) -> None:
    """All its facts, in any order; an address may be in the text or behind it; nothing counts twice."""
    found = missing(make_book(question("a", extra=SOURCES)), [Passage("a", Part.REFERENCES, text, links=links)],
                    Part.REFERENCES)
    assert [all(words in message for message in found) for words in lacking] == [True] * len(lacking)
    assert bool(found) == bool(lacking)


def test_a_difficulty_is_the_very_one(make_book: Make) -> None:
    """Of a question that has one."""
    book = make_book(question("a", extra="    difficulty: 2\n"), question("b"))
    other = Passage("b", Part.DIFFICULTY, "")
    assert missing(book, [Passage("a", Part.DIFFICULTY, "2"), other], Part.DIFFICULTY) == []
    assert missing(book, [Passage("a", Part.DIFFICULTY, "3"), other], Part.DIFFICULTY) == [
        "demo.x: question a, difficulty is '3', not 2"]
    assert missing(book, [other], Part.DIFFICULTY) == ["demo.x: question a, difficulty is missing: 2"]


def test_pictures_are_there_in_order(pictured: Book) -> None:
    """Known by their files; where a format draws them anew, a bitmap by its size, a drawing by its proportions."""
    media = pictured.bank.media
    first, second = media["media/gradient.png"], media["media/tall.svg"]

    def lacking(*found: Picture) -> list[str]:
        passage = Passage("a", Part.PROMPT, "渐变高", pictures=found)
        return [problem.message for problem in verify(pictured, {Part.PROMPT, Part.PICTURES}, [passage], "x")]

    whole = Picture(first.sha256), Picture(second.sha256)
    drawn = Picture(width=first.width, height=first.height), Picture(width=second.width / 9, height=second.height / 9)
    assert lacking(*whole) == lacking(*drawn) == lacking(Picture("another"), *whole) == []
    assert lacking(*reversed(whole)) == ["x: question a, prompt, picture 2 (media/tall.svg) is missing"]
    assert lacking(*reversed(drawn)) != []
    assert lacking(whole[0], Picture(second.sha256, flaw="it is covered")) == [
        "x: question a, prompt, picture 2 (media/tall.svg) is missing: it is covered"]
    assert lacking(whole[0]) == ["x: question a, prompt, picture 2 (media/tall.svg) is missing"]
    assert verify(pictured, {Part.PROMPT}, [Passage("a", Part.PROMPT, "渐变高")], "x") == ()    # none was promised


def test_pictures_of_options_are_there_in_any_order(pictured: Book) -> None:
    """An output may shuffle the options; each picture counts once."""
    first, second = pictured.bank.media["media/gradient.png"], pictured.bank.media["media/tall.svg"]
    chapter = pictured.chapters[0]
    options = tuple(Choice(name, rich(f"![{name}]({media.path})")) for name, media in (("甲", first), ("乙", second)))
    entry = replace(chapter.entries[0], question=replace(chapter.entries[0].question, choices=options))
    book = replace(pictured, chapters=(replace(chapter, entries=(entry,)),))

    def lacking(*found: Picture) -> list[str]:
        passage = Passage("a", Part.CHOICES, "乙甲", pictures=found)
        return [problem.message for problem in verify(book, {Part.CHOICES, Part.PICTURES}, [passage], "x")]

    whole = Picture(first.sha256), Picture(second.sha256)
    assert lacking(*whole) == lacking(*reversed(whole)) == []
    assert lacking(whole[0], whole[0]) == ["x: question a, choices, picture 2 (media/tall.svg) is missing"]


def test_a_question_that_the_bank_does_not_have_is_named(make_book: Make) -> None:
    """An artifact of another release, perhaps."""
    book = make_book(question("a"))
    assert missing(book, [Passage("a", Part.ANSWER, "答案一"), Passage("z", None, "")]) == [
        "demo.x holds a question 'z' that the bank does not have"]


@pytest.mark.parametrize(("part", "blocks"), [
    (Part.TITLE, ["问题a"]), (Part.SUMMARY, ["问题a"]), (Part.PROMPT, ["题目"]), (Part.ANSWER, ["答案一"]),
    (Part.SECTIONS, ["作用", "文"]), (Part.ANALYSIS, ["解析"]), (Part.KEYPOINTS, ["记住甲"]),
    (Part.REFERENCES, ["书"]), (Part.TAGS, ["t", "u"]), (Part.DIFFICULTY, ["3"]), (Part.PICTURES, []),
])
def test_each_part_has_its_blocks(make_book: Make, part: Part, blocks: list[str]) -> None:
    """What must be found for a part to be there."""
    extra = ("    tags: [t, u]\n    difficulty: 3\n"
             "    sections:\n      - {title: 作用, body: 文}\n    references:\n      - {title: 书}\n"
             "    keypoints:\n      - {id: k, text: '记住**甲**'}\n")
    entry = next(make_book(question("a", extra=extra)).entries())
    assert list(blocks_of(entry.question, part)) == blocks


@pytest.mark.parametrize("text", [
    "e\n\n\u0301 是尖音符\n\n결과",                                 # drawn and composed alike: é
    "- \u064e 开口符\n- \u0650 齐齿符",
    "| 符 | 符 |\n|--|--|\n| \u0650 | \u064e |",                    # not in the order of their combining classes
    "\u1100\n\n\u1161\n\n\u11a8",                                   # a syllable in three letters
])
def test_a_block_may_begin_with_a_mark(text: str) -> None:
    """It does not become a part of the letter before it, whatever stands between the two; nor is it lost unseen."""
    whole = book(by_hand_question("a", answer=rich(text)))
    blocks = blocks_of(next(whole.entries()).question, Part.ANSWER)
    assert len(blocks) > 1
    for between in (" ", "\n", "\u200b\n"):
        assert missing(whole, [Passage("a", Part.ANSWER, between.join(blocks))]) == []
    assert missing(whole, [Passage("a", Part.ANSWER, block) for block in blocks]) == []
    assert missing(whole, [Passage("a", Part.ANSWER, "".join(blocks[1:]))]) != []


@pytest.mark.parametrize("text", ["Ist ein Café\n\nist", "각\n\n가", "שָּׁלוֹם\n\nשלום"])
def test_letters_with_marks_are_the_same_however_composed(text: str) -> None:
    """NFC, NFD, or the marks in the order that somebody typed them in."""
    whole = book(by_hand_question("a", answer=rich(text)))
    for form in ("NFC", "NFD"):
        assert missing(whole, [Passage("a", Part.ANSWER, unicodedata.normalize(form, text))]) == []
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    assert (missing(whole, [Passage("a", Part.ANSWER, bare)]) == []) == text.startswith("각")


def test_a_letter_with_its_accent_is_one() -> None:
    """A single one is not said to be a wrong option: it may be the letter before one."""
    asked = by_hand_question("a", choices=(Choice("é", rich("é")), Choice("ü é", rich("ü é"), correct=True)))
    assert missing(book(asked), [Passage("a", Part.CORRECT, "ü é")], Part.CORRECT) == []
    assert missing(book(asked), [Passage("a", Part.CORRECT, "ü é é")], Part.CORRECT) == []
