"""Every kind of question in every output, and other ways to write questions, within what the coverage measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from by_hand import KITCHEN_SINK
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.importers.contract import ImportOptions
from dlexport.lock import lock as locks
from dlexport.plugin import registry
from dlexport.plugin.contract import ExportContext, carried
from dlexport.reader import read
from dlexport.run.import_files import ImportRequest, import_files
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("bank", ["kinds", "kitchen-sink"])
@pytest.mark.parametrize("name", ["moodle", "qti", "html", "pdf", "cards-pdf"])
def test_every_kind_is_there(name: str, bank: str) -> None:
    """Read back and found whole."""
    book = compose(read(KITCHEN_SINK.parent / bank / "questions.yaml"))
    exporter = registry.installed()[name].exporter
    options = exporter.Options()
    lock, _ = locks.refresh(book, {}, 1_700_000_000, {f"{name}/revision": "1"})
    dated = locks.date(book, lock, name)
    artifact = exporter.export(dated, options, ExportContext(dated.moment, theme(None), Fonts()))
    held = carried(exporter, book, options)
    assert verify(held, exporter.promises(options), exporter.read_back(artifact.data, Cache()), name) == ()


PAPER = """\
# 练习

一、单选题

1. 哪个函数有上界？（　　）
A. ReLU
B. sigmoid
C. 线性
D. 指数

2. 哪个是优化器？
A. Adam B. softmax C. dropout D. ReLU

二、判断题

3. 学习率越大越好。

三、简答题

4. 什么是动量？

参考答案

1. B 解析：它在0与1之间。
2. A
3. 错
4. 梯度的滑动平均。
"""
CARDS = """\
什么是批大小 :: 一步用多少样本
什么是轮次
?
把数据过一遍

学习率==太大==会震荡。

C: 方差是[二阶矩]减去[均值的平方]。

Q: 甲？
A: 乙

丙
"""


@pytest.mark.parametrize(("text", "least"), [(PAPER, 3), (CARDS, 2)], ids=["paper", "cards"])
def test_papers_and_cards(text: str, least: int, tmp_path: Path) -> None:
    """What is found makes a bank without errors."""
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = import_files(ImportRequest((tmp_path / "a.md",), tmp_path / "out", ImportOptions()))
    assert done.questions >= least
    assert len(read(done.path).questions) == done.questions
