"""Check of the former ids of key points: none is in use now, and no two key points claim the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.book.bank import Question


def former_points(questions: Iterable[Question]) -> Iterator[Problem]:
    """A problem for each former id that is the id of a key point now, or that a second key point claims."""
    asked = tuple(questions)
    heirs = {one.renamed_from: one.id for one in asked if one.renamed_from}
    live = {f"{one.id}/{point.id}" for one in asked for point in one.keypoints}
    claimed: dict[str, str] = {}
    for one in asked:
        for point in one.keypoints:
            if not point.renamed_from:
                continue
            said = point.renamed_from
            question, _, name = (said if "/" in said else f"{one.id}/{said}").partition("/")
            former, ident = f"{heirs.get(question, question)}/{name}", f"{one.id}/{point.id}"
            if former in live:
                yield Problem("renamed-from",
                              f"`{said}` is no former id of the key point `{ident}`: `{former}` has it",
                              one.span, "delete its `renamed_from`, or give that key point another id")
            elif former in claimed:
                yield Problem("renamed-from",
                              f"`{said}` is the former id of two key points: `{claimed[former]}` "
                              f"and `{ident}`", one.span, "its history can go on in one key point only")
            claimed.setdefault(former, ident)
