"""The pages of an exam of a hundred questions: every question whole with its room, every page well filled."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from exam_banks import exam_bank, hundred
from exam_prints import EVERY, FOOT, MM, PAIRS, ExamPrint, rules, spots
from pdf_books import page_texts
from print_kinds import KEY, made, real
from pypdfium2 import raw

from dlexport.book.papers import papers
from dlexport.exporters.pdf.book.read_back import named_places
from dlexport.exporters.pdf.quiz.words import exam_words
from dlexport.verify.blocks import squeeze

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sources of the banks are."""
    made_once = tmp_path_factory.getbasetemp() / "exams"
    made_once.mkdir(exist_ok=True)
    return made_once


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_no_question_is_torn_from_its_room(wanted: ExamPrint, folder: Path) -> None:
    """Below each answered in words are as many lines as the model answer needs, on its page, at their distance."""
    document = pypdfium2.PdfDocument(wanted.data(folder))
    answers = {one["id"]: one["answer"] for one in exam_bank(wanted.language)["questions"] if "answer" in one}
    found = spots(document)
    lines = [rules(page) for page in document]
    seen = 0
    for number, spot in enumerate(found):
        ident = spot.name.rpartition("q.")[2]
        if ident not in answers:
            continue
        after = found[number + 1] if number + 1 < len(found) else None
        end = -after.top if after and after.page == spot.page else 0.0
        _holds(answers[ident], [y for y in lines[spot.page] if end < y < -spot.top], wanted)
        seen += 1
    assert seen == 30


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_no_part_is_torn_from_its_room(wanted: ExamPrint, folder: Path) -> None:
    """Below a part that is answered in words is its own room, before the next part."""
    document = pypdfium2.PdfDocument(wanted.data(folder))
    answers = {one["id"]: one["parts"][0]["answer"] for one in exam_bank(wanted.language)["questions"]
               if "parts" in one}
    words = {"zh": ("写出它们", "它总是"), "en": ("Write down", "It always")}[wanted.language]
    found = spots(document)
    seen = 0
    for number in sorted({spot.page for spot in found if "q.parts-" in spot.name}):
        first, second = (_tops(document[number], word) for word in words)
        lines = rules(document[number])
        for top in first:
            ident = [spot for spot in found if spot.page == number and -spot.top > top][-1].name.rpartition("q.")[2]
            end = max((y for y in second if y < top), default=0.0)
            _holds(answers[ident], [y for y in lines if end < y < top], wanted)
            seen += 1
    assert seen == 10


def _tops(page: pypdfium2.PdfPage, words: str) -> list[float]:
    """The heights of the places where words stand."""
    text = page.get_textpage()
    searcher, found = text.search(words), []
    while place := searcher.get_next():
        found.append(text.get_charbox(place[0])[3])
    return found


def _holds(answer: str, lines: list[float], wanted: ExamPrint) -> None:
    """Lines at their distance of 7.5 mm, for 17 Han each, hold an answer."""
    han = sum(1.0 if ord(char) > 0x2E80 else 0.33 for char in answer)
    assert len(lines) >= ceil(han / (17 * wanted.measure / 170 / wanted.larger))
    pitch = 7.5 * MM * wanted.larger
    assert [a - b for a, b in pairwise(lines)] == pytest.approx([pitch] * (len(lines) - 1), abs=0.02)


@pytest.mark.parametrize("wanted", EVERY, ids=str)
def test_every_page_begins_with_a_question_and_is_filled(wanted: ExamPrint, folder: Path) -> None:
    """Or with a part of one, a head or a heading: nothing is torn. None ends a third empty or holds a single line.

    Each version begins on the front of a leaf; the back before it may be empty.
    """
    document = pypdfium2.PdfDocument(wanted.data(folder))
    heads = [place.page for place in named_places(document) if re.search(r"(^|\.)quiz$", place.name)]
    assert [head % 2 for head in heads] == [0, 0]
    begins = {"zh": "期末考试|[一二三四五六]、|[0-9]+.|（[23]）", "en": r"Finalexam|[0-9]+\.|\([23]\)"}[wanted.language]
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        if not text.count_chars():
            assert number == heads[1], number
            continue
        assert re.match(begins, re.sub(r"\s", "", text.get_text_range(0, 20))), number
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        left = (33.0 if wanted.seal and number % 2 else 20.0) * MM - 1
        right = left + (wanted.measure + 1) * MM
        lows = {low for start, low, end, high in boxes if high > low > FOOT and left < start and end < right}
        high = page.get_height() - FOOT - 18 * MM
        if len({round(low / 6) for low in lows}) < 3 or (min(lows) - FOOT) / high >= 1 / 3:
            lows |= {*rules(page)}
        assert (min(lows) - FOOT) / high < 1 / 3, number
        assert len({round(low / 6) for low in lows}) >= 3, number


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_stem_and_options_are_on_one_page(wanted: ExamPrint, folder: Path) -> None:
    """What belongs to a question is on the page where it begins; its parts may go on on the next."""
    document = pypdfium2.PdfDocument(wanted.data(folder))
    pages = {place.name: place.page for place in named_places(document)}
    names = [name for name in pages if re.search(r"q\.[a-z0-9-]+\.(prompt|choices)$", name)]
    assert len(names) == 130
    assert [name for name in names if pages[name] != pages[name.rpartition(".")[0]]] == []


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_a_bracket_stands_on_the_last_line_of_its_question(wanted: ExamPrint, folder: Path) -> None:
    """Never on one of its own: where the words leave no room for it, the last ones come along, and no single sign."""
    document = pypdfium2.PdfDocument(wanted.data(folder))
    seen = 0
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(index, loose=True) for index in range(text.count_chars())]     # 一 is flat
        shown = text.get_text_range()
        for match in re.finditer(r"（\s+）|\(\s+\)", shown):
            _, bottom, _, top = boxes[match.start()]
            middle = (bottom + top) / 2
            beside = [char for char, box in zip(shown, boxes, strict=False)
                      if box[1] < middle < box[3] and (char.isalnum() or char in ".?。？")]
            assert len(beside) > 2, match
            seen += 1
    assert seen == 2 * (50 + 15 + 10)


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_blanks_betray_nothing(wanted: ExamPrint, folder: Path) -> None:
    """All are of one width, which is 22 millimetres, and in large print as much more as the lines are."""
    document = pypdfium2.PdfDocument(wanted.data(folder))
    widths = set()
    for page in (document[number] for number in {spot.page for spot in spots(document) if "q.blanks-" in spot.name}):
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
            left, bottom, right, top = item.get_bounds()
            if 40 < right - left < 80.5 and top - bottom < 2 and bottom < page.get_height() - 60 * MM:
                widths.add(round((right - left) / MM, 0))
    assert widths == {round(22 * wanted.larger)}


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_a_field_has_room_for_handwriting(wanted: ExamPrint, folder: Path) -> None:
    """Whatever its name and the size of print: 15 millimetres at least."""
    page = pypdfium2.PdfDocument(wanted.data(folder))[0]
    text = page.get_textpage()
    wires = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)]
    for label in exam_words(wanted.language).fields:
        number = len(label)
        place = text.search(label, match_whole_word=wanted.language == "en").get_next()
        assert place
        right, bottom = text.get_charbox(place[0] + number - 1)[2], text.get_charbox(place[0])[1]
        beside = [wire for wire in wires if 2 < wire[0] - right < 6 and abs(wire[1] - bottom) < 6]
        assert [wire[2] - wire[0] > 15 * MM for wire in beside] == [True], label


@pytest.mark.parametrize("wanted", PAIRS, ids=str)
def test_a_heading_of_a_section_ends_its_lines_by_the_sense(wanted: ExamPrint, folder: Path) -> None:
    """Never between a number and its unit; in normal print a task that does not fit beside it has a line of its own."""
    begins = {"zh": "[一二三四五六]、", "en": r"[1-6]\.\s[^?]+\([0-9]+\squestions"}[wanted.language]
    seen = 0
    for page in pypdfium2.PdfDocument(wanted.data(folder)):
        lines = page.get_textpage().get_text_range().split("\r\n")
        for line, after in pairwise(lines):
            if re.match(begins, line):
                assert line.strip()[-1] in "，。：).,", line
                assert re.match(r"[0-9]+\.", after) or len(after) > 6, after
                assert wanted.size == "large" or re.search(r"[0-9]+\s?(分。|points\))", line), line
                seen += 1
    assert seen == 2 * 6


def test_options_stand_in_columns_that_are_the_same_in_every_question(folder: Path) -> None:
    """Four, two or one; each column begins where it does elsewhere."""
    document = pypdfium2.PdfDocument(EVERY[0].data(folder))
    lefts = set()
    for page in list(document)[:8]:
        text = page.get_textpage()
        whole = text.get_text_range()
        for match in re.finditer(r"[A-D]\.[  ]", whole):
            left, *_ = text.get_charbox(match.start())
            lefts.add(round(left))
    columns = sorted(lefts)
    groups = {bisect_left(columns, left - 3) for left in columns}
    assert len(groups) <= 5


@pytest.mark.parametrize("wanted", [one for one in EVERY if one[:2] == ("en", "a4") and one.seal and one.grader],
                         ids=str)
def test_the_names_of_rows_stay_in_the_table_of_the_grader(wanted: ExamPrint, folder: Path) -> None:
    """In large print they are wider than a column's share."""
    page = pypdfium2.PdfDocument(wanted.data(folder))[0]
    text = page.get_textpage()
    start = text.get_text_range().index("Section")
    left, right = text.get_charbox(start)[0], text.get_charbox(start + 6)[2]
    edges = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)]
    table = min(bounds[0] for bounds in edges if bounds[2] - bounds[0] > 300 and bounds[3] - bounds[1] > 30)
    assert table + 3 < left
    assert right + 3 < text.get_charbox(text.get_text_range().index("1", start))[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("take", [92, 94, 96, 98, 100])
def test_a_key_ends_with_more_than_a_line_or_two(language: str, take: int, folder: Path) -> None:
    """However many questions it has, spaces are changed where its last page would hold no more."""
    data = made(KEY, hundred(language, folder), take=take, key="full").data
    *_, page = pypdfium2.PdfDocument(data)
    text = page.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    lowest = min(low for _, low, _, _ in boxes if low > FOOT - 3)
    assert (page.get_height() - 18 * MM - lowest) / (page.get_height() - 18 * MM - FOOT) > 0.1


def test_no_page_of_a_key_begins_with_the_last_line_of_an_answer() -> None:
    """Two lines of it stand there at least, or none."""
    document = pypdfium2.PdfDocument(made(KEY, real(), key="full").data)
    highest = document[0].get_height() - 18 * MM
    below = [highest - place.top for place in named_places(document) if re.fullmatch(r"q\.[a-z0-9-]+", place.name)]
    assert len(below) == 40
    assert [gap for gap in below[1:] if 3 < gap < 2 * 16] == []


def test_a_table_of_answers_that_a_page_ends_in_goes_on_below_its_heading(folder: Path) -> None:
    """Which says the version: numbers and letters are alike in all."""
    first, second = page_texts(made(KEY, hundred("en", folder), exam="final", key="table", paper="letter").data)
    assert first.count("Version B") == 1
    assert second.startswith("Answers – Version B")
    assert second.index("61") > second.index("Version B")


def test_a_table_of_answers_says_where_blanks_are_in_each_version(folder: Path) -> None:
    """Under a heading that names the version whose numbers they have."""
    dated = hundred("zh", folder)
    text = squeeze("".join(page_texts(made(KEY, dated, exam="final", key="table").data)))
    exam, = dated.book.bank.exams
    places = [{task.question.id: task.number for task in version.tasks()}
              for version in papers(dated.book, exam).versions]
    told = text[text.index("填空题（A卷）"):]
    for n in range(1, 16):
        assert f"{places[0][f'blanks-{n}']}.B卷第{places[1][f'blanks-{n}']}题①甲{n}子" in told
