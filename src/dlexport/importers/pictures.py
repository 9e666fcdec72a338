"""Pictures of a source on their way to the folder `media`: named in ASCII, each content once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.importers.slugs import Taken, slug
from dlexport.pictures.bitmap_files import coding_of
from dlexport.pictures.media import FOLDER, SIZE_LIMIT
from dlexport.source import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOTAL_LIMIT: Final = 500_000_000  # bytes of all pictures of one import

_SUFFIXES: Final = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "gif": ".gif", "bmp": ".bmp", "avif": ".avif"}
_XML: Final = b"\xef\xbb\xbf"
_QUERY: Final = re.compile(r"[?#].*\Z", re.DOTALL)


class PictureError(ValueError):
    """The picture cannot come along; the message ends a sentence that begins with its name."""


class Pictures:
    """Takes pictures, and gives each the path by which a text names it."""

    def __init__(self) -> None:
        self._names = Taken()
        self._paths: dict[str, str] = {}
        self._found: dict[str, bytes] = {}
        self._size = 0

    @property
    def found(self) -> Mapping[str, bytes]:
        """Name in the folder -> bytes."""
        return self._found

    def add(self, data: bytes, name: str) -> str:
        """The path in the bank of a picture; `name` is the source's, from which its own is made.

        Raises:
            PictureError: no output could show it.
        """
        suffix = _suffix(data)
        if len(data) > SIZE_LIMIT:
            raise PictureError(f"is larger than {SIZE_LIMIT // 1_000_000} MB")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._paths:
            self._size += len(data)
            if self._size > TOTAL_LIMIT:
                raise PictureError(f"takes the pictures beyond {TOTAL_LIMIT // 1_000_000} MB")
            stem = PurePosixPath(name.replace("\\", "/")).stem
            named = self._names.new(slug(stem, "picture")) + suffix
            self._found[named] = data
            self._paths[digest] = f"{FOLDER}/{named}"
        return self._paths[digest]

    def add_file(self, path: str, folder: Path) -> str:
        """The same of a file, its path as a text beside it gives it.

        Raises:
            PictureError: it is not there, or no picture.
        """
        for candidate in _candidates(path, folder):
            try:
                data = files.contents(candidate, SIZE_LIMIT)
            except (OSError, ValueError):
                continue
            return self.add(data, candidate.name)
        raise PictureError("is not beside the file")


def _candidates(path: str, folder: Path) -> Iterator[Path]:
    """Beside the text, at the root of its collection, and both without what follows a question mark."""
    for typed in dict.fromkeys((path, unquote(path), _QUERY.sub("", path), unquote(_QUERY.sub("", path)))):
        below = typed.removeprefix("@").lstrip("/") if typed.startswith(("/", "@/")) else ""
        relative = Path(typed.replace("\\", "/")) if not below else Path(below)
        if relative.is_absolute():
            continue
        yield folder / relative
        if below:
            yield from (parent / below for parent in folder.resolve().parents[:4])


def _suffix(data: bytes) -> str:
    start = data.removeprefix(_XML).lstrip()[:400]
    if start.startswith(b"<") and b"<svg" in data[:4000]:
        return ".svg"
    coding = coding_of(data)
    if coding is None:
        raise PictureError("is empty" if not data else "is no picture of a kind that outputs show")
    return _SUFFIXES[coding]
