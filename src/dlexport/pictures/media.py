"""Pictures: found below the media folder, checked, measured, known by their hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from dlexport.pictures import bitmaps, svg
from dlexport.problems import SourceError
from dlexport.source.positions import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.problems import Problem

Kind = Literal["png", "jpeg", "svg"]

FOLDER: Final = "media"
SIZE_LIMIT: Final = 20_000_000      # bytes; Anki takes 100 MB, a phone does not
_SUFFIXES: Final[Mapping[str, Kind]] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}
_NAMES: Final[Mapping[Kind, str]] = {"png": "a PNG", "jpeg": "a JPEG", "svg": "an SVG"}
_ADDRESS: Final = re.compile("[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"/|[a-z]:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as every output uses it.

    Attributes:
        path: as written in the text, e.g. `media/cnn.svg`.
        data: its bytes; an SVG's are the sanitised ones (only the elements and attributes of our subset).
        sha256: hexadecimal hash of `data`.
        width, height: in CSS pixels (1/96 inch); for bitmaps, pixels.
    """

    path: str
    kind: Kind
    data: bytes
    sha256: str
    width: float
    height: float

    @property
    def name(self) -> str:
        """A file name that only this content has: stem, ten digits of the hash, suffix; plain ASCII."""
        stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in
                       self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])[:40].strip("-_") or "figure"
        return f"{stem}-{self.sha256[:10]}.{'jpg' if self.kind == 'jpeg' else self.kind}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a picture cannot be used.

    Attributes:
        inside: problems with places of their own, inside the file; then they are all there is to say.
        sources: the lines they point to.
    """

    code: str
    message: str
    hint: str
    inside: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)


def take(folder: Path, path: str) -> Media | Flaw:
    """The picture at `path`, as written in a text, below `folder`, where the bank is."""
    flaw = _bad_path(path)
    if flaw:
        return flaw
    file = folder / path
    base = folder.resolve() / FOLDER
    try:
        if not file.resolve(strict=True).is_relative_to(base):
            return Flaw("media-path", f"`{path}` leads out of the folder `{FOLDER}`",
                        f"copy the file into {folder / FOLDER}")
        if not file.is_file():
            return Flaw("media-missing", f"`{path}` is not a file", "name a PNG, JPEG or SVG file")
        if file.stat().st_size > SIZE_LIMIT:
            return Flaw("media-limit", f"`{path}` is larger than {SIZE_LIMIT // 1_000_000} MB", "make it smaller")
        data = file.read_bytes()
    except FileNotFoundError:
        return Flaw("media-missing", f"there is no file {file}",
                    f"put it there, or mend the path; it begins with `{FOLDER}/`")
    except (OSError, ValueError, RuntimeError) as error:    # RuntimeError: a loop of links
        return Flaw("media-missing", f"{file} cannot be read: {getattr(error, 'strerror', '') or error}",
                    "see whether it may be read, and by whom")
    return _checked(path, data, str(file))


def _bad_path(path: str) -> Flaw | None:
    inside = f"copy the file into the folder `{FOLDER}` beside the bank and write `{FOLDER}/name.png`"
    parts = path.split("/")
    if _ABSOLUTE.match(path) and not path.startswith("//"):
        return Flaw("media-path", f"the picture `{path}` has an absolute path", inside)
    if _ADDRESS.match(path):
        return Flaw("media-path", f"the picture `{path[:80]}` is an address", "outputs work offline: " + inside)
    if ".." in parts or "." in parts or "" in parts or "\\" in path or "\0" in path:
        return Flaw("media-path", f"the path `{path}` may not have `.`, `..`, `//` or `\\` in it", inside)
    if len(parts) == 1 or parts[0] != FOLDER:
        return Flaw("media-path", f"the picture `{path}` is not in the folder `{FOLDER}`", inside)
    if PurePosixPath(path).suffix.lower() not in _SUFFIXES:
        return Flaw("media-type", f"`{path}` is no kind of picture that every output shows",
                    f"the kinds are {', '.join(_SUFFIXES)}")
    return None


def _checked(path: str, data: bytes, file: str) -> Media | Flaw:
    kind = _SUFFIXES[PurePosixPath(path).suffix.lower()]
    found = _kind(data)
    if not data:
        return Flaw("media-damaged", f"`{path}` is empty", "save it again")
    if found != kind:
        really = _NAMES[found] if found else "no picture of any known kind"
        return Flaw("media-type", f"`{path}` is not {_NAMES[kind]}, but {really}",
                    "save it in the format its name says")
    try:
        size = bitmaps.png_size(data) if kind == "png" else bitmaps.jpeg_size(data) if kind == "jpeg" else None
        if size is None:
            drawing = svg.parse(data, file)
            data = svg.write(drawing)
            return _media(path, kind, data, drawing.width, drawing.height)
    except bitmaps.DamagedError as error:
        return Flaw("media-damaged", f"`{path}` is damaged: {error}", "save it again")
    except bitmaps.TooLargeError as error:
        return Flaw("media-limit", f"`{path}` is too large: {error}",
                    f"make it smaller; {bitmaps.PIXEL_LIMIT:,} pixels are allowed")
    except SourceError as error:
        return Flaw("svg", "", "", error.problems, {file: Lines(data.decode("utf-8", "replace"))})
    return _media(path, kind, data, size.width, size.height)


def _kind(data: bytes) -> Kind | None:
    if bitmaps.is_png(data):
        return "png"
    if bitmaps.is_jpeg(data):
        return "jpeg"
    return "svg" if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else None


def _media(path: str, kind: Kind, data: bytes, width: float, height: float) -> Media:
    return Media(path, kind, data, hashlib.sha256(data).hexdigest(), width, height)
