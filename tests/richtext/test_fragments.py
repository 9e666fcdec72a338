"""Texts of very many marks are joined in memory that grows with them, not with their square."""

from __future__ import annotations

import tracemalloc

from dlexport.richtext.markdown.parse import parse_inline
from dlexport.richtext.plain import unmarked
from dlexport.source.located import Located
from dlexport.source.positions import ScalarLines


def test_a_row_of_stars_takes_memory_as_long_as_it_is() -> None:
    """30,000 of them shown as typed; markdown-it's own rule took half a gigabyte."""
    text = "二" + "*" * 30_000 + "一"
    tracemalloc.start()
    found, _ = parse_inline(Located(text, "", 1, 1, "|", ScalarLines(f"|\n {text}")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert unmarked(found.children) == text
    assert peak < 60_000_000
