"""The bytes of a source file -> its text, or the problems that keep it from being read."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from dlexport.problems import Problem, Span
from dlexport.source import files
from dlexport.source.positions import ScalarLines

if TYPE_CHECKING:
    from pathlib import Path

SIZE_LIMIT: Final = 64_000_000      # bytes; ten thousand questions take fifteen million
REPORTED_AT_MOST: Final = 1000     # of each kind; a binary file would have millions

_BREAK: Final = re.compile("\r\n|\r|\n")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# U+0085, U+2028 and U+2029 end lines in YAML 1.1 and nowhere else; U+FEFF is invisible
_FORBIDDEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CONFLICT: Final = re.compile(r"\n(<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")     # `^` would take eight times as long


def read_text(path: Path) -> tuple[str, tuple[Problem, ...]]:
    """The text of the file; where there are problems, as much of it as excerpts need."""
    file = str(path)
    try:
        status = path.stat()
        if stat.S_ISFIFO(status.st_mode):      # opening one waits, for ever, until somebody writes to it
            hint = "write it to a file first, and name that"
            return "", (Problem("file-unreadable", f"{file} is a pipe, not a file", None, hint),)
        if status.st_size > SIZE_LIMIT:
            return "", (_too_big(file),)
        if path.parts[:2] != ("/", "dev") and (real := files.leads_out(path, path.parent)):
            hint = "copy it into the project, or name the file itself with --source"
            return "", (Problem("file-unreadable", f"{file} is a link that leads out of the project, to {real}", None,
                                hint),)
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        hint = "name the file with --source, or run where source/questions.yaml is; a new project: dlexport init"
        return "", (Problem("file-missing", f"there is no file {file}", None, hint),)
    except IsADirectoryError:
        hint = "name the YAML file inside it"
        return "", (Problem("file-unreadable", f"{file} is a folder, not a file", None, hint),)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "see whether it may be read, and by whom"
        return "", (Problem("file-unreadable", f"{file} cannot be read: {reason}", None, hint),)
    if len(data) > SIZE_LIMIT:      # a device has no size
        return "", (_too_big(file),)
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The bytes as text, checked for what no source may hold."""
    if data.startswith(_UTF16_MARKS):
        problem = Problem("byte-order-mark", "the file begins with the byte order mark of UTF-16", Span(file, 1, 1),
                          "save it as UTF-8")
        return "", (problem,)
    data = data.removeprefix(_UTF8_MARK)        # what some editors on Windows write before the first character
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.decode("utf-8", "replace"), (not_utf8(data, error.start, file),)
    return text, _checked(text, file)


def _checked(text: str, file: str) -> tuple[Problem, ...]:
    if not text.strip():
        hint = "a bank begins with the line `format: 1`"
        return (Problem("empty-file", f"{file} is empty", Span(file, 1, 1), hint),)
    conflicts, forbidden = _CONFLICT.finditer(f"\n{text}"), _FORBIDDEN.finditer(text)
    found = sorted([*((m.start(), m[1]) for m in islice(conflicts, REPORTED_AT_MOST)),
                    *((m.start(), m[0]) for m in islice(forbidden, REPORTED_AT_MOST))])
    if not found:
        return ()
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    problems = []
    for offset, mark in found:
        line = bisect_right(starts, offset)
        span = Span(file, line, offset - starts[line - 1] + 1, len(mark))
        if len(mark) > 1:
            problems.append(Problem("merge-conflict", f"a merge-conflict marker `{mark}`", span,
                                    "settle the merge: keep what is right and delete the marker lines"))
        else:
            problems.append(Problem("control-character", f"the character U+{ord(mark):04X} may not stand in a source",
                                    span, "it is invisible; delete it"))
    return tuple(problems)


def not_utf8(data: bytes, offset: int, file: str) -> Problem:
    """The byte at `offset`, the first that is not UTF-8, as a problem with its place."""
    before = ScalarLines(data[:offset].decode("utf-8"))
    span = Span(file, len(before), len(before[-1]) + 1)
    return Problem("not-utf8", f"the byte 0x{data[offset]:02X} is not UTF-8", span,
                   "save the file as UTF-8; older Chinese files are often GB 18030")


def _too_big(file: str) -> Problem:
    return Problem("file-limit", f"{file} is larger than {SIZE_LIMIT // 1_000_000} MB", None,
                   "split the bank; pictures belong into the folder `media`")
