"""Text on a single line, cut short where there is no room for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.inlines import InlineSetter
    from dlexport.exporters.pdf.justify import Line
    from dlexport.exporters.pdf.voice import Voice
    from dlexport.richtext.nodes import Inline


def one_line(children: Sequence[Inline], voice: Voice, room: float, setter: InlineSetter) -> Line:
    """The text in so many points; one that is longer, or of several lines, loses its end to an ellipsis."""
    paragraphs = setter.paragraphs(children, voice)
    if len(paragraphs) == 1 and paragraphs[0].natural_width() <= room:
        return paragraphs[0].lines(room, ragged=True)[0]
    words = plain(children)
    while words:
        paragraph = setter.text(f"{words}…", voice)
        if paragraph.natural_width() <= room:
            break
        words = words[:-1].rstrip()
    return paragraph.lines(room, ragged=True)[0]
