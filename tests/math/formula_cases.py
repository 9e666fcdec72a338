"""Reads the case files: a title, then formula, a line with a dot, what is expected, and an empty line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One formula and what it should give; `name` is file and line."""

    name: str
    fact: str
    formula: str
    expected: str


def cases(folder: str) -> list[Case]:
    """The cases of all files in a folder beside this one."""
    return [case for path in sorted((HERE / folder).glob("*.txt")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    found = []
    fact = ""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        if lines[number].startswith("# "):
            fact = lines[number][2:]
        elif lines[number]:
            first = number
            dot = lines.index(".", first)
            end = lines.index("", dot)
            expected = "\n".join(lines[dot + 1 : end])
            found.append(Case(f"{path.stem}:{first + 1}", fact, "\n".join(lines[first:dot]), expected))
            number = end
        number += 1
    return found


FORMULAS = [line for line in (HERE / "formulas.txt").read_text(encoding="utf-8").splitlines() if line]
"""Formulas as they stand in texts on deep learning, one a line."""
