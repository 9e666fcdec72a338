"""A key point -> a cloze text with the permanent number of each blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlexport.richtext.nodes import Emphasis, Link, QuestionLink, Strikethrough, Strong, Text
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.exporters.anki.markup import Writer
    from dlexport.richtext.nodes import Inline

_OPEN, _CLOSE = "\x02", "\x03"      # no bank holds control characters
_OPENING = re.compile(rf"{_OPEN}(\d+){_OPEN}")


@dataclass(frozen=True, slots=True)
class Cloze:
    """The HTML of the field and the numbers of its blanks, ascending."""

    html: str
    numbers: tuple[int, ...]


def cloze(children: Sequence[Inline], numbers: Mapping[str, int], writer: Writer) -> Cloze:
    """The sentence with every strong text as a blank.

    Args:
        children: a key point's text.
        numbers: plain text of a blank -> its number. Blanks of the same text are asked for together.
        writer: writes the rest.
    """
    marked = tuple(_marked(children, numbers))
    html = writer.inlines(marked, cloze=True)
    used = {int(number) for number in _OPENING.findall(html)}
    return Cloze(_OPENING.sub(r"{{c\1::", html).replace(_CLOSE, "}}"), tuple(sorted(used)))


def _marked(children: Sequence[Inline], numbers: Mapping[str, int]) -> Iterator[Inline]:
    """The same nodes, the outermost strong ones dissolved between marks: what is strong within a blank is in it."""
    for node in children:
        match node:
            case Strong():
                yield Text(f"{_OPEN}{numbers[plain(node.children)]}{_OPEN}")
                yield from node.children
                yield Text(_CLOSE)
            case Emphasis() | Strikethrough() | Link() | QuestionLink():
                yield replace(node, children=tuple(_marked(node.children, numbers)))
            case _:
                yield node
