"""Mathematical alphabets: a letter or digit and a style give one Unicode character (Unicode chapter 22.2)."""

from __future__ import annotations

# Code points of the first capital letter, first capital Greek letter and first digit; 0 if the block has none.
_STARTS = {
    "bold": (0x1D400, 0x1D6A8, 0x1D7CE),
    "italic": (0x1D434, 0x1D6E2, 0),
    "bold-italic": (0x1D468, 0x1D71C, 0),
    "script": (0x1D49C, 0, 0),
    "bold-script": (0x1D4D0, 0, 0),
    "fraktur": (0x1D504, 0, 0),
    "bold-fraktur": (0x1D56C, 0, 0),
    "double-struck": (0x1D538, 0, 0x1D7D8),
    "sans-serif": (0x1D5A0, 0, 0x1D7E2),
    "bold-sans-serif": (0x1D5D4, 0x1D756, 0x1D7EC),
    "sans-serif-italic": (0x1D608, 0, 0),
    "monospace": (0x1D670, 0, 0x1D7F6),
}

# Letters that Unicode had before the alphabets were added; their positions in the blocks are empty.
_EARLIER = {
    0x1D455: "ℎ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ", 0x1D4A7: "ℒ",
    0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ", 0x1D506: "ℭ", 0x1D50B: "ℌ",
    0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ", 0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ",
    0x1D548: "ℚ", 0x1D549: "ℝ", 0x1D551: "ℤ",
}  # fmt: skip

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALLS = _CAPITALS.lower()
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
UPRIGHT_BY_CUSTOM = frozenset("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇")
"""Characters that have italic forms, which TeX nevertheless sets upright."""


def _alphabet(latin: int, greek: int, digit: int) -> dict[int, str]:
    table: dict[int, str] = {}
    for index, character in enumerate(_CAPITALS + _SMALLS):
        table[ord(character)] = _EARLIER.get(latin + index) or chr(latin + index)
    if greek:
        table.update({ord(character): chr(greek + index) for index, character in enumerate(_GREEK)})
    if digit:
        table.update({ord("0") + index: chr(digit + index) for index in range(10)})
    return table


_ALPHABETS = {name: _alphabet(*starts) for name, starts in _STARTS.items()}
_ALPHABETS["italic"] |= {ord("ı"): "𝚤", ord("ȷ"): "𝚥"}
# \boldsymbol keeps TeX's habit of upright capital Greek and upright digits.
_ALPHABETS["bold-symbol"] = (
    _ALPHABETS["bold-italic"]
    | {code: char for code, char in _ALPHABETS["bold"].items() if chr(code) in UPRIGHT_BY_CUSTOM or chr(code).isdigit()}
)  # fmt: skip

STYLES = frozenset(_ALPHABETS)
"""The styles that `styled` takes, besides "normal"."""


def styled(text: str, style: str) -> str:
    """The text in the alphabet of a style; characters that the alphabet lacks stay as they are ("normal" has none)."""
    return text if style == "normal" else text.translate(_ALPHABETS[style])
