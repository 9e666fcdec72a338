"""Bytes of a text file -> text: by its byte order mark, else strict UTF-8, else GB 18030; never by statistics."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from dlexport.importers.draft import unusable
from dlexport.problems import SourceError
from dlexport.source import files

if TYPE_CHECKING:
    from pathlib import Path

TEXT_LIMIT: Final = 32_000_000  # bytes
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_TRIED: Final = (("utf-8", "UTF-8"), ("gb18030", "GB 18030"))


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a file of unknown origin.

    Raises:
        SourceError: the file is unreadable, not a regular file, or larger than `limit` bytes.
    """
    try:
        return files.contents(path, limit)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise SourceError([unusable(str(path), f"cannot be read: {reason}")]) from error


def decoded(data: bytes, file: str, encoding: str = "") -> tuple[str, str]:
    """The text, with line feeds as line ends, and the name of its encoding.

    Args:
        data: the bytes.
        file: the file's name, for messages.
        encoding: an encoding named by the user; no other is tried.

    Raises:
        SourceError: the bytes are in none of the encodings.
    """
    tried = (
        [(encoding, encoding)]
        if encoding
        else [*((codec, name) for mark, codec, name in _MARKS if data.startswith(mark)), *_TRIED]
    )
    for codec, name in tried:
        try:
            text = data.decode(codec)
        except (UnicodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), name
    raise SourceError(
        [
            unusable(
                file,
                "is no text in UTF-8, UTF-16 or GB 18030" if not encoding else f"is no text in {encoding}",
                "name its encoding with --encoding, or save it as UTF-8",
            )
        ]
    )
