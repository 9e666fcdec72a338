"""Reading files that others may have put in place: never waits (no pipe, no device), never beyond a size limit."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import io

_PIECE: Final = 2**20       # bytes


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes.

    Raises:
        OSError: it cannot be read, is no regular file, or is larger.
        ValueError: no file can have such a name.
    """
    pieces: list[bytes] = []
    left = limit + 1
    with _opened(path) as file:
        while left and (piece := file.read(min(left, _PIECE))):     # to ask for so much is to have it set aside
            pieces.append(piece)
            left -= len(piece)
    if not left:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return b"".join(pieces)


def head(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file, or all that there are.

    Raises:
        OSError: it cannot be read, or is no regular file.
        ValueError: no file can have such a name.
    """
    with _opened(path) as file:
        return file.read(size)


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file.

    Raises:
        OSError: it cannot be read, or is no regular file.
        ValueError: no file can have such a name.
    """
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def leads_out(path: Path, *homes: Path) -> str:
    """The target of a path that is, or passes through, a link out of the project; empty for all others.

    The project is the folder that we run in, and what stands below the `homes`: whoever sends a change to a bank could
    otherwise have any file of the machine read, and shown in an excerpt or an output.
    """
    if not any(part.is_symlink() for part in (path, *path.parents)):
        return ""
    real = os.path.realpath(path)
    for home in (Path(), *homes):
        folder = os.path.realpath(home)
        if os.path.commonpath([real, folder]) == folder:
            return ""
    return real


def _opened(path: Path) -> io.BufferedReader:
    file = open(path, "rb", opener=_at_once)  # noqa: SIM115 - pathlib has no opener; the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return file


def _at_once(path: str, flags: int) -> int:
    """Opener that does not wait, as opening a pipe otherwise would until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))      # Windows has no such pipes
