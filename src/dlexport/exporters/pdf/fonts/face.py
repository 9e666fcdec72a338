"""A face: one font at one weight, shaping text for one document and remembering what it drew."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NOTHING = "\u200b"
"""The text as which further lines of a formula are copied: the first line is copied as the whole formula."""

_LAST_CODE = 0xFFFF
_FEW = 0xFF
_OTHERS = range(0xE000, 0xF900)     # private use: no character of these has its own number
_NO_TEXT = range(0xD800, 0xF900)    # nor has half a surrogate


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


_EMPTY = Shaped(("",), (0.0,), 0.0)
_FAMILY = 16        # OpenType, table `name`: the typographic family, where that is not the family of four styles


class Face:
    """A font file at one place of its axes, for one document.

    A character code stands for a pair of glyph and text: two characters that share a glyph (U+2F00 and
    U+4E00, hyphen and no-break hyphen) still come back as themselves when text is copied. While sheets are made, the
    code is a number of the moment, as much that is shaped is never drawn. In the file it hangs on the pair: what is
    drawn of a chapter is the same codes whatever else is drawn, but for the few pairs that get in each other's way.

    Args:
        resource: its name in the page's resources.
        path: a TrueType file, variable or not, or an OpenType file with CFF outlines.
        axes: axis tag -> value, kept within what the font has; the axes that are not named stay at their defaults.
        tongue: the language in whose forms it draws Han, as an OpenType language.
        version: of all font files of the document: a resource of the same name and version is the same font.

    Attributes:
        codes: those of the moment, as four hexadecimal digits.
        drawn: code in the file -> what it stands for: all that was drawn.
    """

    def __init__(self, resource: str, path: Path, axes: Mapping[str, float] | None = None,
                 tongue: str = "zh-Hans", version: str = "") -> None:
        self.resource = resource
        self.version = version
        self.tongue = tongue
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
        self._pairs: dict[int, tuple[int, str]] = {}       # of the codes of the moment
        self._settled: dict[int, int] = {}                  # codes of the moment -> those in the file
        self._finals: dict[tuple[int, str], int] = {}
        self._others = 0
        self._advances: dict[int, float] = {}

    def retold(self, code: str, text: str) -> str:
        """The code of the same glyph that is copied as another text."""
        glyph, _ = self._pairs[int(code, 16)]
        return self.code(glyph, text)

    @property
    def family(self) -> str:
        """The name of its family, as the font has it in English, else that of its file."""
        return self.source.get_name(_FAMILY, "en") or self.source.get_name(1, "en") or self.path.stem

    def close(self) -> None:
        """Nothing more is asked of the font file: what was read of it goes."""
        del self.font, self.source

    def glyph(self, char: str) -> int:
        """The glyph of a character, 0 where the face has none."""
        return self.font.get_nominal_glyph(ord(char)) or 0

    def has(self, text: str) -> bool:
        """Whether the face has a glyph for every character of `text`; marks that only choose a form count as had."""
        return all(self.font.get_nominal_glyph(ord(char)) or char in _FORM_MARKS for char in text)

    def advance(self, glyph: int) -> float:
        """The width of a glyph, in 1/1000 em."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = float(self.font.get_glyph_h_advance(glyph) * self.scale)
        return width

    def code(self, glyph: int, text: str) -> str:
        """The code to write to a sheet for `glyph`, copied as `text`.

        Raises:
            ValueError: more than 6,400 pairs that are not a character and its usual glyph.
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
        number = ord(text) if len(text) == 1 else 0
        usual = _FEW < number <= _LAST_CODE and number not in _NO_TEXT and self.glyph(text) == glyph
        return number if usual else None

    def draw(self, codes: set[int]) -> Mapping[int, int]:
        """Remember that these codes of the moment are drawn; all those that are, with what they are in the file."""
        for code in sorted(codes - self._settled.keys(), key=self._pairs.__getitem__):
            self._settled[code] = self.settle(*self._pairs[code])
        return self._settled

    def meant(self, codes: Iterable[int]) -> list[tuple[int, str]]:
        """The pairs of codes of the moment, in the order in which `draw` settles them."""
        return sorted(map(self._pairs.__getitem__, codes))

    def agree(self, settled: Mapping[tuple[int, str], int]) -> None:
        """Take over the codes in the file of pairs that were settled elsewhere."""
        self._finals.update(settled)
        self.drawn.update((code, pair) for pair, code in settled.items())

    def settle(self, glyph: int, text: str) -> int:
        """The code in the file of a pair that is drawn; of two that want the same the first has it.

        PDFium remembers the extents of codes below 256 and looks up those of all others again and again, which makes
        it eight times slower: so the first that come have one of these.
        """
        pair = glyph, text
        code = self._finals.get(pair)
        if code is None:
            hashed = crc32(f"{glyph} {text}".encode())
            few = (1 + (hashed >> shift) % _FEW for shift in (0, 8, 16))
            place = hashed % len(_OTHERS)
            own = self._own(glyph, text)
            rest = ((own,),) if own else (_OTHERS[place:], _OTHERS[:place])
            code = self._finals[pair] = next(n for n in chain(few, *rest) if n not in self.drawn)
            self.drawn[code] = pair
        return code

    def shape(self, text: str, *, chinese: bool, features: Mapping[str, bool]) -> Shaped:
        """Shape text of one direction and script, Chinese or Latin (under which Greek and Cyrillic do as well).

        Joiners and selectors become no glyph, but part of the text of their neighbour: at the end of a word a glyph
        without width would be as wide as a space, since the last kern is not written. Alone they are one empty code.
        """
        buffer = hb.Buffer()
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.script, buffer.language = ("Hani", self.tongue) if chinese else ("Latn", "en")
        hb.shape(self.font, buffer, dict(features))
        glyphs = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        if not glyphs:
            return _EMPTY
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

    def placed(self, text: str, features: Mapping[str, bool]) -> list[tuple[int, float, float]]:
        """The glyphs of a letter with its marks, and where each stands, in ems."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        hb.shape(self.font, buffer, dict(features))
        found, x = [], 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            unit = self.scale / 1000
            found.append((info.codepoint, (x + position.x_offset) * unit, position.y_offset * unit))
            x += position.x_advance
        return found

    def extent(self, glyph: int) -> tuple[float, float, float, float]:
        """The left, right, lower and upper edge of a glyph's ink, in ems; all 0 where it has none."""
        box = self.font.get_glyph_extents(glyph)
        if box is None:
            return 0.0, 0.0, 0.0, 0.0
        left, top, unit = box.x_bearing, box.y_bearing, self.scale / 1000
        return left * unit, (left + box.width) * unit, (top + box.height) * unit, top * unit

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
