"""Macros: defined once for a bank, with arguments, within bounds; what uses them is made anew when they change."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from dlexport import reader
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.lock.lock import refresh
from dlexport.math.read import MathError, read
from dlexport.math.rewriting.macros import macros
from dlexport.richtext.nodes import MathBlock
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.book.bank import Bank

BANK = r"""
format: 1
bank:
  id: demo
  title: 'Bank on $\R$'
  language: en
  version: '1'
  macros:
    \R: {real}
    \E: \mathbb{{E}}\left[#1\right]
topics:
  - {{id: one, title: One}}
questions:
  - id: a
    topic: one
    title: First
    prompt: 'Of $\R$'
    answer: '$\E{{x^2}}$'
    analysis: |
      $$\vec x\in\R^n$$
  - id: b
    topic: one
    title: Second
    prompt: Nothing
    answer: Of
    analysis: That
"""


def bank(folder: Path, cache: Cache, *, real: str) -> Bank:
    path = folder / "questions.yaml"
    path.write_text(BANK.format(real=real), encoding="utf-8")
    return reader.read(path, cache)


def shown(found: Bank) -> str:
    """The displayed formula."""
    (block,) = (node for node in walk(found.questions[0].analysis.blocks) if isinstance(node, MathBlock))
    return block.latex


def contents(found: Bank) -> Mapping[str, str]:
    """The fingerprints in the lock."""
    lock, _ = refresh(compose(found), {}, 1, {})
    return {record.id: record.content for record in lock.values()}


def test_a_macro_stands_in_every_formula_and_title(tmp_path: Path) -> None:
    """What is defined wins over what a command means otherwise."""
    found = bank(tmp_path, Cache(), real=r"\mathbf{R}")
    assert shown(found) == r"\vec x\in\mathbf{R}^n"
    assert [node.latex for node in found.title.children[1:]] == [r"\mathbf{R}"]  # type: ignore[union-attr]


def test_a_changed_macro_changes_what_uses_it_and_nothing_else(tmp_path: Path) -> None:
    """Also where everything else was kept from an earlier run."""
    first = bank(tmp_path, Cache(tmp_path / "cache"), real=r"\mathbf{R}")
    cache = Cache(tmp_path / "cache")
    again = bank(tmp_path, cache, real=r"\mathbf{R}")
    cache.close()
    cache = Cache(tmp_path / "cache")
    changed = bank(tmp_path, cache, real=r"\mathbb{R}")
    cache.close()
    assert shown(changed) == r"\vec x\in\mathbb{R}^n"
    assert contents(first) == contents(again)
    assert {ident for ident, content in contents(first).items() if contents(changed)[ident] != content} == {"a"}


def test_arguments_are_put_where_they_belong() -> None:
    """Those in braces, and single signs."""
    own = macros([(r"\pair", r"\langle #1, #2 \rangle"), (r"\twice", r"\pair{#1}{#1}")])
    assert read(r"\pair{a+b}c", own).latex == r"\langle a+b, c \rangle"
    assert read(r"\twice x", own).latex == r"\langle x, x \rangle"
    assert read(r"\frac12\twice\pi", own).latex == r"\frac12\langle \pi, \pi \rangle"


def test_where_one_argument_is_wanted_a_macro_stays_one() -> None:
    """A script, the lower part of a fraction."""
    own = macros([(r"\q", r"\mathbf q")])
    assert read(r"x_\q+\frac1\q", own).latex == r"x_{\mathbf q}+\frac1{\mathbf q}"


def test_a_problem_stands_where_the_macro_does() -> None:
    """Not somewhere in what it stands for."""
    with pytest.raises(MathError, match="unknown command") as caught:
        read(r"a+\q", macros([(r"\q", r"xxxxxxxxxxxx\nothing")]))
    assert caught.value.offset == 2


def test_macros_that_multiply_end_in_a_problem() -> None:
    """Twenty that each double what the next makes: a million signs, refused in no time."""
    names = [f"\\{'x' * number}" for number in range(1, 22)]
    own = macros([*((name, after * 2) for name, after in pairwise(names)), (names[-1], "a")])
    start = time.process_time()
    with pytest.raises(MathError, match="macros make more than 40,000 signs"):
        read(names[0], own)
    with pytest.raises(MathError, match="macros make more than 40,000 signs"):
        read(rf"\text{{${names[0]}$}}", own)
    assert time.process_time() - start < 2
