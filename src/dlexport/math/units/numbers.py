r"""A number as siunitx reads it: `1.5e3` as `1.5\times 10^{3}`, `12345.678` in groups of three digits."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"""(?x)
    \s*(?P<compare><=|>=|<|>|~|\\(?:le|ge|leq|geq|approx|sim|ll|gg)\b)?\s*
    (?P<sign>[+-]|\\pm\b|\\mp\b|\+-)?\s*
    (?P<whole>\d[\d\s]*)?(?:(?P<point>[.,])(?P<part>\d[\d\s]*)?)?
    \s*(?P<uncertain>\(\d+\))?
    \s*(?:(?:\+-|\\pm\b|±)\s*(?P<error>\d[\d.,]*))?
    \s*(?:[eEdD]\s*(?P<power>[+-]?\d+))?\s*"""
_COMPARE: Final = {"<=": r"\le ", ">=": r"\ge ", "~": r"\sim "}
_SIGN: Final = {"+-": r"\pm "}
_LONGEST: Final = 100
_GROUPED: Final = 5     # least number of digits that are grouped


def number(text: str) -> str | None:
    """A number, or a product such as `2 x 3`, in LaTeX; None if the text is no number."""
    if len(text) > _LONGEST:
        return None
    text = text.replace(r"\times", "x").replace("−", "-").replace("×", "x")
    factors = [_one(part) for part in text.split("x")] if "x" in text else [_one(text)]
    return None if None in factors else r"\times ".join(factor for factor in factors if factor)


def _one(text: str) -> str | None:
    match = re.fullmatch(_NUMBER, text)
    if match is None or not text.strip():
        return None
    parts = []
    if compare := match["compare"]:
        parts.append(_COMPARE.get(compare, compare + " "))
    sign = match["sign"] or ""
    parts.append(_SIGN.get(sign, sign + " " if len(sign) > 1 else sign))
    digits = _digits(match["whole"], match["point"], match["part"]) + (match["uncertain"] or "")
    if match["error"]:
        whole, point, part = re.match(r"(\d*)([.,]?)(\d*)", match["error"]).groups()  # type: ignore[union-attr]
        digits += r"\pm " + _digits(whole, point, part)
        if match["power"]:
            digits = f"({digits})"
    parts.append(digits)
    if match["power"]:
        parts.append((r"\times " if digits else "") + f"10^{{{match['power'].removeprefix('+')}}}")
    written = "".join(parts).strip()
    return written if any(sign.isdigit() for sign in written) else None


def _digits(whole: str | None, point: str | None, part: str | None) -> str:
    whole, part = "".join((whole or "").split()), "".join((part or "").split())
    if not whole and not part:
        return ""
    before = _in_threes(whole[::-1])[::-1] if len(whole) >= _GROUPED else whole
    after = _in_threes(part) if len(part) >= _GROUPED else part
    before = before.replace(" ", r"\,")
    after = after.replace(" ", r"\,")
    return (before or "0") + (("." if point == "." else "{,}") + after if part else "")


def _in_threes(digits: str) -> str:
    return " ".join(digits[start:start + 3] for start in range(0, len(digits), 3))
