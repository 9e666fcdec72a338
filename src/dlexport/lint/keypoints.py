"""Key points that are hard to learn: too long, two facts in one blank, or a blank without enough context.

The measures follow the rules of thumb for spaced repetition (P. Wozniak, “Twenty rules of formulating knowledge”,
1999): one fact per card, in as few words as possible.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.lint.finding import Finding
from dlexport.problems import Problem
from dlexport.richtext.nodes import Strong
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import KeyPoint

LONGEST: Final = 90             # in widths of a Han character; a Latin letter is half of one
LONGEST_BLANK: Final = 14
LEAST_AROUND: Final = 4         # width of the sentence without its blanks
_JOINED: Final = re.compile(r"[、，；,;]|以及|[^\W\d_](?:和|与|及)(?=[^\W\d_])|\band\b|\bor\b")
_WORD: Final = re.compile(r"\w")


def keypoints(point: KeyPoint) -> Iterator[Finding]:
    """A finding for each thing that makes a key point hard to learn."""
    field = point.text.source
    whole = plain(point.text.children)
    if width(whole) > LONGEST:
        yield Finding(Problem(
            "style-keypoint-long", f"a key point as wide as {width(whole):.0f} Han characters, more than {LONGEST}",
            field.span(), "divide it: one fact a card is learned faster than two", "warning"))
    blanks = [plain(node.children) for node in point.text.children if isinstance(node, Strong)]
    for text in blanks:
        if width(text) > LONGEST_BLANK or (_JOINED.search(text) and width(text) > LONGEST_BLANK / 2):
            yield Finding(Problem(
                "style-keypoint-facts", f"a blank that holds more than one term: {text}",
                field.span(max(field.value.find(f"**{text}**"), 0)),
                "make the terms blanks of their own, or blank only the one that matters", "warning"))
    around = plain([node for node in point.text.children if not isinstance(node, Strong)])
    if blanks and len(_WORD.findall(around)) < LEAST_AROUND:
        yield Finding(Problem(
            "style-keypoint-context",
            "nearly all of this key point is blank: nothing on the card tells what is asked for",
            field.span(), "add the words that lead to the answer", "warning"))


def width(text: str) -> float:
    """The width of a text in Han characters; a character of the first 0x2E80 counts half."""
    return sum(0.5 if char < "\u2e80" else 1.0 for char in text)

