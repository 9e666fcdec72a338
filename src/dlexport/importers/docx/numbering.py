"""Numbers that Word shows before paragraphs, which are in no text: counted as its lists say (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from dlexport.importers.docx.package import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_LEVELS: Final = 9
_HAN: Final = "零一二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST: Final = 9999
_TEN: Final = 10


class Label(NamedTuple):
    """The number or bullet before a paragraph.

    Attributes:
        text: as shown, such as `1.`, `（二）`, `A．`; empty for a bullet.
        kind: of its own level: `decimal`, `letter`, `chinese`, `roman`, `bullet`.
        level: from 0.
        list: which list it goes on.
    """

    text: str
    kind: str
    level: int
    list: str


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool
    restart: int | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The numbering definitions in a document's part `numbering`."""
        made = cls()
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for one in root.iterfind(f"{W}abstractNum") if root is not None else ():
            ident = one.get(f"{W}abstractNumId", "")
            made._abstract[ident] = _levels(one)
            if (style := _value(one, "styleLink")) is not None:
                styled[style] = ident
            if (style := _value(one, "numStyleLink")) is not None:
                links[ident] = style
        for ident, style in links.items():
            made._abstract[ident] = made._abstract.get(styled.get(style, ""), made._abstract[ident])
        for one in root.iterfind(f"{W}num") if root is not None else ():
            starts = dict[int, int]()
            own = dict[int, _Level]()
            for override in one.iterfind(f"{W}lvlOverride"):
                level = _number(override.get(f"{W}ilvl"), 0)
                if (start := _value(override, "startOverride")) is not None:
                    starts[level] = _number(start, 1)
                own |= _levels(override)
            made._lists[one.get(f"{W}numId", "")] = (_value(one, "abstractNumId") or "", starts, own)
        return made

    def label(self, ident: str, level: int) -> Label | None:
        """The label of the next paragraph of a list; None where there is no such list."""
        known = self._lists.get(ident)
        if known is None or not 0 <= level < _LEVELS:
            return None
        abstract, starts, own = known
        levels = self._abstract.get(abstract, {}) | own
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (ident, level) not in self._begun:
            counts[level] = starts[level] - 1
            for deeper in [one for one in counts if one > level]:
                del counts[deeper]
        self._begun.add((ident, level))
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        for higher in range(level):
            if higher in levels:
                counts.setdefault(higher, levels[higher].start)
        here = levels[level]
        return Label(_shown(here, levels, counts), _kind(here.format), level, abstract)


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for one in parent.iterfind(f"{W}lvl"):
        restart = _value(one, "lvlRestart")
        found[_number(one.get(f"{W}ilvl"), 0)] = _Level(
            _number(_value(one, "start"), 1), _value(one, "numFmt") or "decimal", _value(one, "lvlText") or "",
            one.find(f"{W}isLgl") is not None, None if restart is None else _number(restart, 0))
    return found


def _shown(here: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        level = levels.get(place)
        return _written(counts.get(place, 1), "decimal" if here.legal or level is None else level.format)

    return "" if here.format in {"bullet", "none"} else re.sub(r"%([1-9])", number, here.text).strip()


def _kind(form: str) -> str:
    lower = form.lower()
    if lower in {"bullet", "none"}:
        return "bullet"
    if "letter" in lower:
        return "letter"
    if "roman" in lower:
        return "roman"
    return "chinese" if re.search("chinese|ideograph|japanese|korean|taiwan", lower) else "decimal"


def _written(value: int, form: str) -> str:
    """A number as a format writes it; formats that are not known here, in digits."""
    if not 0 <= value <= _MOST:
        return str(value)
    match form:
        case "upperLetter":
            return _letters(value)
        case "lowerLetter":
            return _letters(value).lower()
        case "upperRoman":
            return _roman(value).upper()
        case "lowerRoman":
            return _roman(value)
        case "decimalZero":
            return f"{value:02}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= value <= 20:  # noqa: PLR2004 - signs there are
            return chr(0x2460 + value - 1)
        case "decimalEnclosedParen":
            return f"({value})"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
        case _ if _kind(form) == "chinese":
            return _han(value)
        case _:
            return str(value)


def _letters(value: int) -> str:
    """A to Z, then AA to ZZ, as Word counts."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else "0"


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text or "0"


def _han(value: int) -> str:
    if value < _TEN:
        return _HAN[value]
    text, digits = "", str(value)
    for place, digit in enumerate(digits):
        unit = _UNITS[len(digits) - 1 - place]
        text += _HAN[int(digit)] + unit if digit != "0" else "零"
    text = re.sub("零+", "零", text).rstrip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _value(parent: Element, name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "")


def _number(text: str | None, otherwise: int) -> int:
    try:
        return max(-_MOST, min(int(text or ""), _MOST))
    except ValueError:
        return otherwise
