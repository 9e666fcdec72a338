"""Marked HTML read back: one reader for every format that has HTML in it."""

from __future__ import annotations

import base64
import hashlib

import pytest

from dlexport.plugin.contract import Part, Passage, Picture
from dlexport.plugin.marked_html import marked_passages


@pytest.mark.parametrize(("inner", "text"), [
    ("甲<b>乙</b>", "甲乙"), ("a&lt;b&amp;c", "a<b&c"), ("一<br/>二<br>三", "一\n二\n三"),
    ('<img src="x" alt="图 &amp; 表"/>', "图 & 表"), ("<hr/><wbr/>甲", "甲"),
    ('<math alttext="x^2"><mi>x</mi><mn>2</mn></math>是', "x^2是"),
    (r'<span data-math="">\(a &lt; b\)</span>和<p data-math="">\[\text{\(c\)}\]</p>', r"a < b和\text{\(c\)}"),
    ('<span data-math="">x</span>', "x"), (r"\(x\)", r"\(x\)"),
    ('甲<sup><a role="doc-noteref" href="#n">1</a></sup><a role="doc-backlink" href="#r">↑<b>!</b></a>乙', "甲乙"),
])
def test_a_passage_is_what_a_reader_would_copy(inner: str, text: str) -> None:
    """And what stands for that which cannot be copied."""
    (passage,) = marked_passages(f'<article data-question="q"><div data-part="answer">{inner}</div></article>')
    assert (passage.question, passage.part, passage.text) == ("q", Part.ANSWER, text)


def test_pictures_and_addresses_are_told_beside_the_text() -> None:
    """A picture by its bytes, in the markup or among the files; one that is nowhere or damaged with its flaw."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    whole = Picture(hashlib.sha256(drawing).hexdigest(), 4.0, 3.0)
    markup = "".join([
        '<div data-question="q"><p data-part="prompt"><a href="https://example.org/?a&amp;b">甲</a><a href="#x">乙</a>',
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}" alt="丙"/>',
        '<img src="a.svg"/><img src="b.svg"/><img src="c.svg"/><img src="data:image/png;base64,?"/></p></div>'])
    (passage,) = marked_passages(markup, files={"a.svg": drawing, "b.svg": drawing[:-2]})
    assert (passage.text, passage.links) == ("甲乙丙", ("https://example.org/?a&b",))
    assert passage.pictures[:2] == (whole, whole)
    assert [picture.flaw.partition(" (")[0] for picture in passage.pictures[2:]] == [
        "it cannot be decoded", "it is not in the file", "it cannot be decoded"]


@pytest.mark.parametrize(("dots", "number"), [("●●○", "2"), ("○○○", "○○○"), ("3", "3")])
def test_a_difficulty_is_a_number(dots: str, number: str) -> None:
    """Of full dots, where it is drawn with such."""
    (passage,) = marked_passages(f'<p data-question="q"><b data-part="difficulty">{dots}</b></p>')
    assert (passage.part, passage.text) == (Part.DIFFICULTY, number)


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
