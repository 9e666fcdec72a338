"""Style files of the theme, by name; a project's own go before the default ones."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from dlexport.problems import Problem, SourceError
from dlexport.source.files import leads_out
from dlexport.source.text import not_utf8


def default_folder() -> Path:
    """The default theme: inside the installed package, or the top-level `styles/` of a checkout."""
    package = Path(__file__).parents[1]
    packed = package / "styles"
    return packed if packed.is_dir() else package.parents[1] / "styles"


@dataclass(frozen=True, slots=True)
class Styles:
    """Reads style files.

    Attributes:
        folders: where to look, first match wins.
        own: that of the project among them, out of which no link may lead.
    """

    folders: tuple[Path, ...]
    own: Path | None = None

    def with_brought(self, folder: Path) -> Styles:
        """The styles with an exporter's own files, which override the default ones; a project's override both."""
        return Styles((*self.folders[:-1], folder, self.folders[-1]), self.own)

    def read(self, name: str) -> bytes:
        """The file `name` (with `/`, below a theme folder).

        Raises:
            FileNotFoundError: no folder has it.
            SourceError: it may not be read.
        """
        return _bytes(self.path(name))

    def path(self, name: str) -> Path:
        """The path of the file `name`.

        Raises:
            FileNotFoundError: no folder has it.
            SourceError: it is a pipe, a device, a link that leads nowhere or out of the project.
        """
        for folder in self.folders:
            path = folder / name
            if os.path.lexists(path) and not path.is_dir():
                return self._checked(path)
        raise FileNotFoundError(f"no theme folder has {name}: looked in {', '.join(map(str, self.folders))}")

    def _checked(self, path: Path) -> Path:
        if not path.is_file():
            raise SourceError([Problem("file-unreadable", f"{path} is no file: a pipe, a device, or a link to nothing",
                                       hint="put a file in its place, or delete it")])
        if self.own and path.is_relative_to(self.own) and (real := leads_out(path, self.own)):
            raise SourceError([Problem("file-unreadable", f"{path} is a link that leads out of the project, to {real}",
                                       hint="copy the file into the theme's folder")])
        return path

    def text(self, name: str) -> str:
        """The file `name` as UTF-8 text with line feeds, without a byte order mark.

        Raises:
            FileNotFoundError: no folder has it.
            SourceError: it is not UTF-8.
        """
        try:
            return self.read(name).decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise SourceError([not_utf8(error.object, error.start, str(self.path(name)))]) from error

    def fingerprint(self) -> str:
        """SHA-256 over the names and bytes of every style file in effect."""
        files: dict[str, Path] = {}
        for folder in reversed(self.folders):
            files |= _files(folder)
        digest = hashlib.sha256()
        for name in sorted(files):
            digest.update(f"{name}\0{hashlib.sha256(_bytes(self._checked(files[name]))).hexdigest()}\n".encode())
        return digest.hexdigest()


def _files(folder: Path, before: str = "", around: tuple[str, ...] = ()) -> dict[str, Path]:
    """The files below a folder by their path in it, also where links lead: those are read too."""
    found: dict[str, Path] = {}
    real = os.path.realpath(folder)
    if real in around:      # a link that turns in circles
        return found
    try:
        inside = list(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error
    for path in inside:
        if path.is_dir():
            found |= _files(path, f"{before}{path.name}/", (*around, real))
        else:       # also what is no file: whoever reads it says so
            found[before + path.name] = path
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError([Problem("file-unreadable", f"{path} cannot be read: {error.strerror}",
                                hint="see whether it may be read, and by whom")])


def theme(own: Path | None) -> Styles:
    """The default theme, overridden file by file by the folder `own`, if any.

    Raises:
        SourceError: it is no folder.
    """
    default = default_folder()
    if own is None:
        return Styles((default,))
    if not own.is_dir():
        what = f"{own} is a file, not a folder" if own.exists() else f"there is no folder {own}"
        raise SourceError([Problem("styles-missing", what, hint="name the folder of your theme with --styles, "
                                   f"or leave the option out; the default theme is {default}")])
    if own.resolve() == default.resolve():
        return Styles((default,))
    return Styles((own, default), own)
