"""Formulas as people write them: each is read, or refused with advice that leads to one that is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from formula_cases import HERE

from dlexport.math.latex.commands.refused import REFUSED as REFUSED_NAMES
from dlexport.math.layout import MathFont, typeset
from dlexport.math.layout.face import stix_path
from dlexport.math.mathml.write import to_mathml
from dlexport.math.read import MathError, read

FONT = MathFont(stix_path())
MATHJAX = HERE.parent / "npm/node_modules/mathjax-full"
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|[#%&])")


@dataclass(frozen=True, slots=True)
class Written:
    """A formula, and, where it is refused, what it becomes when its author does as the hint says."""

    formula: str
    mended: str


def _written() -> list[Written]:
    """`written.txt`: one a line; behind a tab, what the advice makes of it."""
    lines = (HERE / "written.txt").read_text(encoding="utf-8").split("\n")
    rows = [line.partition("\t") for line in lines if line and not line.startswith("# ")]
    return [Written(formula, mended) for formula, _, mended in rows]


ALL = _written()
READ = [one.formula for one in ALL if not one.mended]
REFUSED = [one for one in ALL if one.mended]


def test_there_are_three_hundred() -> None:
    """All different."""
    assert len({one.formula for one in ALL}) == len(ALL) >= 300


@pytest.mark.parametrize("formula", READ)
def test_what_people_write_is_set(formula: str) -> None:
    """In print with a glyph for every sign but Han, and as MathML."""
    found = read(formula)
    box = typeset(found.tree, font=FONT, size=1.0, display=True, text=lambda text, size: size * len(text))
    assert all(glyph.gid for glyph in box.glyphs)
    assert to_mathml(found.tree, display=True, latex=found.latex)


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: one.formula)
def test_advice_leads_to_a_formula_that_is_read(one: Written) -> None:
    """One that has a command which the hint names, if it names any."""
    with pytest.raises(MathError) as caught:
        read(one.formula)
    assert 0 <= caught.value.offset <= len(one.formula)
    named = set(_COMMAND.findall(caught.value.hint))
    assert not named or named & set(_COMMAND.findall(one.mended)), caught.value.hint
    read(one.mended)


@pytest.mark.parametrize("formula", READ)
def test_what_was_rewritten_is_read_as_it_is(formula: str) -> None:
    """A second reading changes nothing: what goes into an output needs nothing of ours."""
    latex = read(formula).latex
    again = read(latex)
    assert (again.latex, again.remarks) == (latex, ())


@pytest.mark.skipif(shutil.which("node") is None or not MATHJAX.exists(), reason="no MathJax: `make node` (needs npm)")
def test_mathjax_knows_what_was_rewritten() -> None:
    """Without an error, as on the cards of a deck."""
    ours = [read(one.mended or one.formula).latex for one in ALL]
    done = subprocess.run(["node", HERE / "mathjax.mjs", "svg"], input="\n".join(ours), text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, check=True)
    pictures = json.loads(done.stdout)
    unknown = [latex for latex, svg in zip(ours, pictures, strict=True) if svg is None or "merror" in svg]
    assert unknown == []


@pytest.mark.parametrize("formula", [one for one in READ if read(one).remarks])
def test_what_a_warning_advises_ends_it(formula: str) -> None:
    """To delete the command, with what stands in braces behind it where that is its argument."""
    first = read(formula).remarks[0]
    command = formula[first.offset : first.offset + first.length]
    rest = formula[first.offset + first.length :]
    if first.hint.startswith("delete it"):
        pattern = r"\*?\s*(?:\{[^{}]*\})?" if command in {r"\label", r"\vspace", r"\require"} else r"\s*"
        mended = formula[: first.offset] + re.sub(rf"^{pattern}", " ", rest)
    else:
        assert command == r"\multicolumn"
        mended = formula[: first.offset] + re.sub(r"^\{2\}\{c\}\{(.*?)\}", r"\1 &", rest)
    assert read(mended).remarks == ()


@pytest.mark.parametrize("name", [
    name for name, hint in REFUSED_NAMES.items() if hint.startswith("write ") and not name.endswith("group")])
def test_what_a_hint_says_to_write_is_read(name: str) -> None:
    r"""Each command in it, with a letter for `…`; of several, the first. \bgroup is half of a pair, as { is."""
    instead = re.split(r", which | … |, or | or ", REFUSED_NAMES[name].removeprefix("write "))[0]
    if r"\begin" not in instead:
        assert read("a " + instead.replace("…", "b").replace(r"\hline", r"\R") + " c")
