"""Fields of a few words: difficulty, points, tags, references."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.draft import DraftReference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.importers.draft import DraftQuestion
    from dlexport.importers.labels import FieldName

SMALL: Final[tuple[FieldName, ...]] = ("id", "difficulty", "score", "tags", "hint", "summary", "references", "number")
"""The fields that `with_small_fields` reads."""

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
_POINTS: Final = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(?:分|points?|marks?|pts?)?[.。]?", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://[^\s<>）)]+")


def with_small_fields(
    question: DraftQuestion, found: Mapping[FieldName, str], remark: Callable[[str], None],
) -> DraftQuestion:
    """The question with its fields of a few words.

    Args:
        question: tags and references that it has already are kept.
        found: field -> text, of the fields in `SMALL`.
        remark: called with a description of each text that is not understood.
    """
    level, points = difficulty_of(found.get("difficulty", "")), points_of(found.get("score", ""))
    if level is None and (text := _short(found.get("difficulty", ""))):
        remark(f"the difficulty “{text}” is neither easy, medium nor hard, and is left out")
    if points is None and (text := _short(found.get("score", ""))):
        remark(f"the points “{text}” are no number, and are left out")
    return replace(
        question,
        id=question.id or found.get("id", "").strip(),
        difficulty=question.difficulty or level,
        points=question.points or points,
        tags=(*question.tags, *tags_of(found.get("tags", ""))),
        hint=question.hint or found.get("hint", ""),
        summary=" ".join(found.get("summary", "").split()) or question.summary,
        number=question.number or found.get("number", "").strip(),
        references=(*question.references, *references_of(found.get("references", ""))),
    )


def _short(text: str) -> str:
    return " ".join(text.split())[:40]


def points_of(text: str) -> float | None:
    """The points that a text names, such as `2`, `2.5分` or `5 points`; None if it names none."""
    match = _POINTS.fullmatch(re.sub(r"[\s*（(）)]", "", unicodedata.normalize("NFKC", text)))
    return float(match[1]) or None if match else None


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
        link = re.search(r"\[([^\[\]]++)\]\((https?://[^)\s\[]++)\)", words)
        if link:
            found.append(DraftReference(link[1], link[2]))
        elif address := _ADDRESS.search(words):
            title = words.replace(address[0], "").strip(" :：,，.。<>()（）")
            found.append(DraftReference(title or address[0], address[0]))
        else:
            found.append(DraftReference(re.sub(r"[*_`]", "", words)))
    return found
