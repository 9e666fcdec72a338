"""Banks made to exhaust the reader: each gets its problem, in bounded time and memory, in a process of its own."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bounded import MEMORY, answer, check
from projects import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path


def aliases() -> str:
    """Nine lists, each nine times the one before: 3.5 billion values in a few lines."""
    names = "abcdefghij"
    rows = [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise(names)]
    return "\n".join([f"a: &a [{', '.join('x' * 9)}]", *rows])


def asked(count: int) -> str:
    """Further questions, whose texts are all the one called `a`."""
    return "".join(f"  - {{id: q{number}, topic: one, title: t, prompt: *a , answer: *a }}\n"
                   for number in range(count))


def with_macro(body: str, text: str) -> str:
    r"""A bank whose `\x` stands for something."""
    return answer(text).replace("language: zh-CN", f"language: zh-CN, macros: {{'\\x': '{body}'}}", 1)


def points(count: int) -> str:
    """A question with so many key points."""
    return MINIMAL.replace("    keypoints:\n", "    keypoints:\n" + "".join(
        f"      - {{id: k{number}, text: 记住**要点**与别的}}\n" for number in range(count)))


def formulas(count: int, typed: str) -> str:
    """Formulas in paragraphs, each with a number in the place of `?`."""
    return "\n\n".join(typed.replace("?", str(number)) for number in range(count))


BANKS = {
    "key points that show each other": (points(2_000), "output-limit", 6),
    "macros that stand for much": (with_macro(r"\alpha" * 300, formulas(9_000, r"$\x ?$")), "output-limit", 343),
    "macros that double": (with_macro("#1#1", formulas(2_000, "$" + r"\x{" * 10 + "?" + "}" * 10 + "$")),
                           "output-limit", 283),
    "alias bomb": (aliases(), "alias-limit", 6),
    "aliases of a long text": (
        MINIMAL.replace("题目", "&a " + "长" * 150_000).replace("答案", "*a") + asked(9), "alias-limit", 16),
    "brackets": (MINIMAL.replace("答案", "[" * 200_000), "depth-limit", 10),
    "braces": (MINIMAL.replace("答案", "{a: " * 200_000), "depth-limit", 10),
    "dashes": ("- " * 200_000, "depth-limit", 1),
    "quotes": (answer(">" * 10_000 + " x"), "nesting-limit", 11),
    "lists": (answer("- " * 10_000 + "x"), "nesting-limit", 11),
    "indented lists": (answer("\n".join("  " * level + "- x" for level in range(100))), "nesting-limit", 75),
    "stars": (answer("**a " * 20_000), "delimiter-limit", 11),
    "links": (answer("[" * 50_000), "delimiter-limit", 11),
    "pictures": (answer("![a](" * 30_000), "delimiter-limit", 11),
    "dollars": (answer("$a" * 50_000), "delimiter-limit", 11),
    "angles": (answer("<a " * 60_000), "delimiter-limit", 11),
    "notes": (answer("\n".join(f"[^{number}]" for number in range(5_000))), "delimiter-limit", 11),
    "ten megabytes": (answer("字" * 3_500_000), "scalar-limit", 10),
    "ten megabytes in quotes": (MINIMAL.replace("答案", f'"{"字" * 3_500_000}"'), "scalar-limit", 10),
    "a line of a megabyte": (answer("文字 " * 330_000), "text-limit", 11),
    "a title of a megabyte": (MINIMAL.replace("第一题", "字" * 300_000), "text-limit", 8),
    "a wide table": (answer("\n".join(f"|{cell * 20_000}" for cell in ("a|", "-|", "b|"))), "text-limit", 11),
    "braces in a formula": (answer(f"$${'{' * 9_000}x{'}' * 9_000}$$"), "formula", 11),
    "fractions": (answer("$$" + "\\frac{1}{" * 1_500 + "x" + "}" * 1_500 + "$$"), "formula", 11),
    "macros": (answer("$$\\def\\x{\\x\\x}\\x$$"), "formula", 11),
    "macros with arguments": (answer("$$\\newcommand{\\x}[1]{\\x{#1#1}}\\x a$$"), "formula", 11),
    "powers": (answer("$$" + "x^{" * 3_000 + "x" + "}" * 3_000 + "$$"), "formula", 11),
    "texts in formulas in texts": (answer("$$" + "\\text{$" * 900 + "x" + "$}" * 900 + "$$"), "formula", 11),
    "a long formula": (answer(f"$${'a+b-' * 40_000}c$$"), "formula", 11),
    "comments": ("# x\n" * 2_000_000, "empty-file", 1),
}


@pytest.mark.parametrize("name", BANKS)
def test_a_limit_is_a_problem_with_its_place(tmp_path: Path, name: str) -> None:
    """Refused with the code of the limit and the line it is passed in; never a hang, never a text lost in silence."""
    text, code, line = BANKS[name]
    (tmp_path / "questions.yaml").write_text(text, encoding="utf-8")

    done = check(tmp_path)
    assert done.returncode == 1, done.stderr[-500:]
    (problem, *more) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["span"]["line"], more) == (code, line, [])
    assert int(done.stderr.splitlines()[-1]) < MEMORY


@pytest.mark.parametrize("text", [
    pytest.param("文字。" * 63_000, id="one long line"),
    pytest.param(" ".join("`" * width for width in range(1, 600)), id="backticks that never match"),
    pytest.param("\n".join("> " * level + "x" for level in range(1, 60)), id="quotes below the limit"),
    pytest.param("\n".join("  " * level + "- x" for level in range(60)), id="lists below the limit"),
])
def test_below_the_limits_all_is_read(tmp_path: Path, text: str) -> None:
    """What the limits let pass is read whole, in the same bounds."""
    (tmp_path / "questions.yaml").write_text(answer(text), encoding="utf-8")
    done = check(tmp_path)
    assert (done.returncode, json.loads(done.stdout)["problems"]) == (0, [])
    assert int(done.stderr.splitlines()[-1]) < MEMORY


def test_a_text_that_stands_for_many_is_read_once(tmp_path: Path) -> None:
    """Forty fields of one long list cost what one does, whatever cache there is."""
    text = "\n".join(["&a |", *(f"      - 文字 *a* `b` $c_{number}$" for number in range(700))])
    (tmp_path / "questions.yaml").write_text(MINIMAL.replace("题目", text) + asked(20), encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr[-500:] + done.stdout[-500:]
    assert int(done.stderr.splitlines()[-1]) < MEMORY
