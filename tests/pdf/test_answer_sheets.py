"""The answer sheet as a scanner sees it: marks, code and bubbles are where the data say, on a sheet that lies askew."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pytest
from exam_banks import hundred
from pdf_books import book, question
from print_kinds import QUIZ, SHEET, made

from by_hand import rich
from dlexport.book.bank import Choice
from dlexport.cache import Cache
from dlexport.exporters.pdf.quiz.answer_sheet.exporter import SheetExporter
from dlexport.exporters.pdf.quiz.answer_sheet.layout import sheet_pages
from dlexport.exporters.pdf.quiz.words import exam_words

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.slow
DPI = 200
MM = DPI / 25.4
CLOSE = 0.3         # millimetres
ANGLE = 2.0         # degrees


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sources of the banks are."""
    return tmp_path_factory.mktemp("sheets")


@pytest.mark.parametrize(("language", "fields"), [
    ("zh-CN", ["班级", "姓名", "学号"]), ("en", ["Name", "Class", "Date"]), ("de", ["Name", "Klasse", "Datum"]),
    ("ru", ["Фамилия, имя", "Класс", "Дата"]), ("ja", ["組", "番号", "氏名"])])
def test_a_sheet_asks_who_the_candidate_is(language: str, fields: list[str]) -> None:
    """Name and class in every language, and no score."""
    assert exam_words(language).about_the_candidate == fields


def scanned(pdf: bytes, index: int, angle: float) -> NDArray[np.bool_]:
    """A page as dark pixels, turned."""
    page = pypdfium2.PdfDocument(pdf)[index]
    image = page.render(scale=DPI / 72).to_pil().convert("L")
    return np.asarray(image.rotate(angle, resample=3, expand=True, fillcolor=255)) < 128


def middle(dark: NDArray[np.bool_], x: float, y: float, wide: float, high: float) -> tuple[float, float]:
    """The middle of what is dark in a window around a pixel."""
    left, top = round(x - wide / 2), round(y - high / 2)
    window = dark[max(top, 0):top + round(high), max(left, 0):left + round(wide)]
    rows, columns = np.nonzero(window)
    return (max(left, 0) + (columns.min() + columns.max() + 1) / 2, max(top, 0) + (rows.min() + rows.max() + 1) / 2)


def corner_marks(dark: NDArray[np.bool_], size: float) -> NDArray[np.float64]:
    """The middles of the solid squares, one in each quarter of the image, found by what is darkest in a square."""
    side = round(size * MM * 0.8)
    sums = np.pad(dark.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    filled = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    half_y, half_x = filled.shape[0] // 2, filled.shape[1] // 2
    found = []
    for top, left in ((0, 0), (0, half_x), (half_y, 0), (half_y, half_x)):
        quarter = filled[top:top + half_y, left:left + half_x]
        best = np.argwhere(quarter == quarter.max()).mean(axis=0)
        x, y = left + best[1] + side / 2, top + best[0] + side / 2
        reach = round(size * MM)
        window = dark[round(y) - reach:round(y) + reach, round(x) - reach:round(x) + reach]
        rows, columns = np.nonzero(window)
        found.append((round(x) - reach + columns.mean() + 0.5, round(y) - reach + rows.mean() + 0.5))
    return np.array(found)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("angle", [ANGLE, -ANGLE])
def test_all_is_where_the_data_say(paper: str, angle: float, folder: Path) -> None:
    """Within three tenths of a millimetre, once the four marks tell how the sheet lies."""
    dated = hundred("zh", folder)
    pdf = made(QUIZ, dated, exam="final", sheet=True, paper=paper).data
    told = json.loads(made(SHEET, dated, exam="final", paper=paper).data)
    page = told["versions"][1]["pages"][0]
    dark = scanned(pdf, len(pypdfium2.PdfDocument(pdf)) - 1, angle)
    seen = corner_marks(dark, page["marks"]["size"])
    meant = np.array([[mark["x"], mark["y"], 1.0] for mark in page["marks"]["at"]])
    fit, *_ = np.linalg.lstsq(meant, seen, rcond=None)
    assert np.abs(meant @ fit - seen).max() / MM < CLOSE
    scale = np.hypot(fit[0, 0], fit[0, 1])
    assert scale == pytest.approx(MM, rel=0.002)
    spots = [(one["x"], one["y"], page["bubble"]) for one in page["bubbles"]]
    spots += [(one["x"], one["y"], page["bubble"]) for column in page["digits"] for one in column]
    bit = {"width": page["bits"]["size"], "height": page["bits"]["size"]}
    spots += [(one["x"], one["y"], bit) for one in page["bits"]["at"]]
    assert len(spots) > 65 * 2 + 80
    for x, y, box in spots:
        at = np.array([x, y, 1.0]) @ fit
        found = middle(dark, *at, (box["width"] + 1.2) * MM, (box["height"] + 1.2) * MM)
        assert np.hypot(*(np.array(found) - at)) / MM < CLOSE, (x, y)


def test_the_code_is_read_back(folder: Path) -> None:
    """Boxes that are set are full, others empty; they tell versions apart and count themselves."""
    dated = hundred("en", folder)
    pdf = made(QUIZ, dated, exam="final", sheet=True).data
    told = json.loads(made(SHEET, dated, exam="final").data)
    page = told["versions"][1]["pages"][0]
    dark = scanned(pdf, len(pypdfium2.PdfDocument(pdf)) - 1, 0.0)
    bits = [dark[round((one["y"] - 0.8) * MM):round((one["y"] + 0.8) * MM),
                 round((one["x"] - 0.8) * MM):round((one["x"] + 0.8) * MM)].mean() > 0.5 for one in page["bits"]["at"]]
    bits = list(map(bool, bits))
    assert bits == [one["set"] for one in page["bits"]["at"]]
    assert sum(bits[:24]) == int("".join("01"[bit] for bit in bits[24:]), 2)
    assert page["code"] == "hundred/final/B/1"
    others = [one["set"] for one in told["versions"][0]["pages"][0]["bits"]["at"]]
    assert others != bits


def test_an_empty_bubble_is_light(folder: Path) -> None:
    """The letter in it is paler than a pencil: less than a tenth of its inside is dark."""
    dated = hundred("zh", folder)
    pdf = made(QUIZ, dated, exam="final", sheet=True).data
    page = json.loads(made(SHEET, dated, exam="final").data)["versions"][1]["pages"][0]
    dark = scanned(pdf, len(pypdfium2.PdfDocument(pdf)) - 1, 0.0)
    for one in page["bubbles"]:
        inside = dark[round((one["y"] - 1.1) * MM):round((one["y"] + 1.1) * MM),
                      round((one["x"] - 1.8) * MM):round((one["x"] + 1.8) * MM)]
        assert inside.mean() < 0.1


def _choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{k}", rich(f"选项{k}"), correct=not k) for k in range(count))


@pytest.mark.parametrize(("questions", "options"), [(1, 2), (65, 4), (130, 5), (300, 4)])
def test_bubbles_keep_apart(questions: int, options: int) -> None:
    """None touches another or a mark; questions that have no room go on on a further page, in order."""
    dated = book(*(question(f"n{k}", answer=rich(""), choices=_choices(options)) for k in range(questions)))
    told: dict[str, Any] = json.loads(made(SHEET, dated).data)
    pages = told["versions"][0]["pages"]
    numbers = list(dict.fromkeys(one["question"] for page in pages for one in page["bubbles"]))
    assert numbers == list(range(1, questions + 1))
    assert (len(pages) > 1) is (questions > 100)
    for page in pages:
        found = sorted((one["y"], one["x"]) for one in page["bubbles"])
        assert min([b[1] - a[1] for a, b in pairwise(found) if a[0] == b[0]]) >= 7.0
        assert max(y for y, _ in found) < page["height"] - 20
        assert max(x for _, x in found) < page["width"] - 12
        assert min(y for y, _ in found) > 30


def test_words_stand_clear_of_bubbles() -> None:
    """A number of three digits, and the title of a further page, by a millimetre and more."""
    dated = book(*(question(f"n{k}", answer=rich(""), choices=_choices(4)) for k in range(180)))
    told = json.loads(made(SHEET, dated).data)["versions"][0]["pages"]
    document = pypdfium2.PdfDocument(made(QUIZ, dated, sheet=True).data)
    for number, page in enumerate(told, len(document) - len(told)):
        text, high = document[number].get_textpage(), page["height"]
        rects = [[side * 25.4 / 72 for side in text.get_rect(k)] for k in range(text.count_rects())]
        words = np.array([(left, high - top, right, high - bottom) for left, bottom, right, top in rects
                          if top - bottom > 2])       # letters in bubbles are lower
        bubbles = np.array([(one["x"] - 2.1, one["y"] - 1.4, one["x"] + 2.1, one["y"] + 1.4)
                            for one in page["bubbles"]])
        apart = np.maximum(words[:, None, :2] - bubbles[None, :, 2:], bubbles[None, :, :2] - words[:, None, 2:])
        assert len(words) > 80
        assert apart.max(axis=2).min() > 1.0, number


def test_no_sheet_where_nothing_is_chosen() -> None:
    """Answers in words stay on the paper."""
    dated = book(question("one"))
    assert json.loads(made(SHEET, dated).data)["versions"][0]["pages"] == []
    assert made(QUIZ, dated, sheet=True).counts["pages"] == made(QUIZ, dated).counts["pages"]
    assert sheet_pages([], "a4", "x", ("T", "F")) == []


@pytest.mark.parametrize("data", [
    b"", b"[" * 100_000, b"{}", b"[]", b'{"versions": []}', b'{"versions": [{"questions": [1]}]}', b"\xff",
    b"9" * 9_000,
    *(f'{{"versions": [{{"questions": [{told}]}}]}}'.encode() for told in (
        '{"id": 5, "title": "x"}', '{"id": ["a"], "title": 1}', '{"id": "a", "title": null}',
        '{"id": "a", "title": "x", "options": 3}',
        '{"id": "a", "title": "x", "options": [{"text": {}, "correct": 1}]}'))])
def test_damaged_data_is_refused(data: bytes) -> None:
    """Whatever stands in it, `verify` tells it in one sentence."""
    with pytest.raises(ValueError, match=r"no data of an answer sheet|its JSON is"):
        list(SheetExporter().read_back(data, Cache()))
