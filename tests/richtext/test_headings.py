"""Headings that authors typed, fitted below those of the book."""

from __future__ import annotations

import pytest
from richtext_cases import located

from dlexport.richtext.headings import nested
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.richtext.nodes import Footnotes, Heading
from dlexport.richtext.walk import walk


@pytest.mark.parametrize(("typed", "room", "written"), [
    ([1, 2, 3], 3, [1, 2, 3]),
    ([3, 3, 4], 3, [1, 1, 2]),              # begins at the first level there is
    ([1, 4, 6, 2], 3, [1, 2, 3, 2]),        # no level left out
    ([2, 1, 2], 3, [1, 1, 2]),
    ([1, 2, 3, 4, 5, 6], 2, [1, 2, 2, 2, 2, 2]),    # no room: the deepest there is
])
def test_levels_follow_each_other(typed: list[int], room: int, written: list[int]) -> None:
    """Each is at most one deeper than the one before, and what was the same stays the same."""
    blocks = parse_blocks(located("\n\n".join(f"{'#' * level} 标题" for level in typed)))[0].blocks
    assert [node.level for node in nested(blocks, room) if isinstance(node, Heading)] == written


def test_headings_inside_other_blocks_count_too() -> None:
    """In quotes, lists and notes, in the order of reading; everything else stays as it is."""
    source = parse_blocks(located("# a\n\n> ### b\n\n- ##### c\n\n  text\n\n1. ## d\n\nx[^1]\n\n[^1]:\n    ### e\n"))[0]
    written = nested(source.blocks, 4)
    assert [n.level for n in walk(written) if isinstance(n, Heading)] == [1, 2, 3, 2, 3]
    assert isinstance(written[-1], Footnotes)
    assert [type(n) for n in walk(written)] == [type(n) for n in walk(source.blocks)]
