"""Hints of key points: which braces are one, and that no hint is part of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport.richtext.markdown.parse import parse_blocks, parse_inline
from dlexport.richtext.nodes import Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk
from dlexport.source.yaml_tree import Located


def located(text: str) -> Located:
    return Located(text, "bank.yaml", 1, 1, text, ())


def read(text: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """The sentence, its terms with their hints, and what is doubtful."""
    line, problems = parse_inline(located(text))
    terms = [(plain(node.children), node.hint) for node in walk(line.children) if isinstance(node, Strong)]
    return plain(line), terms, [problem.code for problem in problems]


@pytest.mark.parametrize(("text", "sentence", "terms"), [
    ("由**何恺明**{第一作者}提出。", "由何恺明提出。", [("何恺明", "第一作者")]),
    ("**a**{x}**b**{y}", "ab", [("a", "x"), ("b", "y")]),
    ("**$F(x)+x$**{ two terms }.", "F(x)+x.", [("F(x)+x", "two terms")]),
    ("***a***{x}", "a", [("a", "x")]),
    ("__a__{x & y, z_1 = 2!}", "a", [("a", "x & y, z_1 = 2!")]),
    (r"**a**{a \} and \{}", "a", [("a", "a } and {")]),
    (r"**a**\{x}", "a{x}", [("a", "")]),
    ("**a** {x}", "a {x}", [("a", "")]),
    ("*a*{x} **b**", "a{x} b", [("b", "")]),
    ("`**a**{x}` **b**", "**a**{x} b", [("b", "")]),
])
def test_what_is_a_hint(text: str, sentence: str, terms: list[tuple[str, str]]) -> None:
    """Braces right behind a strong text; a backslash makes them text."""
    assert read(text) == (sentence, terms, [])


@pytest.mark.parametrize("text", ["**a**{", "**a**{x", "**a**{}", "**a**{ }", "**a**{x{y}", "**a**{*x*}", "**a**{$x$}"])
def test_what_is_none_is_shown_and_said(text: str) -> None:
    """Nothing is lost."""
    sentence, terms, codes = read(text)
    assert terms == [("a", "")]
    assert codes == ["hint"]
    assert sentence == text.replace("*", "").replace("$", "")


def test_other_fields_know_no_hints() -> None:
    """In an answer braces are braces."""
    text, problems = parse_blocks(located("**a**{x}"))
    assert (plain(text), problems) == ("a{x}", ())


@given(st.text(st.characters(exclude_characters="{}\\*_`$[]<>&!~=^", exclude_categories=("C", "Z")), min_size=1))
def test_any_plain_text_is_a_hint(hint: str) -> None:
    """As it was typed."""
    assert read(f"是**项**{{{hint}}}。") == ("是项。", [("项", hint)], [])
