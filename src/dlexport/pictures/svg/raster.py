"""Drawings with effects that shapes cannot express -> a PNG, made by resvg from the simplified drawing, not the file.

Why a library here, and only here. Tried on fourteen drawings of Inkscape, matplotlib, Graphviz, LibreOffice, draw.io
and Mermaid, on one core of 2024:

- *resvg_py* 0.5 (MIT; resvg 0.48; wheels for Linux, macOS and Windows, one for all Pythons from 3.10; 1.4 MB) draws
  filters, masks and all else in 10 to 70 ms. But its bindings, like those of *resvg* 0.2, give pixels only: the
  simplified tree, which would be shapes, is not available from Python. It reads the files that `href` names and expands
  `use` without a limit. So it is given the drawing as simplified and bounded by the reader here.
- *picosvg* 0.23 (Apache 2; wants lxml and skia-pathops) refused thirteen of them, for text, style sheets, embedded
  bitmaps, `switch` and percentages; the one it took, of matplotlib, took 2.7 s, where the reader here takes 0.12 s.
- *svgelements* 1.9 (MIT; last release in 2023) failed on one with a TypeError, and makes no shapes of clip paths,
  masks, markers and patterns.

So the reader is our own, with *tinycss2* (BSD) for style sheets, and resvg is what it falls back on.
"""

from __future__ import annotations

import math
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.effect_costs import effect_costs
from dlexport.pictures.svg.families import family_of
from dlexport.pictures.svg.write import write

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Drawing

SIDE: Final = 2_400             # pixels of the longer side: 300 dots an inch of a column
_STEPS: Final = 8_000_000       # pixels that all effects together may process; each takes 200 ns
_DEAREST: Final = 2_000         # number of effects, whatever their size
_SMALLEST: Final = 300
# package and file below it: faces that every installation has
_FACES: Final = (("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"), ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
                 ("fontpkg_jetbrains_mono", "files/JetBrainsMono[wght].ttf"))
_FAMILY: Final = re.compile(' font-family="([^"]*)"')
_NAMES: Final = {"hei": "Noto Sans SC", "song": "Noto Serif SC", "mono": "JetBrains Mono"}


class TooDearError(Exception):
    """The effects of a drawing would take too long to render."""


def rasterise(drawing: Drawing, effects: int) -> bytes:
    """A PNG of a simplified drawing, which has no outside references, no `use`, and a bounded size.

    Args:
        drawing: the drawing; only filters and masks are left in it that shapes cannot express.
        effects: the number of their applications.

    Raises:
        TooDearError: they would take too long.
    """
    import resvg_py  # noqa: PLC0415 - 4 MB, only where a drawing needs it

    width, height = drawing.width, drawing.height
    shorter = min(width, height) / max(width, height)
    side = min(SIDE, int(math.sqrt(_STEPS / max(1.0, effect_costs(drawing)) / max(shorter, 1 / SIDE))))
    if side < _SMALLEST or effects > _DEAREST:
        raise TooDearError
    text = _FAMILY.sub(_mapped, write(drawing).decode())
    return bytes(resvg_py.svg_to_bytes(
        svg_string=text, width=max(1, round(width * side / max(width, height))), skip_system_fonts=True,
        font_files=[str(path) for path in _faces()], font_family="Noto Sans SC", sans_serif_family="Noto Sans SC",
        serif_family="Noto Serif SC", monospace_family="JetBrains Mono"))


def _mapped(found: re.Match[str]) -> str:
    names = tuple(name.strip(" '") for name in found[1].replace("&quot;", "'").split(","))
    return f' font-family="{_NAMES[family_of(names)]}"'


def _faces() -> list[Path]:
    places = [(Path(place), name) for package, name in _FACES if (spec := find_spec(package))
              for place in spec.submodule_search_locations or ()]
    return [path for place, name in places if (path := place / name).is_file()]
