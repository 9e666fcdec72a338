"""KaTeX's list of commands: each is read and set, or refused with a place and a hint."""

from __future__ import annotations

import pytest
from katex_list import DOCS, LISTED, Listed, pages

from dlexport.math.latex.commands.elsewhere import ELSEWHERE
from dlexport.math.latex.parse import parse
from dlexport.math.layout import MathFont, typeset
from dlexport.math.layout.face import stix_path
from dlexport.math.read import MathError, read

FONT = MathFont(stix_path())


@pytest.mark.parametrize("entry", [entry for entry in LISTED if entry.read], ids=lambda entry: entry.name)
def test_what_the_list_calls_read_is_read_and_set(entry: Listed) -> None:
    """Without a problem, and with a glyph for each character."""
    box = typeset(read(entry.example).tree, font=FONT, size=1.0, display=True, text=lambda text, size: size * len(text))
    assert all(glyph.gid for glyph in box.glyphs)


@pytest.mark.parametrize("entry", [entry for entry in LISTED if not entry.read], ids=lambda entry: entry.name)
def test_what_the_list_calls_refused_is_a_problem(entry: Listed) -> None:
    """At a place within the example, with a hint."""
    with pytest.raises(MathError) as caught:
        read(entry.example)
    assert 0 <= caught.value.offset < len(entry.example)
    assert caught.value.hint


@pytest.mark.parametrize("name", sorted(ELSEWHERE.keys() - {r"\bgroup", r"\egroup"}))
def test_the_name_that_a_hint_gives_instead_is_read(name: str) -> None:
    """With an argument where the hint shows one."""
    instead = ELSEWHERE[name].removeprefix("write ").removesuffix(", which every output knows")
    parse("a " + instead.replace("…", "b") + " c")


def test_the_pages_of_the_manual_are_that_list() -> None:
    """Else run `python tests/math/katex_list.py`."""
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text


def test_the_manual_calls_refused_only_what_is_refused() -> None:
    """An alias was listed there, a screen above the line that says what it is written as."""
    page = pages()["math.md"]
    refused = page[page.index("## Refused"):page.index("## Written in other words")]
    assert r"`\mkern`" in refused
    assert [entry.name for entry in LISTED if entry.read and f" `{entry.name}` " in refused] == []
