r"""Alphabets: \mathbf, \mathbb, \boldsymbol and the like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mrow
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

# Alphabets in which letters side by side make a word …
_WORDS: Final = {
    "mathrm": "normal", "mathbf": "bold", "mathit": "italic", "mathsf": "sans-serif", "mathtt": "monospace",
    "mathup": "normal", "mathbfup": "bold",
}  # fmt: skip
# … and those in which each is a symbol.
_LETTERS: Final = {
    "mathbb": "double-struck", "Bbb": "double-struck", "mathcal": "script", "mathscr": "script",
    "mathfrak": "fraktur", "frak": "fraktur", "boldsymbol": "bold-symbol", "mathnormal": "italic",
    "mathbfit": "bold-italic", "mathbfcal": "bold-script", "mathbfscr": "bold-script",
    "mathbffrak": "bold-fraktur", "mathsfit": "sans-serif-italic", "mathbfsf": "bold-sans-serif",
}  # fmt: skip


def in_alphabet(reader: Reader, style: str, what: str = "what the alphabet applies to") -> Element:
    """The next argument with its letters and digits in an alphabet."""
    start = reader.at - 1
    before, reader.alphabet = reader.alphabet, style
    inner = reader.argument(what, start)
    reader.alphabet = before
    return inner


def _word(reader: Reader, *, style: str) -> Element:
    inner = in_alphabet(reader, style)
    if inner.tag != "mrow" or inner.attributes:
        return inner
    joined: list[Element] = []
    for child in inner.children:
        if joined and child.tag == joined[-1].tag == "mi" and _joins(child) and _joins(joined[-1]):
            joined[-1] = Element("mi", (), joined[-1].text + child.text)
        else:
            joined.append(child)
    return joined[0] if len(joined) == 1 else mrow(joined)


def _joins(element: Element) -> bool:
    return element.text.isalpha() and element.get("tex-class") is None


def _letters(reader: Reader, *, style: str) -> Element:
    return in_alphabet(reader, style)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    **{name: partial(_word, style=style) for name, style in _WORDS.items()},
    **{name: partial(_letters, style=style) for name, style in _LETTERS.items()},
}
