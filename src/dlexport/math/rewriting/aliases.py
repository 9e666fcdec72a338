r"""Commands replaced by other LaTeX of the same meaning that every output supports.

Each table reads "name replacement name replacement …"; `#1` and `#2` stand for the arguments of a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# KaTeX's short names, and those of other packages that name one sign.
_SIGNS: Final = r"""
    alef \aleph alefsym \aleph bull \bullet clubs \clubsuit Dagger \ddagger dag \dagger ddag \ddagger
    Darr \Downarrow dArr \Downarrow darr \downarrow diamonds \diamondsuit empty \emptyset exist \exists
    Harr \Leftrightarrow hArr \Leftrightarrow harr \leftrightarrow hearts \heartsuit image \Im infin \infty isin \in
    Larr \Leftarrow lArr \Leftarrow larr \leftarrow Lrarr \Leftrightarrow lrArr \Leftrightarrow lrarr \leftrightarrow
    lang \langle rang \rangle plusmn \pm Rarr \Rightarrow rArr \Rightarrow rarr \rightarrow real \Re
    sdot \cdot sect \S spades \spadesuit sub \subset sube \subseteq supe \supseteq thetasym \vartheta
    Uarr \Uparrow uArr \Uparrow uarr \uparrow weierp \wp And \& dotsx \dots mathellipsis \ldots hdots \ldots
    medspace \: thickspace \; tmspace \, nobreakspace ~ enskip \enspace coloncolon \dblcolon
    colonequals \coloneqq equalscolon \eqqcolon coloncolonequals \Coloneqq ratio : vcentcolon : ordinarycolon :
    degree ° textdegree ° mapsfrom ↤ oiint ∯ oiiint ∰ lBrace \{ rBrace \} textbraceleft \{ textbraceright \}
    textbar | textbardbl \| textdagger \dagger textdaggerdbl \ddagger textdollar \$ textellipsis \ldots
    textgreater > textless < textunderscore \_ lq ‘ rq ’ strut \mathstrut varvdots \vdots
    varlimsup \limsup varliminf \liminf varinjlim \injlim varprojlim \projlim
    toprule \hline midrule \hline bottomrule \hline nonumberline \nonumber
    bm \boldsymbol pmb \boldsymbol bold \mathbf mathbold \boldsymbol
    mathbbm \mathbb mathds \mathbb mathbbmss \mathbb mathbbold \mathbb
    xrightleftarrows \xtofrom underbar \underline emph \textit textmd \text textsl \textit
    overgroup \overparen undergroup \underparen
    cosec \csc cotg \cot ctg \cot tg \tan arctg \arctan sh \sinh ch \cosh th \tanh cth \coth
"""

# Commands that no output supports.
_NAMES: Final = r"""
    R \mathbb{R} N \mathbb{N} Z \mathbb{Z} Q \mathbb{Q} C \mathbb{C} Reals \mathbb{R} reals \mathbb{R}
    natnums \mathbb{N} cnums \mathbb{C} Complex \mathbb{C}
    argmax \operatorname*{arg\,max} argmin \operatorname*{arg\,min} plim \operatorname*{plim}
    esssup \operatorname*{ess\,sup} essinf \operatorname*{ess\,inf}
    sgn \operatorname{sgn} sign \operatorname{sign} Tr \operatorname{Tr} tr \operatorname{tr}
    rank \operatorname{rank} diag \operatorname{diag} erf \operatorname{erf} Res \operatorname{Res}
    lcm \operatorname{lcm} arcctg \operatorname{arcctg} arccot \operatorname{arccot} arcsec \operatorname{arcsec}
    arccsc \operatorname{arccsc} arcsinh \operatorname{arcsinh} arccosh \operatorname{arccosh}
    arctanh \operatorname{arctanh} sinc \operatorname{sinc} arsinh \operatorname{arsinh} arcosh \operatorname{arcosh}
    artanh \operatorname{artanh} sech \operatorname{sech} csch \operatorname{csch}
    operatornamewithlimits \operatorname* intop \int\limits ointop \oint\limits
    Alpha \mathrm{A} Beta \mathrm{B} Epsilon \mathrm{E} Zeta \mathrm{Z} Eta \mathrm{H} Iota \mathrm{I}
    Kappa \mathrm{K} Mu \mathrm{M} Nu \mathrm{N} Omicron \mathrm{O} Rho \mathrm{P} Tau \mathrm{T} Chi \mathrm{X}
    notni \not\ni npreceq \not\preceq nsucceq \not\succeq llbracket [\![ rrbracket ]\!]
    TeX \text{TeX} LaTeX \text{LaTeX} KaTeX \text{KaTeX} pounds \text{£} textsterling \text{£} copyright \text{©}
    textcopyright \text{©} textregistered \text{®} P \text{¶} AA \text{Å} aa \text{å} AE \text{Æ} ae \text{æ}
    O \text{Ø} o \text{ø} OE \text{Œ} oe \text{œ} ss \text{ß} textemdash \text{—} textendash \text{–}
    textquotedblleft \text{“} textquotedblright \text{”} textquoteleft \text{‘} textquoteright \text{’}
    grad \operatorname{grad} curl \operatorname{curl} dd \mathrm{d} permil \text{‰} textperthousand \text{‰}
"""

# With arguments.
_WITH_ARGUMENTS: Final = r"""
    abs \left|{#1}\right| norm \left\|{#1}\right\| set \{{#1}\} ensuremath {#1}
    nicefrac {{}^{#1}\!/_{#2}} sfrac {{}^{#1}\!/_{#2}} prescript {{}^{#1}_{#2}{#3}}
    sideset \mathop{{\vphantom{#3}}#1#3\nolimits#2}
    floor \left\lfloor{#1}\right\rfloor ceil \left\lceil{#1}\right\rceil
"""
_GREEK: Final = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
"""


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return {"\\" + name: known for name, known in zip(words[::2], words[1::2], strict=True)}


ALIASES: Final[Mapping[str, str]] = {
    **_table(_SIGNS), **_table(_NAMES), **_table(_WITH_ARGUMENTS),
    **{f"\\up{name}": f"\\mathrm{{\\{name}}}" for name in _GREEK.split()},
}  # fmt: skip
"""Command -> its replacement, with `#1` and `#2` for arguments."""
