"""Text that would do something in Anki, shown as typed instead."""

from __future__ import annotations

import re

import pytest

from dlexport.exporters.anki.fields.inert import FORMULA, inert
from dlexport.exporters.anki.fields.visible_text import visible

LIVE = [
    "[latex]x[/latex]", "[LaTeX]x[/LaTeX]", "[$]x[/$]", "[$$]x[/$$]", "[sound:a.mp3]",
    "[anki:tts lang=en_US]a[/anki:tts]",
    "[anki:play:q:0]", "[[type:Title]]", r"\(x\)", r"\[x\]", "{{c1::x}}", "{{C2::x::y}}",
]


@pytest.mark.parametrize("text", LIVE)
@pytest.mark.parametrize("cloze", [False, True], ids=["field", "cloze"])
def test_a_mark_is_broken_and_shows_as_typed(text: str, cloze: bool) -> None:   # noqa: FBT001
    """Nothing that Anki or MathJax looks for is left, and nothing visible is added."""
    written = inert(f"前{text}后", cloze=cloze)
    assert not re.search(r"\[(/?latex|/?\$|sound:|/?anki:|\[type:)|\\[(\[]|\{\{c\d", written, re.IGNORECASE)
    assert visible(written) == f"前{text}后"


@pytest.mark.parametrize("text", LIVE)
def test_a_mark_in_an_attribute_is_broken_too(text: str) -> None:
    """Anki does not care what is a tag; the attribute's value stays the same."""
    written = inert(f'<img alt="{text}"/>')
    assert not re.search(r"\[(/?latex|/?\$|sound:|/?anki:|\[type:)|\\[(\[]|\{\{c\d", written, re.IGNORECASE)
    assert "<span>" not in written
    assert visible(written) == text


@pytest.mark.parametrize("text", ["[1]", "a[i][j]", "{{x}}", "$5", r"\frac", "c1::x", "std::vector", "}}"])
def test_what_means_nothing_to_anki_is_left_alone(text: str) -> None:
    """In a field without blanks."""
    assert inert(text) == text


def test_braces_and_colons_count_where_blanks_are() -> None:
    """`}}` would end a blank, `::` would begin its hint."""
    written = inert("{a}} std::vector {{", cloze=True)
    assert "}}" not in written
    assert "{{" not in written
    assert "::" not in written
    assert visible(written) == "{a}} std::vector {{"


def test_formulas_keep_their_delimiters_and_lose_double_braces_to_a_space() -> None:
    """A space between braces means nothing in a formula."""
    formula = rf"{FORMULA}\(\frac{{1}}{{{{2}}}}\){FORMULA}"
    assert inert(formula) == r"\(\frac{1}{{2} }\)"
    assert inert(formula, cloze=True) == r"\(\frac{1}{ {2} }\)"
    assert inert(rf"{FORMULA}\(\text{{[latex]{{{{c1::a}}}}}}\){FORMULA}", cloze=True) == (
        r"\(\text{[ latex]{ {c1: :a} } }\)"
    )


def test_visible_text_is_what_a_reader_would_copy() -> None:
    """Formulas as LaTeX, pictures as their description, blocks on lines of their own, entities as characters."""
    html = (r'<p>a&amp;b <code>x</code><sup class="note"><a href="#n">1</a></sup></p>'
            r'<div class="formula">\[a \\[2pt] b\]</div>'
            "<img src='x' alt='描述'/><img src=\"y\"><ul><li>c</li></ul>")
    assert visible(html).split() == ["a&b", "x", "a", r"\\[2pt]", "b", "描述", "c"]
    assert visible("{{c1::甲}} {<span></span>{", cloze=True) == "甲 {{"


@pytest.mark.parametrize("latex", [
    r"a \\[2pt] b", r"\text{若 \(x\) 则}", r"\{x\}", r"\text{\{\(x_{1}\)}", r"{{{{x}}}}",
    r"\left\{ \frac{a}{b} \right.", r"\\",
])
def test_a_formula_is_read_to_its_own_end(latex: str) -> None:
    """Brackets after a line break, and delimiters between braces, do not end it."""
    assert visible(rf"前\({latex}\)后") == f"前{latex}后"
    assert visible(rf"<p>\[{latex}\]</p>").strip() == latex
