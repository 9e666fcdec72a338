"""A file of which most questions are known is read as one of which none is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlexport.cache import Cache
from dlexport.problems import SourceError
from dlexport.reader import read
from dlexport.reader.incremental import chunks
from dlexport.source.positions import ScalarLines

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

HEAD = """\
# a bank
format: 1
bank: {id: b, title: 题库, language: zh-CN, version: '1'}
topics:
  - {id: one, title: 甲}
  - {id: two, title: 乙}
questions:

  # the questions
"""
TAIL = "outputs:\n  html: {}\n"


def question(n: int) -> str:
    """One of seven texts in as many ways of writing."""
    return f"""\
  - id: q{n}
    topic: {"one" if n % 2 else "two"}
    title: 第{n}题 $x_{n}$
    tags: [a, t{n}]
    prompt: |
      写出$\\frac{{{n}}}{{2}}$。
    answer: "引号里的\\n

      {n}"
    analysis: >
      折叠的
      文字{n}，见[它](#q0)。

    sections:
      - title: 又
        body: |+
          - 一
          - 二

    keypoints:
      - {{id: k, text: '记住**{n}**'}}
    references:
      - {{title: A, year: 2000, url: 'https://example.org/{n}'}}
"""


FILE = HEAD + "".join(map(question, range(4))) + TAIL


@pytest.fixture(autouse=True)
def lines_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text holds the lines of its file: they are to be the same ones."""
    # as slices, which are lists: to go through them one by one took a sixth of the time
    monkeypatch.setattr(ScalarLines, "__eq__", lambda one, other: one[:] == other[:])


def outcome(folder: Path, text: str, cache: Cache | None) -> object:
    """The bank, or the problems; with the places of all."""
    path = folder / "questions.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        bank = read(path, cache)
    except SourceError as error:
        return error.problems, {name: lines[:] for name, lines in error.sources.items()}
    places = [(one.span, one.answer.source.span(3), one.keypoints and one.keypoints[0].text.source.span(2))
              for one in bank.questions]
    return bank, places


def agree(folder: Path, *texts: str) -> None:
    """Each of the texts in turn, the cache filled by those before: in a process for each, and in one that stays."""
    anew = {text: outcome(folder, text, None) for text in set(texts)}
    for stays in (False, True):
        shutil.rmtree(folder / "cache", ignore_errors=True)
        cache = Cache(folder / "cache")
        for text in texts:
            cache = cache if stays else Cache(folder / "cache")
            assert outcome(folder, text, cache) == anew[text]
            if not stays:
                cache.close()
        cache.close()


@pytest.mark.parametrize("edit", [
    pytest.param(lambda t: t, id="nothing"),
    pytest.param(lambda t: t.replace("引号里", "另一个", 1), id="an answer"),
    pytest.param(lambda t: t.replace(question(1), ""), id="less"),
    pytest.param(lambda t: t.replace(question(1), question(7) + question(1)), id="more"),
    pytest.param(lambda t: t.replace(question(1), question(1) * 2), id="twice"),
    pytest.param(lambda t: t.replace("version: '1'", r"version: '1', macros: {\half: '\frac12'}").replace(
        "$x_1$", r"$\half$"), id="macros"),
    pytest.param(lambda t: t.replace(question(0), "").replace(TAIL, question(0) + TAIL), id="order"),
    pytest.param(lambda t: t.replace(question(0), ""), id="what others link to"),
    pytest.param(lambda t: t.replace("  - {id: two, title: 乙}\n", ""), id="a topic less"),
    pytest.param(lambda t: t.replace(TAIL, ""), id="no tail"),
    pytest.param(lambda t: t.replace(TAIL, "").rstrip("\n"), id="no end of line"),
    pytest.param(lambda t: "\n\n" + t, id="moved down"),
    pytest.param(lambda t: t.replace("\n", "\r\n"), id="other ends of lines"),
    pytest.param(lambda t: t.replace("\n  ", "\n"), id="other indentation"),
    pytest.param(lambda t: t.replace('"引号里', "引号里", 1), id="a quote that does not open"),
    pytest.param(lambda t: t.replace('      0"', "      0", 1), id="a quote that does not close"),
    pytest.param(lambda t: t.replace('      3"', "      3", 1), id="the last quote does not close"),
    pytest.param(lambda t: t.replace('      0"', "      0", 1).replace(TAIL, 'outputs: "\n'), id="closes in the tail"),
    pytest.param(lambda t: t.replace("title: 第1题", "title: &x 第1题").replace("title: 第2题 $x_2$", "title: *x"),
                 id="an alias"),
    pytest.param(lambda t: t.replace("    tags: [a, t1]", "    tags: [a, t1, a]\n    nothing: 1"), id="problems"),
    pytest.param(lambda t: t.replace("    tags: [a, t1]", "    renamed_from: q2"), id="a former id that is there"),
    pytest.param(lambda t: t.replace("id: q2", "id: q9\n    renamed_from: q2"), id="a former id"),
    pytest.param(lambda t: t.replace("- id: q2", "- # which\n    id: q2"), id="begins below its dash"),
    pytest.param(lambda t: t.replace(question(2), "  - ~\n"), id="a null"),
    pytest.param(lambda t: t.replace(question(2), "  - ~\n" + question(2)), id="one more null"),
    pytest.param(lambda t: t.replace("questions:\n", "questions:\nquestions:\n"), id="doubled key"),
    pytest.param(lambda t: t + "---\n", id="another document"),
])
def test_after_an_edit(edit: Callable[[str], str], tmp_path: Path) -> None:
    """Bank and places, or all problems in their order; also when the file is as it was again."""
    agree(tmp_path, FILE, edit(FILE), FILE, edit(FILE))


@pytest.mark.long
@pytest.mark.unmeasured
@given(st.lists(st.tuples(st.integers(0, len(FILE)), st.integers(0, 40),
                          st.sampled_from(["", '"', "'", "\n", "  - ", "\n  - id: q9\n", "|", "#", "&a ", "*a", ": ",
                                           "[", "}", "\n---\n", "\n...\n", "\nx: ", "~", "\t"])),
                min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_after_any_damage(tmp_path: Path, damage: list[tuple[int, int, str]], order: random.Random) -> None:
    """Signs that mean something to YAML anywhere in the file; then the questions in another order."""
    text = FILE
    for at, length, signs in damage:
        text = text[:at] + signs + text[at + length:]
    parts = chunks.cut(text)
    shuffled = [chunk.text for chunk in parts.chunks] if parts else []
    order.shuffle(shuffled)
    again = parts.before + "".join(shuffled) + parts.after if parts else FILE
    agree(tmp_path, FILE, text, again, text, FILE)


def test_known_questions_are_not_read_again(tmp_path: Path) -> None:
    """Of a file where one answer changed, one question is parsed."""
    agree(tmp_path, FILE)
    cache = Cache(tmp_path / "cache")
    outcome(tmp_path, FILE.replace("引号里", "另一个", 1), cache)
    # a question, its answer; known: three questions, its other texts
    assert (cache.hits, cache.misses) == (3 + 5 - 1, 2)
