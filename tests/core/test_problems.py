"""Problems as text."""

from __future__ import annotations

import pytest

from dlexport.problems import Problem, SourceError, Span, columns, in_source_order, render

LINES = {"bank.yaml": ["format: 1", "题目：anaylsis: x", "z" * 300]}


def test_a_problem_shows_the_line_a_caret_and_a_hint() -> None:
    """The caret stands below the marked characters, wide ones counted twice."""
    problem = Problem(
        "unknown-key", "there is no key `anaylsis`", Span("bank.yaml", 2, 4, 8), "did you mean\n`analysis`?")
    assert render([problem], LINES) == (
        "error[unknown-key]: there is no key `anaylsis`\n"
        "  --> bank.yaml:2:4\n"
        "  |\n"
        "2 | 题目：anaylsis: x\n"
        "  |       ^^^^^^^^\n"
        "  help: did you mean\n"
        "        `analysis`?"
    )


def test_a_problem_without_a_place_has_no_excerpt() -> None:
    """Also one whose file or line is not known."""
    assert render([Problem("a", "b", severity="warning")], {}) == "warning[a]: b"
    assert render([Problem("a", "b", Span("other", 9, 1))], LINES) == "error[a]: b\n  --> other:9:1"


def test_a_long_line_is_shown_as_a_window_around_the_caret() -> None:
    """A 10-MB line must not fill the screen."""
    rendered = render([Problem("a", "b", Span("bank.yaml", 3, 200, 500))], LINES)
    assert max(map(len, rendered.splitlines())) < 130
    assert "^" in rendered


def test_at_most_fifty_are_shown_and_the_rest_counted() -> None:
    """One typo in a template can make thousands."""
    rendered = render([Problem("a", str(n)) for n in range(60)], {})
    assert rendered.count("error[a]") == 50
    assert rendered.endswith("… and 10 more problems")


def test_no_error_is_left_out_for_a_warning() -> None:
    """A hundred doubts about fonts must not hide the one thing that stopped the run; the order stays the source's."""
    problems = [Problem("doubt", str(n), severity="warning") for n in range(60)]
    rendered = render([*problems, Problem("fault", "z")], {}, limit=3)
    assert [line.split(":")[0] for line in rendered.split("\n\n")] == [
        "warning[doubt]", "warning[doubt]", "error[fault]", "… and 58 more problems"]


def test_colour_marks_severity_only() -> None:
    """And only when asked for."""
    assert render([Problem("a", "b")], {}, colour=True) == "\x1b[1;31merror[a]\x1b[0m: b"
    assert render([Problem("a", "b", severity="warning")], {}, colour=True) == "\x1b[1;33mwarning[a]\x1b[0m: b"


def test_control_characters_of_the_source_do_not_reach_the_terminal() -> None:
    """An escape sequence in a title could otherwise rewrite the screen."""
    lines = {"b": ["\x1b[2Jx\ty"]}
    rendered = render([Problem("a", "\x1b", Span("b", 1, 5))], lines)
    assert "\x1b" not in rendered
    assert "\\u{1b}[2Jx y" in rendered


def test_source_order_is_file_line_column_and_doubled_problems_come_once() -> None:
    """Problems without a place come first: nothing else matters before them."""
    first, second, third = Problem("a", "m"), Problem("b", "m", Span("f", 1, 2)), Problem("c", "m", Span("f", 1, 10))
    assert in_source_order([third, second, first, second]) == (first, second, third)


@pytest.mark.parametrize(("text", "width"), [("ab", 2), ("中文", 4), ("é", 1), ("，", 2)])
def test_columns(text: str, width: int) -> None:
    """Terminal columns, not code points."""
    assert columns(text) == width


def test_a_source_error_reads_as_its_messages() -> None:
    """Whoever catches it in Python sees what is wrong."""
    assert str(SourceError([Problem("a", "one"), Problem("b", "two")])) == "one; two"
