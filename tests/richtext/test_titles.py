"""Titles, in which formulas, code and emphasis are special, and key points, which are one paragraph."""

from __future__ import annotations

import pytest
from richtext_cases import DIALECT, located, notes

from dlexport.richtext.markdown.parse import parse_inline, parse_title
from dlexport.richtext.xhtml import write_inlines


@pytest.mark.parametrize(("typed", "written", "problems"), [
    ("为什么用 $\\sqrt{d_k}$ 缩放?", "为什么用 <math>\\sqrt{d_k}</math> 缩放?", []),
    ("$a$与$b$", "<math>a</math>与<math>b</math>", []),
    ("a*b*_c_ `d`", "a<em>b</em><em>c</em> <code>d</code>", ["? 1:2 stray-emphasis"]),
    ("**粗** H~2~O x^2^", "<strong>粗</strong> H<sub>2</sub>O x<sup>2</sup>", []),
    ("==标== <u>e</u> ~~f~~", "<mark>标</mark> &lt;u&gt;e&lt;/u&gt; <del>f</del>", ["? 1:7 html"]),
    ("[e](f) ![g](h) <i@j.k> &amp; [^l] # m", "[e](f) ![g](h) &lt;i@j.k&gt; &amp;amp; [^l] # m", []),
    ("\\*a\\* \\`b\\`", "*a* `b`", []),
    ("a<br>b", "a&lt;br&gt;b", ["? 1:2 html"]),
    ("a\nB. c", "a B. c", []),
    ("snake_case 与 *args 和 **kwargs", "snake_case 与 *args 和 **kwargs", ["? 1:22 stray-emphasis"]),
    ("价格 \\$5 与 $6", "价格 \\$5 与 $6".replace("\\", ""), []),
    ("从$5到$10", "从$5到$10", []),                             # pandoc's rule: a digit after the closing sign
    ("  两边  ", "两边", []),
    ("第一行\n  第二行", "第一行第二行", []),                    # no space between Han
    ("one\ntwo", "one two", []),
    ("$a$\n字", "<math>a</math> 字", []),
    ("a $b\n\nc$ d", "a $b c$ d", []),                         # no formula spans a blank line
    ("用 $\\x$", "用 <math>\\x</math>", ["! 1:4 formula"]),
    ("用 $$x$$ a", "用 <math>x</math> a", ["! 1:3 formula"]),
    ("$$", "$$", ["? 1:1 formula"]),
    ("", "", []),
])
def test_titles(typed: str, written: str, problems: list[str]) -> None:
    """Formulas, code and emphasis are read; what only a text may have is shown as it was typed."""
    line, found = parse_title(located(typed))
    assert write_inlines(line.children, DIALECT) == written
    assert notes(found) == problems


@pytest.mark.parametrize(("typed", "written", "problems"), [
    ("损失 **下降** 快", "损失 <strong>下降</strong> 快", []),
    ("", "", []),
    ("a\n\nb", "a", ["! 3:1 not-inline"]),
    ("a\n\n- b\n\n- c", "a", ["! 3:1 not-inline"]),
    ("# a", "", ["! 1:1 not-inline"]),
    ("1. a", "", ["! 1:1 not-inline"]),
    ("> a", "", ["! 1:1 not-inline"]),
    ("```\na\n```", "", ["! 1:1 not-inline"]),
    ("---", "", ["! 1:1 not-inline"]),
    ("$$\na\n$$", "", ["! 1:1 not-inline"]),
    ("![a](b.png)", "", ["! 1:1 not-inline"]),
    ("a ![b](c.png) d", 'a <img src="c.png" alt="b"/> d', []),
    ("|a|\n|-|", "", ["! 1:1 not-inline"]),
    ("a **b", "a **b", ["? 1:3 stray-emphasis"]),
])
def test_key_points(typed: str, written: str, problems: list[str]) -> None:
    """What is more than one paragraph is a problem where it begins."""
    line, found = parse_inline(located(typed))
    assert write_inlines(line.children, DIALECT) == written
    assert notes(found) == problems
