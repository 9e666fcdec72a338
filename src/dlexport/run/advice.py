"""`dlexport lint` and `fmt`: advice on a bank, and changes to its file that leave its meaning alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport import reader
from dlexport.lint.fields import fields
from dlexport.lint.lint import lint
from dlexport.lint.mend import mended
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.run.request import Request
from dlexport.source.text import read_text
from dlexport.source.yaml_tree import parse
from dlexport.writer.formatted import formatted
from dlexport.writer.yaml_style import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.book.bank import Bank

_BREAKS: Final = re.compile("(\r\n|\r|\n)")
_MARK: Final = b"\xef\xbb\xbf"
_SAME: Final = str.maketrans({"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")", " ": None,
                              "\n": None})


def advise(source: Path, *, fix: bool = False) -> tuple[tuple[Problem, ...], int, Mapping[str, Sequence[str]]]:
    """The findings in a bank, the number of places mended, and file name -> lines, for excerpts.

    Args:
        source: the bank's file.
        fix: make the edits that findings carry, and write the file; the findings returned are those that remain.

    Raises:
        SourceError: the bank has errors, or the file cannot be written.
    """
    if not fix:
        bank = reader.read(source)
        return tuple(one.problem for one in lint(bank)), 0, bank.sources or {}
    with publish.turn(Request(source, source.parent).lock):
        made = _mend(source)
    bank = reader.read(source)
    return tuple(one.problem for one in lint(bank)), made, bank.sources or {}


def put_in_form(source: Path, *, dry: bool) -> bool:
    """Bring the bank's YAML file into the standard layout; returns whether it differed.

    Args:
        source: the bank's file.
        dry: only compare; the file is not written.

    Raises:
        SourceError: the file is not YAML, or cannot be written.
    """
    with publish.turn(Request(source, source.parent).lock):
        text, unread = read_text(source)
        document = parse(text, str(source))
        if unread or document.root is None:
            raise SourceError(unread or document.problems, {str(source): document.lines})
        try:
            made = formatted(text)
        except UnreadableError as error:
            hint = "mend it by hand; and please report it to the authors of dlexport"
            raise SourceError([Problem("not-mended", f"{source} was left as it is: {error}", hint=hint)]) from error
        data = made.encode()
        if data == source.read_bytes():
            return False
        if not dry:
            publish.replace_file(source, data)
        return True


def _mend(source: Path) -> int:
    before = reader.read(source)
    edits = [edit for finding in lint(before) for edit in finding.edits if edit.field.file == str(source)]
    if not edits:
        return 0
    data = source.read_bytes()
    pieces = _BREAKS.split(data.decode("utf-8-sig"))
    lines, made = mended(pieces[::2], edits)
    if not made:
        return 0
    pieces[::2] = lines
    text = "".join(pieces).encode()
    staged = source.with_name(f".{source.name}.mended")
    try:
        publish.replace_file(staged, (_MARK if data.startswith(_MARK) else b"") + text)
        if not _reads_alike(before, staged):
            raise SourceError([Problem("not-mended", f"{source} was left as it is: the mended text reads otherwise",
                                       hint="mend it by hand; and please report it to the authors of dlexport")])
        publish.replace_file(source, staged.read_bytes())
    finally:
        staged.unlink(missing_ok=True)
    return made


def _reads_alike(before: Bank, staged: Path) -> bool:
    try:
        return _content(before) == _content(reader.read(staged))
    except SourceError:
        return False


def _content(bank: Bank) -> list[list[str]]:
    """For each question its id and texts, without the characters that mending may change."""
    return [[question.id, *(field.value.translate(_SAME) for field in fields(question))]
            for question in bank.questions]
