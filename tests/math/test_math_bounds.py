"""Formulas meant to take long or much room: read in little time, or refused."""

from __future__ import annotations

import time

import pytest

from dlexport.math.latex.lexer import LONGEST
from dlexport.math.layout import MathFont, typeset, typeset_lines
from dlexport.math.layout.face import stix_path
from dlexport.math.mathml.write import to_mathml
from dlexport.math.read import Formula, MathError, read
from dlexport.math.text import as_text

pytestmark = pytest.mark.usefixtures("within_bounds")
FONT = MathFont(stix_path())
SECONDS = 5.0       # of the processor; the slowest takes a tenth of it


def filled(part: str, start: str = "", end: str = "") -> str:
    """As much of it as a formula may have."""
    return start + part * ((LONGEST - len(start) - len(end)) // len(part)) + end


def outcome(formula: str) -> Formula | MathError:
    """What reading it comes to."""
    try:
        return read(formula)
    except MathError as error:
        return error


HOSTILE = {
    "binomials": r"\binom{" * 60 + "n" + r"}{k}" * 60,
    "fractions": r"\frac1{" * 60 + "n" + "}" * 60,
    "environments": filled(r"\begin{align}a\end{align}"),
    "open-environments": filled(r"\begin{align}"),
    "lines": filled(r"a\\"),
    "aliases": filled(r"\R"),
    "abs": r"\abs{" * 30 + "x" + "}" * 30,
    "colours": filled(r"\textcolor["),
    "columns": r"\begin{array}{" + r"*{99}{*{99}{c}}" * 400 + r"}a\end{array}",
    "marks": filled("\u0304", "x"),
    "raised": filled("²"),
    "chemistry": filled("(1/2", r"\ce{", "}"),
    "atoms": filled("H2O", r"\ce{", "}"),
    "arrows": r"\ce{" + "A ->[" * 2000 + "]" * 2000 + "}",
    "solidi": filled("a/", r"\ce{(", "}"),
    "number": filled("1 ", r"\num{", "x}"),
    "units": filled(r"\metre", r"\unit{", "}"),
    "words": filled(r"\text{$a$}"),
    "verbatim": filled(r"\verb"),
    "unknown": "\\" + "a" * (LONGEST - 1),
    "stack": r"\substack{" + r"a\\" * 3000 + "}",
}


@pytest.mark.parametrize("formula", HOSTILE.values(), ids=HOSTILE)
def test_a_formula_of_any_kind_takes_bounded_time(formula: str) -> None:
    """To be read, written and set, or to be refused at a place within it."""
    start = time.process_time()
    found = outcome(formula)
    if isinstance(found, MathError):
        assert 0 <= found.offset <= len(formula)
        assert found.hint
    else:
        assert to_mathml(found.tree, display=True, latex=found.latex)
        assert isinstance(as_text(found.tree), str)
        typeset(found.tree, font=FONT, size=1.0, display=True, text=lambda text, size: size * len(text))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(("rows", "columns", "message"), [
    (61, 1, "more than 60 rows"), (3_000, 1, "more than 60 rows"), (1, 41, "more than 40 columns")])
def test_a_matrix_that_no_page_holds_is_refused(rows: int, columns: int, message: str) -> None:
    """Where the row, or the column, begins that is too many."""
    formula = r"\\".join(["&".join("a" * columns)] * rows)
    with pytest.raises(MathError, match=message):
        read(rf"\begin{{matrix}}{formula}\end{{matrix}}")


@pytest.mark.parametrize(("rows", "columns"), [(60, 1), (60, 40), (1, 40)])
def test_a_matrix_within_the_limits_is_made_to_fit(rows: int, columns: int) -> None:
    """As wide and as tall as there is room."""
    formula = r"\\".join(["&".join("a" * columns)] * rows)
    tree = read(rf"\begin{{matrix}}{formula}\end{{matrix}}").tree
    (box,) = typeset_lines(tree, font=FONT, size=10.0, text=lambda text, size: size * len(text), width=300, height=400)
    assert box.width <= 300.001
    assert box.height + box.depth <= 400.001
