"""Commands of LaTeX that make no sense in a formula of a question bank, each with what to do instead."""

from __future__ import annotations

from typing import Final

from dlexport.math.latex.commands.elsewhere import ELSEWHERE

_DEFINE = "a formula stands by itself; write the expression out"
_REFER = "formulas have no numbers to refer to; name it in words or with \\tag"
_LINK = "links belong in the text around the formula"
_FILE = "images belong in the text around the formula"
_LOAD = "nothing is loaded; all commands known are there from the start"
_PAGE = "markup of web pages has no meaning on paper and in books"
_SIZE = "the size of a formula follows the text around it; for a bigger fraction write \\dfrac"
_SPACE = "write \\hspace{1em}"
_BOLD = "write \\boldsymbol{…}, which every output knows"
_LATIN = "write the Latin letter it looks like, as \\mathrm{A}"
_CHEMISTRY = "write the formula with \\mathrm, as in \\mathrm{H_2O}"

REFUSED: Final = {
    "\\" + name: hint
    for names, hint in (
        ("def gdef edef xdef let futurelet newcommand renewcommand providecommand global long relax", _DEFINE),
        ("newenvironment DeclareMathOperator mathchoice expandafter csname endcsname", _DEFINE),
        ("label ref eqref cite pageref nonumberline footnote", _REFER),
        ("href url image", _LINK),
        ("includegraphics input include", _FILE),
        ("require usepackage documentclass newtheorem", _LOAD),
        ("htmlClass htmlData htmlId htmlStyle class cssId style unicode verb char", _PAGE),
        ("tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge sixptsize", _SIZE),
        ("kern mkern hskip mskip hfill hfil vspace llapfill", _SPACE),
        ("raisebox vcenter rule", "formulas find their heights themselves; write it without"),
        ("bm bold pmb", _BOLD),
        ("ce pu cf", _CHEMISTRY),
        ("colorbox fcolorbox definecolor", "write \\boxed{…} or \\textcolor{…}{…}"),
        ("[ ] ( )", "the dollar signs around the formula say that already"),
        ("R N Z Q C", "write \\mathbb{…} around the letter"),
        ("argmax argmin", "write \\operatorname*{arg\\,max}, which every output knows"),
        ("Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Omicron Rho Tau Chi", _LATIN),
        ("newline linebreak par", "wrap the lines in \\begin{aligned} … \\end{aligned}"),
    )
    for name in names.split()
} | ELSEWHERE  # fmt: skip
"""The hint for each refused command."""
