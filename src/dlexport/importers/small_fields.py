"""Fields of a few words: difficulty, tags, references."""

from __future__ import annotations

import re
from typing import Final

from dlexport.importers.draft import DraftReference

_DIFFICULTIES: Final = {
    "易": 1,
    "容易": 1,
    "简单": 1,
    "easy": 1,
    "1": 1,
    "低": 1,
    "较易": 1,
    "中": 2,
    "中等": 2,
    "一般": 2,
    "medium": 2,
    "2": 2,
    "适中": 2,
    "normal": 2,
    "难": 3,
    "困难": 3,
    "较难": 3,
    "hard": 3,
    "difficult": 3,
    "3": 3,
    "高": 3,
    "★": 1,
    "★★": 2,
    "★★★": 3,
}
_ADDRESS: Final = re.compile(r"https?://[^\s<>）)]+")


def difficulty_of(text: str) -> int | None:
    """The difficulty, 1 to 3, that a text names in one of its usual words; None if it names none."""
    return _DIFFICULTIES.get(re.sub(r"[（(].*|\s|[。.*]", "", text).casefold())


def tags_of(text: str) -> tuple[str, ...]:
    """The tags in a list separated by commas or spaces, or marked by hashes."""
    return tuple(dict.fromkeys(tag for tag in re.split(r"[\s,，、;；#]+", text) if tag))


def references_of(text: str) -> list[DraftReference]:
    """The references in a text of links and addresses; a line without one is a title alone."""
    found = []
    for row in text.split("\n"):
        words = re.sub(r"^\s*(?:[-*+]|\d+[.)]|\[\d+\])\s+", "", row).strip()
        if not words:
            continue
        link = re.search(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", words)
        if link:
            found.append(DraftReference(link[1], link[2]))
        elif address := _ADDRESS.search(words):
            title = words.replace(address[0], "").strip(" :：,，.。<>()（）")
            found.append(DraftReference(title or address[0], address[0]))
        else:
            found.append(DraftReference(re.sub(r"[*_`]", "", words)))
    return found
