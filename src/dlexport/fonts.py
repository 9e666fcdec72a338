"""The font files that themes name: found in packages, known by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# role -> (package, file below it); every package is a dependency and under the SIL Open Font License
_PACKAGED = {
    "sans": ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    "serif": ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "latin": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "latin-italic": ("fontpkg_noto_serif", "files/NotoSerif-Italic[wdth,wght].ttf"),
    "mono": ("fontpkg_jetbrains_mono", "files/JetBrainsMono[wght].ttf"),
    "mono-italic": ("fontpkg_jetbrains_mono", "files/JetBrainsMono-Italic[wght].ttf"),
    "math": ("ziamath", "fonts/STIXTwoMath-Regular.ttf"),
}


@cache
def packaged(package: str, name: str) -> Path:
    """A data file of an installed package, without importing the package.

    Raises:
        FileNotFoundError: the package is not installed or lacks the file.
    """
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"font file {name} of the package {package.replace('_', '-')} is not there: reinstall it")


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file; `sha256` is computed when asked for."""

    role: str
    path: Path

    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a theme by role: sans, serif, latin, latin-italic, mono, mono-italic, math.

    Remembers which were asked for, since the manifest names the fonts an artifact was made with.
    """

    used: set[str] = field(default_factory=set)

    def file(self, role: str) -> FontFile:
        """The font file of a role.

        Raises:
            KeyError: no such role.
            FileNotFoundError: the package that carries it is not installed.
        """
        path = packaged(*_PACKAGED[role])
        self.used.add(role)
        return FontFile(role, path)
