"""A hundred questions of every kind as an exam in two versions: nothing given away, nothing torn, every key right."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from exam_banks import exam_bank, hundred
from exam_prints import EVERY, PAIRS, ExamPrint
from pdf_books import book, export, page_texts, question
from pdf_books import lacks as handout_lacks
from pdf_books import part as handout_part
from print_kinds import KEY, QUIZ, SHEET, lacks, made

from by_hand import located, rich
from dlexport.book.papers import section_of
from dlexport.plugin.contract import Part
from dlexport.problems import SourceError
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.verify.blocks import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.lock.lock import DatedBook

pytestmark = pytest.mark.slow
LANGUAGES = ["zh", "en"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sources of the banks are."""
    made_once = tmp_path_factory.getbasetemp() / "exams"
    made_once.mkdir(exist_ok=True)
    return made_once


@cache
def data(language: str, folder: Path) -> dict[str, Any]:
    """What the data of the answer sheets say."""
    found: dict[str, Any] = json.loads(made(SHEET, hundred(language, folder), exam="final").data)
    return found


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_all_is_there_and_no_answer(wanted: ExamPrint, folder: Path) -> None:
    """Every question is whole, in both versions; no answer in words, no word of a blank, no reason is on the paper."""
    dated, data = hundred(wanted.language, folder), wanted.data(folder)
    assert lacks(QUIZ, dated, data, **wanted.options()) == ()
    text = squeeze("".join(page_texts(data)))
    bank = exam_bank(wanted.language)
    answers = [one["answer"] for one in bank["questions"] if "answer" in one]
    answers += [part["answer"] for one in bank["questions"] for part in one.get("parts", ()) if "answer" in part]
    blanks = [word for one in bank["questions"] for word in re.findall(r"\[\[(.*?)\]\]", one.get("prompt", ""))]
    told = [squeeze(answer)[:12] for answer in answers] + [squeeze(word.partition("±")[0]) for word in blanks
                                                           if not word[0].isdigit()]
    assert len(told) == 15 + 5 + 30
    assert [word for word in told if word in text] == []
    for one in bank["questions"]:
        start = squeeze(re.split(r"\[\[", one["prompt"])[0])
        assert text.count(start) >= 2, one["id"]


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_the_keys_are_right_for_each_version(wanted: ExamPrint, folder: Path) -> None:
    """Solved from the source by the ids of the options alone; the printed table says the same."""
    source = {one["id"]: one for one in exam_bank(wanted.language)["questions"]}
    told = data(wanted.language, folder)
    assert [version["name"] for version in told["versions"]] == ["A", "B"]
    pages = page_texts(made(KEY, hundred(wanted.language, folder), exam="final", key="table").data)
    printed_pairs = _table(" ".join(pages))
    sheets = [squeeze(text) for text in page_texts(wanted.data(folder))]
    half = next(k for k, text in enumerate(sheets) if k and ("B卷" in text or "VersionB" in text))
    for version, text in zip(told["versions"], ("".join(sheets[:half]), "".join(sheets[half:])), strict=True):
        assert [one["number"] for one in version["questions"]] == list(range(1, 101))
        expected = {}
        for one in version["questions"]:
            asked = source[one["id"]]
            if "choices" in asked:
                by_id = {choice["id"]: choice for choice in asked["choices"]}
                letters = [chr(65 + k) for k, option in enumerate(one["options"])
                           if by_id[option["id"]].get("correct")]
                assert one["answer"] == "".join(letters)
                row = "".join(f"{chr(65 + k)}.{squeeze(by_id[option['id']]['text'])}"
                              for k, option in enumerate(one["options"]))
                assert row in text
            elif "true_false" in asked:
                marks = {"zh": "√×", "en": "TF"}[wanted.language]
                assert one["answer"] == marks[0 if asked["true_false"] else 1]
            if "answer" in one:
                expected[one["number"]] = one["answer"]
            for part, meant in zip(one.get("parts", ()), asked.get("parts", ()), strict=True):
                if "choices" in meant:
                    assert _right_letters(part, meant, text) == part["answer"]
        assert printed_pairs.pop(0) == expected


def _right_letters(told: dict[str, Any], meant: dict[str, Any], text: str) -> str:
    """The letters of the options that the source says are right, in the order in which they stand on the paper."""
    by_id = {choice["id"]: choice for choice in meant["choices"]}
    texts = [squeeze(by_id[option["id"]]["text"]) for option in told["options"]]
    assert "".join(f"{chr(65 + k)}.{words}" for k, words in enumerate(texts)) in text
    return "".join(chr(65 + k) for k, option in enumerate(told["options"]) if by_id[option["id"]].get("correct"))


def test_options_of_parts_are_shuffled_and_the_key_says_so(folder: Path) -> None:
    """In each version in its own way; the tables of the key have a row for them."""
    versions = data("zh", folder)["versions"]
    told = [{one["id"]: one["parts"][2] for one in version["questions"] if "parts" in one} for version in versions]
    orders = [{ident: [option["id"] for option in part["options"]] for ident, part in one.items()} for one in told]
    assert orders[0] != orders[1]
    key = [word for text in page_texts(made(KEY, hundred("zh", folder), exam="final", key="table").data)
           for word in text.split()]
    for version in versions:
        row = [f"{one['number']}（{part['number']}）" for one in version["questions"] for part in one.get("parts", ())
               if "answer" in part]
        answers = [part["answer"] for one in version["questions"] for part in one.get("parts", ()) if "answer" in part]
        assert len(row) == 10
        start = next(k for k in range(len(key)) if key[k:k + 20] == row + answers)
        del key[:start + 20]


def _table(text: str) -> list[dict[int, str]]:
    """Number -> answer of each table: a row of numbers, then as many answers."""
    words = [word for word in text.split() if re.fullmatch(r"[0-9]+|[A-F]+|[TF√×]", word)]
    tables: list[dict[int, str]] = []
    at = 0
    while at < len(words) and len(tables) < 3:
        numbers = []
        while at < len(words) and words[at].isdigit():
            numbers.append(int(words[at]))
            at += 1
        answers = words[at:at + len(numbers)]
        if not answers or len(answers) < len(numbers) or any(answer.isdigit() for answer in answers):
            at += 1
            continue
        at += len(numbers)
        if numbers[0] == 1:
            tables.append({})
        tables[-1] |= dict(zip(numbers, answers, strict=True))
    return tables


def test_versions_differ_and_options_stay_where_they_must(folder: Path) -> None:
    """Other orders of the same questions; no letter is right too often; a fixed option stays last."""
    first, second = data("zh", folder)["versions"]
    orders = [[one["id"] for one in version["questions"]] for version in (first, second)]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])
    source = {one["id"]: one for one in exam_bank("zh")["questions"]}
    for version in (first, second):
        single = [one for one in version["questions"] if one["id"].startswith("single")]
        counts = [sum(one["answer"] == letter for one in single) for letter in "ABCD"]
        assert max(counts) <= 18
        fixed = [one for one in version["questions"] if source[one["id"]].get("fixed") == "last"]
        assert len(fixed) == 10
        assert {one["options"][-1]["id"] for one in fixed} == {"c3"}


def test_sections_in_the_customary_order(folder: Path) -> None:
    """With their points, and numbers that run through."""
    dated = hundred("zh", folder)
    text = squeeze("".join(page_texts(EVERY[0].data(folder))))
    headings = ["一、单项选择题：本题共40小题，每小题1分，共40分。", "二、多项选择题：本题共10小题",
                "三、判断题：本题共15小题", "四、填空题：本题共15小题，每小题1分，共15分。",
                "五、简答题：本题共15小题，每小题4分，共60分。", "六、综合题：本题共5小题"]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "满分190分" in text
    assert "考试用时120分钟" in text
    assert [section_of(entry.question) for entry in dated.book.entries()][::25] == [
        "single", "single", "true_false", "blanks"]


@pytest.mark.parametrize(("prompt", "seen"), [
    ("它与巴黎有关。", True), ("它与巴 黎有关。", False), ("数字42。", False), ("Paris is a town.", True),
    ("Parisian", False)])
def test_an_answer_in_plain_sight(prompt: str, seen: bool) -> None:  # noqa: FBT001 - what is expected
    """Is told, as a warning: a word of its own, whatever its case; numbers and parts of words are not looked for."""
    gapped, problems = parse_blocks(located("首都是[[巴黎|paris]]，共[[42]]。"), gaps=True)
    assert problems == ()
    dated = book(question("one", prompt=gapped, answer=rich("")),
                 question("two", prompt=rich(prompt)))
    told = made(QUIZ, dated).problems
    assert [(one.code, one.severity) for one in told] == [("answer-in-sight", "warning")] * seen


def test_a_handout_shows_blanks_filled_in() -> None:
    """In the blocks that have any, with every answer, also in tables and within emphasis; not the others again."""
    prompt, problems = parse_blocks(located("先读这一段。\n\n*首都*是**[[巴黎|Paris]]**，约[[3.1±0.1]]。\n\n"
                                            "| 甲 |\n| -- |\n| [[乙]] |"), gaps=True)
    assert problems == ()
    made_of = book(question("one", prompt=prompt, answer=rich("")))
    data = export(made_of).data
    assert squeeze(handout_part(data, "one", Part.BLANKS)) == "答案首都是巴黎或Paris，约3.1±0.1。甲乙"
    assert handout_lacks(made_of, data) == ()


def test_an_exam_that_is_not_there() -> None:
    """Is told with those that are."""
    with pytest.raises(SourceError) as caught:
        made(QUIZ, book(question("one")), exam="final")
    assert [one.code for one in caught.value.problems] == ["exam-unknown"]


def test_an_exam_needs_no_more_than_its_own_questions(folder: Path) -> None:
    """The key of both versions tells where each question stands in the other."""
    dated: DatedBook = hundred("en", folder)
    for key in ("short", "full"):
        key_data = made(KEY, dated, exam="final", key=key).data
        assert lacks(KEY, dated, key_data, exam="final", key=key) == ()
    assert re.search(r"B: \d+", "".join(page_texts(key_data)))
    assert lacks(SHEET, dated, made(SHEET, dated, exam="final").data, exam="final") == ()
