"""Explanations of problem codes, longer than a message; the words are in `codes.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in one line, and in a few paragraphs of Markdown: what it means, why it matters, how to mend it."""

    title: str
    text: str


def read(path: Path) -> dict[str, Explanation]:
    """A file of explanations: TOML, a table for each code with `title` and `text`.

    Raises:
        OSError, ValueError, TypeError: it cannot be read, is no TOML, or a table has other keys.
    """
    with path.open("rb") as file:
        return {code: Explanation(**entry) for code, entry in sorted(tomllib.load(file).items())}


CODES: Final[Mapping[str, Explanation]] = read(Path(__file__).with_suffix(".toml"))
"""Every code that dlexport gives out, in alphabetical order."""


_INTRODUCTION: Final = """\
# Problems

[中文](problems.zh-CN.md)

Every problem has a code; `dlexport explain CODE` says what follows here. This page is made from
`src/dlexport/codes.toml` by `make test ARGS=--accept`.
"""


def as_markdown() -> str:
    """The page `docs/problems.md`."""
    sections = (f"## {code}\n\n**{known.title}.**\n\n{known.text.strip()}\n" for code, known in CODES.items())
    return "\n".join((_INTRODUCTION, *sections))
