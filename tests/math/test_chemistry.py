"""Chemistry beside mhchem itself: the same signs, raised and lowered alike."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from formula_cases import HERE, cases

from dlexport.math.read import read
from dlexport.math.text import as_text

MHCHEM = HERE.parent / "npm/node_modules/mhchemparser"
FORMULAS = [case.formula for case in cases("rewritten") if case.formula.startswith(r"\ce{")]
# Arrows and points that mhchem's own fonts have, as we set them.
THEIRS = {
    r"\longrightleftharpoons": r"\rightleftharpoons", r"\longRightleftharpoons": r"\rightleftharpoons",
    r"\longleftrightarrows": r"\rightleftarrows", r"\lower6mu": "", r"{\tripledash}": r"{\cdots}",
    r"{{\cdot}{\cdot}{\cdot}}": r"{\cdot\cdot\cdot}",
}  # fmt: skip
OTHERWISE = {
    r"\ce{1/2H2O}": "mhchem leaves the size of the fraction to its place",
    r"\ce{CO3^2-_{(aq)}}": "the state stands below the charge, not after it",
    r"\ce{Zn^2+ <=>[+ 2OH-][+ 2H+] Zn(OH)2 v <=>[+ 2OH-][+ 2H+] [Zn(OH)4]^2-}": "labels below an arrow that grows",
    r"\ce{N2 + 3H2 <=>[高温][催化剂] 2NH3}": "labels below an arrow that grows",
}


@pytest.mark.skipif(shutil.which("node") is None or not MHCHEM.exists(), reason="no mhchem: `make node` (needs npm)")
def test_formulas_say_what_mhchem_makes_of_them() -> None:
    """But for those with a reason."""
    done = subprocess.run(["node", HERE / "mhchem.mjs"], input="\n".join(one[4:-1] for one in FORMULAS), text=True,
                          encoding="utf-8", stdout=subprocess.PIPE, check=True)
    different = set()
    for formula, latex in zip(FORMULAS, json.loads(done.stdout), strict=True):
        theirs = latex
        for typed, ours in THEIRS.items():
            theirs = theirs.replace(typed, ours)
        if "mathchoice" in theirs or _said(formula) != _said(theirs):
            different.add(formula)
    assert len(FORMULAS) > 70
    assert different == OTHERWISE.keys()


def _said(latex: str) -> str:
    return re.sub(r"\s", "", as_text(read(latex).tree))
