"""A sheet: one page being drawn, as PDF operators, with its links and named places."""

from __future__ import annotations

import hashlib
import re
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.exporters.pdf.drawing.bitmap import Bitmap
    from dlexport.exporters.pdf.drawing.links import ToAddress, ToPlace
    from dlexport.exporters.pdf.fonts.face import Face

_BOX_INSET = 0.06
_LEVEL = 9             # of packing
_HEXADECIMAL = re.compile("(?<=<)([0-9a-f]+)(?=>)")
_MARK_NUMBER = re.compile(r"/MCID ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Area:
    """A place to click: its corners in points from the lower left, where it leads, and the Link it belongs to."""

    left: float
    bottom: float
    right: float
    top: float
    target: ToAddress | ToPlace
    element: StructureElement | None = None


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A named place: what a link or bookmark leads to; `top` in points from the page's lower edge."""

    name: str
    left: float
    top: float


class Pen(NamedTuple):
    """The state for writing text: font, size in points, colour `#rrggbb`, rise of the baseline in points."""

    face: Face
    size: float
    colour: str
    rise: float = 0.0


class Packed(NamedTuple):
    """A finished content stream: its SHA-256, its deflated bytes, and the codes of each face, as characters."""

    digest: bytes
    data: bytes
    codes: Mapping[Face, str]


@dataclass(slots=True)
class Sheet:
    """One page; all coordinates are points from its lower left corner.

    Attributes:
        ops: the content stream so far; `under` what is painted below all of it.
        low, high: the lower and upper edge of the text, without head and foot.
        left: how far to the right all of that, and its areas and places, are on the page.
        besides: what else is on the page, over it, such as head and foot.
        packed: the content stream, when nothing more will be drawn.
        areas, places, bitmaps, opacities: what the content stream cannot say.
        owners: which element each marked sequence belongs to, by its number.
        current: what is drawn now belongs to it; None leaves it unmarked, as parts of something larger are.
    """

    width: float
    height: float
    low: float
    high: float
    ops: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=list)
    left: float = 0.0
    besides: Sheet | None = None
    packed: Packed | None = None
    areas: list[Area] = field(default_factory=list)
    places: list[NamedPlace] = field(default_factory=list)
    bitmaps: list[Bitmap] = field(default_factory=list)
    opacities: dict[str, tuple[float, float]] = field(default_factory=dict)
    owners: list[StructureElement] = field(default_factory=list)
    current: StructureElement | None = None
    _shown: dict[Face, list[int]] = field(default_factory=dict)     # which of `ops` show text of a face
    _marked: StructureElement | None = None
    _in_text: bool = False
    _codes: dict[Face, str] = field(default_factory=dict)
    _origin: tuple[float, float] = (0.0, 0.0)
    _state: dict[str, str] = field(default_factory=dict)
    _written: tuple[Pen, float] | None = None      # what `_state` was brought to last; None if something else was since
    _saved: list[dict[str, str]] = field(default_factory=list)

    def whole(self) -> tuple[list[str], int]:
        """All operators, what is painted below first, and how many that is; nothing may be drawn after that."""
        self._mark(None)
        self._end_text()
        under = ["/Artifact BMC", *self.under, "EMC"] if self.under else []
        return [*under, *self.ops], len(under)

    def content(self) -> str:
        """The whole content stream, with the codes of the file."""
        self._settle()
        return "\n".join(self.whole()[0])

    def pack(self) -> Packed:
        """The finished content stream, in the least room."""
        if self.packed is None:
            content = self.content().encode("ascii")
            self.packed = Packed(hashlib.sha256(content).digest(), zlib.compress(content, _LEVEL), self._codes)
            self.ops, self.under = [], []
        return self.packed

    def shown(self) -> dict[Face, set[int]]:
        """The character codes of the moment that it shows in each face, before it is packed."""
        return {face: set(map(ord, _text(self._strings(places)[1::2]))) for face, places in self._shown.items()}

    def _strings(self, places: Sequence[int]) -> list[str]:
        """These operators, cut where strings of codes begin and end: every other piece is one."""
        return _HEXADECIMAL.split("\0".join([self.ops[place] for place in places]))

    def _settle(self) -> None:
        """Translate the character codes of shown text to those of the file, and remember them."""
        for face, places in self._shown.items():
            parts = self._strings(places)
            strings = parts[1::2]
            text = _text(strings)
            codes = set(map(ord, text))
            table = face.draw(codes)
            written = text.translate(table).encode("utf-16-be").hex()
            parts[1::2] = [written[start:end] for start, end in pairwise(accumulate(map(len, strings), initial=0))]
            for place, op in zip(places, "".join(parts).split("\0"), strict=True):
                self.ops[place] = op
            self._codes[face] = "".join(map(chr, map(table.__getitem__, codes)))
        self._shown = {}

    def paint(self, ops: str) -> None:
        """Add path, image or marked content operators; they must leave the graphics state as they found it."""
        self._mark(self.current)
        self._end_text()
        self.ops.append(ops)

    def decorate(self, ops: str) -> None:
        """Paint operators that are not content (an artifact to screen readers)."""
        with self.within(ARTIFACT):
            self.paint(ops)

    @contextmanager
    def within(self, element: StructureElement) -> Iterator[None]:
        """Context: what is drawn belongs to the element, as a child of the current one; artifacts stay artifacts."""
        before = self.current
        if before is not None and before is not ARTIFACT:
            if element is not ARTIFACT and element is not before and element.parent is None:
                element.parent = before
            self.current = element
        yield
        self.current = before

    def save(self, *matrix: float) -> None:
        """Draw through a matrix (a to f of ISO 32000-1, 8.3.3) until `restore`."""
        self.paint(f"q {' '.join(number(value, 4) for value in matrix)} cm")
        self._saved.append(dict(self._state))

    def stamp(self, other: Sheet, *matrix: float) -> None:
        """Draw all of another sheet through a matrix."""
        before = self.current
        ops, start = other.whole()
        if other.owners:        # it is marked itself
            self._mark(None)
            self.current, shift = None, len(self.owners)
            ops = [_MARK_NUMBER.sub(lambda found: f"/MCID {int(found[1]) + shift}", op) for op in ops]
            self.owners += other.owners
        self.save(*matrix)
        start += len(self.ops)
        self.ops += ops
        for face, places in other._shown.items():
            self._shown.setdefault(face, []).extend([start + place for place in places])
        self.restore()
        self.current = before
        self.opacities |= other.opacities
        self.bitmaps += other.bitmaps

    def restore(self) -> None:
        """Back to how it was at the last `save`."""
        self.paint("Q")
        self._state, self._written = self._saved.pop(), None

    def opacity(self, fill: float, stroke: float) -> str:
        """The operator that makes what follows so opaque, 0 to 1, until the graphics state is restored."""
        name = f"O{number(fill * 100)}-{number(stroke * 100)}"      # names may have full stops (ISO 32000-1, 7.3.5)
        self.opacities[name] = fill, stroke
        return f"/{name} gs"

    def text(self, x: float, y: float, pen: Pen, strings: str, tracking: float = 0.0) -> None:
        """Show the strings of a TJ array from (x, y) on, with space after every glyph."""
        if self._marked is not self.current:
            self._mark(self.current)
        changed = self._written != (pen, tracking)
        if changed:
            self._set("fill", f"{rgb(pen.colour)} rg")
        if not self._in_text:
            self.ops.append("BT")
            self._in_text, self._origin = True, (0.0, 0.0)
        if changed:
            self._change(pen, tracking)
        left, bottom = self._origin
        # rounded here, so that the sum of the moves stays within half a hundredth of a point of the place meant
        dx, dy = round(x - left, 2), round(y - bottom, 2)
        self._origin = left + dx, bottom + dy
        places = self._shown.get(pen.face)
        if places is None:
            places = self._shown[pen.face] = []
        places.append(len(self.ops))
        self.ops.append(f"{dx or 0:g} {dy or 0:g} Td[<{strings}>]TJ")

    def _change(self, pen: Pen, tracking: float) -> None:
        """Bring font, tracking and rise to what the next text wants."""
        self._written = pen, tracking
        self._set("font", f"/{pen.face.resource} {_known_number(pen.size)} Tf")
        self._set("tracking", f"{number(tracking, 4)} Tc" if tracking else "0 Tc", "0 Tc")
        self._set("rise", f"{_known_number(pen.rise)} Ts", "0 Ts")

    def unseen(self, x: float, y: float, face: Face, strings: str) -> None:
        """Text that can be copied and is not drawn (ISO 32000-1, 9.3.6)."""
        self._mark(self.current)
        self._end_text()
        font = f"/{face.resource} 1 Tf"
        self._state["font"], self._written = font, None
        self._shown.setdefault(face, []).append(len(self.ops))
        self.ops.append(f"BT {font} 3 Tr {number(x)} {number(y)} Td[<{strings}>]TJ 0 Tr ET")

    def missing(self, x: float, y: float, width: float, pen: Pen, strings: str) -> None:
        """A visible box for a character that no face has; `strings` are what is copied for it."""
        self.unseen(x, y, pen.face, strings)
        inset = _BOX_INSET * pen.size
        self.paint(f"q {rgb(pen.colour)} RG 0.6 w {number(x + inset)} {number(y - inset)} "
                   f"{number(width - 2 * inset)} {number(0.8 * pen.size)} re S Q")

    def _set(self, what: str, op: str, default: str = "") -> None:
        if self._state.get(what, default) != op:
            self._state[what] = op
            self.ops.append(op)

    def _mark(self, element: StructureElement | None) -> None:
        """End the open marked sequence and begin one of the element (ISO 32000-1, 14.6)."""
        if element is self._marked:
            return
        self._end_text()
        if self._marked is not None:
            self.ops.append("EMC")
        if element is ARTIFACT:
            self.ops.append("/Artifact BMC")
        elif element is not None:
            self.ops.append(f"/{element.role} <</MCID {len(self.owners)}>> BDC")
            self.owners.append(element)
        self._marked = element

    def _end_text(self) -> None:
        if self._in_text:
            self.ops.append("ET")
            self._in_text = False


def _text(strings: Sequence[str]) -> str:
    """Strings of four hexadecimal digits a code as characters of these codes."""
    return bytes.fromhex("".join(strings)).decode("utf-16-be")


def number(value: float, places: int = 2) -> str:
    """A PDF number with one to so many places: never an exponent, no idle zeros."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_known_number = cache(number)       # for sizes and rises, of which there are few


@cache
def rgb(colour: str) -> str:
    """`#0F5C6E` as three operands."""
    return " ".join(number(int(colour[n:n + 2], 16) / 255, 3) for n in (1, 3, 5))
