"""Three hundred formulas beside MathJax: all are read and set, and about as large as there."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from formula_cases import FORMULAS, HERE

from dlexport.math.latex.parse import parse
from dlexport.math.layout import MathBox, MathFont, typeset
from dlexport.math.layout.face import stix_path

pytestmark = pytest.mark.slow

FONT = MathFont(stix_path())
MORE = [line for line in (HERE / "compared.txt").read_text(encoding="utf-8").splitlines() if line]
ALL = FORMULAS + MORE
MATHJAX = HERE.parent / "npm/node_modules/mathjax-full"

# MathJax pads what it strikes out, stretched arrows and growing delimiters more than TeX does, and draws small
# matrices, accents and bare fractions in scripts lower or higher; the pages of benchmarks/formulas.py show it.
WIDTHS = (0.65, 1.3)
HEIGHTS = (0.6, 1.42)
OUTSIDE = {
    r"\smash{\frac ab}": "MathJax has the ink where TeX has no height",
    r"\hat a\ \check a\ \tilde a\ \acute a\ \grave a": "the grave of MathJax's font has a very high box",
    r"\ldots\cdots\vdots\ddots": "the box of MathJax's vertical dots is that of a line",
}


def laid(formula: str) -> MathBox:
    return typeset(parse(formula), font=FONT, size=1.0, display=True, text=lambda text, size: size * len(text))


def test_there_are_three_hundred_distinct_formulas() -> None:
    """At least."""
    assert len(set(ALL)) == len(ALL) >= 300


@pytest.mark.parametrize("formula", MORE)
def test_each_formula_is_read_and_set(formula: str) -> None:
    """No glyph is missing."""
    box = laid(formula)
    assert box.glyphs
    assert all(glyph.gid for glyph in box.glyphs)
    assert box.width > 0


@pytest.mark.skipif(shutil.which("node") is None or not MATHJAX.exists(), reason="no MathJax: `make node` (needs npm)")
def test_formulas_are_about_as_large_as_mathjax_sets_them() -> None:
    """In width and in height and depth together; only tags, which go to the edge of the page, have no size there."""
    done = subprocess.run(["node", HERE / "mathjax.mjs"], input="\n".join(ALL), text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, check=True)
    strange = {}
    for formula, theirs in zip(ALL, json.loads(done.stdout), strict=True):
        if r"\tag" in formula:
            continue
        assert theirs is not None, formula
        width, height, depth = theirs
        box = laid(formula)
        wide, tall = box.width / width, (box.height + box.depth) / (height + depth)
        if not (WIDTHS[0] <= wide <= WIDTHS[1] and HEIGHTS[0] <= tall <= HEIGHTS[1]):
            strange[formula] = f"{wide:.2f} times as wide, {tall:.2f} times as tall"
    assert strange.keys() <= OUTSIDE.keys(), strange
