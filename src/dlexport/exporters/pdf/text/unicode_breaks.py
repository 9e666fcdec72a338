"""Unicode line breaking, untailored: Unicode Standard Annex 14, revision 53 (Unicode 16), rule by rule.

What a paragraph looks up in its pair table follows from these rules but for what clreq wants otherwise; this room
is asked for what that table does not know: emoji, flags, marks and scripts beyond Han, Latin, Greek and Cyrillic.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib import resources
from itertools import accumulate

_HARD = frozenset(("BK", "CR", "LF", "NL"))
_KEEPS_NO_MARK = _HARD | {"SP", "ZW"}                                       # LB9
_START = _HARD | {"", "SP", "ZW"}
_BEFORE_INITIAL = _START | {"OP", "QU", "Pi", "Pf", "GL"}                   # LB15a
_AFTER_FINAL = _START | {"GL", "WJ", "CL", "QU", "Pi", "Pf", "CP", "EX", "IS", "SY"}    # LB15b
_QUOTES, _CLOSING = frozenset(("QU", "Pi", "Pf")), frozenset(("CL", "CP"))
_HYPHENS, _LETTERS = frozenset(("HY", "HH")), frozenset(("AL", "HL", "DOT"))
_AFFIXES, _AKSARAS = frozenset(("PR", "PO")), frozenset(("AK", "AS", "DOT"))
_PICTURES = frozenset(("ID", "EB", "EM", "NEW"))
_SYLLABLES = frozenset(("JL", "JV", "JT", "H2", "H3"))
_HANGUL = frozenset(("JL JL", "JL JV", "JL H2", "JL H3", "JV JV", "JV JT", "H2 JV", "H2 JT", "JT JT", "H3 JT"))  # LB26


@cache
def _table() -> tuple[list[int], list[str]]:
    text = resources.files(__package__ or "").joinpath("unicode_breaks.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines()[1:]]
    return list(accumulate(int(distance, 16) for distance, _ in rows)), [name for _, name in rows]


@cache
def line_class(char: str) -> str:
    """The line breaking class of a character, resolved (LB1), with a `w` after it if it is East Asian and wide.

    HH is the hyphen U+2010, Pi and Pf are quotation marks (QU) that open and close, DOT is the dotted circle, NEW a
    code point reserved for pictures.
    """
    starts, names = _table()
    return names[bisect_right(starts, ord(char)) - 1]


def opportunities(text: str) -> list[int]:
    """The places in a text where a line may or must end, in order; the end of the text is the last one."""
    starts: list[int] = []              # of each character with its marks (LB9)
    kinds: list[str] = []
    wide: list[bool] = []
    joined: list[bool] = []             # whether it ends in a zero width joiner (LB8a)
    for k, char in enumerate(text):
        full = line_class(char)
        kind = full.removesuffix("w")
        mark = kind in {"CM", "ZWJ"}
        if mark and kinds and kinds[-1] not in _KEEPS_NO_MARK:
            joined[-1] = kind == "ZWJ"
            continue
        starts.append(k)
        kinds.append("AL" if mark else kind)                                # LB10
        wide.append(full.endswith("w") and not mark)
        joined.append(kind == "ZWJ")
    cells = _Cells(kinds, wide, joined)
    return [starts[k] for k in range(1, len(starts)) if cells.may_break(k)] + [len(text)] * bool(text)


class _Cells:
    """Characters with their marks, of which a line may end between two."""

    def __init__(self, kinds: list[str], wide: list[bool], joined: list[bool]) -> None:
        self._kinds = kinds
        self._wide = wide
        self._joined = joined

    def _kind(self, k: int) -> str:
        return self._kinds[k] if 0 <= k < len(self._kinds) else ""

    def _past(self, k: int, *kinds: str) -> int:
        """The last cell at or before `k` that is of none of these kinds."""
        while k >= 0 and self._kinds[k] in kinds:
            k -= 1
        return k

    def may_break(self, k: int) -> bool:
        """Whether a line may end before cell `k`, of which the one before exists."""
        before, after = self._kinds[k - 1], self._kinds[k]
        if before in _HARD:                                                 # LB4, LB5
            return not (before == "CR" and after == "LF")
        if after in _HARD or after in {"SP", "ZW"}:                         # LB6, LB7
            return False
        if self._kind(self._past(k - 1, "SP")) == "ZW":                     # LB8
            return True
        if self._joined[k - 1] or "WJ" in {before, after} or before == "GL":  # LB8a, LB11, LB12
            return False
        if after == "GL" and before not in {"SP", "BA"} | _HYPHENS:         # LB12a
            return False
        known = self._beside_marks(k, before, after)
        return known if known is not None else not self._together(k, before, after)

    def _beside_marks(self, k: int, before: str, after: str) -> bool | None:
        """LB13 to LB20: punctuation and spaces; None where they say nothing."""
        origin = self._past(k - 1, "SP")
        base = self._kind(origin)
        if after in {"CL", "CP", "EX", "SY"} or base == "OP":               # LB13, LB14
            return False
        if base == "Pi" and self._kind(origin - 1) in _BEFORE_INITIAL:      # LB15a
            return False
        if after == "Pf" and self._kind(k + 1) in _AFTER_FINAL:             # LB15b
            return False
        if after == "IS":                                                   # LB15c, LB15d
            return before == "SP" and self._kind(k + 1) == "NU"
        if (base in _CLOSING and after == "NS") or base == after == "B2":   # LB16, LB17
            return False
        if before == "SP":                                                  # LB18
            return True
        if (after in {"QU", "Pf"}) or before in {"QU", "Pi"}:               # LB19
            return False
        if after in _QUOTES and not (self._east(k - 1) and self._east(k + 1)):      # LB19a
            return False
        if before in _QUOTES and not (self._east(k) and self._east(k - 2)):
            return False
        return True if "CB" in {before, after} else None                    # LB20

    def _east(self, k: int) -> bool:
        return 0 <= k < len(self._wide) and self._wide[k]

    def _together(self, k: int, before: str, after: str) -> bool:
        """LB20a to LB30b: whether the two belong together."""
        return (self._at_hyphen(k, before, after) or self._number(k, before, after)
                or self._script(k, before, after))

    def _at_hyphen(self, k: int, before: str, after: str) -> bool:
        if before in _HYPHENS and after in {"AL", "DOT"} and self._kind(k - 2) in _START | {"CB", "GL"}:    # LB20a
            return True
        if after in {"BA", "NS"} | _HYPHENS or before == "BB":              # LB21
            return True
        hyphen = before in _HYPHENS or (before == "BA" and not self._wide[k - 1])
        if self._kind(k - 2) == "HL" and hyphen and after != "HL":          # LB21a
            return True
        return (before == "SY" and after == "HL") or after == "IN"          # LB21b, LB22

    def _number(self, k: int, before: str, after: str) -> bool:
        if (before in _LETTERS and after == "NU") or (before == "NU" and after in _LETTERS):    # LB23
            return True
        if (before == "PR" and after in _PICTURES) or (before in _PICTURES and after == "PO"):  # LB23a
            return True
        if (before in _AFFIXES and after in _LETTERS) or (before in _LETTERS and after in _AFFIXES):    # LB24
            return True
        if after in _AFFIXES or after == "NU":                              # LB25
            end = k - 2 if before in _CLOSING and after in _AFFIXES else k - 1
            if self._kind(self._past(end, "SY", "IS")) == "NU":
                return True
        if before in _AFFIXES and after == "OP":
            inside = k + 2 if self._kind(k + 1) == "IS" else k + 1
            return self._kind(inside) == "NU"
        return after == "NU" and before in _AFFIXES | {"HY", "IS"}

    def _script(self, k: int, before: str, after: str) -> bool:
        if f"{before} {after}" in _HANGUL:                                  # LB26
            return True
        if (before in _SYLLABLES and after == "PO") or (before == "PR" and after in _SYLLABLES):    # LB27
            return True
        if before in _LETTERS and after in _LETTERS:                        # LB28
            return True
        if self._aksara(k, before, after):                                  # LB28a
            return True
        if before == "IS" and after in _LETTERS:                            # LB29
            return True
        words = _LETTERS | {"NU"}
        if before in words and after == "OP" and not self._wide[k]:         # LB30
            return True
        if before == "CP" and not self._wide[k - 1] and after in words:
            return True
        if before == after == "RI":                                         # LB30a
            return (k - 1 - self._past(k - 1, "RI")) % 2 == 1
        return before in {"EB", "NEW"} and after == "EM"                    # LB30b

    def _aksara(self, k: int, before: str, after: str) -> bool:
        if before == "AP":
            return after in _AKSARAS
        if before in _AKSARAS:
            return after in {"VF", "VI"} or (after in _AKSARAS and self._kind(k + 1) == "VF")
        return before == "VI" and self._kind(k - 2) in _AKSARAS and after in {"AK", "DOT"}
