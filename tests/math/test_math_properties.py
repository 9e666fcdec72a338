"""What holds for any text whatever."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from formula_cases import FORMULAS, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from dlexport.math.latex.commands import COMMANDS
from dlexport.math.latex.commands.refused import REFUSED
from dlexport.math.latex.leaves import LEAVES
from dlexport.math.latex.parse import MathError, parse
from dlexport.math.layout import MathFont, typeset, typeset_lines
from dlexport.math.layout.face import stix_path
from dlexport.math.layout.svg import to_svg
from dlexport.math.mathml.write import to_mathml

if TYPE_CHECKING:
    from dlexport.math.tree import Element

pytestmark = pytest.mark.unmeasured
FONT = MathFont(stix_path())
PIECES = [
    *LEAVES, *COMMANDS, *list(REFUSED)[:3], *"{}[]^_&$%~' \n中é", r"\\", r"\end{cases}", r"\right)", "{matrix}",
    "{red}", "{c|c}", "{1em}", r"\displaystyle", r"\bf", r"\over", r"\middle|", r"\limits", r"\hline",
]  # fmt: skip


def width(text: str, size: float) -> float:
    return size * len(text)


def read(source: str) -> Element | MathError:
    """What becomes of a source."""
    try:
        return parse(source)
    except MathError as error:
        return error


def holds(source: str) -> None:
    """Either a tree that everything can be made of, or a problem within the source."""
    tree = read(source)
    if isinstance(tree, MathError):
        assert 0 <= tree.offset <= len(source)
        assert tree.message
        return
    assert tree.tag == "mrow"
    ET.fromstring(to_mathml(tree, display=True, latex=source))  # noqa: S314 - our own text
    for display in (True, False):
        box = typeset(tree, font=FONT, size=10.0, display=display, text=width)
        assert all(glyph.gid for glyph in box.glyphs)
        ET.fromstring(to_svg(box, FONT, title=source))  # noqa: S314 - our own text
    for line in typeset_lines(tree, font=FONT, size=10.0, text=width, width=120.0):
        assert line.width <= 120.0 + 1e-6


@pytest.mark.long
@settings(max_examples=300)
@given(st.text())
def test_any_text_is_a_formula_or_a_problem(source: str) -> None:
    """Never another exception."""
    holds(source)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_sequence_of_commands_is_a_formula_or_a_problem(source: str) -> None:
    """Nor here, where most of it means something."""
    holds(source)


@settings(max_examples=300)
@given(
    st.sampled_from([*FORMULAS, *(case.formula for case in cases("mathml"))]),
    st.integers(0, 200), st.integers(0, 6), st.sampled_from(PIECES),
)  # fmt: skip
def test_a_damaged_formula_is_a_formula_or_a_problem(source: str, at: int, less: int, piece: str) -> None:
    """Nor where a good formula has a hole with something else in it."""
    holds(source[:at] + piece + source[at + less :])


@pytest.mark.parametrize(
    "unit",
    ["x", "x ", r"\frac12", "x_1+", "(x)", "{x}", "x'", r"\color{red}x", r"\displaystyle x", "(", "中", r"\hat x",
     r"\left(x\right)", "a=b,", r"{a\over b}", r"\,", r"\log x", r"\text{中a}", "1.", r"\mathrm{ab}", "^a{}"],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    """The longest formula is read, written and set within seconds, where anything quadratic takes minutes."""
    source = unit * (20_000 // len(unit))
    started = time.process_time()
    tree = parse(source)
    to_mathml(tree, display=True, latex=source)
    typeset_lines(tree, font=FONT, size=10.0, text=width, width=300.0)
    assert time.process_time() - started < 5.0


@pytest.mark.parametrize("unit", ["{", r"\left(", r"\hat", "x^", "&", r"\fracc", "'^", r"\text{", r"\begin{matrix}"])
def test_broken_formulas_are_refused_as_fast(unit: str) -> None:
    """However they are broken."""
    started = time.process_time()
    with pytest.raises(MathError):
        parse(unit * (20_000 // len(unit)))
    assert time.process_time() - started < 3.0
