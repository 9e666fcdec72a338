"""The cast of a document: its faces and typefaces, each made when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dlexport.exporters.pdf.fonts.face import Face
from dlexport.exporters.pdf.text.hyphenation import patterns_of
from dlexport.exporters.pdf.text.typeface import Typeface
from dlexport.exporters.pdf.text.writing.clusters import is_picture, is_set_otherwise
from dlexport.labels import spoken_by_us
from dlexport.theme.fonts import BASIC, regional

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.theme.fonts import Fonts

Family = Literal["song", "hei", "mono"]

_MEDIUM, _REGULAR = 500, 400
_TONGUES = {"zh-Hant": "zh-Hant", "zh-HK": "zh-HK", "ja": "ja", "ko": "ko"}
_LATIN = 360        # Noto Serif at 400 is darker than the Song beside it


class Look(NamedTuple):
    """A choice of typeface: `song` for body text, `hei` for headings and labels, `mono` for code.

    Attributes:
        weight: of Hei; Song has one weight and turns to Hei where it is to be strong.
        italic: of Latin only; Han is never slanted.
    """

    family: Family = "song"
    weight: int = _REGULAR
    italic: bool = False


PLAIN = Look()


class Cast:
    """The faces and typefaces of one document. Faces remember what was drawn, so no two documents share them.

    Args:
        fonts: the files.
        language: of the document, whose readers want their own forms of Han.
    """

    def __init__(self, fonts: Fonts, language: str = "zh-CN") -> None:
        self._fonts = fonts
        self._language = language
        self._tongue = _TONGUES.get(spoken_by_us(language), "zh-Hans")
        self._faces: dict[tuple[str, int], Face] = {}
        self._typefaces: dict[Look, Typeface] = {}

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face made so far, in that order."""
        return tuple(dict.fromkeys(self._faces.values()))

    @property
    def roles(self) -> dict[Face, tuple[str, int]]:
        """Each face with the role and the weight that it is named by."""
        return {face: key for key, face in reversed(self._faces.items())}

    def face(self, role: str, weight: int = 0) -> Face:
        """The face of a role at a weight; a font of one weight has one face for all."""
        key = (self._role(role), weight)
        if key not in self._faces:
            first = self._first(key[0])
            self._faces[key] = self._made(*key) if first == key[0] else self.face(first, weight)
        return self._faces[key]

    @cached_property
    def _version(self) -> str:
        return self._fonts.fingerprint()

    def _role(self, role: str) -> str:
        """The regional one, but where the theme names a font for the role itself."""
        place = regional(role, self._language)
        return role if place == role or (self._fonts.names(role) and not self._fonts.names(place)) else place

    @cached_property
    def _reached(self) -> Sequence[str]:
        """All roles that texts can come to: what they are set in before what is tried for the rest."""
        basic = [self._role(role) for role in BASIC]
        further = [one for role in basic for one in self._fonts.further(role)]
        return list(dict.fromkeys([*basic, *further, *map(self._role, self._fonts.fallbacks())]))

    def _first(self, role: str) -> str:
        """The first of the roles that lead to the same file as this one.

        A font has one face at a weight, whatever its roles, and kept pages name it: so its name must not hang on which
        role this document, or this process, asks for first.
        """
        alike = self._fonts.alike(role)
        return next((one for one in self._reached if one in alike), role)

    def _made(self, role: str, weight: int) -> Face:
        made = Face(f"{role}{weight or ''}", self._fonts.file(role).path, {"wght": float(weight)} if weight else {},
                    self._tongue, self._version)
        return made if made.axes or not weight else self.face(role)

    def _fallback(self, weight: int) -> Callable[[str], Face | None]:
        """A function that finds a font for a text that a typeface lacks; fonts are opened when they are first tried."""
        def find(text: str) -> Face | None:
            if is_set_otherwise(text):
                return None
            roles = self._fonts.fallbacks()
            if is_picture(text):
                roles = [roles[-1], *roles[:-1]]
            return next((face for role in roles if (face := self._installed(role, weight)) and face.has(text)), None)
        return find

    def _installed(self, role: str, weight: int) -> Face | None:
        try:
            return self.face(role, weight)
        except FileNotFoundError:
            return None

    def tried(self) -> list[str]:
        """The names of the fonts that a character is looked for in."""
        roles = (self._role(role) for role in (*BASIC, *self._fonts.fallbacks()))
        return list(dict.fromkeys(face.path.stem.split("[")[0] for role in roles if (face := self._installed(role, 0))))

    def close(self) -> None:
        """End the drawing: fonts of faces that drew nothing count as not used."""
        self._fonts.drew(role for face, (role, _) in self.roles.items() if face.drawn)

    @property
    def math(self) -> Face:
        """The math font."""
        return self.face("math")

    def typeface(self, look: Look) -> Typeface:
        """The typeface of a look."""
        if look not in self._typefaces:
            made = self._typefaces[look] = self._make(look)
            made.patterns, made.korean = patterns_of(self._language), self._tongue == "ko"
        return self._typefaces[look]

    def _make(self, look: Look) -> Typeface:
        face, strong = self.face, look.weight > _MEDIUM
        if look.family == "mono":
            role = "mono-italic" if look.italic else "mono"
            others = (*self._further(role, "sans", look.weight), self.math, face("latin", _LATIN))
            return Typeface(face("sans", look.weight), face(role, look.weight), others, self._fallback(look.weight),
                            code=True)
        if look.family == "song" and not strong:
            role = "latin-italic" if look.italic else "latin"
            song = face("serif", _REGULAR)
            others = (*self._further("serif", role, _REGULAR), self.math, face("sans", _REGULAR),
                      face("mono", _REGULAR))
            if self._tongue == "ko":        # its words are set as Western ones are
                others = (song, *others)
            return Typeface(song, face(role, _LATIN), others, self._fallback(_REGULAR))
        sans = face("sans", look.weight)
        serif = look.italic or look.family == "song"        # strong words of a text stay of its kind; its Han are Hei
        latin = face("latin-italic" if look.italic else "latin", look.weight) if serif else sans
        others = (*self._further("sans", "latin", look.weight), face("latin", look.weight), self.math,
                  face("mono", _REGULAR))
        return Typeface(sans, latin, others, self._fallback(look.weight))

    def _further(self, first: str, second: str, weight: int) -> Sequence[Face]:
        """The faces that the theme names in lists for two roles, after the first of each."""
        return [self.face(role, weight) for own in (first, second) for role in self._fonts.further(self._role(own))]
