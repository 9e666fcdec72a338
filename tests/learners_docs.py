"""What docs promise to learners, in sentences, and the tests that show it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

DOCS = Path(__file__).parents[1] / "docs"


def begun(start: str, end: str | None, beginnings: Collection[str], page: str = "learners.md") -> list[str]:
    """The sentences from one heading to another, or to the end of the page.

    Each is the beginning that is its own, or whole where none is.
    """
    text = (DOCS / page).read_text(encoding="utf-8")
    part = text[text.index(f"## {start}"):text.index(f"## {end}") if end else None]
    return [next((one for one in beginnings if said.startswith(one)), said) for said in _sentences(part)]


def _sentences(part: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n|\n(?=- |\d\. )", part):
        if block.strip() and not block.startswith("#"):
            yield from re.split(r"(?<=[.:])\s+(?=[A-Z*])", re.sub(r"^(?:- |\d\. )", "", " ".join(block.split())))


def told(folder: Path) -> set[str]:
    """The names of a folder's tests."""
    return {name for path in folder.glob("test_*.py")
            for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}
