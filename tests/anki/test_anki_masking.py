"""What a reverse card hides of its answer: the term, and nothing of the markup."""

from __future__ import annotations

import pytest

from dlexport.exporters.anki.fields.masking import masked


@pytest.mark.parametrize(("title", "field", "expected"), [
    ("什么是残差网络（ResNet）？", "<p>残差网络即 ResNet，非 ResNets</p>", "<p>▢即 ▢，非 ResNets</p>"),
    ("What is amp?", "a &amp; b, amp", "a &amp; b, ▢"),
    ("What is lt and gt?", "1 &lt; 2 &gt; 0", "1 &lt; 2 &gt; 0"),
    ("What is R&D?", "R&amp;D is not R&amp;Ds", "▢ is not R&amp;Ds"),
    ("What is Bayes' rule?", "Bayes' rule, Bayes&#x27; rule", "▢, ▢"),
    ("What is the class?", '<b class="class">class</b>', '<b class="class">▢</b>'),
    ("What is the kernel?", r"\(kernel\) and \[kernel\], kernel", r"\(kernel\) and \[kernel\], ▢"),
    ("What is attention?", "Attention weighs.", "▢ weighs."),
    ("C?", "C and C++", "C and C++"),
])
def test_masked(title: str, field: str, expected: str) -> None:
    """Whole words in texts only; signs such as `&amp;`, tags and formulas stay as they are."""
    assert masked(field, title, "▢") == expected
