"""Pictures of a source, collected for the folder `media`: with ASCII names, equal contents stored once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.importers.slugs import Taken, slug
from dlexport.pictures.bitmap_files import coding_of
from dlexport.pictures.media import FOLDER, SIZE_LIMIT, Flaw, judged
from dlexport.source import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOTAL_LIMIT: Final = 500_000_000  # bytes of all pictures of one import

_SUFFIXES: Final = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "gif": ".gif", "bmp": ".bmp", "avif": ".avif"}
_XML: Final = b"\xef\xbb\xbf"
_QUERY: Final = re.compile(r"[?#].*\Z", re.DOTALL)


class PictureError(ValueError):
    """The picture cannot be imported; the message is the predicate of a sentence that begins with its name."""


class Pictures:
    """A collection of pictures, each with the path by which texts refer to it."""

    def __init__(self) -> None:
        self._names = Taken()
        self._paths: dict[str, str] = {}
        self._found: dict[str, bytes] = {}
        self._size = 0

    @property
    def found(self) -> Mapping[str, bytes]:
        """File name in the folder `media` -> bytes."""
        return self._found

    def add(self, data: bytes, name: str) -> str:
        """Add a picture; returns its path in the bank. Its file name is derived from the source's `name`.

        Raises:
            PictureError: no output could show it, it is damaged, or it is too large.
        """
        suffix = _suffix(data)
        if len(data) > SIZE_LIMIT:
            raise PictureError(f"is larger than {SIZE_LIMIT // 1_000_000} MB")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._paths:
            self._size += len(data)
            if self._size > TOTAL_LIMIT:
                raise PictureError(f"takes the pictures beyond {TOTAL_LIMIT // 1_000_000} MB")
            _whole(data, suffix)
            stem = PurePosixPath(name.replace("\\", "/")).stem
            named = self._names.new(slug(stem, "picture")) + suffix
            self._found[named] = data
            self._paths[digest] = f"{FOLDER}/{named}"
        return self._paths[digest]

    def add_file(self, path: str, folder: Path) -> str:
        """Add a picture file; `path` is as written in a text in `folder`. Returns its path in the bank.

        Raises:
            PictureError: the file is missing, or is no picture.
        """
        for candidate in _candidates(path, folder):
            try:
                data = files.contents(candidate, SIZE_LIMIT)
            except (OSError, ValueError):
                continue
            return self.add(data, candidate.name)
        raise PictureError("is not beside the file")


def _candidates(path: str, folder: Path) -> Iterator[Path]:
    """Paths to try: beside the text, at the root of its collection, and both without a query (`?…`)."""
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


def _whole(data: bytes, suffix: str) -> None:
    """Raise `PictureError` for a picture that the bank's reader would refuse, and the whole bank with it."""
    path = f"{FOLDER}/picture{suffix}"
    flaw = judged(path, data)
    if isinstance(flaw, Flaw):
        raise PictureError((flaw.inside[0].message if flaw.inside else flaw.message).removeprefix(f"`{path}` "))
