r"""Commands that mark a finished part: \boxed, \cancel, \textcolor, \tag."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.commands.words import mtext
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

_STRIKES: Final = {
    "cancel": "updiagonalstrike", "bcancel": "downdiagonalstrike",
    "xcancel": "updiagonalstrike downdiagonalstrike", "boxed": "box", "fbox": "box",
}  # fmt: skip


def _enclosed(reader: Reader, *, notation: str) -> Element:
    inner = reader.argument("what is marked", reader.at - 1)
    return Element("menclose", (inner,), "", (("notation", notation),))


def _coloured(reader: Reader) -> Element:
    start = reader.at - 1
    colour = reader.colour()
    inner = reader.argument("what is coloured", start)
    children = inner.children if inner.tag == "mrow" and not inner.attributes else (inner,)
    return Element("mstyle", children, "", (("mathcolor", colour),))


def _tag(reader: Reader) -> None:
    start = reader.at - 1
    bare = reader.taken("*")
    words = reader.words("the tag")
    if set(words) & set("$\\"):
        reader.fail("a tag holds words and signs, no formula", r"type the sign itself: \tag{∗}", at=start)
    if reader.tag is not None:
        reader.fail("two tags on one line", r"keep one \tag", at=start)
    reader.tag = mtext(words if bare else f"({words})").having(tex_tag="cell")


def _nothing(_reader: Reader) -> None:
    """Ignore a command that suppresses the number: formulas have none."""


COMMANDS: Final[Mapping[str, Callable[[Reader], Element | None]]] = {
    **{name: partial(_enclosed, notation=notation) for name, notation in _STRIKES.items()},
    "textcolor": _coloured,
    "tag": _tag,
    "notag": _nothing,
    "nonumber": _nothing,
}
