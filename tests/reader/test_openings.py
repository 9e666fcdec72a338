"""What stands for the title of a question that has none: the beginning of its prompt, in whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.reader import read
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

BANK = """\
format: 1
bank: {id: demo, title: Demo, language: en, version: '1'}
topics:
  - {id: one, title: One}
questions:
  - {id: q, topic: one, choices: [{text: A, correct: true}, {text: B}], prompt: '%s'}
"""
LONG = "The names of the parts of a neural network that is trained on pictures, " * 3     # too long for a title


@pytest.mark.parametrize(("prompt", "begin"), [
    (LONG + "and so on", "The names of the parts of a neural…"),
    ("Of **the parts of a** neural net of the year named first, " + LONG + "and so on",
     "Of the parts of a neural net of the year…"),
    ("**" + "a" * 38 + "**, bcdef, " + LONG + "and so on", "a" * 38 + ",…"),
    ("**" + "a" * 38 + "** bcdef, " + LONG + "and so on", "a" * 38 + "…"),
    ("x" * 160, "x" * 40 + "…"),
    ("深度学习用多层神经网络把原始数据逐层变换成越来越抽象的表示，特征从数据中学得，不靠人工" * 3,
     "深度学习用多层神经网络把原始数据逐层变换成越来越抽象的表示，特征从数据中学得，不…"),
    ("卷积神经网络的特征图的边长由输入、卷积核、填充和步幅算出，请用公式写出Convolution" * 3,
     "卷积神经网络的特征图的边长由输入、卷积核、填充和步幅算出，请用公式写出…"),
    ("딥러닝은 다층 신경망을 이용하는 기계 학습의 한 갈래로서 표현을 스스로 배우는 방법 " * 3 + ".",
     "딥러닝은 다층 신경망을 이용하는 기계 학습의 한 갈래로서 표현을 스스로…"),
], ids=["words", "marked", "full", "overfull", "one word", "Han", "Han and a word", "Hangul"])
def test_a_word_is_not_torn(prompt: str, begin: str, tmp_path: Path) -> None:
    """Han is cut anywhere; a word only where there is nothing else."""
    file = tmp_path / "questions.yaml"
    file.write_text(BANK % prompt, encoding="utf-8")
    (question,) = read(file).questions
    assert plain(question.title.children) == begin
