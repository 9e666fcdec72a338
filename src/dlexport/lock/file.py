"""The lock as a file: JSON Lines, sorted, one entry a line, so that git merges it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dlexport.lock.records import Key, Kind, Lock, Record
from dlexport.problems import Problem, SourceError, Span
from dlexport.source import files as regular

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
SIZE_LIMIT = 64_000_000     # bytes; ten thousand questions take seven million
_LAST_DATE = 10**11         # in the year 5138; no format can say much later ones
_LAST_NUMBER = 10**6        # of a blank
_TOPIC_NUMBER = re.compile(r"[0-9]{2,9}(?:\.[0-9]{0,300}[1-9])?")    # see topic_numbers
_KINDS: tuple[Kind, ...] = ("bank", "keypoint", "question", "stamp", "topic")
_OPTIONAL: dict[str, type] = {
    "identity": str, "guid": str, "blanks": dict, "gone": dict, "next": int, "retired": int, "topic": str, "title": str,
    "text": str, "number": str,
}
_TYPES: dict[Kind, dict[str, type]] = {
    kind: _OPTIONAL | {kind: str, "content": str, "changed": int} for kind in _KINDS}
_encode = json.JSONEncoder(ensure_ascii=False).encode     # made once: `dumps` makes one for every line
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def read(path: Path) -> Lock:
    """The lock file's records; none where there is no file.

    Raises:
        SourceError: it cannot be read, holds merge-conflict markers, or a line is no record.
    """
    if real := regular.leads_out(path, path.parent):
        what = f"cannot read the lock: {path} is a link that leads out of the project, to {real}"
        raise SourceError([Problem("lock-syntax", what, hint="put the lock itself beside the bank")])
    try:
        text = regular.contents(path, SIZE_LIMIT).decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        problem = Problem("lock-syntax", f"cannot read the lock: {error}", Span(str(path), 1, 1))
        raise SourceError([problem]) from error
    lines = text.split("\n")
    lock: dict[Key, Record] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        span = Span(str(path), number, 1, len(line))
        try:
            record = _record(line, first=number == 1)
        except ValueError as error:
            problems.append(_problem(str(error), line, span))
            continue
        if record and (record.kind, record.id) in lock:
            problems.append(_problem(f"a second entry for the {record.kind} {record.id!r}", line, span))
        elif record:
            lock[record.kind, record.id] = record
    if problems:
        # between the markers of a conflict everything is there twice
        conflicts = [problem for problem in problems if problem.code == "lock-conflict"]
        raise SourceError(conflicts or problems, {str(path): lines})
    return lock


def write(lock: Lock) -> bytes:
    """The records as the bytes of the lock file, which depend on nothing else."""
    rows: list[dict[str, Any]] = [{"format": FORMAT}]
    for _, record in sorted(lock.items()):
        row: dict[str, Any] = {record.kind: record.id, "content": record.content, "changed": record.changed}
        for name in _OPTIONAL:
            value = getattr(record, name)
            if value and not (name == "next" and record.kind != "keypoint" and value == 1):
                row[name] = dict(value) if name in {"blanks", "gone"} else value
        rows.append(row)
    return "".join(_encode(row) + "\n" for row in rows).encode()


def flaw(lock: Lock) -> str:
    """Why a lock, made of a stranger's dates and numbers, could not be read again; empty where it could."""
    try:
        for line in write(lock).decode().split("\n")[1:-1]:
            _record(line, first=False)
    except ValueError as error:
        return str(error)
    return ""


def _record(line: str, *, first: bool) -> Record | None:
    """The record of a line; None for the file's first line.

    Raises:
        ValueError: it is neither.
    """
    try:
        row = json.loads(line)
        if "\\u" in line:
            _encode(row).encode()       # half a character, which JSON can name, is in no text
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("this line is no JSON") from None
    if not isinstance(row, dict):
        raise ValueError("a line of the lock is a JSON object")   # noqa: TRY004 - one error type for all of a line
    if first:
        if row != {"format": FORMAT}:
            raise ValueError(f'the first line must be {{"format": {FORMAT}}}: was it written by a newer dlexport?')
        return None
    kind = next((kind for kind in _KINDS if kind in row), None)
    if kind is None:
        raise ValueError(f"a line of the lock names a {', a '.join(_KINDS)}")
    types = _TYPES[kind]
    wrong = [key for key, value in row.items() if key not in types or type(value) is not types[key]]
    if wrong or not {"content", "changed"} <= row.keys():
        raise ValueError(f"the entry lacks content or changed, or has a wrong {', '.join(wrong) or 'value'}")
    if not all(0 <= row.get(name, 0) <= _LAST_DATE for name in ("changed", "retired")):
        raise ValueError("changed and retired are seconds since 1970")
    if kind == "topic" and not _TOPIC_NUMBER.fullmatch(row.get("number", "")):
        raise ValueError("a topic's number is two digits or more, with decimals where it stands between two others")
    numbers = [*row.get("blanks", {}).values(), *row.get("gone", {}).values(), row.get("next", 1)]
    if any(type(n) is not int or not 1 <= n <= _LAST_NUMBER for n in numbers) or \
            len(set(numbers[:-1])) < len(numbers) - 1:
        raise ValueError("blanks have different whole numbers from 1")
    return Record(kind, row.pop(kind), **row)


def _problem(error: str, line: str, span: Span) -> Problem:
    if line.startswith(_MARKERS):
        return Problem(
            "lock-conflict", "the lock holds a merge conflict", span,
            "keep the lines of both sides; of two lines for one id, the one with the higher `changed`",
        )
    return Problem("lock-syntax", f"the lock cannot be read: {error}", span,
                   "it is written by dlexport: restore it from version control")
