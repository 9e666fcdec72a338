"""The cast of a document: its faces and typefaces, each made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dlexport.exporters.pdf.fonts.face import Face
from dlexport.exporters.pdf.text.typeface import Typeface
from dlexport.theme.fonts import PACKAGED

if TYPE_CHECKING:
    from dlexport.theme.fonts import Fonts

Family = Literal["song", "hei", "mono"]

_MEDIUM, _REGULAR = 500, 400
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
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._faces: dict[tuple[str, int], Face] = {}
        self._typefaces: dict[Look, Typeface] = {}

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face made so far, in that order."""
        return tuple(dict.fromkeys(self._faces.values()))

    @property
    def roles(self) -> dict[Face, tuple[str, int]]:
        """Each face with a role and a weight that it is asked for by."""
        return {face: key for key, face in reversed(self._faces.items())}

    def face(self, role: str, weight: int = 0) -> Face:
        """The face of a role at a weight; a font of one weight has one face for all."""
        key = (role, weight)
        if key not in self._faces:
            axes = {"wght": float(weight)} if weight else {}
            made = Face(f"{role}{weight or ''}", self._fonts.file(role).path, axes)
            self._faces[key] = made if made.axes or not weight else self.face(role)
        return self._faces[key]

    def tried(self) -> list[str]:
        """The names of the fonts that a character is looked for in."""
        return sorted({self._fonts.file(role).path.stem for role in PACKAGED})

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
            self._typefaces[look] = self._make(look)
        return self._typefaces[look]

    def _make(self, look: Look) -> Typeface:
        face, strong = self.face, look.weight > _MEDIUM
        if look.family == "mono":
            latin = face("mono-italic" if look.italic else "mono", look.weight)
            return Typeface(face("sans", look.weight), latin, (self.math, face("latin", _LATIN)), code=True)
        if look.family == "song" and not strong:
            latin = face("latin-italic" if look.italic else "latin", _LATIN)
            return Typeface(face("serif", _REGULAR), latin, (self.math, face("sans", _REGULAR), face("mono", _REGULAR)))
        sans = face("sans", look.weight)
        latin = face("latin-italic", look.weight) if look.italic else sans
        return Typeface(sans, latin, (face("latin", look.weight), self.math, face("mono", _REGULAR)))
