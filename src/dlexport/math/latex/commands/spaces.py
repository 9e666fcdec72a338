r"""Space: \, to \qquad, \hspace, \phantom and \smash."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mspace
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

_EIGHTEENTHS: Final = {
    ",": 3, "thinspace": 3, ":": 4, ">": 4, ";": 5, "!": -3, "negthinspace": -3,
    "negmedspace": -4, "negthickspace": -5, "enspace": 9, "quad": 18, "qquad": 36,
}  # fmt: skip
_UNITS: Final = {
    "em": 1.0, "ex": 0.45, "mu": 1 / 18, "pt": 0.1, "px": 0.075, "mm": 0.2845, "cm": 2.845, "in": 7.227, "pc": 1.2,
}  # fmt: skip
_LENGTH: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})")
_WIDEST: Final = 100.0
# What a formula may draw beside its own room; more would leave the paper.
_LAPPED: Final = 60         # tokens that overlap their neighbours
_SMASHED: Final = 200       # tokens that count as lower than they are


def _hspace(reader: Reader) -> Element:
    start = reader.at - 1
    reader.taken("*")
    words = reader.words("a length")
    match = _LENGTH.fullmatch(words)
    if match is None or match[2] not in _UNITS:
        reader.fail(f"{words!r} is no length", "write a number and a unit: 1em, 12pt, 3mm", at=start)
    width = float(match[1]) * _UNITS[match[2]]
    if abs(width) > _WIDEST:
        reader.fail(f"a space of {words}", f"the limit is {_WIDEST:.0f}em", at=start)
    return _space(reader, start, width)


def _space(reader: Reader, start: int, width: float) -> Element:
    """A space of so many ems; `start` is the index of its command."""
    if width < 0.0:
        reader.pull_back(-width, start)
    return mspace(width)


def _held(reader: Reader, what: str, most: int, start: int) -> Element:
    """An argument of at most so many tokens, which is drawn beside its own room."""
    first = reader.at
    inner = reader.argument(what, start)
    if reader.at - first > most:
        reader.fail(f"{what} is too long", f"the limit is {most} signs; give it room of its own", at=first)
    return inner


def _phantom(reader: Reader, *, wide: bool, tall: bool) -> Element:
    inner = Element("mphantom", (reader.argument("what leaves the space", reader.at - 1),))
    if wide and tall:
        return inner
    attributes = (("width", "0em"),) if tall else (("height", "0em"), ("depth", "0em"))
    return Element("mpadded", (inner,), "", attributes)


def _smash(reader: Reader) -> Element:
    start = reader.at - 1
    sides = "tb"
    if reader.peek() == "[":
        at = reader.at
        sides = reader.words("t or b", "[", "]")
        if sides not in {"t", "b", "tb", "bt"}:
            reader.fail(f"\\smash[{sides}] is not known", "smash the top with [t], the bottom with [b]", at=at)
    names = {"t": ("height", "0em"), "b": ("depth", "0em")}
    inner = _held(reader, "what is smashed", _SMASHED, start)
    return Element("mpadded", (inner,), "", tuple(names[side] for side in "tb" if side in sides))


def _lapped(reader: Reader, *, shift: float) -> Element:
    r"""\mathrlap and its mirror image: no width, and drawn to the right, to the left or about the middle."""
    inner = _held(reader, "what overlaps", _LAPPED, reader.at - 1)
    attributes = (("width", "0em"), *((("lspace", f"-{shift:g}width"),) if shift else ()))
    return Element("mpadded", (inner,), "", attributes)



COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    **{name: partial(lambda reader, width: _space(reader, reader.at - 1, width), width=width / 18)
       for name, width in _EIGHTEENTHS.items()},
    " ": lambda _reader: mspace(0.25),
    "\n": lambda _reader: mspace(0.25),
    "space": lambda _reader: mspace(0.25),
    "hspace": _hspace,
    "phantom": partial(_phantom, wide=True, tall=True),
    "hphantom": partial(_phantom, wide=True, tall=False),
    "vphantom": partial(_phantom, wide=False, tall=True),
    "mathstrut": lambda _reader: Element(
        "mpadded", (Element("mphantom", (Element("mo", (), "("),)),), "", (("width", "0em"),)),
    "smash": _smash,
    "rlap": partial(_lapped, shift=0.0),
    "mathrlap": partial(_lapped, shift=0.0),
    "llap": partial(_lapped, shift=1.0),
    "mathllap": partial(_lapped, shift=1.0),
    "mathclap": partial(_lapped, shift=0.5),
    "clap": partial(_lapped, shift=0.5),
}  # fmt: skip
