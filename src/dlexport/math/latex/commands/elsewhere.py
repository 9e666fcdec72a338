r"""Short names that KaTeX has and the MathJax of Anki has not, each with the name that every output knows."""

from __future__ import annotations

from typing import Final

_TABLE: Final = r"""
    alef \aleph alefsym \aleph bull \bullet clubs \clubsuit cnums \mathbb{C} Complex \mathbb{C} Dagger \ddagger
    Darr \Downarrow dArr \Downarrow darr \downarrow diamonds \diamondsuit empty \emptyset exist \exists
    Harr \Leftrightarrow hArr \Leftrightarrow harr \leftrightarrow hearts \heartsuit image \Im infin \infty isin \in
    Larr \Leftarrow lArr \Leftarrow larr \leftarrow Lrarr \Leftrightarrow lrArr \Leftrightarrow lrarr \leftrightarrow
    lang \langle rang \rangle natnums \mathbb{N} plusmn \pm Rarr \Rightarrow rArr \Rightarrow rarr \rightarrow
    real \Re reals \mathbb{R} Reals \mathbb{R} sdot \cdot sect \S spades \spadesuit sub \subset sube \subseteq
    supe \supseteq thetasym \vartheta Uarr \Uparrow uArr \Uparrow uarr \uparrow weierp \wp dag \dagger ddag \ddagger
    notni \not\ni And \& dotsx \dots mathellipsis \ldots medspace \: thickspace \; tmspace \, nobreakspace ~
    enskip \enspace coloncolon \dblcolon colonequals \coloneqq equalscolon \eqqcolon coloncolonequals \Coloneqq
    ratio : vcentcolon : ordinarycolon : mapsfrom ↤ xrightleftarrows \xrightleftharpoons{…}
    xrightequilibrium \xrightleftharpoons{…} xleftequilibrium \xleftrightharpoons{…} widecheck \check{…}
    underbar \underline{…} overgroup \overparen{…} undergroup \underparen{…} overlinesegment \overline{…}
    underlinesegment \underline{…} Overrightarrow \overrightarrow{…} overrightharpoon \overrightarrow{…}
    overleftharpoon \overleftarrow{…} utilde \underset{\sim}{…} sout \cancel{…} above \frac{…}{…}
    operatornamewithlimits \operatorname*{…} plim \operatorname*{plim} varlimsup \limsup varliminf \liminf
    varinjlim \injlim varprojlim \projlim cosec \csc cotg \cot ctg \cot tg \tan arctg \arctan sh \sinh ch \cosh
    th \tanh cth \coth arcctg \operatorname{arcctg} intop \int oiint ∯ oiiint ∰
    ngeqq \ngeq ngeqslant \ngeq nleqq \nleq nleqslant \nleq nshortmid \nmid nshortparallel \nparallel
    npreceq \not\preceq nsucceq \not\succeq nsubseteqq \nsubseteq nsupseteqq \nsupseteq lvertneqq \lneqq
    gvertneqq \gneqq varsubsetneq \subsetneq varsubsetneqq \subsetneqq varsupsetneq \supsetneq
    varsupsetneqq \supsetneqq varvdots \vdots set \{…\} Set \{…\} Braket \braket{…} bgroup { egroup }
    textmd \text{…} emph \textit{…} TeX \text{TeX} LaTeX \text{LaTeX} KaTeX \text{KaTeX}
    llbracket [\![ rrbracket ]\!] lBrace \{ rBrace \} pounds \text{£} copyright \text{©} P \text{¶}
"""

_WORDS: Final = _TABLE.split()
ELSEWHERE: Final = {
    "\\" + name: f"write {known}, which every output knows"
    for name, known in zip(_WORDS[::2], _WORDS[1::2], strict=True)
}
"""The hint for each of them."""
