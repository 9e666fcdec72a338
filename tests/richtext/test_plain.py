"""A text as plain text: whole, leaf by leaf, and node by node in the order of reading."""

from __future__ import annotations

import pytest
from richtext_cases import located

from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.richtext.nodes import Footnotes, Rule
from dlexport.richtext.plain import leaves, plain, unmarked
from dlexport.richtext.walk import walk

EVERYTHING = r"""
# 标题 *一*

段落 **二** ~~三~~ `四` $五^2$ [六](https://example.org "t") [七](#q) ![八](a.png "u") 九\
十[^1] 十一^[注二 `c`]

- 项一

  > 引文
- 项二

3. 序一
4. 序二

```python
print("码")

x = 1
```

$$
\frac{a}{b}
$$

| 头 | 右 |
| -- | -: |
| 格 *a* | |
| $x$ | 末 |

![图](b.png "说明")

![无题](c.svg)

***

[^1]: 注一

    注一续
"""
LEAVES = [
    "标题 一", "段落 二 三 四 五^2 六 七 八 九\n十 十一", "项一", "引文", "项二", "序一", "序二",
    'print("码")\n\nx = 1', r"\frac{a}{b}", "头", "右", "格 a", "x", "末",
    "图", "说明", "无题", "注一", "注一续", "注二 c",
]


def test_leaves_stand_in_the_order_of_reading() -> None:
    """A paragraph, heading, code, formula, cell, description and caption each; notes last; nothing blank."""
    rich, problems = parse_blocks(located(EVERYTHING))
    assert problems == ()
    assert list(leaves(rich.blocks)) == LEAVES


def test_plain_is_the_leaves_as_lines() -> None:
    """Of a field, of its blocks, of inline nodes, and of both mixed."""
    rich, _ = parse_blocks(located(EVERYTHING))
    line, _ = parse_inline(located("a **b** $c$"))
    assert plain(rich) == plain(rich.blocks) == "\n".join(LEAVES)
    assert plain(line) == plain(line.children) == "a b c"
    assert plain(()) == plain((Rule(),)) == ""


def test_a_line_without_markup_has_its_formulas_in_unicode() -> None:
    """As bookmarks, titles of windows and names of decks want it; else a formula is its LaTeX."""
    line, _ = parse_inline(located(r"**a** $\int_0^1 x^2\,dx$ of *$\R^n$*"))
    assert unmarked(line.children) == "a ∫₀¹ x² dx of ℝⁿ"
    assert plain(line) == r"a \int_0^1 x^2\,dx of \mathbb{R}^n"


def test_walk_meets_every_node_in_the_order_of_reading() -> None:
    """A node comes before what it holds, items, cells and notes too."""
    rich, _ = parse_blocks(located(EVERYTHING))
    names = [type(node).__name__ for node in walk(rich.blocks)]
    assert names[:4] == ["Heading", "Text", "Emphasis", "Text"]
    assert set(names) == {
        "BulletList", "Cell", "Code", "CodeBlock", "Emphasis", "Figure", "Footnote", "FootnoteReference", "Footnotes",
        "Heading", "Image", "LineBreak", "Link", "ListItem", "Math", "MathBlock", "OrderedList", "Paragraph",
        "QuestionLink", "Quote", "Rule", "Strikethrough", "Strong", "Table", "Text"}
    assert names.count("Cell") == 6
    assert isinstance(rich.blocks[-1], Footnotes)
    assert len(list(walk(rich.blocks[-1:]))) == names[::-1].index("Footnotes") + 1


@pytest.mark.parametrize(("typed", "shown"), [
    ("H~2~O 与 x^2^、10^-3^、x~i+1~", "H₂O 与 x²、10⁻³、xᵢ₊₁"), ("第1^注^条", "第1注条"),
])
def test_scripts_where_there_is_no_markup(typed: str, shown: str) -> None:
    """Unicode's own, as far as there are any."""
    assert unmarked(parse_title(located(typed))[0].children) == shown
