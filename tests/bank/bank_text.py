"""The real bank as its author typed it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


@cache
def everything() -> dict[str, dict[str, Any]]:
    """Every question by its id, in the order of the file."""
    read = yaml.safe_load((ROOT / "source" / "questions.yaml").read_text(encoding="utf-8"))
    return {question["id"]: question for question in read["questions"]}


@cache
def questions() -> dict[str, dict[str, Any]]:
    """Those of the interview."""
    return {ident: question for ident, question in everything().items() if "choices" not in question}


@cache
def choices() -> dict[str, dict[str, Any]]:
    """The choice questions, by the id of the question of the interview that their analysis leads to."""
    return {re.findall(r"\(#([a-z-]+)\)", question["analysis"])[0]: question
            for question in everything().values() if "choices" in question}


def text(ident: str) -> str:
    """All that a question says: answer, sections, analysis, key points."""
    question = questions()[ident]
    return "\n".join([
        question["prompt"], question["answer"], *(section["body"] for section in question.get("sections", [])),
        question["analysis"], *(point["text"] for point in question["keypoints"]),
    ])


def fences(ident: str, language: str) -> list[str]:
    """The fenced blocks of a question in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(ident), re.DOTALL | re.MULTILINE)


def says(ident: str, phrase: str) -> None:
    """The question holds these very characters.

    Raises:
        AssertionError: it does not.
    """
    assert phrase in text(ident), f"{ident} does not say {phrase}"
