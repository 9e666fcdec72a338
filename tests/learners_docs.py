"""docs/learners.md in sentences, and the tests that show what they promise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

DOCS = Path(__file__).parents[1] / "docs" / "learners.md"


def begun(start: str, end: str, beginnings: Collection[str]) -> list[str]:
    """The sentences from one heading to another, each as the beginning that is its own, or whole where none is."""
    text = DOCS.read_text(encoding="utf-8")
    return [next((one for one in beginnings if said.startswith(one)), said)
            for said in _sentences(text[text.index(f"## {start}"):text.index(f"## {end}")])]


def _sentences(part: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n|\n(?=- |\d\. )", part):
        if block.strip() and not block.startswith("#"):
            yield from re.split(r"(?<=[.:])\s+(?=[A-Z*])", re.sub(r"^(?:- |\d\. )", "", " ".join(block.split())))


def told(folder: Path) -> set[str]:
    """The names of a folder's tests."""
    return {name for path in folder.glob("test_*.py")
            for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}
