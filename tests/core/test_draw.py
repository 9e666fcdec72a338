"""Exams: which questions are drawn, and in which orders papers put them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport import reader
from dlexport.book.draw import drawn, takes
from dlexport.book.exams import Draw, Exam
from dlexport.book.shuffled import option_order, permutation
from dlexport.problems import Span

if TYPE_CHECKING:
    from dlexport.book.bank import Question

CASES = Path(__file__).parents[1] / "cases" / "valid"
SPAN = Span("questions.yaml", 1, 1)
KINDS = reader.read(CASES / "kinds" / "questions.yaml")
PLAIN = next(question for question in KINDS.questions if question.id == "plain")


def bank(count: int) -> list[Question]:
    """So many questions, of difficulties 1, 2, 3, 1, …, every second one with the tag `even`."""
    return [replace(PLAIN, id=f"q{n}", difficulty=n % 3 + 1, tags=("even",) if n % 2 == 0 else ())
            for n in range(count)]


def exam(*draws: Draw, seed: str = "s") -> Exam:
    return Exam("e", SPAN, draws, seed=seed)


def ids(paper: Exam, questions: list[Question]) -> list[str]:
    found, problems = drawn(paper, questions)
    assert problems == ()
    return [one.question.id for one in found]


def test_what_is_drawn_is_written_down() -> None:
    """On every machine, with every Python: learners of two schools sit the same paper."""
    assert ids(exam(Draw(SPAN, count=5)), bank(30)) == ["q1", "q13", "q16", "q18", "q26"]
    assert permutation(10, "a", "b") == (0, 2, 6, 5, 1, 9, 8, 7, 3, 4)


def test_it_hangs_on_the_seed_and_not_on_the_order_of_the_bank() -> None:
    """Another seed draws others; a bank in another order the same ones, in its order."""
    draw = Draw(SPAN, count=5)
    assert ids(exam(draw), bank(30)) != ids(exam(draw, seed="t"), bank(30))
    assert ids(exam(draw), bank(30)[::-1]) == ids(exam(draw), bank(30))[::-1]


def test_a_question_more_changes_little() -> None:
    """At most one of those drawn before."""
    before = set(ids(exam(Draw(SPAN, count=5)), bank(30)))
    assert len(before & set(ids(exam(Draw(SPAN, count=5)), bank(31)))) >= 4


def test_lines_that_overlap_share() -> None:
    """The first would take what the second needs, if it were asked alone."""
    lines = [Draw(SPAN, count=8), Draw(SPAN, difficulties=(3,), count=3), Draw(SPAN, ids=("q0",)), Draw(SPAN)]
    found = ids(exam(*lines), bank(13))
    assert sorted(found) == sorted(question.id for question in bank(13))
    assert set(found[8:11]) < {"q2", "q5", "q8", "q11"}
    assert found[11] == "q0"


@given(st.lists(st.tuples(st.sets(st.integers(1, 3)), st.booleans(), st.integers(1, 4)), min_size=1, max_size=4),
       st.integers(1, 9))
def test_it_is_drawn_if_it_can_be(lines: list[tuple[set[int], bool, int]], count: int) -> None:
    """Hall's condition: any lines together match as many questions as they ask for, and only then is all supplied."""
    questions = bank(count)
    draws = [Draw(SPAN, difficulties=tuple(sorted(levels)), tags=("even",) if even else (), count=wanted)
             for levels, even, wanted in lines]
    possible = all(
        sum(any(takes(draw, question) for draw in some) for question in questions) >= sum(d.count or 0 for d in some)
        for size in range(1, len(draws) + 1) for some in combinations(draws, size))
    found, problems = drawn(exam(*draws), questions)
    assert possible is (problems == ())
    assert len({one.question.id for one in found}) == len(found)
    if possible:
        assert len(found) == sum(draw.count or 0 for draw in draws)


def test_points_come_from_the_line_the_question_the_kind() -> None:
    """In this order."""
    own = replace(PLAIN, id="own", points=2.0)
    paper = replace(exam(Draw(SPAN, ids=("own",), points=1.0), Draw(SPAN, ids=("plain",))), points={"open": 7.0})
    assert [one.points for one in drawn(paper, [own, PLAIN])[0]] == [1.0, 7.0]
    assert [one.points for one in drawn(exam(Draw(SPAN)), [own, PLAIN])[0]] == [2.0, None]


def test_no_order_is_likelier_than_another() -> None:
    """Chi-squared over the 24 orders of four, 4,800 seeds: below 49.7, which chance passes once in a thousand times."""
    orders = Counter(permutation(4, "seed", str(n)) for n in range(4_800))
    assert len(orders) == 24
    assert sum((count - 200) ** 2 / 200 for count in orders.values()) < 49.7


@pytest.mark.parametrize(("ident", "fixed"), [("multi", {3}), ("单选-1", set()), ("Exact-Ids", {0, 1})])
def test_options_that_stay_stay(ident: str, fixed: set[int]) -> None:
    """The last where it is fixed, all where they may not be shuffled; the others are first as often as any."""
    question = next(one for one in KINDS.questions if one.id == ident)
    orders = [option_order(question, str(n)) for n in range(60)]
    assert all(order[place] == place for order in orders for place in fixed)
    assert all(sorted(order) == list(range(len(question.choices))) for order in orders)
    loose = len(question.choices) - len(fixed)
    assert len({order[0] for order in orders}) == max(loose, 1)


def test_the_order_does_not_hang_on_that_of_the_source() -> None:
    """So that the right option, which many write first, stands anywhere; and moving options moves nothing."""
    question = KINDS.questions[0]
    turned = replace(question, choices=question.choices[::-1])
    assert [turned.choices[n].id for n in option_order(turned, "s")] == \
        [question.choices[n].id for n in option_order(question, "s")]
