"""The words an output adds."""

from __future__ import annotations

import pytest

from dlexport.labels import chapter_label, labels_for


@pytest.mark.parametrize(("number", "label"), [
    (1, "第一章"), (10, "第十章"), (11, "第十一章"), (20, "第二十章"), (99, "第九十九章"), (100, "第100章"),
])
def test_chinese_chapters_count_in_chinese(number: int, label: str) -> None:
    """As a Chinese book does."""
    assert chapter_label(labels_for("zh-CN"), number) == label


def test_other_languages_get_english() -> None:
    """And digits."""
    assert chapter_label(labels_for("en"), 3) == "Chapter 3"
    assert labels_for("fr").answer == "Answer"
