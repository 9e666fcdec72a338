"""Renamed ids: records move with `renamed_from`; renames that nobody marked are noticed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.lock.records import Record
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book
    from dlexport.lock.records import Key, Lock


def follow(book: Book, fresh: dict[Key, Record]) -> None:
    """Move the records of all former ids to the present ones.

    Questions go first: a key point that moved may be named by its question's former id or by the present one.
    """
    questions = [entry.question for entry in book.entries()]
    for one in questions:
        if one.renamed_from and ("question", one.id) not in fresh:
            _question(fresh, one)
    heirs = {one.renamed_from: one.id for one in questions if one.renamed_from}
    for one in questions:
        for point in one.keypoints:
            if point.renamed_from and ("keypoint", f"{one.id}/{point.id}") not in fresh:
                _keypoint(fresh, one, point, heirs)


def onto_retired(book: Book, lock: Lock) -> dict[Key, str]:
    """Retired keys onto which something in the lock is being renamed -> the former id that claims each."""
    questions = [entry.question for entry in book.entries()]
    heirs = {one.renamed_from: one.id for one in questions if one.renamed_from}
    found: dict[Key, str] = {}
    for one in questions:
        if one.renamed_from and _is_live(lock, ("question", one.renamed_from)):
            found["question", one.id] = one.renamed_from
        for point in one.keypoints:
            former = _former(one, point)
            if point.renamed_from and any(_is_live(lock, key) for key in _possible(former, heirs)):
                found["keypoint", f"{one.id}/{point.id}"] = former
    return {key: former for key, former in found.items() if key in lock and lock[key].retired}


def _is_live(lock: Lock, key: Key) -> bool:
    return key in lock and not lock[key].retired


def _former(owner: Question, point: KeyPoint) -> str:
    """The former id of a key point, with its question."""
    return point.renamed_from if "/" in point.renamed_from else f"{owner.id}/{point.renamed_from}"


def _possible(former: str, heirs: Mapping[str, str]) -> tuple[Key, Key]:
    """The keys that a key point's record may have: under its question's id as written, and under its present one."""
    question, _, name = former.partition("/")
    return ("keypoint", former), ("keypoint", f"{heirs.get(question, question)}/{name}")


def _question(fresh: dict[Key, Record], renamed: Question) -> None:
    """Move the records of a question's former id to the present one: GUID and history stay, the date is new."""
    former = renamed.renamed_from
    moved = [record for record in fresh.values() if record.kind in {"question", "keypoint"}
             and (record.id == former or record.id.startswith(f"{former}/"))]
    for old in moved:
        _move(fresh, old, renamed.id + old.id[len(former):])
    if not moved:       # the lock was lost: what the GUIDs were derived from is still known
        fresh["question", renamed.id] = Record("question", renamed.id, "", 0, identity=former)
        for point in renamed.keypoints:
            ident = f"{renamed.id}/{point.id}"
            own = point.renamed_from or point.id
            fresh["keypoint", ident] = Record("keypoint", ident, "", 0,
                                              identity=own if "/" in own else f"{former}/{own}")


def _keypoint(fresh: dict[Key, Record], owner: Question, point: KeyPoint, heirs: Mapping[str, str]) -> None:
    """Move the record of a key point's former id to the present one, from another question too."""
    former, ident = _former(owner, point), f"{owner.id}/{point.id}"
    written, present = _possible(former, heirs)
    old = fresh.get(written) or fresh.get(present)
    if old is None:     # the lock was lost
        fresh["keypoint", ident] = Record("keypoint", ident, "", 0, identity=former)
    else:
        _move(fresh, old, ident)


def _move(fresh: dict[Key, Record], old: Record, ident: str) -> None:
    del fresh[old.kind, old.id]
    fresh[old.kind, ident] = replace(old, id=ident, identity=old.identity or old.id, content="",
                                     changed=old.newest, retired=0)


def unmarked(book: Book, lock: Lock, fresh: Lock, live: Collection[Key]) -> Iterator[Problem]:
    """New ids whose content looks like that of an id that is gone: probably renamed without `renamed_from`.

    A question does with the same content, the same title or the same answer; a key point with the same sentence.
    """
    gone = [record for key, record in lock.items() if key not in live and key in fresh and not record.retired]
    if not gone:
        return
    questions = _signs(record for record in gone if record.kind == "question")
    points = _signs(record for record in gone if record.kind == "keypoint")
    for entry in book.entries():
        one = entry.question
        found = fresh["question", one.id]
        old = None if ("question", one.id) in lock else _met(found, questions)
        if old:
            yield Problem(
                "renamed-unmarked",
                f"the question {one.id!r} looks like {old.id!r}, which is no longer there", one.span,
                f"to keep the learners' reviews, add   renamed_from: {old.id}\n"
                f"or, if it is meant to start anew: dlexport lock --forget {old.id}",
            )
            continue
        for point in one.keypoints:
            ident = f"{one.id}/{point.id}"
            was = None if ("keypoint", ident) in lock else _met(fresh["keypoint", ident], points)
            if was:
                former = was.id.removeprefix(f"{one.id}/")
                yield Problem(
                    "renamed-unmarked",
                    f"the key point {ident!r} has the sentence of {was.id!r}, which is no longer there", one.span,
                    f"to keep the learners' reviews, add to it   renamed_from: {former}\n"
                    f"or, if it is meant to start anew: dlexport lock --forget {was.id}",
                )


def _signs(records: Iterator[Record]) -> Mapping[tuple[str, str], Record]:
    """Features by which a question or key point can be recognised -> the question or key point."""
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        signs = (record.content, record.text, record.title if record.kind == "question" else "")
        found |= {(name, sign): record for name, sign in zip(("content", "text", "title"), signs, strict=True) if sign}
    return found


def _met(found: Record, signs: Mapping[tuple[str, str], Record]) -> Record | None:
    own = {"content": found.content, "text": found.text, "title": found.title}
    return next((signs[sign] for sign in own.items() if sign[1] and sign in signs), None)
