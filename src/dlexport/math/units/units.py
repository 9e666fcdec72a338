r"""A unit as siunitx reads it: `\metre\per\second`, or letters, `m/s` and `kg.m^2`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dlexport.math.units.names import ANGLES, PREFIXES, SIGNS, UNITS

_TOKEN: Final = re.compile(
    r"\\[A-Za-z]+|\\.|\{[^{}]*\}|[A-Za-zµμΩ°%Åℓ′″]+|\^\{[^{}]*\}|\^[-+]?\d+|[-+]?\d+|.", re.DOTALL)
_POWERS: Final = {r"\squared": "2", r"\cubed": "3"}
_BEFORE: Final = {r"\square": "2", r"\cubic": "3"}
_GREEK: Final = str.maketrans({"µ": r"\mu{}", "μ": r"\mu{}", "Ω": r"\Omega{}"})
_LETTERS: Final = {
    "°C": r"{}^{\circ}\mathrm{C}", "°F": r"{}^{\circ}\mathrm{F}", "°": r"{}^{\circ}", "%": r"\%", "Å": r"\text{Å}",
    "′": "{}'", "″": "{}''",
}  # fmt: skip


@dataclass(slots=True)
class _Unit:
    """One unit of a product."""

    sign: str
    power: str = ""
    per: bool = False

    def latex(self, *, below: bool) -> str:
        """The unit with its power; with `below`, without a minus sign, as it stands under a fraction bar."""
        power = self.power
        if self.per and not below:
            power = f"-{power or '1'}"
        return self.sign + (f"^{{{power}}}" if power else "")


class UnitError(ValueError):
    """An unknown unit; the argument is its name."""


def unit(text: str, mode: str = "power") -> str:
    """A unit in LaTeX.

    Args:
        text: the content of the braces.
        mode: how a division is written: "power" (negative exponents), "symbol" (a slash) or "fraction".

    Raises:
        UnitError: a command in the text is no unit.
    """
    if "\\" not in text.replace(r"\,", "").replace(r"\cdot", "").replace(r"\%", "").replace(r"\mu", "µ"):
        return letters(text.replace(r"\mu", "µ"))
    found = _units(text)
    above = [one for one in found if not one.per]
    below = [one for one in found if one.per]
    if mode == "power" or not below:
        return r"\,".join(one.latex(below=False) for one in found)
    top = r"\,".join(one.latex(below=False) for one in above) or "1"
    bottom = r"\,".join(one.latex(below=True) for one in below)
    if mode == "fraction":
        return rf"\frac{{{top}}}{{{bottom}}}"
    return f"{top}/({bottom})" if len(below) > 1 else f"{top}/{bottom}"


def is_angle(text: str) -> bool:
    """Whether a unit is one of angles, which follow their number without a space."""
    return text.strip() in ANGLES or text.strip() in {"°", "′", "″"}


def _units(text: str) -> list[_Unit]:
    found: list[_Unit] = []
    prefix, power, per = "", "", False
    names = [name for name in _TOKEN.findall(text) if not name.isspace()]
    index = 0
    while index < len(names):
        name = names[index]
        index += 1
        if name in PREFIXES:
            prefix += PREFIXES[name] + ("{}" if PREFIXES[name][0] == "\\" else "")
        elif name == r"\per":
            per = True
        elif name in _BEFORE:
            power = _BEFORE[name]
        elif name in _POWERS and found:
            found[-1].power = _POWERS[name]
        elif name in {r"\tothe", r"\raiseto"} and index < len(names):
            given = names[index].strip("{}")
            index += 1
            if name == r"\tothe" and found:
                found[-1].power = given
            else:
                power = given
        elif name in SIGNS or name in UNITS or name[0].isalpha():
            sign = SIGNS.get(name) or rf"\mathrm{{{prefix}{UNITS.get(name, name)}}}"
            found.append(_Unit(sign, power, per))
            prefix, power, per = "", "", False
        elif name[0] == "^" and found:
            found[-1].power = name[1:].strip("{}")
        elif name[0] == "\\" and name not in {r"\,", r"\cdot", r"\ "}:
            raise UnitError(name)
        elif name == "/":
            per = True
    return found


def letters(text: str) -> str:
    """A unit typed in letters, in LaTeX: words are upright, a point or a space multiplies."""
    parts: list[str] = []
    for token in _TOKEN.findall(text.strip()):
        if token in _LETTERS:
            parts.append(_LETTERS[token])
        elif token[0].isalpha():
            parts.append(rf"\mathrm{{{token.translate(_GREEK)}}}")
        elif token[0] == "^":
            parts.append(f"^{{{token[1:].strip('{}')}}}")
        elif token[0].isdigit() or token[:2].lstrip("-+").isdigit():
            parts.append(f"^{{{token}}}" if parts and parts[-1].startswith(r"\mathrm") else token)
        elif token in {".", "~"} or token.isspace():
            parts.append(r"\," if parts and not parts[-1].endswith((r"\,", "/")) else "")
        elif token in {"*", "·", "⋅"}:
            parts.append(r"\cdot ")
        else:
            parts.append(token)
    return "".join(parts)
