"""Formulas in an e-book: MathML with a drawing to fall back on, or the drawing itself, in the colour of the text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.package.addresses import FORMULAS
from dlexport.math.mathml.wrapping import wrapped
from dlexport.math.mathml.write import to_mathml

if TYPE_CHECKING:
    from collections.abc import Collection

    from dlexport.cache import Cache
    from dlexport.exporters.epub.cover.typesetter import Typesetter
    from dlexport.math.layout import MathBox, MathFont
    from dlexport.math.tree import Element
    from dlexport.theme.fonts import Fonts

_POINTS: Final = 10.0       # any size will do: a drawing is measured in em
_REGULAR: Final = 400       # weight
_MEASURES: Final = re.compile(r'width="([^"]+)" height="([^"]+)".* style="vertical-align:([^"]+)"')
_FITS: Final = 17           # em: a line on a six-inch screen, less what other fonts than ours are wider
_NARROW: Final = 7          # em: what is left of that line deep in lists and quotations
_SHRINKS: Final = 20        # em: up to this a formula is only set smaller, beyond it broken into rows
_WIDTHS: Final = (10, 14, _FITS, 20, 25, 30, 40, 50)     # em: the classes of the style sheet


@dataclass(frozen=True, slots=True)
class BookFormula:
    """A formula's markup, and the name of the drawing that it falls back on; empty where it has none."""

    markup: str
    drawing: str


@dataclass(slots=True)
class Formulas:
    """Writes formulas and keeps what was written, since most books use the same ones again and again.

    Attributes:
        fonts: name the math font.
        setter: measures the words that the math font cannot write, such as Han.
        cache: drawings by their names, which only their content has.
        drawn: write drawings in place of MathML.
        drawings: the files that MathML falls back on, by name.
    """

    fonts: Fonts
    setter: Typesetter
    cache: Cache
    drawn: bool
    drawings: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, bool], BookFormula] = field(default_factory=dict)
    _font: MathFont | None = None

    def write(self, latex: str, tree: Element, *, display: bool) -> BookFormula:
        """One formula; its alternative text is the LaTeX."""
        known = self._known.get((latex, display))
        if known is None:
            known = BookFormula(*self._markup(latex, tree, display=display))
            self._known[latex, display] = known
        return known

    def recall(self, names: Collection[str]) -> frozenset[str]:
        """Load drawings of earlier runs from the cache."""
        keys = {self._key(name): name for name in names}
        found = {keys[key]: data for key, data in self.cache.get_all(keys).items()}
        self.drawings |= found
        return frozenset(found)

    def _key(self, name: str) -> bytes:
        return self.cache.key("epub drawing", name)

    def _markup(self, latex: str, tree: Element, *, display: bool) -> tuple[str, str]:
        from dlexport.math.layout import MathFont, typeset  # noqa: PLC0415 - a book without formulas needs no HarfBuzz
        from dlexport.math.layout.svg import to_svg  # noqa: PLC0415

        if self._font is None:
            self._font = MathFont(self.fonts.file("math").path)
        font = self._font

        def laid(part: Element) -> MathBox:
            return typeset(part, font=font, size=_POINTS, display=display, text=self._measure)

        box = laid(tree)
        if box.width > _SHRINKS * _POINTS:
            tree = wrapped(tree, lambda row: laid(row).width <= _FITS * _POINTS, display=display)
            box = laid(tree)
        drawing, wide = to_svg(box, font, title=latex), _wide(box.width / _POINTS, display=display)
        if self.drawn:
            return _boxed(drawing.replace("<svg ", '<svg class="math" ', 1), "", display=display), ""
        name, attributes = self._fallback(drawing)
        said = attributes if display or not wide else f'class="{wide}" {attributes}'
        markup = to_mathml(tree, display=display, latex=latex).replace("<math ", f"<math {said} ", 1)
        return _boxed(markup, wide, display=display), name

    def _fallback(self, drawing: str) -> tuple[str, str]:
        """The drawing as a file: its name, and the attributes that lead to it (MathML 3, 2.2.1)."""
        data = f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()
        name = f"{FORMULAS}{hashlib.sha256(data).hexdigest()[:16]}.svg"
        self.drawings[name] = data
        self.cache.put(self._key(name), data)
        ((width, height, depth),) = _MEASURES.findall(drawing)
        return name, f'altimg="{name}" altimg-width="{width}" altimg-height="{height}" altimg-valign="{depth}"'

    def _measure(self, text: str, size: float) -> float:
        return self.setter.measure(text, _REGULAR) * size


def _boxed(markup: str, wide: str, *, display: bool) -> str:
    """A displayed formula in a box of its own, since one wider than the screen must scroll or shrink alone.

    The box has the class of its width: calibre and its like read no class of what is within.
    """
    return f'<div class="{" ".join(filter(None, ["math", wide]))}">{markup}</div>' if display else markup


def _wide(width: float, *, display: bool) -> str:
    """The class of a formula of that width in em; of one that fits its place in any case nothing."""
    if width <= (_NARROW if display else _FITS):
        return ""
    return f"w{next((step for step in _WIDTHS if width <= step), _WIDTHS[-1])}"
