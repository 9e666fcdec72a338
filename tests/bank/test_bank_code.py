"""The code of the real bank runs as it is printed, and prints what the text says."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from bank_text import fences, questions, text

CODE = [(ident, n) for ident in questions() for n in range(len(fences(ident, "python")))]


@pytest.mark.parametrize(("ident", "n"), CODE, ids=[f"{ident}-{n}" for ident, n in CODE])
def test_a_program_prints_what_stands_below_it(ident: str, n: int) -> None:
    """The output follows in a block of its own, to the character."""
    program = fences(ident, "python")[n]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, f"<{ident}>", "exec"), {})  # noqa: S102 - the bank's own code, which is what is tested
    shown = re.search(rf"```python\n{re.escape(program)}```\n\n```text\n(.*?)```", text(ident), re.DOTALL)
    assert shown, "no output below the program"
    assert shown[1] == printed.getvalue() != ""


def test_programs_are_short_and_in_several_questions() -> None:
    """What is read aloud in an interview has to be seen at a glance."""
    assert len({ident for ident, _ in CODE}) >= 3
    assert [(ident, n) for ident, n in CODE if len(fences(ident, "python")[n].splitlines()) > 15] == []
