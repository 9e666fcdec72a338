"""English quotation marks, apostrophes and dashes: drawn as printers set them, copied as they were typed."""

from __future__ import annotations

import pytest
from pdf_books import book, export, lacks, page_texts, question, title

from by_hand import rich
from dlexport.exporters.pdf.blocks.quotes import typographic
from dlexport.exporters.pdf.text.tokens import DRAWN


@pytest.mark.parametrize(("typed", "drawn"), [
    ('He said "yes" and "no".', "He said “yes” and “no”."),
    ("It's the dogs' day, isn't it?", "It’s the dogs’ day, isn’t it?"),
    ("a 'quoted' word ('so')", "a ‘quoted’ word (‘so’)"),
    ("the '90s and 'tis so", "the ’90s and ’tis so"),
    ("one -- two --- three", "one – two — three"),
    ("1990--1995, this---so", "1990–1995, this—so"),
    ("--strict and -- so", "--strict and – so"),
    ("6'2\" tall, a 5\" disc", "6'2\" tall, a 5\" disc"),
    ('("in brackets")', "(“in brackets”)"),
    ('他说"好"，it\'s', '他说"好"，it\'s'),
    ("a-b - c", "a-b - c"),
])
def test_what_is_drawn(typed: str, drawn: str) -> None:
    """By what stands before each mark; nothing within Han, in options, feet and inches."""
    marked = typographic(typed)
    assert "".join(DRAWN.get(char, char) for char in marked) == drawn


def test_what_is_copied() -> None:
    """What was typed, in text and title; straight marks stay in code, and in a book of another language."""
    dated = book(question(title=title('Explain "attention"'), answer=rich('It\'s "so" -- see `"x"`, **"bold"** text.')),
                 language="en")
    made = export(dated)
    assert lacks(dated, made.data) == ()
    text = " ".join("".join(page_texts(made.data)).split())
    assert 'Explain "attention"' in text
    assert "It's \"so\" -- see" in text
