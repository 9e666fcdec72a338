"""Code, coloured: a small closed set of classes, and not one character lost."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import rich
from dlexport.richtext.highlight import CLASSES, coloured, highlight
from dlexport.richtext.nodes import CodeBlock

LANGUAGES = ["python", "cpp", "bash", "json", "yaml", "sql", "html", "diff", "Python", "", "没有", "a b", "../x"]


def text_of(lines: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """The code again."""
    return "\n".join("".join(piece for _, piece in line) for line in lines)


def test_a_class_for_each_kind_of_word() -> None:
    """What colours show: the language's own words, values, comments, and what is defined here."""
    lines = highlight('@cached\ndef f(x):\n    """Doc."""\n    return len("s") + 1  # why\n\nf(None)', "python")
    assert lines == (
        (("name", "@cached"),),
        (("keyword", "def"), ("", " "), ("name", "f"), ("", "(x):")),
        (("", "    "), ("comment", '"""Doc."""')),
        (("", "    "), ("keyword", "return"), ("", " "), ("builtin", "len"), ("", "("), ("string", '"s"'), ("", ") "),
         ("operator", "+"), ("", " "), ("number", "1"), ("", "  "), ("comment", "# why")),
        (),
        (("", "f("), ("builtin", "None"), ("", ")")),
    )


@pytest.mark.parametrize("language", ["", "no-such-language", "没有"])
def test_code_in_no_known_language_is_plain(language: str) -> None:
    """One piece a line."""
    assert highlight("a = 1\n\nb", language) == ((("", "a = 1"),), (), (("", "b"),))


ENDLESS = {
    "diff": "+" * 50_000, "console": "$ " * 30_000, "lua": "[=[" * 20_000, "cpp": 'R"(' * 20_000,
    "java": "a " * 450 + "\n",
    "rust": "/* " * 300 + "\n", "go": ("func(" * 150 + "\n") * 50,
}


@pytest.mark.parametrize("language", ENDLESS)
def test_code_that_nobody_reads_is_plain(language: str) -> None:
    """Patterns of many languages take the square of a text's length: a long one, or a long line, is not coloured."""
    text = ENDLESS[language]
    start = time.process_time()
    assert text_of(highlight(text, language)) == text
    assert time.process_time() - start < 1.0     # of the processor; they took up to 30
    assert {name for line in highlight(text * 40, language) for name, _ in line} == {""}


def test_a_language_that_loses_a_piece_is_plain() -> None:
    """What is read back would lack it: Pygments' lexer of a shell's session drops what follows a prompt twice."""
    text = "$ " * 400
    assert text_of(highlight(text, "console")) == text


@given(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from(LANGUAGES))
def test_nothing_is_lost(code: str, language: str) -> None:
    """The pieces are the code, in classes of the set, none empty, and none beside one of its own class."""
    lines = highlight(code, language)
    assert text_of(lines) == code
    for line in lines:
        names = [name for name, _ in line]
        assert set(names) <= {"", *CLASSES}
        assert all(piece for _, piece in line)
        assert all(name != following for name, following in pairwise(names))


def test_a_block_is_coloured_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outputs take these lines, but those of a block that was changed afterwards or never read are made for them."""
    (block,) = rich("```python\nx = 1\n```").blocks
    assert isinstance(block, CodeBlock)
    assert block.lines == highlight("x = 1", "python") == coloured(replace(block, lines=()))
    assert coloured(replace(block, text="y = 2")) == highlight("y = 2", "python")
    for language in ("", "c", "Python"):
        assert coloured(replace(block, language=language)) == highlight("x = 1", language)
    assert coloured(replace(block, language="")) != block.lines
    assert block == replace(block, lines=())
    monkeypatch.setattr("dlexport.richtext.highlight.highlight", None)
    assert coloured(block) is block.lines
