"""Words set in lines: which faces of the theme they need, where they break, how wide they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.problems import Problem
from dlexport.theme.fonts import regional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import uharfbuzz as hb

    from dlexport.theme.fonts import Fonts

_ROLES: Final = ("sans", "serif", "latin", "mono", "math")
_FORM_MARKS: Final = re.compile("[\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")    # choose a form: nothing is drawn
_ATOM: Final = re.compile(
    r"[（《〈「『【〔“‘(\[]*"                              # what may not end a line
    r"(?:[!-'*-~\u00a1-\u024f\u0370-\u04ff\u0590-\u0dff]+|.)"            # a word of an alphabet, or any other character
    r"[、，；：。！？）》〉」』】〕”’…—·)\]]*\s*",            # what may not begin a line
    re.DOTALL,
)
# letters that join, change places or run from right to left: Hebrew to Arabic, India, Tibetan, Burmese, Khmer
_SHAPED: Final = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]")


@dataclass(frozen=True, slots=True)
class FaceRun:
    """A piece of a line in one face, its left end on the baseline at (`x`, `y`), all in the unit of `size`."""

    text: str
    role: str
    weight: int
    size: float
    x: float
    y: float


class Typesetter:
    """Measures text in the faces of the theme; the first face that has a character sets it.

    Args:
        fonts: the faces.
        language: of the book, whose readers want their own forms of Han.
    """

    def __init__(self, fonts: Fonts, language: str = "zh-CN") -> None:
        self._fonts = fonts
        self._language = language
        self._faces: dict[tuple[str, int], hb.Font] = {}
        self._chosen: dict[str, str] = {}
        self.missing: dict[str, None] = {}
        self.left_out: dict[str, None] = {}

    def face(self, role: str, weight: int) -> hb.Font:
        """The face of a role at a weight, in its own units."""
        known = self._faces.get((role, weight))
        if known is None:
            import uharfbuzz as hb  # noqa: PLC0415 - only who makes a cover waits for it

            blob = hb.Blob.from_file_path(str(self._fonts.file(role).path))
            known = hb.Font(hb.Face(blob))
            known.set_variations({"wght": weight})
            self._faces[role, weight] = known
        return known

    def set(self, text: str, weight: int, size: float, x: float, y: float) -> list[FaceRun]:
        """One line from `x` on; nothing of a line in a script whose letters have to be shaped."""
        if _SHAPED.search(text):
            self.left_out[text] = None
            return []
        runs: list[FaceRun] = []
        for role, piece in self._pieces(text):
            runs.append(FaceRun(piece, role, weight, size, x, y))
            x += self._width(piece, role, weight) * size
        return runs

    def wrap(self, text: str, weight: int, size: float, measure: float) -> list[str]:
        """The lines of a text; a word longer than the measure stands alone and sticks out."""
        lines = [""]
        for atom in _ATOM.findall(text):
            if lines[-1] and self.measure(lines[-1] + atom.rstrip(), weight) * size > measure:
                lines.append("")
            lines[-1] += atom
        return [line.strip() for line in lines]

    def measure(self, text: str, weight: int) -> float:
        """The width of a line, in em."""
        return sum(self._width(piece, role, weight) for role, piece in self._pieces(text))

    def problems(self) -> list[Problem]:
        """Warnings for what the cover shows as boxes, or not at all; the rest of the book is complete."""
        found = []
        if self.missing:
            chars = " ".join(self.missing)
            found.append(Problem("missing-glyph", f"no font has what stands on the cover: {chars}: boxes stand there",
                                 hint="change the title or the authors, or name a font that has it under "
                                 "`faces: {others: …}` in styles/print/handout.yaml", severity="warning"))
        if self.left_out:
            lines = " / ".join(self.left_out)
            found.append(Problem("missing-glyph", f"the cover leaves out what it cannot set: {lines}",
                                 hint="it sets no letters that join or run from right to left; the title page, which "
                                 "comes next, shows all", severity="warning"))
        return found

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in runs of one role."""
        text, start = _FORM_MARKS.sub("", text), 0
        for index in range(1, len(text) + 1):
            role = self._role(text[start])
            if index == len(text) or self._role(text[index]) != role:
                yield role, text[start:index]
                start = index

    def _role(self, char: str) -> str:
        known = self._chosen.get(char)
        if known is None:
            known = next((role for role in self._roles() if self._has(role, char)), "")
            if not known and not _SHAPED.match(char):
                self.missing[char] = None
            self._chosen[char] = known = known or self._role_of("sans")
        return known

    def _roles(self) -> Iterator[str]:
        yield from map(self._role_of, _ROLES)
        yield from self._fonts.fallbacks()

    def _role_of(self, role: str) -> str:
        return role if self._fonts.names(role) else regional(role, self._language)

    def _has(self, role: str, char: str) -> bool:
        try:
            return bool(self.face(role, 400).get_nominal_glyph(ord(char)))
        except FileNotFoundError:       # an extra that is not installed
            return False

    def _width(self, text: str, role: str, weight: int) -> float:
        face = self.face(role, weight)
        units: int = face.face.upem
        advances: Sequence[int] = [face.get_glyph_h_advance(face.get_nominal_glyph(ord(c)) or 0) for c in text]
        return sum(advances) / units
