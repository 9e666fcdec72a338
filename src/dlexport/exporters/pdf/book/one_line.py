"""Text on one line, cut short with an ellipsis if there is no room."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.inlines import InlineSetter
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.richtext.nodes import Inline

_parted = re.compile("[A-Za-z]{2}").fullmatch
_BEGUN = re.compile(r"[A-Za-z]+\Z")
_OPENED = re.compile(r"[（(【《][^）)】》]*\Z")
_MOST = 1_000   # characters: no line of any paper holds so many, and each card of a long answer asks again
_NEARLY = 8     # characters: by so many more a text may still be as narrow, since signs beside each other lose room
_STOPS = " ,.;:，、；：（(【《"


def one_line(children: Sequence[Inline], voice: Voice, room: float, setter: InlineSetter) -> SetLine:
    """The text on one line of at most `room` points; a longer text is cut after a word and ends with an ellipsis."""
    whole = unmarked(children)[:_MOST]
    paragraphs = setter.paragraphs(children, voice) if len(whole) < _MOST else ()
    if len(paragraphs) == 1 and paragraphs[0].natural_width() <= room:
        return paragraphs[0].lines(room, ragged=True)[0]

    def too_wide(count: int) -> bool:
        return setter.text(f"{whole[:count]}…", voice).natural_width() > room

    words = whole[:bisect_left(range(len(whole)), True, key=too_wide) + _NEARLY]    # noqa: FBT003 - what is looked for
    while words and setter.text(f"{words}…", voice).natural_width() > room:
        words = words[:-1].rstrip()
    if _parted(whole[len(words) - 1:len(words) + 1]):
        words = _BEGUN.sub("", words) or words
    opened = _OPENED.search(words)
    if opened and opened.start() * 2 > len(words):      # what was begun in brackets says little
        words = words[:opened.start()]
    return setter.text(f"{words.rstrip(_STOPS)}…", voice).lines(room, ragged=True)[0]
