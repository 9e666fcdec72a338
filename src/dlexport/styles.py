"""The theme: style files by name, a project's own before the default ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dlexport.problems import SourceError
from dlexport.textfile import not_utf8


def default_folder() -> Path:
    """The default theme: inside the installed package, or the top-level `styles/` of a checkout."""
    package = Path(__file__).parent
    packed = package / "styles"
    return packed if packed.is_dir() else package.parents[1] / "styles"


@dataclass(frozen=True, slots=True)
class Styles:
    """Reads style files.

    Attributes:
        folders: where to look, first match wins.
    """

    folders: tuple[Path, ...]

    def read(self, name: str) -> bytes:
        """The file `name` (with `/`, below a theme folder).

        Raises:
            FileNotFoundError: no folder has it.
        """
        return self.path(name).read_bytes()

    def path(self, name: str) -> Path:
        """Where the file `name` is.

        Raises:
            FileNotFoundError: no folder has it.
        """
        for folder in self.folders:
            path = folder / name
            if path.is_file():
                return path
        raise FileNotFoundError(f"no theme folder has {name}: looked in {', '.join(map(str, self.folders))}")

    def text(self, name: str) -> str:
        """The file `name` as UTF-8 text with line feeds.

        Raises:
            FileNotFoundError: no folder has it.
            SourceError: it is not UTF-8.
        """
        try:
            return self.read(name).decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise SourceError([not_utf8(error.object, error.start, str(self.path(name)))]) from error

    def fingerprint(self) -> str:
        """SHA-256 over the names and bytes of every style file in effect."""
        files: dict[str, Path] = {}
        for folder in reversed(self.folders):
            files |= {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        digest = hashlib.sha256()
        for name in sorted(files):
            digest.update(f"{name}\0{hashlib.sha256(files[name].read_bytes()).hexdigest()}\n".encode())
        return digest.hexdigest()


def theme(own: Path | None) -> Styles:
    """The default theme, overridden file by file by the folder `own` where that is a folder."""
    default = default_folder()
    if own is None or not own.is_dir() or own.resolve() == default.resolve():
        return Styles((default,))
    return Styles((own, default))
