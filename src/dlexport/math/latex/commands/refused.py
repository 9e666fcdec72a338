"""Commands of LaTeX that make no sense in a formula of a question bank, each with its alternative."""

from __future__ import annotations

from typing import Final

from dlexport.math.latex.commands.elsewhere import ELSEWHERE

_DEFINE = "define it once for the whole bank, in `bank.macros`, and delete it here"
_PROGRAM = "a formula stands by itself; write the expression out"
_REFER = "formulas have no numbers to refer to; name it in words: \\text{…}"
_LINK = "links belong in the text around the formula"
_FILE = "images belong in the text around the formula"
_LOAD = "delete it: all commands known are there from the start"
_PAGE = "markup of web pages has no meaning on paper and in books"

REFUSED: Final = {
    "\\" + name: hint
    for names, hint in (
        ("def gdef edef xdef newcommand renewcommand providecommand DeclareMathOperator let", _DEFINE),
        ("futurelet global long newenvironment mathchoice expandafter csname endcsname", _PROGRAM),
        ("ref eqref cite pageref footnote", _REFER),
        ("href url image", _LINK),
        ("includegraphics input include", _FILE),
        ("usepackage documentclass newtheorem", _LOAD),
        ("htmlClass htmlData htmlId htmlStyle class cssId style char", _PAGE),
        ("llapfill", "write \\hspace{1em}"),
        ("raisebox vcenter rule", "formulas find their heights themselves; write it without"),
        ("colorbox fcolorbox definecolor", "write \\boxed{…} or \\textcolor{…}{…}"),
        ("[ ] ( )", "the dollar signs around the formula say that already"),
        ("cline", "write \\hline, which rules the whole row"),
        ("multirow", "write its content in the first of these rows"),
        ("intertext shortintertext", "end the alignment before the words, and begin another behind them"),
        ("textsc", "write \\text{…}"),
    )
    for name in names.split()
} | ELSEWHERE  # fmt: skip
"""Command -> hint that says what to do instead."""
