"""An exam of a hundred questions of every kind, in Chinese and in English, read as a bank would be."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dlexport.book.book import compose
from dlexport.lock.lock import DatedBook
from dlexport.reader import read

if TYPE_CHECKING:
    from pathlib import Path

_TOPIC = {"id": "one", "title": "甲"}
_COUNTS = {"single": 40, "multiple": 10, "true_false": 15, "blanks": 15, "open": 15, "parts": 5}
_WORDS = {
    "zh": ("关于编号{n}的概念，下列说法符合定义的是哪一项？", "关于编号{n}的做法，哪些是可行的？",
           "编号{n}的方法在推理时与训练时的行为完全相同。",
           "编号{n}的算法由[[甲{n}子]]在[[{n}.5±0.1]]年前后提出，后来又有[[丙{n}丑]]。",
           "试述编号{n}的方法为什么有效，并举一个例子。", "编号{n}的模型有两个未知量。",
           "写出它们的关系。", "它总是成立。", "选出它的名称。", "名称{n}-{k}", "秘答{n}-{k}的全部理由是这样的："),
    "en": ("Which of these statements about concept number {n} agrees with its definition?",
           "Which of these practices are sound for item number {n}?",
           "Method number {n} behaves in the same way in training and in inference.",
           "Algorithm number {n} was found by [[Zeno{n}x]] about [[{n}.5±0.1]] years ago, then again by [[Quine{n}y]].",
           "Explain why method number {n} works, and give an example of it.", "Model number {n} has two unknowns.",
           "Write down how they are related.", "It always holds.", "Choose its name.", "name {n}-{k}",
           "secret{n}-{k}, for all of these reasons:"),
}


def _question(kind: str, n: int, language: str) -> dict[str, Any]:
    words = _WORDS[language]
    base: dict[str, Any] = {"id": f"{kind.replace('_', '-')}-{n}", "topic": "one"}
    filler = "这是理由之一，" * (5 + n % 30) if language == "zh" else "this is one of the reasons, " * (3 + n % 20)
    longer = ("也就是另一个要长得多的名称" * (n % 4)) if language == "zh" else " that goes on for a while" * (n % 4)
    match kind:
        case "single" | "multiple":
            right = {n % 4} if kind == "single" else {n % 4, (n + 1) % 4}
            choices: list[dict[str, Any]] = [
                {"id": f"c{k}", "text": words[9].format(n=n, k=k) + (longer if k < 3 else "")} for k in range(4)]
            for k in right:
                choices[k]["correct"] = True
            more = {"fixed": "last"} if n % 5 == 0 else {}
            return base | {"prompt": words[0 if kind == "single" else 1].format(n=n), "choices": choices, **more}
        case "true_false":
            return base | {"prompt": words[2].format(n=n), "true_false": n % 2 == 0}
        case "blanks":
            return base | {"prompt": words[3].format(n=n)}
        case "open":
            return base | {"prompt": words[4].format(n=n), "answer": words[10].format(n=n, k=0) + filler,
                           "analysis": words[10].format(n=n, k=1)}
        case _:
            options = [{"id": f"c{k}", "text": words[9].format(n=n, k=k), "correct": k == 1} for k in range(3)]
            return base | {"prompt": words[5].format(n=n), "parts": [
                {"prompt": words[6], "answer": words[10].format(n=n, k=2) + filler, "points": 6},
                {"prompt": words[7], "true_false": True, "points": 2},
                {"prompt": words[8], "choices": options, "points": 2}]}


def exam_bank(language: str) -> dict[str, Any]:
    """The bank as its source says it."""
    questions = [_question(kind, n, language) for kind, count in _COUNTS.items() for n in range(1, count + 1)]
    title = {"zh": "期末考试", "en": "Final exam"}[language]
    notes = {"zh": "1. 答题前先填写姓名和学号。\n2. 答案写在指定的位置。\n",
             "en": "1. Fill in your name first.\n2. Write legibly.\n"}
    return {"format": 1, "bank": {
        "id": "hundred", "title": title, "language": {"zh": "zh-CN", "en": "en"}[language], "exams": [{
            "id": "final", "title": title, "subject": {"zh": "深度学习", "en": "Deep learning"}[language],
            "instructions": notes[language], "duration": 120, "versions": 2, "seed": "s",
            "points": {"choice": 1, "true_false": 1, "blanks": 1, "open": 4, "parts": 10},
            "questions": [{"count": 100}]}]}, "topics": [_TOPIC], "questions": questions}


@cache
def hundred(language: str, folder: Path) -> DatedBook:
    """The book of the bank; the folder takes its source."""
    path = folder / f"{language}.yaml"
    path.write_text(json.dumps(exam_bank(language), ensure_ascii=False, indent=1), encoding="utf-8")
    return DatedBook(compose(read(path)), {}, {}, {})
