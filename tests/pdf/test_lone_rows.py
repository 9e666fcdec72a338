"""Texts of nothing but marks or one long word: parted at the measure, so that every sign of them is on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport import Request, build

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["——" * 40, "……" * 40, "——……" * 30, "x" * 60, "词" + "x" * 100, "……" * 40 + "完"]


@pytest.mark.parametrize("exporter", ["pdf", "cards-pdf"])
def test_every_sign_is_on_the_paper(exporter: str, tmp_path: Path) -> None:
    """Verified: what runs off the paper is not found."""
    questions = "".join(
        f"  - id: q{number}\n    topic: one\n    title: 第{number}题\n    prompt: {text}\n    answer: {text}\n"
        "    keypoints: [{id: k, text: 甲**乙**}]\n" for number, text in enumerate(TEXTS))
    (tmp_path / "questions.yaml").write_text(
        "format: 1\nbank: {id: b, title: 题, language: zh-CN}\ntopics: [{id: one, title: 甲}]\nquestions:\n"
        + questions, encoding="utf-8")
    done = build(Request(tmp_path / "questions.yaml", tmp_path / "build", None, exporters=(exporter,)))
    assert (done.questions, done.problems) == (len(TEXTS), ())
