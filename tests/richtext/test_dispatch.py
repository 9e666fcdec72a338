"""The quick parsers give what markdown-it's own give with the same rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock
from richtext_cases import Case, cases, located
from test_richtext_properties import TEXT

from dlexport.richtext.markdown.dialect import dialect, markdown
from dlexport.richtext.markdown.fast_dispatch import Lines
from dlexport.richtext.markdown.limits import LimitError
from dlexport.richtext.markdown.trace import environment

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CASES = [case for folder in ("commonmark", "dialect") for case in cases(Path(__file__).parent / folder)]
SLOW = dialect()
BLOCKS = st.lists(st.sampled_from((
    "- a", "1. b", "2) c", "> q", ">", "> - x", "    code", "\tcode", "  - in", "   c", "# h", "---", "===", "***",
    "|a|b|", "|-|-|", "a|b", "-|-", "```", "~~~ x", "$$", "$$x$$", "[^1]: n", "[r]: /u", "<b>", "a", "", " ", "\t",
    " \t", "+", "-", "10. x", "*b* `c` [d](e) $f$", "**[^1]** ![i](j) <k@l.m> &amp; ^[n] \\* ~~o~~ ]!^",
)), max_size=14).map("\n".join)


def read(reader: MarkdownIt, text: str) -> object:
    """The tokens, or what refused the text; the problems; and what was counted."""
    env, trace = environment(located(text))
    try:
        tokens: Any = reader.parse(text, env)
    except LimitError as error:
        tokens = (error.code, error.line)
    return tokens, trace.problems, trace.steps, trace.marks, trace.cells, sorted(trace.used)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_cases_are_read_the_same(case: Case) -> None:
    """Each rule is asked wherever it could match."""
    assert read(markdown(), case.text) == read(SLOW, case.text)


@given(TEXT | BLOCKS)
@example("- a\n\n      code\n- |x|y|\n  |-|-|\n  |1|2|\n")
@example("a\n    b\n===\n")
@example("> a\nb\n---\n")
def test_any_text_is_read_the_same(text: str) -> None:
    """Tokens, problems and the work that was counted are the same."""
    assert read(markdown(), text) == read(SLOW, text)


@given(st.text(" \t\nab>-\u3000\x0b\r", max_size=40) | TEXT)
@example("a\n  ")
@example(" \t \n\tb \n")
def test_the_lines_of_a_text_are_those_of_markdown_it(text: str) -> None:
    """Every attribute of the state is the same, where a text ends in blanks or begins with tabs too."""
    ours, theirs = (kind(text, SLOW, {}, []) for kind in (Lines, StateBlock))
    assert vars(ours) == vars(theirs)
