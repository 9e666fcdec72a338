"""Characters pasted from other programs: accented letters, superscript digits, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dlexport.math.latex.commands.words import STYLES
from dlexport.math.rewriting.tokens import Token, made

_ACCENTS: Final = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar",
    "\u0305": r"\overline", "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot", "\u030a": r"\mathring",
    "\u030c": r"\check", "\u20d7": r"\vec", "\u20db": r"\dddot", "\u0332": r"\underline",
}  # fmt: skip
_RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", "0123456789+-=()niT", strict=True))
_LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True))
# Joiners, marks of direction, invisible operators, and the byte order mark.
_INVISIBLE: Final = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_DOTLESS: Final = {"i": r"\imath", "j": r"\jmath"}
_WORDS: Final = frozenset({*("\\" + name for name in STYLES), r"\tag", r"\operatorname"})
_LETTERS: Final = "ÅåÄäÖöÜü"       # letters in their own right, no accents: units (Å), words
_FRACTIONS: Final = {"½": r"\tfrac12", "⅓": r"\tfrac13", "⅔": r"\tfrac23", "¼": r"\tfrac14", "¾": r"\tfrac34"}
_SPECIAL: Final = re.compile(
    f"[{_INVISIBLE}{''.join(_RAISED)}{''.join(_LOWERED)}{''.join(_FRACTIONS)}{''.join(_ACCENTS)}\u00c0-\u017e\u1e00-\u1ef9]",
)


def special(source: str) -> bool:
    """Whether the source has a character that `composed` would replace."""
    return not source.isascii() and _SPECIAL.search(source) is not None


def composed(found: list[Token]) -> list[Token]:
    r"""The tokens with such characters replaced by commands: `x̄` by `\bar{x}`, `x²` by `x^{2}`."""
    result: list[Token] = []
    words = 0       # how many groups of words are open
    index = 0
    while index < len(found):
        token = found[index]
        text = token.text
        if words or (text == "{" and result and result[-1].text in _WORDS):
            words += (text == "{") - (text == "}")
            result.append(token)
        elif text in _RAISED or text in _LOWERED:
            table, sign = (_RAISED, "^") if text in _RAISED else (_LOWERED, "_")
            inner = ""
            while index < len(found) and found[index].text in table:
                inner += table[found[index].text]
                index += 1
            result += made(f"{sign}{{{inner}}}", token.place)
            continue
        elif text in _FRACTIONS:
            result += made(_FRACTIONS[text], token.place)
        elif text in _ACCENTS and result and _bears(result[-1].text):
            base = result.pop()
            bearer = Token(_DOTLESS.get(base.text, base.text), base.place)
            result += [*made(_ACCENTS[text] + "{", base.place), bearer, *made("}", base.place)]
        elif text in _ACCENTS and result and result[-1].text == "}" and (start := _bar(result)) is not None:
            result[start:start] = made(_ACCENTS[text] + "{", result[start].place)
            result += made("}", token.place)
        elif (parts := _parts(text)) is not None:
            result += made(f"{_ACCENTS[parts[1]]}{{{parts[0]}}}", token.place)
        elif not _is_invisible(text):
            result.append(token)
        index += 1
    return result


def _bears(text: str) -> bool:
    """Whether a token can bear an accent: a letter, a digit, a command for a letter."""
    return (len(text) == 1 and text.isalnum()) or (len(text) > 1 and text[0] == "\\" and text[1:].isalpha())


def _bar(result: list[Token]) -> int | None:
    r"""The start of an accented letter such as `\bar{x}` that ends the tokens: it can bear a second accent; or None."""
    start = len(result) - 4
    return start if start >= 0 and result[start].text in _ACCENTS.values() and result[start + 1].text == "{" else None


def _parts(text: str) -> tuple[str, str] | None:
    """A precomposed letter split into letter and accent; None if it is none, or its accent has no command."""
    if len(text) != 1 or text.isascii() or text in _LETTERS:
        return None
    parts = unicodedata.normalize("NFD", text)
    if len(parts) != 2 or not parts[0].isascii() or parts[1] not in _ACCENTS:  # noqa: PLR2004 - a letter and a mark
        return None
    return _DOTLESS.get(parts[0], parts[0]), parts[1]


def _is_invisible(text: str) -> bool:
    return re.fullmatch(f"[{_INVISIBLE}]", text) is not None
