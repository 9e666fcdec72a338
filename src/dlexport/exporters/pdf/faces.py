"""A face: one font at one weight, shaping text for one document and remembering what it drew."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import uharfbuzz as hb

from dlexport.exporters.pdf.actual import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LAST_CODE = 0xFFFF
_OTHERS = range(0xD800, 0xF900)     # surrogates and private use: no character of these has its own number


class Shaped(NamedTuple):
    """Shaped text.

    Attributes:
        codes: what to write to the page for each glyph: four hexadecimal digits.
        kerns: how much closer than its own advance the glyph after each one stands, in 1/1000 em.
        width: in ems.
    """

    codes: tuple[str, ...]
    kerns: tuple[float, ...]
    width: float


class Face:
    """A font file at one place of its axes, for one document.

    A character code stands for a pair of glyph and text: two characters that share a glyph (U+2F00 and
    U+4E00, hyphen and no-break hyphen) still come back as themselves when text is copied. A character's usual glyph
    has the character's own number. Every other pair has a number for the time being, as much that is shaped is never
    drawn, and in the file one that hangs on the pair: what is drawn of a question is the same codes whatever else
    is drawn, but for the few pairs that get in each other's way.

    Args:
        resource: its name in the page's resources.
        path: a TrueType file, variable or not, or an OpenType file with CFF outlines.
        axes: axis tag -> value, kept within what the font has; the axes that are not named stay at their defaults.

    Attributes:
        codes: for the time being, as four hexadecimal digits.
        drawn: code in the file -> what it stands for: all that was drawn.
    """

    def __init__(self, resource: str, path: Path, axes: Mapping[str, float] | None = None) -> None:
        self.resource = resource
        self.path = path
        self.source = hb.Face(hb.Blob.from_file_path(str(path)))
        known = {axis.tag: axis for axis in self.source.axis_infos} if axes else {}
        self.axes = {tag: min(max(value, known[tag].min_value), known[tag].max_value)
                     for tag, value in (axes or {}).items() if tag in known}
        self.font = hb.Font(self.source)
        if self.axes:
            self.font.set_variations(self.axes)
        self.scale = 1000 / self.source.upem
        self.codes: dict[tuple[int, str], str] = {}
        self.drawn: dict[int, tuple[int, str]] = {}
        self._pairs: dict[int, tuple[int, str]] = {}       # of the codes for the time being
        self._settled: dict[int, int] = {}                  # codes for the time being -> those in the file
        self._others = 0
        self._advances: dict[int, float] = {}

    def glyph(self, char: str) -> int:
        """The glyph of a character, 0 where the face has none."""
        return self.font.get_nominal_glyph(ord(char)) or 0

    def has(self, text: str) -> bool:
        """Whether the face has a glyph for every character of `text`; marks that only choose a form count as had."""
        return all(self.font.get_nominal_glyph(ord(char)) or char in _FORM_MARKS for char in text)

    def advance(self, glyph: int) -> float:
        """How wide a glyph is, in 1/1000 em."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = float(self.font.get_glyph_h_advance(glyph) * self.scale)
        return width

    def code(self, glyph: int, text: str) -> str:
        """What to write to a sheet for `glyph` standing for `text`.

        Raises:
            ValueError: more than 8,448 pairs that are not a character and its usual glyph.
        """
        code = self.codes.get((glyph, text))
        if code is None:
            number = self._own(glyph, text)
            if number is None:
                if self._others == len(_OTHERS):
                    raise ValueError(f"{self.path.name} draws more than {len(_OTHERS)} glyphs that no character owns")
                number = _OTHERS[self._others]
                self._others += 1
            code = self.codes[glyph, text] = f"{number:04x}"
            self._pairs[number] = glyph, text
        return code

    def _own(self, glyph: int, text: str) -> int | None:
        """The number of the character that the glyph is the usual one of, if it is."""
        if len(text) == 1 and 0 < ord(text) <= _LAST_CODE and ord(text) not in _OTHERS and self.glyph(text) == glyph:
            return ord(text)
        return None

    def draw(self, codes: set[int]) -> dict[int, int]:
        """Remember that these codes are drawn; those of them that are others in the file, with what they are there."""
        settled = self._settled
        for code in sorted(codes - settled.keys(), key=self._pairs.__getitem__):
            settled[code] = self.settle(*self._pairs[code])
        return {code: settled[code] for code in codes if settled[code] != code}

    def settle(self, glyph: int, text: str) -> int:
        """The code in the file of a pair that is drawn; who comes first has the choice where two want the same."""
        number = self._own(glyph, text)
        if number is None:
            place, mine = crc32(f"{glyph} {text}".encode()) % len(_OTHERS), {None, (glyph, text)}
            number = next(n for n in chain(_OTHERS[place:], _OTHERS[:place]) if self.drawn.get(n) in mine)
        self.drawn[number] = glyph, text
        return number

    def shape(self, text: str, *, chinese: bool, features: Mapping[str, bool]) -> Shaped:
        """Shape text of one direction and script, Chinese or Latin (under which Greek and Cyrillic do as well)."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.script, buffer.language = ("Hani", "zh-Hans") if chinese else ("Latn", "en")
        hb.shape(self.font, buffer, dict(features))
        glyphs = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        starts = [*(cluster for _, cluster in glyphs[1:]), len(text)]
        codes = tuple(
            # of several glyphs for one text the last has it; a code that stands for no text at all would be copied as
            # whatever its number is
            self.code(glyph, text[start:end] or NOTHING) for (glyph, start), end in zip(glyphs, starts, strict=True)
        )
        advances = [position.x_advance * self.scale for position in buffer.glyph_positions]
        kerns = tuple(
            self.advance(glyph) - advance for (glyph, _), advance in zip(glyphs, advances, strict=True)
        )
        return Shaped(codes, kerns, sum(advances) / 1000)

    def blank(self, text: str) -> tuple[str, float]:
        """A code that draws nothing and is copied as `text`, and its advance in 1/1000 em."""
        glyph = self.glyph(" ")
        return self.code(glyph, text), self.advance(glyph)

    def dot(self, text: str) -> str:
        """A code that draws a full stop and is copied as `text`: to be drawn invisibly."""
        return self.code(self.glyph("."), text)


# Characters that only choose a form, join or part: HarfBuzz draws nothing for them.
_FORM_MARKS = frozenset(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10),
                                  *range(0xE0100, 0xE01F0))))
