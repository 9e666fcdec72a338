"""The formulas of the tests set by us and by MathJax, side by side in one page: to be looked at.

Usage: python benchmarks/formulas.py sheet.html [first last]    (numbers of formulas, from 0)
"""

from __future__ import annotations

import json
import subprocess
import sys
from html import escape
from pathlib import Path

from dlexport.math.latex.parse import parse
from dlexport.math.layout import MathFont, typeset
from dlexport.math.layout.face import stix_path
from dlexport.math.layout.svg import to_svg

TESTS = Path(__file__).parents[1] / "tests/math"
STYLE = ("body{font:16px serif;columns:2;margin:8px}div{break-inside:avoid;border-bottom:1px solid #ccc;padding:3px 0}"
         "code{font-size:9px;color:#777;display:block;overflow:hidden;white-space:nowrap}svg{vertical-align:middle}"
         "b{display:inline-block;width:50%;overflow:hidden;font-weight:normal}")


def main(goal: Path, first: int, last: int) -> None:
    """Write the page: ours on the left of each column, MathJax's on the right."""
    formulas = [line for name in ("formulas.txt", "compared.txt")
                for line in (TESTS / name).read_text(encoding="utf-8").splitlines() if line][first:last]
    theirs = json.loads(subprocess.run(["node", TESTS / "mathjax.mjs", "svg"], input="\n".join(formulas), text=True,
                                       encoding="utf-8", stdout=subprocess.PIPE, check=True).stdout)
    font = MathFont(stix_path())
    parts = [f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>']
    for number, (formula, other) in enumerate(zip(formulas, theirs, strict=True), first):
        box = typeset(parse(formula), font=font, size=16.0, display=True, text=lambda text, size: size * len(text))
        ours = to_svg(box, font, title=formula)
        parts.append(f"<div><code>{number} {escape(formula)}</code><b>{ours}</b><b>{other or 'refused'}</b></div>")
    goal.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:4]] or [0, 10_000]
    main(Path(sys.argv[1]), numbers[0], numbers[-1])
