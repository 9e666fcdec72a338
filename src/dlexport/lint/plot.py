"""Bar chart of questions per topic: one bar for each topic, divided by difficulty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.richtext.escape import escape

if TYPE_CHECKING:
    from dlexport.lint.statistics import Statistics

_ROW, _BAR, _LEFT, _WIDE, _PAD = 30, 18, 190, 420, 20      # pixels
_SHADES: Final = {0: "#c9d3d6", 1: "#7cc7d8", 2: "#2f8499", 3: "#0f5c6e"}
_FONT: Final = "system-ui, 'Noto Sans CJK SC', sans-serif"


def plot(found: Statistics, difficulty: str) -> str:
    """A bar chart as SVG text.

    Args:
        found: the bank's numbers.
        difficulty: the word for difficulty in the bank's language.
    """
    most = max((row.questions for row in found.topics), default=1)
    scale = _WIDE / most
    high = _PAD * 2 + _ROW * (len(found.topics) + 1)
    wide = _LEFT + _WIDE + 60
    box = f'viewBox="0 0 {wide} {high}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONT}" font-size="13">',
             f'<rect width="{wide}" height="{high}" fill="#fff"/>']
    for number, row in enumerate(found.topics):
        y, x = _PAD + number * _ROW, float(_LEFT)
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 14}" text-anchor="end" fill="#1b1f23">{escape(row.title)}</text>')
        for level, count in row.difficulty.items():
            step = count * scale
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{step:.1f}" height="{_BAR}" fill="{_SHADES[level]}"/>')
            x += step
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 14}" fill="#57606a">{row.questions}</text>')
    x, y = float(_LEFT), _PAD + len(found.topics) * _ROW + 8
    parts.append(f'<text x="{_LEFT - 10}" y="{y + 12}" text-anchor="end" fill="#57606a">{escape(difficulty)}</text>')
    for level in sorted({level for row in found.topics for level in row.difficulty}):
        name = "●" * level + "○" * (3 - level) if level else "–"
        parts += [f'<rect x="{x}" y="{y}" width="{_BAR}" height="{_BAR - 4}" fill="{_SHADES[level]}"/>',
                  f'<text x="{x + _BAR + 6}" y="{y + 12}" fill="#57606a">{name}</text>']
        x += 90
    return "\n".join([*parts, "</svg>\n"])
