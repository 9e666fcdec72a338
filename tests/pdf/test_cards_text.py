"""The text of cards: shrunk to a floor, then on a further card, never lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pdf_books import book, everything, page_texts, question
from print_kinds import CARDS, context, found, lacks, made, real
from pypdfium2 import raw

from by_hand import keypoint, rich, title
from dlexport.book.bank import Choice, Section, Subquestion, Topic
from dlexport.cache import Cache
from dlexport.exporters.pdf.cards.style import read_card_style
from dlexport.exporters.pdf.cards.topic_colours import topic_colour
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.pictures.media import Media
from dlexport.plugin.contract import Part, own_stamps
from dlexport.problems import SourceError, Span
from dlexport.theme.styles import default_folder, theme
from dlexport.verify.blocks import squeeze

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
LONG = "".join(f"第{k}句话说的是同一件事。" for k in range(120))


def heights(data: bytes, page: int) -> set[float]:
    """The heights of 话 on a page, in hundredths of an em of eight points."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1) == "话"]
    return {round((top - bottom) / 8, 2) for _, bottom, _, top in boxes}


def test_nothing_is_smaller_than_the_floor() -> None:
    """A short answer has 10.5 points, a long one 8."""
    dated = book(question("one", answer=rich("话。")), question("two", answer=rich(LONG)))
    small, large = sorted(heights(made(CARDS, dated).data, 1))
    assert large / small == pytest.approx(10.5 / 8, abs=0.02)


@pytest.mark.parametrize("sheet", ["a4-8", "a4-10", "letter-8", "letter-10"])
@pytest.mark.parametrize("ink", ["colour", "grey"])
def test_every_card_is_there_whole(sheet: str, ink: str) -> None:
    """On every grid."""
    artifact = made(CARDS, real(), sheet=sheet, ink=ink)
    assert artifact.problems == ()
    assert lacks(CARDS, real(), artifact.data) == ()


@pytest.mark.parametrize("flip", ["long-edge", "short-edge"])
def test_every_construct_is_there_whole(flip: str) -> None:
    """Lists, tables, code, pictures, formulas, footnotes: in prompt and answer."""
    dated = everything()
    first = next(dated.book.entries()).question
    swapped = replace(first, prompt=first.analysis, answer=rich(first.answer.source.value + "\n\n" + LONG))
    dated = book(swapped, question("second", topic="other"), media=dated.book.bank.media)
    data = made(CARDS, dated, flip=flip).data
    assert lacks(CARDS, dated, data) == ()


def test_a_text_too_long_goes_on_on_further_cards() -> None:
    """In order; each says which it is, and has the title in front."""
    dated = book(question("one", answer=rich(LONG), title=title("长题")))
    data = made(CARDS, dated).data
    assert squeeze(found(CARDS, data, "one", Part.ANSWER)) == LONG
    assert lacks(CARDS, dated, data) == ()
    front, back = page_texts(data)
    count = back.count("/")
    assert count >= 3
    assert [f"{k}/{count}" in front for k in range(1, count + 1)] == [True] * count
    assert front.count("长题") == count
    assert found(CARDS, data, "one", Part.TITLE).strip() == "长题"


def test_a_prompt_too_long_goes_on_too() -> None:
    """The further backs are empty but for their heads."""
    dated = book(question("one", prompt=rich(LONG)), question("two"))
    data = made(CARDS, dated, calibration=False, flip="short-edge").data
    assert lacks(CARDS, dated, data) == ()
    assert found(CARDS, data, "one", Part.ANSWER).strip() == "答案。"


def test_a_card_says_where_the_sections_are() -> None:
    """They have no room on it; cut short where there are many, beside the count where an answer goes on."""
    sections = (Section(title("作用"), rich("它有用。")), Section(title("见 $x$"), rich("也有用。")))
    dated = book(question("one", sections=sections), question("two"), question("three", sections=sections * 9),
                 question("four", sections=sections, answer=rich(LONG)))
    data = made(CARDS, dated, back="answer").data
    front, back = page_texts(data)
    assert "见讲义" not in front
    said = re.findall(r"作用、[^\r\n]*", back)
    assert [squeeze(line) for line in said[:2]] == ["作用、见x见讲义", "作用、见x、作用、见x、作…"]
    assert re.fullmatch(r"(1/\d+)?作用、见x见讲义(1/\d+)?", squeeze(said[2]))
    assert len(said) == 3
    assert "有用。" not in back
    assert lacks(CARDS, dated, data, back="answer") == ()
    assert "见讲义" not in page_texts(made(CARDS, dated).data)[1]


@pytest.mark.parametrize(("back", "there"), [
    ("keypoints", {"要点", "短答"}), ("answer", {"长答", "短答"}), ("both", {"要点", "长答", "短答"})])
def test_what_is_behind(back: str, there: set[str]) -> None:
    """As the option says; a short answer stands beside its key points, and one without key points is always there."""
    dated = book(question("one", answer=rich("长答。" + LONG), keypoints=(keypoint("k", "记住**要点**。"),)),
                 question("two", answer=rich("短答。"), keypoints=(keypoint("k", "又一**要点**。"),)))
    text = "".join(page_texts(made(CARDS, dated, back=back, fill=False).data)[1::2])
    assert {word for word in ("要点", "长答", "短答") if word in text} == there
    data = made(CARDS, dated, back=back).data
    assert lacks(CARDS, dated, data, back=back) == ()
    held = {Part.ANSWER, Part.KEYPOINTS} & CARDS.promises(CARDS.Options(back=back))
    assert held == {"keypoints": {Part.KEYPOINTS}, "answer": {Part.ANSWER},
                    "both": {Part.ANSWER, Part.KEYPOINTS}}[back]


@pytest.mark.parametrize(("room", "shown"), [(1, True), (9, False)])
def test_one_formula_below_the_key_points(room: int, shown: bool) -> None:  # noqa: FBT001 - what is expected
    """The first of the answer, where there is room for it; nothing shrinks for it."""
    points = tuple(keypoint(f"k{k}", "记住这一个不长不短的**要点**，它说的是同一件事话。") for k in range(room))
    dated = book(question("one", answer=rich(f"{LONG}\n\n$$\nE = mc^2\n$$\n\n$$\na = b\n$$"), keypoints=points))
    data = made(CARDS, dated, fill=False).data
    text = squeeze(page_texts(data)[1])
    assert ("E=mc" in text) is shown
    assert "a=b" not in text
    assert lacks(CARDS, dated, data) == ()


def test_a_formula_stands_off_the_key_points() -> None:
    """Its baseline is further from theirs than that of another line would be, fifteen points."""
    dated = book(question("one", answer=rich(f"{LONG}\n\n$$\n(c)\n$$"), keypoints=(keypoint("k", "记住**话**话"),)))
    text = pypdfium2.PdfDocument(made(CARDS, dated, fill=False).data)[1].get_textpage()
    boxes = {text.get_text_range(at, 1): text.get_charbox(at) for at in range(text.count_chars())}
    assert boxes["话"][1] - boxes["("][1] > 1.1 * 15


@pytest.mark.parametrize("lines", range(1, 7))
def test_a_statement_and_what_to_choose_from_are_on_one_card(lines: int) -> None:
    """Wherever a card ends, a part is not parted from its options."""
    span = Span("bank.yaml", 1, 1)
    parts = tuple(Subquestion(f"p{k}", span, rich(f"陈述{k}。"), true_false=True) for k in range(6))
    dated = book(question("one", prompt=rich("\n\n".join(["话。"] * lines)), answer=rich(""), parts=parts))
    front = squeeze(page_texts(made(CARDS, dated, fill=False).data)[0])
    assert all(re.search(f"陈述{k}。(?!.?陈述)[^陈]{{0,9}}错", front) for k in range(6)), front


def test_free_places_take_key_points() -> None:
    """With their terms left out in front; the first of each question before the second of any."""
    points = [(keypoint("a", f"甲{k}是**天{k}**。"), keypoint("b", f"乙{k}是**地{k}**。")) for k in range(6)]
    dated = book(*(question(f"n{k}", keypoints=both) for k, both in enumerate(points)))
    front, back = map(squeeze, page_texts(made(CARDS, dated).data))
    assert [f"甲{k}" in front for k in range(3)] == [True, True, False]
    assert "天0" not in front
    assert "天0" in back
    assert "甲0" not in squeeze(page_texts(made(CARDS, dated, fill=False).data)[0])


@pytest.mark.parametrize(("text", "ends"), [
    ("请讲讲循环神经网络的工作原理以及它适合的场景和局限性", ["原理"]),
    ("什么是反向传播算法又为什么要在训练深度神经网络时用它呢", ["为什么要"]),
    ("编码器怎样在推理时省去了过拟合的风险？（第十题）", ["省去了", "推理时"]),
    ("门控单元怎样降低了过拟合的风险？（第九题）", ["降低了", "怎样"]),
    ("怎样在有限的数据上训练才能避免过拟合的各种风险", ["训练", "才能", "数据上"]),
])
def test_no_word_is_parted(text: str, ends: list[str]) -> None:
    """The lines of a title end after words, also where there is no stop."""
    front = page_texts(made(CARDS, book(question(title=title(text), prompt=rich("。")))).data)[0]
    lines = [line.strip() for line in front.splitlines() if len(line.strip()) > 3]
    own = [line for line in lines if line in text]
    assert "".join(own) == text
    assert len(own) > 1
    assert any(own[0].endswith(end) for end in ends), own


def test_what_cannot_be_parted_shrinks_to_its_card() -> None:
    """A matrix of forty rows stays on one, and on its paper."""
    rows = " \\\\ ".join(f"x_{{{k}}} & y" for k in range(40))
    dated = book(question("one", answer=rich(f"$$\n\\begin{{pmatrix}} {rows} \\end{{pmatrix}}\n$$")), question("two"))
    data = made(CARDS, dated).data
    assert lacks(CARDS, dated, data) == ()
    page = pypdfium2.PdfDocument(data)[1]
    ends = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
    card = page.get_height() - (18.5 + 65) * 72 / 25.4
    assert min(bottom for _, bottom, _, _ in ends) > card
    assert page_texts(data)[0].count("问题 one") == 1


def test_cards_fill_as_many_sheets_as_they_need() -> None:
    """Eight to a sheet, each with its back."""
    assert [made(CARDS, book(*(question(f"n{k}") for k in range(n)))).counts["pages"]
            for n in (1, 8, 9, 16, 17)] == [2, 2, 4, 4, 6]


def test_a_missing_character_is_told_once() -> None:
    """However often a side was set until it fitted."""
    dated = book(question("one", answer=rich(f"\U00013000{LONG}")))
    artifact = CARDS.export(dated, CARDS.Options(), replace(context(), allow_missing_glyphs=True))
    assert [problem.code for problem in artifact.problems] == ["missing-glyph"]
    assert lacks(CARDS, dated, artifact.data) == ()


def test_the_same_bytes_again() -> None:
    """As every exporter."""
    assert made(CARDS, real()).data == CARDS.export(real(), CARDS.Options(), context()).data
    assert own_stamps(CARDS, real().book, CARDS.Options(), theme(None)) == {"revision": str(CARDS.revision)}


@pytest.mark.parametrize(("old", "new", "message"), [
    ("  smallest: 8 ", "  smallest: x ", "`text.smallest` wants a number above 0"),
    ("a4-8: {columns: 2", "a4-8: {columns: 0", "`grids.a4-8.columns` wants a number above 0"),
    ("  letter-8:", "  a3-8:", "styles/print/cards.yaml lacks `grids.letter-8.width`"),
    ("  gap: 4 ", "  gap: 4\n  weight: 1 ", "`marks.weight` is not known here"),
])
def test_an_unfit_style(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Is told with its line, like the handout's."""
    (tmp_path / "print").mkdir()
    text = (default_folder() / "print" / "cards.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "print" / "cards.yaml").write_text(text.replace(old, new), encoding="utf-8")
    styles = theme(tmp_path)
    with pytest.raises(SourceError) as caught:
        read_card_style(styles, read_theme(styles), "a4-8")
    assert message in [problem.message for problem in caught.value.problems]


def test_no_cards() -> None:
    """A file of another kind is refused."""
    with pytest.raises(ValueError, match="no whole PDF"):
        CARDS.read_back(b"PK", Cache())


def test_a_long_topic_is_cut_short() -> None:
    """The head of a card is one line, and says where it was cut."""
    dated = book(question(), topics=(Topic("topic", title("很长的主题" * 12)),))
    assert re.search(r"1\s*(很长的主题)+.*…", page_texts(made(CARDS, dated).data)[0])


def test_each_topic_has_a_colour() -> None:
    """The first has the accent; white words are legible on all, and no two that follow each other are alike."""
    colours = [topic_colour("#0F5C6E", number) for number in range(1, 13)]
    lights = [[int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)] for colour in colours]
    linear = [[part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one] for one in lights]
    assert colours[0] == "#0F5C6E"
    assert len(set(colours)) == 12
    assert all(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5 for red, green, blue in linear)


def test_what_is_on_the_bands_and_between_the_cards() -> None:
    """Number, topic and difficulty in front, number and title behind; a hairline around each card of the sheet."""
    dated = book(*(question(f"n{k}", difficulty=2) for k in range(8)), topics=(Topic("topic", title("网络结构")),))
    data = made(CARDS, dated).data
    front, back = map(squeeze, page_texts(data))
    assert front.count("网络结构") == 8
    assert all(f"{k + 1}问题n{k}" in back for k in range(8))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [tuple(round(float(number) * 25.4 / 72) for number in instruction.operands[2:])
                 for instruction in pikepdf.parse_content_stream(pdf.pages[0]) if str(instruction.operator) == "re"]
    assert boxes.count((95, 65)) == 8
    assert boxes.count((91, 6)) == 8        # the bands


@pytest.mark.parametrize("lines", [
    ["请介绍一下卷积神经网络，", "它是怎么工作的，通常用在哪里？"],
    ["请分别解释生成式模型和判别式模型，", "并说说它们的区别。"],
    ["请介绍一下卷积神经网络", "是怎么工作的而且通常用在哪些地方？"],
    ["嗯，卷积神经网络是怎么工作的", "又通常用在哪些地方为了什么？"],
    ["请讲一讲循环神经网络的结构", "（Recurrent Neural Network）"],
    ["短，也是一行。"],
])
def test_two_lines_by_sense(lines: list[str]) -> None:
    """A prompt of two lines ends its first one after a stop or before a bracket, if they are alike then."""
    text = page_texts(made(CARDS, book(question(prompt=rich("".join(lines))))).data)[0]
    assert [line.strip() for line in text.splitlines()][-len(lines):] == lines


@pytest.mark.parametrize(("lines", "shown"), [((1, 1), "甲乙"), ((1, 8), "甲"), ((8, 1), "")])
def test_reasons_as_far_as_there_is_room(lines: tuple[int, int], shown: str) -> None:
    """All of them below the right option, or those of right ones, or none; nothing shrinks for them."""
    whys = [rich(f"因为{name}。" + "这是理由，" * 20 * (count - 1)) for name, count in zip("甲乙", lines, strict=True)]
    options = tuple(Choice(f"c{k}", rich(f"话{k}"), correct=not k, why=why) for k, why in enumerate(whys))
    dated = book(question("one", answer=rich(""), choices=options))
    data = made(CARDS, dated).data
    assert [name for name in "甲乙" if f"因为{name}" in squeeze(page_texts(data)[1])] == list(shown)
    assert lacks(CARDS, dated, data) == ()
    assert heights(data, 1) == heights(made(CARDS, book(question("two", answer=rich("话。")))).data, 1)


@pytest.mark.parametrize("long", [1, 5])
def test_options_stay_on_one_card(long: int) -> None:
    """In smaller type than text that can go on, and in columns where they are short."""
    options = tuple(Choice(f"c{k}", rich(f"选项{k}" + "，这是它的内容" * (long - 1)), correct=not k) for k in range(4))
    data = made(CARDS, book(question("one", answer=rich(""), choices=options)), sheet="a4-10").data
    front = page_texts(data)[0]
    assert all(f"选项{k}" in squeeze(front) for k in range(4))
    assert "1/2" not in front
    assert any("A." in line and "B." in line for line in front.splitlines()) is (long == 1)


def test_a_tall_picture_is_made_smaller_by_itself() -> None:
    """What stands beside it stays as large as it is without."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="900"><rect width="100" height="900"/></svg>'
    media = {"media/tall.svg": Media("media/tall.svg", "svg", drawing.encode(), "0" * 64, 100, 900)}
    dated = book(question(answer=rich("![](media/tall.svg)\n\n话。")), media=media)
    data = made(CARDS, dated).data
    assert heights(data, 1) == heights(made(CARDS, book(question(answer=rich("话。")))).data, 1)
