"""A formula as one line of Unicode text, for places without markup: bookmarks, window titles, names of decks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import class_of, dissolved, settled, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.math.tree import Element

_RAISED: Final = dict(zip(
    "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ∘⊤∗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ°ᵀ*", strict=True))
_LOWERED: Final = dict(zip(
    "0123456789+−-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_PRIMES: Final = frozenset("′″‴⁗")
_OVER: Final = {
    "^": "\u0302", "¯": "\u0304", "~": "\u0303", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "⃛": "\u20db",
    "⃜": "\u20dc", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300", "˚": "\u030a", "‾": "\u0305",
}  # fmt: skip
_UNDER: Final = {"‾": "\u0332"}
_ROOTS: Final = {"3": "∛", "4": "∜"}
_OPENING: Final = frozenset({"(", "[", "{", "|", "‖", "⟨", "⌊", "⌈"})
_SIMPLE: Final = frozenset({"mi", "mn", "mtext", "msqrt", "mroot", "msub", "msup", "msubsup"})


def as_text(tree: Element) -> str:
    r"""A formula in plain Unicode: `\int_0^1 x^2\,dx` is `∫₀¹ x² dx`. Scripts that Unicode lacks become `x^(a/b)`."""
    return " ".join(unicodedata.normalize("NFC", _row(tree.children)).split())


def _row(children: Sequence[Element], *, script: bool = False) -> str:
    """The texts of neighbours, with a space wherever TeX would set one."""
    atoms = dissolved(children)
    classes = settled(map(class_of, atoms))
    parts: list[str] = []
    left: int | None = None
    for atom, kind in zip(atoms, classes, strict=True):
        if kind is not None:
            if left is not None and space(left, kind, script=script):
                parts.append(" ")
            left = kind
        parts.append(_one(atom))
    return "".join(parts)


def _one(element: Element) -> str:
    first = element.children[:1]
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext":
            return _plain(element.text)
        case "mspace":
            return " " if (element.get("width") or "-")[0] != "-" else ""
        case "mfrac":
            return _fraction(element)
        case "msqrt":
            return "√" + _grouped(_row(element.children), element.children)
        case "mroot":
            degree = _one(element.children[1])
            sign = _ROOTS.get(degree) or (_in(_RAISED, degree) or f"^({degree})") + "√"
            return sign + _grouped(_one(element.children[0]), first)
        case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
            return _scripted(element)
        case "mtable":
            return "; ".join(", ".join(filter(None, (_row(cell.children).strip() for cell in row.children)))
                             for row in element.children)
        case "mphantom":
            return ""
        case "mpadded" if first and first[0].tag == "mphantom":
            return ""
        case _:
            return _row(element.children)


def _plain(text: str) -> str:
    """The text with letters of mathematical alphabets replaced by ordinary letters, which every font has."""
    return "".join(unicodedata.normalize("NFKC", sign) if sign > "\uffff" else sign for sign in text)


def _fraction(element: Element) -> str:
    top, bottom = element.children
    above, below = _one(top), _one(bottom)
    if element.get("linethickness") == "0":     # in parentheses it is a binomial
        return f"{above} {below}"
    return f"{_grouped(above, (top,))}/{_grouped(below, (bottom,))}"


def _scripted(element: Element) -> str:
    base, *scripts = element.children
    written = _one(base)
    if element.get("accent") == "true" or element.get("accentunder") == "true":
        return _accented(element, base, written)
    below, above = "", ""
    if element.tag in {"msub", "munder", "msubsup", "munderover"}:
        below = _one(scripts[0])
    if element.tag in {"msup", "mover", "msubsup", "munderover"}:
        above = _one(scripts[-1])
    if base.tag == "mo" and element.tag == "mover" and above and not _in(_RAISED, above) and len(written) == 1:
        return f"{written}[{above.strip()}]" if written in "→←⇌↔⇒⇐⇔" else f"{written}^({above})"
    if base.tag == "mrow" and len(base.children) > 1 and base.children[0].text not in _OPENING:
        written = _grouped(written, base.children)
    return written + _script(below, _LOWERED, "_") + _script(above, _RAISED, "^")


def _script(text: str, table: dict[str, str], sign: str) -> str:
    text = text.strip()
    if not text or set(text) <= _PRIMES:
        return text
    close = text.replace(" ", "") if len(text) < 12 else text  # noqa: PLR2004 - a long script is read as words
    lifted = _in(table, close)
    if lifted:
        return lifted
    enclosed = text[0] == "(" and text.find(")") == len(text) - 1
    return sign + (close if len(close) == 1 or enclosed else f"({text})")


def _in(table: dict[str, str], text: str) -> str:
    """The text in superscript or subscript characters; empty if one of them does not exist."""
    return "".join(table[sign] for sign in text) if text and all(sign in table for sign in text) else ""


def _accented(element: Element, base: Element, written: str) -> str:
    """A base with its accent: combining over a single letter, written out over longer bases."""
    under = element.get("accentunder") == "true"
    mark = (_UNDER if under else _OVER).get(element.children[1].text, "")
    letters = written.strip()
    if not mark:
        return written
    if mark in {"\u0305", "\u0332"} or len(letters) == 1:
        return "".join(letter + mark for letter in letters)
    return _grouped(letters, (base,)) + mark


def _grouped(text: str, children: Sequence[Element]) -> str:
    """The text in parentheses, unless it is a single unit such as a number or a letter."""
    text = text.strip()
    single = len(children) == 1 and children[0].tag in _SIMPLE
    return text if single or len(text) <= 1 or (text.isalnum() and text.isascii() and text.isdigit()) else f"({text})"
