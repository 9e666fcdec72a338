"""The font files that themes name: found in packages, known by their hash."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport.labels import spoken_by_us
from dlexport.source import files as regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dlexport.problems import Problem

# role -> (package, file below it); every package is a dependency or an extra, under the SIL Open Font License or, for
# DejaVu, that of Bitstream Vera. Its distribution has the same name: by its version it counts as an input
PACKAGED = {
    "sans": ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    "serif": ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "latin": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "latin-italic": ("fontpkg_noto_serif", "files/NotoSerif-Italic[wdth,wght].ttf"),
    "mono": ("fontpkg_jetbrains_mono", "files/JetBrainsMono[wght].ttf"),
    "mono-italic": ("fontpkg_jetbrains_mono", "files/JetBrainsMono-Italic[wght].ttf"),
    "math": ("ziamath", "fonts/STIXTwoMath-Regular.ttf"),
    # the forms of Han that each place writes
    "sans-sc": ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    "sans-tc": ("justmytype_intl_cjk", "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"),
    "sans-jp": ("justmytype_intl_cjk", "fonts/ofl/notosansjp/NotoSansJP[wght].ttf"),
    "sans-kr": ("justmytype_intl_cjk", "fonts/ofl/notosanskr/NotoSansKR[wght].ttf"),
    "serif-tc": ("justmytype_intl_cjk", "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"),  # no package has a serif of them
    "serif-jp": ("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf"),
    "serif-kr": ("pylopdf_fonts_ko", "NotoSerifKR-Regular.otf"),
    # what the others lack
    "symbols": ("ziafont", "fonts/DejaVuSans.ttf"),
    "emoji": ("manimgx_fonts", "NotoEmoji[wght].ttf"),
}
BASIC: Final = ("sans", "serif", "latin", "latin-italic", "mono", "mono-italic", "math")
"""The roles that texts are set in."""
INSTEAD: Final = {"serif-jp": "sans-jp", "serif-kr": "sans-kr"}
"""Role whose package is an optional extra -> role that replaces it if the package is not installed."""
FALLBACKS: Final = ("sans", "sans-sc", "sans-tc", "sans-jp", "sans-kr", "symbols", "emoji")
"""The roles that are asked, in this order, for a character that no face of a text has."""
OTHERS: Final = "others"
"""The role whose fonts, named by a theme, are tried before these."""
_REGIONS: Final = {"zh-Hant": "tc", "zh-HK": "tc", "ja": "jp", "ko": "kr"}


def regional(role: str, language: str) -> str:
    """The role that has the forms of Han which readers of a language write: `sans` in Japanese is `sans-jp`."""
    place = _REGIONS.get(spoken_by_us(language), "")
    return f"{role}-{place}" if place and role in {"sans", "serif"} else role


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


def _packaged(role: str) -> Path:
    package, file = PACKAGED[role]
    if role in INSTEAD and not find_spec(package):
        return _packaged(INSTEAD[role])
    return packaged(package, file)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file; `sha256` is computed when asked for."""

    role: str
    path: Path

    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the file."""
        return regular.sha256(self.path)


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts that a theme names in place of the packaged ones.

    Attributes:
        files: by role.
        warnings: by role, for whoever uses it: what is doubtful about the font.
        sources: the theme's file -> its lines, for the warnings' excerpts.
    """

    files: Mapping[str, FontFile] = field(default_factory=dict)
    warnings: Mapping[str, Problem] = field(default_factory=dict)
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Fonts:
    """The faces of a theme by role: sans, serif, latin, latin-italic, mono, mono-italic, math.

    Remembers which were asked for, since the manifest names the fonts an artifact was made with.

    Args:
        named: what the theme names, asked when the first font is: an artifact without fonts reads no theme of prints.
    """

    def __init__(self, named: Callable[[], Faces] = Faces) -> None:
        self.used: dict[str, FontFile] = {}
        self._named = named
        self._faces: Faces | None = None

    def file(self, role: str) -> FontFile:
        """The font file of a role.

        Raises:
            KeyError: no such role.
            FileNotFoundError: the package that carries it is not installed.
            SourceError: the theme names a font that cannot be used.
        """
        if role not in self.used:
            self.used[role] = self._theme.files.get(role) or FontFile(role, _packaged(role))
        return self.used[role]

    def alike(self, role: str) -> frozenset[str]:
        """All roles that lead to the same file as this one, without using it."""
        return next((roles for roles in self._alike if role in roles), frozenset({role}))

    @cached_property
    def _alike(self) -> list[frozenset[str]]:
        roles: dict[Path, set[str]] = {}
        for role in {*PACKAGED, *self._theme.files}:
            with suppress(FileNotFoundError):
                own = self._theme.files.get(role)
                roles.setdefault(own.path if own else _packaged(role), set()).add(role)
        return [*map(frozenset, roles.values())]

    @property
    def _theme(self) -> Faces:
        self._faces = self._faces or self._named()
        return self._faces

    def names(self, role: str) -> bool:
        """Whether the theme names a font for a role."""
        return role in self._theme.files

    def further(self, role: str) -> list[str]:
        """The roles of the other fonts that the theme names in a list for a role, in order."""
        return [name for name in self._theme.files if name.startswith(f"{role}.")]

    def fallbacks(self) -> list[str]:
        """The roles to be asked for a character that no face of a text has: those of the theme first."""
        own = [OTHERS] if self.names(OTHERS) else []
        return [*own, *self.further(OTHERS), *FALLBACKS]

    def fingerprint(self) -> str:
        """A hash of these faces, without using one; those in packages count by the packages' versions.

        Raises:
            SourceError: the theme names a font that cannot be used.
        """
        own = [f"{role} {font.sha256()} {sorted(self.alike(role))}" for role, font in sorted(self._theme.files.items())]
        extras = [role for role in INSTEAD if find_spec(PACKAGED[role][0])]
        return " ".join([*own, *extras])

    def drew(self, roles: Iterable[str]) -> None:
        """Count only these faces as used: what is measured and shaped is not always drawn."""
        kept = set(roles)
        self.used = {role: font for role, font in self.used.items() if role in kept}

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Warnings about the fonts that were used."""
        known = self._faces.warnings if self._faces else {}
        return tuple(known[role] for role in known if role in self.used)

    @property
    def sources(self) -> Mapping[str, Sequence[str]]:
        """File name -> lines, for the excerpts of the warnings."""
        return self._faces.sources if self._faces else {}
