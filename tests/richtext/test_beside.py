"""Formulas and the punctuation beside them, on one line."""

from __future__ import annotations

import pytest

from dlexport.richtext.beside import kept

ONE = '<math alttext="x">…</math>'
LONG = '<span class="math"><math alttext="x + y + z">…</math></span>'

DRAWN = '<svg class="math" role="img"><title>x</title><path d="M0 0"/></svg>'


@pytest.mark.parametrize(("markup", "expected"), [
    pytest.param(f"令{ONE}，则", f'令<span class="keep">{ONE}，</span>则', id="after"),
    pytest.param(f"（{ONE}则", f'<span class="keep">（{ONE}</span>则', id="before"),
    pytest.param(f"“（{ONE}）”。则", f'<span class="keep">“（{ONE}）”。</span>则', id="both"),
    pytest.param(f"let {ONE}, then", f'let <span class="keep">{ONE},</span> then', id="English"),
    pytest.param(f"是<strong>{ONE}</strong>。", f'是<span class="keep"><strong>{ONE}</strong>。</span>', id="strong"),
    pytest.param(f"<strong>{ONE}和</strong>。", f"<strong>{ONE}和</strong>。", id="within strong"),
    pytest.param(f"<strong>和{ONE}</strong>。", f"<strong>和{ONE}</strong>。", id="at the end of strong"),
    pytest.param(f"令{ONE}为", f"令{ONE}为", id="neither"),
    pytest.param(f"{ONE}，{ONE}。", f'<span class="keep">{ONE}，</span><span class="keep">{ONE}。</span>', id="two"),
    pytest.param(f"{LONG}。", f'<span class="keep">{LONG}。</span>', id="boxed"),
    pytest.param(f"令{DRAWN}，则", f'令<span class="keep">{DRAWN}，</span>则', id="drawn"),
    pytest.param(f"{ONE}-gram", f'<span class="keep">{ONE}-</span>gram', id="hyphen"),
    pytest.param(f'<div class="math">{ONE}</div>', f'<div class="math">{ONE}</div>', id="displayed"),
])
def test_no_line_ends_between(markup: str, expected: str) -> None:
    """Commas and brackets go with the formula; what is within other markup is left alone."""
    assert kept(markup) == expected


def test_a_long_formula_may_be_broken_itself() -> None:
    """By the length of its LaTeX; never between it and the comma."""
    assert kept(f"{LONG}。", 5) == f'<span class="beside">{LONG}。</span>'
    assert kept(f"{LONG}则", 5) == f"{LONG}则"
    assert kept(f"{ONE}。", 5) == f'<span class="keep">{ONE}。</span>'


def test_many_brackets_are_read_once() -> None:
    """The work is that of their number, not of its square."""
    many = "（" * 200_000
    assert kept(many) == many


@pytest.mark.parametrize("markup", [
    f"<strong>{ONE}与{ONE}</strong>，",
    f"<strong>{ONE}<strong>与{ONE}</strong>则</strong>，",
    f"<strong>{ONE}则</strong><em><strong>{ONE}与</strong>，</em><del><strong>{ONE}</strong></del>",
])
def test_strong_text_that_begins_with_a_formula_is_no_formula(markup: str) -> None:
    """Though another formula ends it: else a line could not end in it, and elements would overlap."""
    assert kept(markup) == markup


@pytest.mark.parametrize(("markup", "expected"), [
    (f"令{ONE}为", f"令<wbr/>{ONE}为"),
    (f"令，{ONE}为", f"令，<wbr/>{ONE}为"),
    (f"是<strong>{ONE}</strong>值", f"是<wbr/><strong>{ONE}</strong>值"),
    (f"let {ONE} be", f"let {ONE} be"),
    (f"non-{ONE}", f"non-{ONE}"),
    (f"令{ONE}，则", f'令<span class="keep">{ONE}，</span>则'),
    (ONE, ONE),
])
def test_a_line_may_end_before_a_formula_in_firefox_too(markup: str, expected: str) -> None:
    """Behind what is East Asian; elsewhere a space says where, or nothing does."""
    assert kept(markup, parted=True) == expected
