"""The YAML of small banks."""

from __future__ import annotations

HEAD = """\
format: 1
bank: {id: demo, title: 题库, language: zh-CN, version: '1'}
topics:
  - {id: one, title: 甲}
  - {id: two, title: 乙}
questions:
"""


def question(ident: str, topic: str = "one", answer: str = "答案一", extra: str = "") -> str:
    """The YAML of one question; `extra` is further indented lines."""
    return (f"  - id: {ident}\n    topic: {topic}\n    title: 问题{ident}\n    prompt: 题目\n"
            f"    answer: {answer}\n    analysis: 解析\n{extra}")


def keypoints(*sentences: str) -> str:
    """Key points k1, k2, … with these texts, for `extra`."""
    rows = [f"      - {{id: k{n}, text: '{text}'}}\n" for n, text in enumerate(sentences, 1)]
    return "    keypoints:\n" + "".join(rows)
