"""Blocks: lists, tables, code, figures, footnotes - as a reader finds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pdf_books import book, export, lacks, part, press, question

from by_hand import keypoint, rich, title
from dlexport.book.bank import Section
from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.code import listing
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.tables.column_widths import leveled, lowered, narrowest, natural
from dlexport.exporters.pdf.blocks.tables.ruled import table_strips
from dlexport.exporters.pdf.pages.strips import Strip
from dlexport.exporters.pdf.text.hyphenation import COPIED
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import CodeBlock, Table

if TYPE_CHECKING:
    from dlexport.exporters.pdf.text.paragraph import TextParagraph

PRESS = press()
BODY = BlockPlace(0.0, PRESS.theme.measure, PRESS.theme.body)


def answered(markdown: str) -> str:
    """The answer as read back from a handout whose only answer it is, without white space; all of it is there."""
    dated = book(question(answer=rich(markdown)))
    made = export(dated)
    assert made.problems == ()
    assert lacks(dated, made.data) == ()
    return "".join(part(made.data, "one", Part.ANSWER).split())


def test_a_long_table() -> None:
    """Over several pages the head comes again, the rows stay in order, and every cell is whole."""
    rows = "\n".join(f"| 第{n}行 | {'很长的说明，' * (n % 7)}完{n} | ${n}$ |" for n in range(80))
    text = answered(f"| 名称 | 说明 | 值 |\n| -- | -- | --: |\n{rows}")
    assert text.count("名称说明值") >= 3
    assert [int(n) for n in re.findall(r"第(\d+)行", text)] == list(range(80))


def test_a_table_too_wide_for_its_words() -> None:
    """With more words than room the type gets smaller, and still nothing is lost."""
    cells = "| " + " | ".join(f"internationalisation{n}" for n in range(6)) + " |"
    strips = table_strips(rich(f"{cells}\n{'| -- ' * 6}|\n{cells}").blocks[0], BODY, InlineSetter(PRESS, None, 378))
    assert len(strips) == 2
    assert "internationalisation5" in answered(f"{cells}\n{'| -- ' * 6}|\n{cells}").replace(COPIED, "")


def test_a_table_that_must_wrap() -> None:
    """A long column gives way to a short one, which keeps its words on one line."""
    text = answered("| 短 | 长 |\n| :-: | -- |\n| warm-up | " + "很长的说明，" * 30 + " |\n| b | c |")
    assert "warm-up" in text


ENGLISH = """| Technique | Mechanism | When to prefer it | Drawbacks |
| -- | -- | -- | -- |
| Weight decay | Penalises squared magnitudes of parameters, as Gaussian priors do | Everywhere | Hyperparameters |
| Dropout | Randomly deactivates hidden units, approximating ensembles of subnetworks | Architectures | Interactions |
"""
CHINESE = """| 名 | 值域 | 用途 |
| - | - | - |
| softmax | 各分量在$(0,1)$，和为1 | 多分类输出、注意力权重 |
| sigmoid | $(0,1)$ | 二分类或多标签输出、门控 |
"""


@pytest.mark.parametrize("markdown", [ENGLISH, CHINESE, "| 独一 |\n| - |\n| 字 |"])
@pytest.mark.parametrize("measure", [150.0, 200.0, 250.0, 300.0])
def test_low_rows(markdown: str, measure: float) -> None:
    """Width goes where it makes rows lower; no row is ever cut short for it, and all is used up."""
    inlines = InlineSetter(PRESS, None, measure)
    table = rich(markdown).blocks[0]
    assert isinstance(table, Table)
    columns = list(zip(*([inlines.paragraphs(cell.children, Voice(9.5)) for cell in row]
                         for row in (table.head, *table.rows)), strict=True))
    least = [narrowest(column) for column in columns]
    room = max(measure, sum(least))
    even = leveled([natural(column) for column in columns], least, room)
    better = lowered(columns, even, least, 9.5)
    assert sum(better) == pytest.approx(sum(even))
    assert all(width >= low - 0.01 for width, low in zip(better, least, strict=True))
    assert height(columns, better) <= height(columns, even)


def height(columns: list[tuple[list[TextParagraph], ...]], widths: list[float]) -> int:
    """How many lines the rows have."""
    return sum(max(sum(len(paragraph.lines(width, ragged=True)) for paragraph in cell)
                   for cell, width in zip(row, widths, strict=True)) for row in zip(*columns, strict=True))


def test_a_column_of_long_texts_is_wide() -> None:
    """It takes from several others what none of them could give alone."""
    strips = table_strips(rich(ENGLISH).blocks[0], BODY, InlineSetter(PRESS, None, 378))
    lefts = sorted({round(put.x) for put in strips[0].puts})
    assert lefts[2] - lefts[1] > 1.3 * (lefts[1] - lefts[0])


def test_a_table_hyphens_before_it_shrinks() -> None:
    """Words too long for their columns are hyphened; the type gets smaller only where that is not enough."""
    words = ["internationalisation", "representations", "regularisation", "hyperparameters", "dimensionality"]
    row = f"| {' | '.join(words)} |"
    table = rich(f"| {' | '.join('abcde')} |\n{'| -- ' * 5}|\n{row}").blocks[0]
    strips = table_strips(table, BODY, InlineSetter(PRESS, None, 378))
    assert strips[1].height == PRESS.theme.table.leading * 2 + 8
    text = answered(f"| {' | '.join('abcde')} |\n{'| -- ' * 5}|\n{row}")
    assert COPIED in text
    assert text.replace(COPIED, "").endswith("".join(words))


def test_a_table_of_a_head_alone() -> None:
    """A head without rows is a table as well."""
    assert answered("| 甲 | 乙 |\n| -- | -- |").endswith("甲乙")


def test_a_very_tall_row() -> None:
    """A row taller than a page is cut rather than lost."""
    table = rich("| 甲 | 乙 |\n| -- | -- |\n| 短 | " + "字" * 1500 + " |").blocks[0]
    strips = table_strips(table, BODY, InlineSetter(PRESS, None, 378))
    assert len(strips) > 2
    assert all(strip.height < 600 for strip in strips)


def test_deep_lists() -> None:
    """Thirty levels deep there is still room for the words."""
    markdown = "\n".join("  " * n + f"- 第{n}层" for n in range(30))
    text = answered(markdown)
    assert all(f"第{n}层" in text for n in range(30))


def test_lists() -> None:
    """Numbers begin where they are told to; empty items and items of other blocks are items too."""
    text = answered("98. 甲\n99. 乙\n100. 丙\n\n---\n\n-\n- > 引文\n\n- ***\n- ```\n  code\n  ```")
    assert "98.甲99.乙100.丙" in text
    assert text.endswith("引文code")


def test_code() -> None:
    """Every sign of code is there where it was typed: no ligatures, tabs at four columns, long lines wrapped."""
    code = "def f(x):\n\treturn x != y  # 中文注释，很长：" + "很" * 60
    code += "\n" + "a" * 200 + "\n\nif (a -> b) { c; }\n" + "x\n" * 100
    assert "returnx!=y#中文注释" in answered(f"```python\n{code}\n```")
    first = next(put.ink for strip in listing(CodeBlock("\tx"), BODY, PRESS, print) for put in strip.puts).parts[0]
    assert first.strings.startswith(4 * first.face.code(first.face.glyph(" "), " "))


def test_code_keeps_its_columns() -> None:
    """Wide signs take two columns, so what is below each other stays so."""
    strips = listing(CodeBlock("ab中文c\nabcdefg"), BODY, PRESS, print)
    lines = [put.ink for strip in strips if isinstance(strip, Strip) for put in strip.puts]
    assert [part.column for part in lines[0].parts] == [0, 2, 6]
    assert [line.hook for line in lines] == [None, None]


def test_wrapped_code() -> None:
    """A wrapped line goes on further in, after a sign where there is one near, and is marked."""
    call = "    call(" + ", ".join(f"argument_{n}" for n in range(12)) + ")"
    strips = listing(CodeBlock(call, "python"), BODY, PRESS, print)
    lines = [put.ink for strip in strips if isinstance(strip, Strip) for put in strip.puts]
    assert [line.hook for line in lines] == [None, *[4] * (len(lines) - 1)]
    assert {line.parts[0].column for line in lines[1:]} == {6}


@pytest.mark.parametrize("code", ["x", "f(a, b)", "torch.nn.functional.scaled_dot_product_attention(q, k, v)",
                                  "中文 code 混排，很长很长的一段代码 and more", " "])
def test_code_spans(code: str) -> None:
    """A code span is whole, however long, and a long one breaks after its signs."""
    assert "".join(code.split()) in answered(f"前 `` {code} `` 后" * 3)


def test_figures() -> None:
    """Without a caption a figure is a strip alone; with one they stay together."""
    setter = BlockSetter(PRESS, None)
    assert [strip.keep for strip in setter.blocks(rich("***").blocks, BODY)] == [False]


def test_chinese_in_formulas() -> None:
    """Words in a formula come from the text faces, bold and slanted too; rules and strokes are drawn."""
    text = answered(r"$$\text{损失} = \textbf{总和}_{\textit{avg}} \cancel{x} \color{red}{y}$$ 与 "
                    r"$\text{中文} \le \sqrt{2}$")
    assert r"\text{损失}=\textbf{总和}_{\textit{avg}}\cancel{x}\color{red}{y}" in text
    assert r"\text{中文}\le\sqrt{2}" in text


def test_a_long_display() -> None:
    """A display wider than the measure goes over several lines and is copied once."""
    latex = " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(30))
    text = answered(f"$$\ny = {latex}\n$$")
    assert text.count("a_{29}") == 1


def test_footnotes() -> None:
    """Notes stand at the end of their field, with a mark in the text that is no part of it."""
    text = answered("甲[^1]乙[^2]。\n\n[^1]: 第一注。\n[^2]: 第二注。")
    assert "甲乙。" in text
    assert text.endswith("1.第一注。2.第二注。")


def test_sections() -> None:
    """A section's name runs into its first paragraph, or stands above what is none."""
    sections = (Section(title("作用"), rich("段落。\n\n又一段。")), Section(title("步骤"), rich("1. 甲")),
                Section(title("例"), rich("只有一段。")))
    data = export(book(question(sections=sections))).data
    assert "".join(part(data, "one", Part.SECTIONS).split()) == "作用段落。又一段。步骤1.甲例只有一段。"


def test_many_tags() -> None:
    """Tags that do not fit on a line take more of them; with no title's room they stand below it."""
    tags = tuple(f"a-rather-long-tag-{n}" for n in range(12))
    dated = book(question(tags=tags, keypoints=(keypoint("a", "x"),)),
                 question("two", tags=("x",), title=title("长" * 27)))
    assert lacks(dated, export(dated).data) == ()


def test_emphasis() -> None:
    """Emphasised Han is dotted, emphasised Latin slanted, and both can be struck."""
    assert "强调emphasis删去" in answered("*强调emphasis*~~删去~~")


def test_headings_inside_a_field() -> None:
    """All six levels are there, each with what follows it."""
    text = answered("\n\n".join(f"{'#' * n} 第{n}级\n\n文" for n in range(1, 7)))
    assert text.endswith("第1级文第2级文第3级文第4级文第5级文第6级文")
