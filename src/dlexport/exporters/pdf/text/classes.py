"""The classes of atoms, one for the left end and one for the right, on which all spacing and line breaking depends.

A class is one letter, so that a pair of them is a key of a table:

    H  Han and characters set like Han      w  a letter or digit at a word's end
    O  opening mark                         v  another mark at a word's end
    C  closing mark or stop                 x  a Western mark that may not start a line
    M  interpunct                           y  a Western opening mark, at a word's right end
    z  a quotation mark there that opens in English and closes in German
    D  dash or ellipsis, never parted       h  a hyphen or slash, after which a line may break
    N  other sign that may not start a line B  formula or inline picture
    S  space                                p, P  a long word goes on from, to another piece
    G  space typed where Han meets Western  Z  space typed beside a full-width mark
    k  a part of a word, which takes a hyphen at the end of a line
    q, r  as p, where a break is worse, and worst
    u  a letter before which a word is broken that no line holds
"""

from __future__ import annotations

import re
import unicodedata

# East Asian Width W and F (Unicode Standard Annex 11), by blocks
WIDE = (
    r"\u1100-\u115f\u2e80-\u2fff\u3001-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    r"\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd"
)
# of ambiguous width, set as Han (UAX 14, class AI): interpuncts, per mille, degrees, arrows, circled numbers, shapes
AMBIGUOUS = r"·‧‰℃℉←-⇿①-⓿─-➿"
MONEY = "￥￡￠￦"      # before a number they are its sign, and as narrow as it
# Marks drawn as one line, `——` and `……`. Two rules keep them whole: up to LONGEST_RULE of one kind are one token
# (`tokens`), and no line breaks before class D (`spacing`).
DASHES, DOTS, LONGEST_RULE = "—―", "…⋯", 8
# full-width among Han, proportional in a Western paragraph
QUOTES_AND_DASHES = f"‘’“”{DASHES}{DOTS}"

is_east = re.compile(f"[{WIDE}{AMBIGUOUS}{QUOTES_AND_DASHES}]").match
is_wide = re.compile(f"[{WIDE}]").match
HANGUL = r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7fb"
is_hangul = re.compile(f"[{HANGUL}]").match
has_hangul = re.compile(f"[{HANGUL}]").search
_hangul = re.compile(f"[{HANGUL}]").findall
# what is wide and no letter of Korean: that has words with spaces between, as Western text
WIDE_BUT_HANGUL = (
    r"\u2e80-\u2fff\u3001-\u3130\u318f-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    r"\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd"
)
_han = re.compile(f"[{WIDE}]").findall
_latin = re.compile("[A-Za-z]").findall
_FEW = 6        # one Han in so many Latin letters, or fewer, does not make a paragraph Chinese

_STOPS = frozenset("、。，．：；！？")
_NON_STARTERS = frozenset("～〜‰℃℉々〻ーゝゞヽヾ％ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ")     # LB1: CJ as NS
_NO_START = re.compile(r"[!),;?\]}”’/\xa0]|[.:%](?!\w)|[–—]\Z").match     # UAX 14, LB12, LB13; a dash between spaces


def east_class(char: str) -> str:
    """The class, at both ends, of a character that is set like Han (clreq 3.1.4; UAX 14, LB13-LB16)."""
    if char in _STOPS:
        return "C"
    if char in "·・‧":
        return "M"
    if char in DASHES + DOTS:
        return "D"
    match unicodedata.category(char):
        case "Pe" | "Pf":
            return "C"
        case "Ps" | "Pi":
            return "O"
    return "N" if char in _NON_STARTERS else "H"


def west_classes(word: str) -> tuple[str, str]:
    """The classes of a Western word's left and right end."""
    first, last = word[0], word[-1]
    left = "w" if first.isalnum() else "x" if _NO_START(word) else "v"
    if last.isalnum() or last in "%°":
        return left, "w"
    return left, "h" if last in "-/" else "y" if last in "([{\xa0" else "z" if last in "“‘" else "v"


def is_chinese(text: str) -> bool:
    """Whether marks that both scripts use (quotation marks, dashes, ellipses) are set full-width in this text.

    In Korean they are not.
    """
    if text.isascii():
        return False
    wide = len(_han(text))
    return wide * _FEW > len(_latin(text)) and 2 * len(_hangul(text)) <= wide
