"""The case files: what formulas mean in MathML, and what is said of broken ones."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from formula_cases import FORMULAS, Case, cases

from dlexport.math.latex.parse import MathError, parse
from dlexport.math.mathml.write import NAMESPACE, to_mathml
from dlexport.math.read import read
from dlexport.math.text import as_text

MATHML = cases("mathml")
ERRORS = cases("errors")
REWRITTEN = cases("rewritten")
TEXTS = cases("text")


@pytest.mark.parametrize("case", MATHML, ids=lambda case: case.name)
def test_a_formula_as_mathml(case: Case) -> None:
    """The case's own fact."""
    written = to_mathml(parse(case.formula), display=False, latex="")
    opening = f'<math xmlns="{NAMESPACE}" display="inline" alttext="">'
    inner = written.removeprefix(opening).removesuffix("</math>")
    for character in "\u2061\u00a0\u2009":  # invisible in an editor
        inner = inner.replace(character, f"&#x{ord(character):X};")
    assert case.expected == inner, case.fact


@pytest.mark.parametrize("case", REWRITTEN, ids=lambda case: case.name)
def test_a_formula_in_the_words_that_every_output_knows(case: Case) -> None:
    """The case's own fact."""
    assert case.expected == read(case.formula).latex, case.fact


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_a_formula_as_a_line_of_text(case: Case) -> None:
    """The case's own fact."""
    assert case.expected == as_text(read(case.formula).tree), case.fact


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.name)
def test_a_broken_formula(case: Case) -> None:
    """The case's own fact; the caret stands under the place, the hint follows."""
    with pytest.raises(MathError) as caught:
        read(case.formula)
    error = caught.value
    found = f"{' ' * error.offset}^ {error.message}\n= {error.hint}"
    assert case.expected == found, case.fact
    assert str(error) == error.message


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_of_real_texts_are_well_formed(formula: str) -> None:
    """XML, no attribute of ours left in it, the source as alternative text."""
    root = ET.fromstring(to_mathml(parse(formula), display=True, latex=formula))  # noqa: S314 - our own text
    assert root.attrib == {"display": "block", "alttext": " ".join(formula.split())}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("tex")]
    assert {element.tag for element in root.iter()} <= {
        f"{{{NAMESPACE}}}{name}"
        for name in (
            "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup",
            "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose",
        )
    }


def test_the_alternative_text_is_the_source_on_one_line() -> None:
    """What XML reserves is escaped in it."""
    source = 'a <\n  "b" & c'
    written = to_mathml(parse("a"), display=False, latex=source)
    assert 'alttext="a &lt; &quot;b&quot; &amp; c"' in written


@pytest.mark.parametrize(
    ("source", "offset", "message"),
    [
        ("", 0, "the formula is empty"),
        (" \n", 0, "the formula is empty"),
        ("x" * 20_001, 20_000, "the formula has 20,001 characters; the limit is 20,000"),
        ("ab\x08c", 2, "the character U+0008 cannot stand in a formula"),
        ("ab\ufffe", 2, "the character U+FFFE cannot stand in a formula"),
        ("\ud800", 0, "the character U+D800 cannot stand in a formula"),
        ("{" * 65 + "}" * 65, 64, "the formula nests more than 64 levels deep"),
        ("a\n+\\frca", 3, "unknown command \\frca"),
    ],
)
def test_limits_and_places_that_no_case_file_can_hold(source: str, offset: int, message: str) -> None:
    """Offsets count code points from the start, across lines."""
    with pytest.raises(MathError) as caught:
        parse(source)
    assert (caught.value.message, caught.value.offset) == (message, offset)
    assert caught.value.hint


@pytest.mark.parametrize(
    "around",
    [
        ("{", "}"), (r"\frac1{", "}"), (r"\left(", r"\right)"), ("x^{", "}"), (r"\sqrt[", "]x"),
        (r"\begin{matrix}", r"\end{matrix}"), (r"\text{$", "$}"), (r"\hat ", ""), (r"\textcolor{red}{", "}"),
    ],
)  # fmt: skip
def test_nesting_is_allowed_to_a_depth_and_then_refused(around: tuple[str, str]) -> None:
    """Sixty-four levels at most, whatever nests, and never an overflow."""
    opening, closing = around
    parse(opening * 30 + "x" + closing * 30)
    with pytest.raises(MathError, match="more than 64 levels"):
        parse(opening * 66 + "x" + closing * 66)
