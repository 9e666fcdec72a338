"""Single tokens as elements: letters, digits, symbols, other characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dlexport.math.alphabets import UPRIGHT_BY_CUSTOM
from dlexport.math.latex import symbols
from dlexport.math.tree import Element

_UPRIGHT: Final = (("mathvariant", "normal"),)


def mi(text: str) -> Element:
    """An identifier; a single letter is italic unless TeX sets it upright."""
    return Element("mi", (), text, _UPRIGHT if text in UPRIGHT_BY_CUSTOM else ())


def mo(text: str, kind: str | None = None, **attributes: str) -> Element:
    """An operator; `kind` is its atom class if that does not follow from its character."""
    given = tuple(attributes.items())
    if kind is not None and symbols.CLASS_OF.get(text, "ord") != kind:
        given = (*given, ("tex-class", kind))
    return Element("mo", (), text, given)


def mrow(children: list[Element] | tuple[Element, ...], kind: str | None = None) -> Element:
    """A group; an ordinary atom unless another class is given."""
    return Element("mrow", tuple(children), "", () if kind is None else (("tex-class", kind),))


def single(children: list[Element]) -> Element:
    """A row as one element: its only child, or an `mrow`."""
    return children[0] if len(children) == 1 else mrow(children)


def mspace(width: float) -> Element:
    """A space, in em."""
    return Element("mspace", (), "", (("width", em(width)),))


def em(value: float) -> str:
    """A length in em as MathML text."""
    return f"{value:.4f}".rstrip("0").rstrip(".") + "em"


def function(name: str) -> Element:
    r"""A named function such as \log, whose scripts always stand beside it."""
    return Element("mi", (), name, (("tex-class", "op"),))


def limit_function(name: str) -> Element:
    r"""A named function such as \max, whose scripts become limits in displays."""
    return Element("mo", (), name, (("movablelimits", "true"), ("tex-class", "op")))


def _slanted(character: str) -> Element:
    return Element("mi", (), character, (("mathvariant", "italic"),))


def _leaves() -> dict[str, Element]:
    found: dict[str, Element] = {}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    found.update({letter: mi(letter) for letter in letters})
    found.update({digit: Element("mn", (), digit) for digit in "0123456789"})
    found.update({key: mo(symbols.KEYS.get(key, key)) for key in '+-*=<>:([)]!?,;/|."'})
    found.update({"@": mi("@"), "`": mo("‘", "open"), "~": Element("mtext", (), "\u00a0")})

    def command(name: str, element: Element) -> None:
        found["\\" + name] = element

    for table in (symbols.GREEK, symbols.LETTERLIKE, symbols.ORDINARY):
        for name, character in table.items():
            command(name, mi(character))
    for name, character in symbols.SLANTED_GREEK.items():
        command(name, _slanted(character))
    for kind, table in (
        ("op", symbols.LARGE), ("op", symbols.INTEGRALS), ("bin", symbols.BINARY), ("rel", symbols.RELATIONS),
        ("rel", symbols.ARROWS), ("open", symbols.OPENING), ("close", symbols.CLOSING), ("inner", symbols.INNER),
        ("ord", symbols.BARS), ("ord", symbols.POINTS), ("punct", symbols.PUNCTUATION),
    ):  # fmt: skip
        for name, character in table.items():
            command(name, mo(character, kind))
    command("prime", mo("′"))
    for name in symbols.FUNCTIONS:
        command(name, function(name))
    for name, text in symbols.LIMIT_FUNCTIONS.items():
        command(name, limit_function(text))
    return found


LEAVES: Final = _leaves()
"""Token -> element, for every token that needs no argument."""

# A Unicode character has the meaning of its command; if several commands share it, the first counts.
_TYPED: Final = {
    element.text: element
    for element in reversed(LEAVES.values())
    if len(element.text) == 1 and not element.text.isascii() and element.text != "\u00a0"
} | {"·": LEAVES["\\cdot"], "’": LEAVES["\\prime"], "—": Element("mtext", (), "—")}


# Blocks of arrows and relations; characters in them without a command are read as relations.
_RELATIONS: Final = re.compile("[\u2190-\u22ff\u27f0-\u27ff\u2900-\u297f\u2a66-\u2aff]")


def typed(character: str) -> Element | None:
    """The element of a character outside ASCII that is a symbol or a mathematical letter; None for text."""
    found = _TYPED.get(character)
    if found is not None:
        return found
    if unicodedata.category(character) == "Sm":
        return mo(character, "rel" if _RELATIONS.match(character) else None)
    return mi(character) if 0x1D400 <= ord(character) < 0x1D800 or character in "ℂℕℙℚℝℤℬℰℱℋℐℒℳℛ" else None  # noqa: PLR2004 - the block of mathematical alphabets


def is_writing(sign: str) -> bool:
    """Whether a token is a character outside ASCII without a meaning in mathematics, such as a Han character."""
    return len(sign) == 1 and not sign.isascii() and not sign.isspace() and typed(sign) is None


def content(element: Element) -> tuple[Element, ...]:
    """The children of a plain `mrow`; any other element by itself."""
    return element.children if element.tag == "mrow" and not element.attributes else (element,)
