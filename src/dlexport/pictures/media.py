"""Pictures of the bank: found in its media folder, checked, measured, identified by their hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from dlexport.pictures import bitmaps
from dlexport.pictures.names import other_case, same_name
from dlexport.problems import SourceError
from dlexport.source.positions import ScalarLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.pictures.losses import Loss
    from dlexport.problems import Problem

Kind = Literal["png", "jpeg", "svg"]
"""The kinds of pictures in outputs. Files of other kinds are converted into one of these."""
_Coding = Literal["png", "jpeg", "svg", "webp", "gif", "bmp", "avif"]

FOLDER: Final = "media"
SIZE_LIMIT: Final = 20_000_000      # bytes; Anki accepts 100 MB, which is too much for a phone
_SUFFIXES: Final[Mapping[str, _Coding]] = {
    ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg", ".webp": "webp", ".gif": "gif", ".bmp": "bmp",
    ".avif": "avif",
}
_NAMES: Final[Mapping[_Coding, str]] = {
    "png": "a PNG", "jpeg": "a JPEG", "svg": "an SVG", "webp": "a WebP", "gif": "a GIF", "bmp": "a BMP",
    "avif": "an AVIF",
}
_ADDRESS: Final = re.compile("[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"/|[a-z]:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Media:
    """A picture in the form that every output uses.

    Attributes:
        path: as written in the text, e.g. `media/cnn.svg`.
        kind: of `data`.
        data: its bytes: of an SVG, rewritten with the supported elements and attributes only; of a bitmap, the file's
            own, or those of a PNG or JPEG made from it if outputs would show the file differently.
        sha256: hexadecimal hash of `data`.
        width, height: in CSS pixels (1/96 inch); for bitmaps, pixels.
        origin: hexadecimal hash of the picture in the lock: of a bitmap, that of its file, which does not change when
            a library converts differently; else that of `data`.
        losses: features of the file that outputs lack.
        file: hexadecimal hash of the file as it was read.
    """

    path: str
    kind: Kind
    data: bytes
    sha256: str
    width: float
    height: float
    origin: str = ""
    losses: tuple[Loss, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """A file name in ASCII that is unique to this content: stem, ten digits of the hash, suffix."""
        stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in
                       self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])[:40].strip("-_") or "figure"
        return f"{stem}-{self.sha256[:10]}.{'jpg' if self.kind == 'jpeg' else self.kind}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """The reason why a picture cannot be used.

    Attributes:
        inside: problems within the file, with positions; if there are any, they replace code, message and hint.
        sources: file name -> lines, for their excerpts.
    """

    code: str
    message: str
    hint: str
    inside: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)


def take(folder: Path, path: str) -> Media | Flaw:
    """The picture at `path` (as a text writes it) below the bank's `folder`; or the reason why it cannot be used."""
    flaw = _bad_path(path)
    if flaw:
        return flaw
    file = folder / path
    base = folder.resolve() / FOLDER
    try:
        file = same_name(folder, path)
        if not file.resolve(strict=True).is_relative_to(base):
            return Flaw("media-path", f"`{path}` leads out of the folder `{FOLDER}`",
                        f"copy the file into {folder / FOLDER}")
        if not file.is_file():
            return Flaw("media-missing", f"`{path}` is not a file", "name the file of a picture")
        if file.stat().st_size > SIZE_LIMIT:
            return Flaw("media-limit", f"`{path}` is larger than {SIZE_LIMIT // 1_000_000} MB", "make it smaller")
        data = file.read_bytes()
    except FileNotFoundError:
        other = other_case(folder, path)
        if other:
            return Flaw("media-missing", f"there is no file {file}, but one called `{other}`: capitals count",
                        f"write `{other}`, or rename the file")
        return Flaw("media-missing", f"there is no file {file}",
                    f"put it there, or mend the path; it begins with `{FOLDER}/`")
    except (OSError, ValueError, RuntimeError) as error:    # RuntimeError: a loop of links
        return Flaw("media-missing", f"{file} cannot be read: {getattr(error, 'strerror', '') or error}",
                    "see whether it may be read, and by whom")
    return _checked(path, data, str(file))


def judged(path: str, data: bytes) -> Media | Flaw:
    """The picture with these bytes as `path` would be; or the reason why it cannot be used."""
    return _bad_path(path) or _checked(path, data, path)


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
        return _drawing(path, data, file) if kind == "svg" else _bitmap(path, data)
    except bitmaps.DamagedError as error:
        return Flaw("media-damaged", f"`{path}` is damaged: {error}", "save it again")
    except bitmaps.TooLargeError as error:
        return Flaw("media-limit", f"`{path}` is too large: {error}",
                    f"make it smaller; {bitmaps.PIXEL_LIMIT:,} pixels are allowed, {bitmaps.SIDE_LIMIT:,} in a row")
    except SourceError as error:
        return Flaw("svg", "", "", error.problems, {file: ScalarLines(data.decode("utf-8", "replace"))})


def _bitmap(path: str, data: bytes) -> Media:
    from dlexport.pictures import bitmap_files  # noqa: PLC0415 - start-up time

    made = bitmap_files.read(data)
    if made is None:
        raise bitmaps.DamagedError("it is of no known kind")
    return _media(path, made.kind, made.data, made.size, data, made.losses)


def _drawing(path: str, data: bytes, file: str) -> Media | Flaw:
    from dlexport.pictures.svg import reading, seen, write  # noqa: PLC0415 - start-up time

    found = reading.read(data, file)
    drawing = found.drawing
    size = drawing.width, drawing.height
    if min(size) < 1:
        return Flaw("media-limit", f"`{path}` is smaller than a pixel: {drawing.width:g} × {drawing.height:g}",
                    "give its root a larger `width` and `height`")
    if not found.effects:
        if not seen.shows_something(drawing):
            return Flaw("svg", f"`{path}` shows nothing", "see that what it draws is inside its `viewBox`")
        if seen.runs_out(drawing):
            return Flaw("svg", f"`{path}` has words far longer than it is wide", "break them into lines")
        return _media(path, "svg", write.write(drawing), size, data, found.losses)
    from dlexport.pictures.svg import raster  # noqa: PLC0415 - start-up time

    try:
        pixels = raster.rasterise(drawing, found.effects)
    except raster.TooDearError:
        return Flaw("media-limit", f"`{path}` has {found.effects:,} filters and masks", "save it as a PNG")
    return _media(path, "png", pixels, size, data, found.losses)


def _kind(data: bytes) -> _Coding | None:
    from dlexport.pictures.bitmap_files import coding_of  # noqa: PLC0415 - start-up time

    return "svg" if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else coding_of(data)


def _media(path: str, kind: Kind, data: bytes, size: tuple[float, float], file: bytes,      # noqa: PLR0913, PLR0917
           losses: tuple[Loss, ...]) -> Media:
    digest, read = (hashlib.sha256(one).hexdigest() for one in (data, file))
    return Media(path, kind, data, digest, *size, digest if kind == "svg" else read, losses, read)
