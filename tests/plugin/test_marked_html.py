"""Marked HTML read back: one reader for every format that has HTML in it."""

from __future__ import annotations

import pytest

from dlexport.plugin.contract import Part, Passage
from dlexport.plugin.marked_html import marked_passages


@pytest.mark.parametrize(("inner", "text"), [
    ("甲<b>乙</b>", "甲乙"), ("a&lt;b&amp;c", "a<b&c"), ("一<br/>二<br>三", "一\n二\n三"),
    ('<img src="x" alt="图 &amp; 表"/>', "图 & 表"), ("<hr/><wbr/>甲", "甲"),
    ('<math alttext="x^2"><mi>x</mi><mn>2</mn></math>是', "x^2是"),
    (r'<span data-math="">\(a &lt; b\)</span>和<p data-math="">\[\text{\(c\)}\]</p>', r"a < b和\text{\(c\)}"),
    ('<span data-math="">x</span>', "x"), (r"\(x\)", r"\(x\)"),
    ('甲<sup><a role="doc-noteref" href="#n">1</a></sup><a role="doc-backlink" href="#r">↩<b>!</b></a>乙', "甲乙"),
])
def test_a_passage_is_what_a_reader_would_copy(inner: str, text: str) -> None:
    """And what stands for that which cannot be copied."""
    assert marked_passages(f'<article data-question="q"><div data-part="answer">{inner}</div></article>') == [
        Passage("q", Part.ANSWER, text)]


def test_what_is_in_no_part_of_a_question_is_no_passage() -> None:
    """A question ends with its element; parts do not nest; without a question there is no part."""
    markup = ('<p data-part="title">前</p><div data-question="a"><p>x</p>'
              '<p data-part="title">甲<i data-part="tags">乙</i>'
              '</p></div><p data-part="prompt">后</p><p data-question="b" data-part="prompt">丙</p>')
    assert marked_passages(markup) == [Passage("a", Part.TITLE, "甲乙"), Passage("b", Part.PROMPT, "丙")]


def test_the_place_may_tell_the_question() -> None:
    """As an element of XML around the HTML does."""
    assert marked_passages('<p data-part="prompt">甲</p>', "q") == [Passage("q", Part.PROMPT, "甲")]


@pytest.mark.parametrize(("markup", "message"), [
    ("<p>甲", "an element <p> does not end"), ("甲</p>", "</p> ends what is not open"), ("<p><b></p></b>", "</p> ends"),
    ('<p data-question="q" data-part="moral">甲</p>', "moral"),
])
def test_what_is_damaged_is_refused(markup: str, message: str) -> None:
    """As the contract says."""
    with pytest.raises(ValueError, match=message):
        marked_passages(markup)
