"""The YAML of small banks for decks."""

from __future__ import annotations

HEAD = """\
format: 1
bank:
  id: demo
  title: 题库
  language: zh-CN
  version: '{version}'
  license: CC-BY-4.0
  url: https://example.org/bank
topics:
  - {{id: one, title: {one}}}
  - {{id: two, title: 乙}}
questions:
"""


def bank(*questions: str, version: str = "1", one: str = "甲", ident: str = "demo") -> str:
    """A bank of these questions; `one` is the title of its first topic."""
    return HEAD.format(version=version, one=one).replace("id: demo", f"id: {ident}") + "".join(questions)


def question(ident: str, *, topic: str = "one", answer: str = "答案", extra: str = "") -> str:
    """One question; `extra` is further indented lines."""
    return (f"  - id: {ident}\n    topic: {topic}\n    title: 问题 {ident}\n    prompt: 题目\n"
            f"    answer: {answer}\n    analysis: 解析\n    tags: [标签]\n{extra}")


def keypoint(text: str, ident: str = "k") -> str:
    """A single key point, for `extra`."""
    return f"    keypoints:\n      - {{id: {ident}, text: '{text}'}}\n"
