"""Characters that are drawn together or not at all: joined emoji, flags, keys; and scripts that no print sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

EMOJI_FORM: Final = "\ufe0f"
"""Asks for the picture where a character has a plain form too (UTS 51, 1.4.3)."""

# those that are pictures without being asked for (Emoji_Presentation of UTS 51)
_PICTURES: Final = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u2614\u2615\u267f\u2693\u26a1\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3"
    "\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b50\u2b55\ufe0f]").search
_TONE: Final = "[\U0001f3fb-\U0001f3ff]"
_SIGN: Final = rf"(?:[\u00a9\u00ae\u2000-\u3299\U0001f000-\U0001faff][\ufe0e\ufe0f]?{_TONE}?)"
_EMOJI: Final = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_SIGN}(?:\u200d{_SIGN})*[\U000e0020-\U000e007f]*")
_MAY_JOIN: Final = re.compile("[\u200d\u20e3\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]").search
# written from right to left, or with letters that change with their neighbours
RIGHT_TO_LEFT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
is_right_to_left: Final = re.compile(f"[{RIGHT_TO_LEFT}]").match
_OTHERWISE: Final = re.compile(
    f"[{RIGHT_TO_LEFT}\u0900-\u0e7f\u0e80-\u0fff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf]").search

is_set_otherwise: Final = _OTHERWISE
"""Whether a text has letters of a script that prints do not set: a face that has them alone would spell them wrong."""


is_picture: Final = _PICTURES
"""Whether a text has a character that is drawn as emoji are, though another face may have it."""


def clusters(text: str) -> Iterator[str]:
    """The characters of a text, those that make one picture together."""
    if _MAY_JOIN(text) is None:
        yield from text
        return
    at = 0
    while at < len(text):
        found = _EMOJI.match(text, at)
        end = found.end() if found else at + 1
        yield text[at:end]
        at = end
