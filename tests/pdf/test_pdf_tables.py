"""Tables in print: none leaves the page, no word is cut without need, captions and columns as they are asked for."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest
from pdf_books import book, export, lacks, part, press, question, words_of
from structure_walk import role, tree

from by_hand import rich
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.tables.fit import fit
from dlexport.exporters.pdf.blocks.tables.ruled import table_strips
from dlexport.exporters.pdf.pages.strips import Strip
from dlexport.exporters.pdf.text.hyphenation import COPIED
from dlexport.exporters.pdf.text.line import SetLine
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Table

PRESS = press()
BODY = BlockPlace(0.0, PRESS.theme.measure, PRESS.theme.body)
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def words(line: SetLine) -> str:
    return words_of(line, PRESS).rstrip(" ")


def table(markdown: str) -> Table:
    (found,) = rich(markdown).blocks
    assert isinstance(found, Table)
    return found


def wide(columns: int, cell: str, rows: int = 2) -> str:
    """A table whose cells all read so."""
    row = "|" + "|".join(f"{cell}{n}" for n in range(columns)) + "|\n"
    return row + "|" + "-|" * columns + "\n" + row * rows


@pytest.mark.parametrize("columns", [2, 3, 5, 8, 12, 20, 40])
@pytest.mark.parametrize("cell", ["值", "0.123", "learning rate", LONG, "`module.path.function_name`", "$x^2+y_1$"])
def test_nothing_leaves_the_measure(columns: int, cell: str) -> None:
    """Nor does anything stand over something else: each line ends where the next one begins, or before."""
    for strip in table_strips(table(wide(columns, cell)), BODY, InlineSetter(PRESS, None, BODY.measure)):
        if not isinstance(strip, Strip):
            continue
        lines = sorted((round(put.down), put.x, put.x + put.ink.width) for put in strip.puts
                       if isinstance(put.ink, SetLine))
        assert all(right <= BODY.measure + 0.6 for _, _, right in lines)
        for (down, _, right), (below, left, _) in pairwise(lines):
            assert below > down or left >= right - 0.6


def test_a_table_too_wide_is_stacked() -> None:
    """Row by row, each value after the head of its column; a warning says so; nothing is lost."""
    dated = book(question(answer=rich(wide(20, "value"))))
    made = export(dated)
    (problem,) = made.problems
    assert (problem.code, problem.severity) == ("table-stacked", "warning")
    assert "20 columns" in problem.message
    assert lacks(dated, made.data) == ()
    text = " ".join(part(made.data, "one", Part.ANSWER).split())
    assert "value0 value0 value1 value1 value2 value2 value3 value3" in text


def test_a_row_taller_than_a_page_is_stacked() -> None:
    """So it may go on on the next page."""
    made = export(book(question(answer=rich(f"| 甲 | 乙 |\n| - | - |\n| {'很长的说明，' * 300} | 短 |"))))
    assert [problem.code for problem in made.problems] == ["table-stacked"]


def test_a_table_that_goes_on_says_so() -> None:
    """Above its head, with its caption."""
    rows = "\n".join(f"| {n} | 值{n} |" for n in range(60))
    made = export(book(question(answer=rich(f"| 号 | 值 |\n| - | - |\n{rows}\n\n: 六十个*值*"))))
    text = "".join(part(made.data, "one", Part.ANSWER).split())
    assert text.startswith("答案六十个值号值0值0")
    assert text.count("续表六十个值号值") >= 1


def test_widths_as_asked_for() -> None:
    """The columns share the measure as they are told to, though their words are broken for it."""
    setter = InlineSetter(PRESS, None, BODY.measure)
    fitted = fit(table(f"| a | b |\n| - | - |\n| 1 | {LONG} |\n: c {{widths=80,20}}"), BODY, setter)
    assert fitted is not None
    first, second = fitted.columns
    assert first.width == pytest.approx(4 * second.width)


def test_a_column_of_heads() -> None:
    """Each heads its row, for readers of the file's structure too."""
    made = export(book(question(answer=rich("| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n: {.header-column}"))))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        heads = [(str(cell.A.Scope), cell.P.P.S) for cell in tree(pdf) if role(cell) == "TH"]
    assert heads == [("/Column", "/Table")] * 2 + [("/Row", "/Table")] * 2


def test_a_cell_that_is_only_a_formula_is_displayed() -> None:
    """Its sum has its limits above and below; beside words it has not."""
    setter = InlineSetter(PRESS, None, BODY.measure)
    alone, beside = table("| a | b |\n| - | - |\n| $\\sum_{i=1}^n x$ | so $\\sum_{i=1}^n x$ |").rows[0]
    (one,), (other,) = (setter.paragraphs(cell.children, Voice(9.5), display=True) for cell in (alone, beside))
    (high,), (low,) = one.lines(200, ragged=True), other.lines(200, ragged=True)
    assert high.ascent > 1.3 * low.ascent


@pytest.mark.parametrize(("text", "starts"), [
    (f"The law {LONG} is long.", LONG),
    ("The acid methylchloroisothiazolinonecarboxyl is strong.", "methylchloroisothiazolinonecarboxyl"),
])
def test_a_long_word_goes_to_the_next_line_whole(text: str, starts: str) -> None:
    """Where that holds it; elsewhere the cut shows a hyphen."""
    lines = [words(line) for line in TextParagraph([Run(text, PRESS.style(Look(), 10.5))], 10.5).lines(400)]
    assert any(line.startswith(starts) or f" {starts}" in line for line in lines)
    narrow = [words(line) for line in TextParagraph([Run(LONG, PRESS.style(Look(), 10.5))], 10.5).lines(60)]
    assert len(narrow) > 3
    assert all(line.endswith(COPIED) for line in narrow[:-1])
    assert "".join(narrow).replace(COPIED, "") == LONG


def test_code_and_paths_are_cut_without_a_hyphen() -> None:
    """A path after its solidus, a name that no line holds anywhere."""
    style = PRESS.style(Look("mono"), 10.5)
    lines = [words(line) for line in TextParagraph(
        [Run("/usr/local/lib/python3.11/site-packages/dlexport", style, code=True)], 10.5).lines(120)]
    assert all(line.endswith(("/", "-", ".")) for line in lines[:-1])
    lines = [words(line) for line in TextParagraph([Run("C:\\Users\\somebody\\Documents", style, code=True)],
                                                   10.5).lines(90)]
    assert all(line.endswith("\\") for line in lines[:-1])
    lines = [words(line) for line in TextParagraph([Run("Abcdefgh" * 9, style, code=True)], 10.5).lines(120)]
    assert len(lines) > 3
    assert "".join(lines) == "Abcdefgh" * 9
