"""Lines: W3C clreq and UAX 14 over real and generated text, at many widths."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_books import book, export, press, question, words_of

from by_hand import ROOT, rich, title
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.quotes import typographic
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.book.one_line import one_line
from dlexport.exporters.pdf.text.hyphenation import COPIED
from dlexport.exporters.pdf.text.line import Shown
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import FootnoteReference, Text

if TYPE_CHECKING:
    from dlexport.richtext.nodes import Inline

pytestmark = pytest.mark.unmeasured
NEVER_FIRST = frozenset("、，；：。！？）》」』】〉”’—…％℃々·～")
NEVER_LAST = frozenset("（《「『【〈“‘")
SIZE = 10.5
WIDTHS = (120.0, 187.3, 251.0, 378.0, 420.5)
PRESS = press()
WORDS = PRESS.words
STYLE = PRESS.style(Look(), SIZE)
STRONG = PRESS.style(Look(weight=600), SIZE)


@cache
def real_text() -> tuple[str, ...]:
    """Every line of the bank's own source, markup and all but for bare LaTeX: it is as bad as text gets."""
    source = (ROOT / "source" / "questions.yaml").read_text(encoding="utf-8")
    lines = (re.sub(" +", " ", line.strip()) for line in source.splitlines())
    return tuple(line for line in lines if len(line) > 30 and "\\" not in line and "://" not in line)


def check(text: str, lines: list[str]) -> None:
    """No line begins or ends as it must not, no word is cut without a hyphen, nothing is lost."""
    assert text == "".join(lines).replace(COPIED, "")
    for before, after in pairwise(lines):
        start, end = after.lstrip()[:1], before.rstrip()[-1:]
        assert start not in NEVER_FIRST, (before, after)
        assert end not in NEVER_LAST, (before, after)
        assert not (end.isascii() and start.isascii() and end.isalnum() and start.isalnum()
                    and not before.endswith(" ") and len(word_around(before, after)) < 24), (before, after)


@pytest.mark.parametrize("text", ["what it is called -- and what it does -- in the papers about it --- most of them",
                                  "what it is called – and what it does – in the papers about it — most of them"])
def test_no_line_begins_with_a_dash(text: str) -> None:
    """At every width an English dash hangs on the word before it."""
    for width in range(60, 260, 7):
        assert not [line for line in set_lines(typographic(text), width) if line.startswith(("–", "—", "-"))], width


def test_no_break_beside_a_space_that_allows_none() -> None:
    """① stays with its answer, Han or Latin, at every width (UAX 14, LB12)."""
    for width in range(60, 260, 7):
        for line in set_lines("①\xa0深度学习　②\xa0Paris　③\xa0残差网络与注意力机制　④\xa0the network", width):
            assert not line.rstrip("　 ").endswith(("①", "②", "③", "④", "\xa0")), (width, line)


def word_around(before: str, after: str) -> str:
    return re.split(r"[^!-~]", before)[-1] + re.split(r"[^!-~]", after)[0]


def set_lines(text: str, width: float) -> list[str]:
    lines = TextParagraph([Run(text, STYLE)], SIZE).lines(width)
    shown = [words_of(line, PRESS) for line in lines]
    for line, words in zip(lines, shown, strict=True):
        one = re.fullmatch(r"[!-~]+ ?", words.removesuffix(COPIED))     # a part of one long word cannot give way
        if line.justified and not one:
            assert line.width == pytest.approx(width, abs=0.1)
    return shown


@pytest.mark.parametrize("width", WIDTHS)
def test_real_text(width: float) -> None:
    """Over the whole bank: 0 forbidden starts, 0 forbidden ends, 0 cut words, each justified line on the measure."""
    count = 0
    for text in real_text():
        lines = set_lines(text, width)
        check(text, lines)
        count += len(lines)
    assert count > 600


_WORDS = st.sampled_from((
    *"的一是在不了有和人这中大为上个国我以要他", *"。，、：；！？（）《》“”「」·①→～", " ", " ", "——", "……", "GPU",
    "batch size", "warm-up", "3.14", "80 GB", "don’t", "and/or", "50%", "25℃", "x=1", "k", "A100", "(a)", "e.g.", "C++",
))


@settings(max_examples=150)
@given(st.lists(_WORDS, min_size=20, max_size=120), st.sampled_from(WIDTHS))
def test_generated_text(words: list[str], width: float) -> None:
    """Marks in any order lose nothing, and a line breaks only where it may, if there is such a place at all."""
    text = re.sub(r" +", " ", "".join(words)).strip() or "空"
    lines = TextParagraph([Run(text, STYLE)], SIZE).lines(width)
    shown = [words_of(line, PRESS) for line in lines]
    assert text == "".join(shown).replace(COPIED, "")
    for line, words_before, words_after in zip(lines, shown, shown[1:], strict=False):
        assert words_after.lstrip()[:1] not in NEVER_FIRST
        assert words_before.rstrip()[-1:] not in NEVER_LAST
        gaps = [content for content in line.contents if hasattr(content, "strings") and ">" in content.strings]
        if line.width > width + 0.1:        # only where nothing could give way
            assert len(words_before) < 60
        elif not line.justified:            # it would fall apart
            assert width - line.width > SIZE / 4
        elif gaps and len(words_before) > 3:
            assert line.width == pytest.approx(width, abs=0.1)


def test_drawn_where_it_was_meant() -> None:
    """PDFium finds the right end of each justified line at the edge of the text block, within a tenth of a point."""
    text = "训练误差小而测试误差大就是 overfitting 现象，模型把噪声也记住了。在 A100 上耗时 3.5 ms，比 V100 快。" * 6
    document = pypdfium2.PdfDocument(export(book(question(answer=rich(text)))).data)
    page = document[2].get_textpage()
    ends: dict[float, float] = {}
    for k in range(page.count_chars()):
        _, bottom, right, _ = page.get_charbox(k, loose=True)
        if 400 < bottom < 550:      # of the paragraph but for its last line
            ends[round(bottom)] = max(ends.get(round(bottom), 0.0), right)
    edge = 113.4 + 378.0
    ended = [right for right in ends.values() if right > edge - 8]
    assert len(ended) > 5
    # a mark at the end hangs out by its blank half, and by nothing else
    assert all(min(abs(right - edge), abs(right - edge - SIZE / 2)) < 0.1 for right in ended)


@pytest.mark.parametrize(("text", "expected"), [
    ("——", ["——"]),
    ("……", ["……"]),
    ("80 GB", ["80 GB"]),
    ("don’t", ["don’t"]),
    ("top-5", ["top-5"]),
    ("U-Net", ["U-Net"]),
    ("top-k", ["top-k"]),
    ("A/B", ["A/B"]),
    ("and/or", ["and/", "or"]),
    ("well-known", ["well-", "known"]),
    ("中文", ["中", "文"]),
    ("中，", ["中，"]),
    ("（中", ["（中"]),
    ("（ 中", ["（ 中"]),
    ("中 ，中", ["中 ，", "中"]),
    ("👩\u200d💻🇨🇳🇩🇪", ["👩\u200d💻", "🇨🇳", "🇩🇪"]),
    ("བོད་སྐད", ["བོད་", "སྐད"]),
    ("สวัสดี", ["สวัสดี"]),
    ("한국", ["한국"]),
    ("葛\U000e0100城", ["葛\U000e0100", "城"]),
    ("ちょっと", ["ちょっ", "と"]),
    ("https://arxiv.org/abs/1706.03762", ["https://", "arxiv.", "org/", "abs/", "1706.03762"]),
    ("f(x)=1.5+2.25*x,12,500,000,and_so", ["f(x)=", "1.5+", "2.25*x,", "12,500,000,", "and_", "so"]),
    ("http://example.org/a/very/path?x=1", ["http://", "example.", "org/", "a/", "very/", "path?", "x=", "1"]),
])
def test_where_a_line_may_break(text: str, expected: list[str]) -> None:
    """At a measure that holds nothing, a line breaks wherever it may and only there."""
    lines = TextParagraph([Run("中" + text, STYLE)], SIZE).lines(0.5)
    first, *rest = [words_of(line, PRESS) for line in lines]
    assert expected == ([first.removeprefix("中"), *rest] if first != "中" else rest)


def test_a_long_word_of_jamo_is_parted_between_syllables() -> None:
    """Korean as some systems write it, each syllable in letters; no line ends inside one."""
    syllable = "\u1100\u1161\u11a8"
    lines = TextParagraph([Run(syllable * 60, STYLE)], SIZE).lines(100.0)
    assert {unicodedata.normalize("NFC", words_of(line, PRESS)).strip(unicodedata.normalize("NFC", syllable))
            for line in lines} == {""}


def test_typed_spaces_are_as_wide_as_none() -> None:
    """A space typed between Han and Latin makes no difference but to who copies the text."""
    plain = TextParagraph([Run("用BN层，好", STYLE)], SIZE)
    typed = TextParagraph([Run("用 BN 层， 好", STYLE)], SIZE)
    assert plain.natural_width() == pytest.approx(typed.natural_width())
    assert words_of(typed.lines(400)[0], PRESS) == "用 BN 层， 好"


@pytest.mark.parametrize("text", ["字\ufe00", "葛\U000e0100", "a\u200db\u200d", "\u2067a\u2069", "\u2067", "a\u200b"])
def test_what_is_not_drawn_takes_no_room(text: str) -> None:
    """Selectors, joiners and marks of direction: a word's last glyph is as wide as it says, as its kern is lost."""
    face = STYLE.typeface.face_for(text[:1] if text[0] == "a" else "字", east=True)
    assert face
    assert face.shape(text, chinese=text[0] != "a", features={}).kerns[-1] == 0.0


def test_spaces_typed_around_an_interpunct() -> None:
    """Between Latin words they stay; between Han they take no room, as the mark has its own."""
    latin, han = (TextParagraph([Run(text, STYLE)], SIZE).natural_width() - TextParagraph(
        [Run(text.replace(" ", ""), STYLE)], SIZE).natural_width() for text in ("TCP · UDP", "甲 · 乙"))
    assert latin > 0.3 * SIZE
    assert han == pytest.approx(0)


def test_squeezed_punctuation() -> None:
    """Two full-width marks side by side take an em and a half."""
    closing, opening, together = (TextParagraph([Run(text, STYLE)], SIZE).natural_width()
                                  for text in ("中）", "（中", "中）（中"))
    # at its edge a mark stands without its blank half already
    assert together == pytest.approx(closing + opening + SIZE / 2)


def test_quotes_of_a_western_paragraph() -> None:
    """Quotation marks are full-width among Han and proportional in a Western paragraph."""
    chinese = TextParagraph([Run("说“x”是", STYLE)], SIZE)
    western = TextParagraph([Run("say “x” as is", STYLE)], SIZE)
    assert chinese.chinese
    assert not western.chinese
    assert western.natural_width() < 12 * SIZE * 0.62


def test_no_lonely_character() -> None:
    """A paragraph does not end in a line of one character if that can be helped."""
    for count in range(37, 110):
        lines = TextParagraph([Run("训练误差，" * 30, STYLE)], SIZE).lines(SIZE * (count / 3))
        assert len(words_of(lines[-1], PRESS)) > 1


@pytest.mark.parametrize("letters", ["a", "é", "e\u0301", "\u03b1\u0301", "\U00013000", "\u0e01", "\u05d0", "*"])
def test_a_long_word_is_cut_at_last(letters: str) -> None:
    """A word that no line holds is cut anywhere rather than lost or pushed over the edge, in whatever script.

    Words of an alphabet take a hyphen there.
    """
    text = letters * 300
    lines = TextParagraph([Run(f"{text}字", STYLE)], SIZE).lines(200)
    said = [words_of(line, PRESS).replace("\u200e", "") for line in lines]      # a letter from right to left has marks
    assert "".join(one.removesuffix(COPIED) for one in said) == f"{text}字"
    assert all(one.endswith(COPIED) == (letters in {"a", "é"}) for one in said[:-1])
    assert all(line.width < 201 for line in lines)
    assert {one[:1] for one in said[:-1]} == {letters[0]}      # no accent without its letter


def test_a_word_of_several_faces_in_a_loose_line() -> None:
    """Space that a line puts between its characters comes between that word and its neighbours, not into it."""
    code = PRESS.style(Look("mono"), SIZE)
    text = TextParagraph([Run("甲" * 8, STYLE), Run("ab代码cd", code, code=True), Run("乙" + "a" * 23, STYLE)], SIZE)
    line, _ = text.lines(167.0)
    assert line.tracking > 0.1 * SIZE
    word = [part for part in line.contents if isinstance(part, Shown) and part.style is code]
    assert len(word) == 3
    for part, after in pairwise(word):
        assert after.x == pytest.approx(part.x + drawn_width(part, line.tracking), abs=0.02)


def drawn_width(part: Shown, tracking: float) -> float:
    """How wide text is as a viewer draws it (ISO 32000-1, 9.4.4), in points, without the space after its last glyph."""
    strings = part.strings.replace("<", ">").split(">")
    codes = "".join(strings[::2])
    glyphs = {code: glyph for (glyph, _), code in part.face.codes.items()}
    advances = [part.face.advance(glyphs[codes[n:n + 4]]) for n in range(0, len(codes), 4)]
    return (sum(advances) - sum(map(float, strings[1::2]))) * part.style.size / 1000 + tracking * (len(advances) - 1)


def test_styles_share_a_line() -> None:
    """Runs of several faces join without losing the measure."""
    runs = [Run("普通的字", STYLE), Run("加粗的字，", STRONG), Run("又普通 and Latin 字。", STYLE)] * 8
    for line in TextParagraph(runs, SIZE).lines(300)[:-1]:
        assert line.width == pytest.approx(300, abs=0.1)


def test_indent_and_ragged() -> None:
    """The first line can be moved in; ragged lines keep their natural width."""
    paragraph = TextParagraph([Run("字" * 100, STYLE)], SIZE)
    first, second, *_ = paragraph.lines(200, indent=21)
    assert (first.indent, second.indent) == (21, 0)
    assert first.width == pytest.approx(179, abs=0.1)
    assert {line.justified for line in paragraph.lines(200, ragged=True)} == {False}
    assert TextParagraph([], SIZE).lines(200) == []
    assert TextParagraph([], SIZE).narrowest() == 0.0


def test_inline_formulas_break_after_relations() -> None:
    """A formula among words goes over to the next line after `=`, and is still copied as one piece of LaTeX."""
    nodes = rich("残差网络让每个块学习相对输入的残差 $y = F(x) + x + G(x) + z$。").blocks[0].children
    paragraph, = InlineSetter(PRESS, None, 378).paragraphs(nodes, Voice(SIZE))
    widths = [len(paragraph.lines(width)) for width in (400.0, 240.0)]
    assert widths == [1, 2]
    parts = [part for part in paragraph.parts if part is not None and hasattr(part, "ink")]
    assert [part.ink.latex for part in parts] == ["y = F(x) + x + G(x) + z", *["\u200b"] * (len(parts) - 1)]


@pytest.mark.parametrize(("latex", "expected"), [
    ("y = F(x) + x", "Bp"),                                     # what follows the relation is short
    ("y = F(x) + x + G(x) + z", "Bpqqq"),
    ("a = 4096, b = 1024, c = 64", "Bppppp"),
    ("f(W_h h_{t-1} + W_x x_t + b)", "Brr"),
    ("h_t = f(W_h h_{t-1} + W_x x_t + b) + c", "Bprrq"),
    ("f(x_1, x_2, x_3, x_4, x_5)", "B"),
    ("abcdefghijklmnop", "B"),
])
def test_where_inline_formulas_break(latex: str, expected: str) -> None:
    """After relations and commas; where what follows is long, after operators, at last inside brackets."""
    (paragraph,) = InlineSetter(PRESS, None, 378).paragraphs(rich(f"${latex}$").blocks[0].children, Voice(SIZE))
    assert expected == "".join(paragraph.left)


def test_a_formula_breaks_after_an_operator_rather_than_spread_a_line() -> None:
    """No line of the answer that opens with `h_t = f(…)` is spread, and only a relation does not help there."""
    answer = ("循环神经网络按时间步逐个读入序列，用隐藏状态携带前文信息：$h_t = f(W_h h_{t-1} + W_x x_t + b)$，"
              "每一步共用同一组参数。")
    (paragraph,) = InlineSetter(PRESS, None, 395).paragraphs(rich(answer).blocks[0].children, Voice(SIZE))
    first, _ = paragraph.lines(395)
    assert first.justified
    assert first.tracking < SIZE / 30


def test_a_line_that_would_fall_apart_is_not_justified() -> None:
    """Three characters before what no line can take in part are not spread over the whole measure."""
    first, second = TextParagraph([Run("长公式" + "a" * 20, STYLE)], SIZE).lines(SIZE * 12)
    assert [words_of(first, PRESS), words_of(second, PRESS)] == ["长公式", "a" * 20]
    assert not first.justified
    assert first.width == pytest.approx(3 * SIZE)


@pytest.mark.parametrize("marks", [*(mark * 100 for mark in "（）。—…·"), "（" * 30 + "）" * 30])
def test_a_row_of_marks_is_cut_at_last(marks: str) -> None:
    """Marks that may not be parted, such as a rule of dashes, go on on the next line where no line holds them."""
    lines = TextParagraph([Run(f"中{marks}文", STYLE)], SIZE).lines(200)
    assert "".join(words_of(line, PRESS) for line in lines) == f"中{marks}文"
    assert all(line.width < 201 for line in lines)


def test_a_formula_wider_than_the_page() -> None:
    """A formula that no line holds comes in pieces that do."""
    long = " + ".join(f"a_{{{n}}}" for n in range(60))
    nodes = rich(f"和 ${long}$").blocks[0].children
    paragraph, = InlineSetter(PRESS, None, 200).paragraphs(nodes, Voice(SIZE))
    assert paragraph.narrowest() <= 201
    assert len(paragraph.lines(200)) > 3


@pytest.mark.parametrize("text", ["中　文", "中　word", "1　中", "a　b"])
def test_an_ideographic_space_is_an_em(text: str) -> None:
    """Between Han, between letters and between the two: it was typed for its width."""
    whole, *parts = (TextParagraph([Run(part, STYLE)], SIZE).natural_width() for part in (text, *text.split("　")))
    assert whole == pytest.approx(sum(parts) + SIZE)


def test_code_has_no_spaces_of_ours() -> None:
    """Han in a code span stands as close to letters as it was typed, however long the span is."""
    mono = PRESS.style(Look("mono"), SIZE)
    short, long = ("名x = '中'", "名x = '中'" * 4)
    widths = [TextParagraph([Run(text, mono, code=True)], SIZE).natural_width() for text in (short, long)]
    assert widths[1] == pytest.approx(4 * widths[0])


@pytest.mark.parametrize("count", range(9, 31))
def test_no_heading_ends_in_a_lonely_character(count: int) -> None:
    """The last line of a heading has three characters or more, and it has no more lines for that."""
    heading = TextParagraph([Run("题" * count, STYLE)], SIZE)
    usual, lines = heading.lines(10 * SIZE, ragged=True), heading_lines(heading, 10 * SIZE, WORDS)
    assert "".join(words_of(line, PRESS) for line in lines) == "题" * count
    assert len(lines) == len(usual)
    assert max(line.width for line in lines) <= 10 * SIZE
    assert lines[-1].width >= 3 * SIZE


@pytest.mark.parametrize(("text", "ems", "expected"), [
    ("标准化所用的均值和标准差应当怎样得到？", 16, ["标准化所用的均值和标准差应当", "怎样得到？"]),
    ("编码器和解码器都是线性的，编码维数低于输入", 14, ["编码器和解码器都是线性的，", "编码维数低于输入"]),
    ("做五折交叉验证时，标准化所用的均值应当怎样得到？", 17, ["做五折交叉验证时，", "标准化所用的均值应当怎样得到？"]),
    ("残差网络与自编码器都会训练", 6, ["残差网络", "与自编码器都", "会训练"]),
    ("什么是生成模型（Generative Model）", 12, ["什么是生成模型", "（Generative Model）"]),
])
def test_a_heading_ends_its_lines_after_words(text: str, ems: float, expected: list[str]) -> None:
    """Or after stops and before brackets, as late as that allows, and in one line more if words had to be cut."""
    lines = heading_lines(TextParagraph([Run(text, STYLE)], SIZE), ems * SIZE, WORDS)
    assert [words_of(line, PRESS) for line in lines] == expected


def test_a_heading_that_cannot_be_helped() -> None:
    """Words that leave no other way stay as they are."""
    heading = TextParagraph([Run("internationalisation is it", STYLE)], SIZE)
    lines = heading_lines(heading, heading.natural_width() - 3, WORDS)
    assert [words_of(line, PRESS).strip() for line in lines] == ["internationalisation is", "it"]


@pytest.mark.parametrize(("text", "ems", "expected"), [
    ("中文标题很长很长", 8, "中文标题很长很长"),
    ("中文标题很长很长", 7, "中文标题很长…"),
    ("标题，很长很长很长", 4, "标题…"),
    ("deep learning, with answers", 9, "deep learning…"),
    ("deep learning, with answers", 6, "deep…"),
    ("internationalisation", 6, "internatio…"),
    ("模型（Generative）和判别式（Discriminative）", 15, "模型（Generative）和判别式…"),
    ("生成式模型和判别式模型（Generative and discriminative）", 18, "生成式模型和判别式模型…"),
    ("甲（Generative and discriminative）", 9, "甲（Generative…"),
    ("中文", 0.5, "…"),
])
def test_cut_short(text: str, ems: float, expected: str) -> None:
    """What has no room on one line ends in an ellipsis, after a whole word if there is one."""
    children = title(text).children
    line = one_line(children, Voice(SIZE), ems * SIZE, InlineSetter(PRESS, None, 100.0))
    assert words_of(line, PRESS) == expected


@pytest.mark.parametrize(("before", "after", "space"), [
    ("word", " word", True), ("字", "字", False), ("字", "，字", False), ("字", "word", False)])
def test_a_space_after_a_footnotes_mark(before: str, after: str, space: bool) -> None:  # noqa: FBT001 - a column
    """It is as wide as any other, and none is put where none was typed."""
    def width(*nodes: Inline) -> float:
        return InlineSetter(PRESS, None, 100.0).paragraphs(nodes, Voice(SIZE))[0].natural_width()

    rest = width(Text(before)) + width(FootnoteReference(1)) + width(Text(after.strip()))
    whole = width(Text(before), FootnoteReference(1), Text(after))
    assert whole == pytest.approx(rest + (width(Text("a a")) - width(Text("aa")) if space else 0), abs=0.05)


@pytest.mark.parametrize(("address", "ems", "expected"), [
    ("https://www.example.org/book", 44, ["https://", "www.example.org/book"]),
    ("https://www.example.org/book", 50, ["https://www.example.org/", "book"]),
    ("https://example.org/v3/deep.html", 52, ["https://example.org/v3/", "deep.html"]),
    ("https://www.example.org/book", 4.5, ["https://", "www.", "example.", "org/book"]),
])
def test_the_names_of_hosts_and_files_are_parted_at_last(address: str, ems: float, expected: list[str]) -> None:
    """A line ends rather before or after the name of a host, and before that of a file, though more would go on it."""
    text = f"Ian Goodfellow, Yoshua Bengio, Aaron Courville. Deep Learning. MIT Press, 2016. {address}"
    lines = [words_of(line, PRESS) for line in TextParagraph([Run(text, STYLE)], SIZE).lines(SIZE * ems)]
    assert [line.rpartition(" ")[2] for line in lines][-len(expected):] == expected
