r"""The commands that stand for one character, by TeX class (unicode-math's and amssymb's names).

Each table reads "name character name character …"; `\name` is the command.
"""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


def _table(text: str) -> dict[str, str]:
    words = _words(text)
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK = _table("""
    alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
    omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω varepsilon ε vartheta ϑ varkappa ϰ
    varpi ϖ varrho ϱ varsigma ς varphi φ digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
""")

SLANTED_GREEK = _table("""
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ
    varOmega Ω
""")

LETTERLIKE = _table("""
    partial ∂ imath ı jmath ȷ
""")

ORDINARY = _table(r"""
    infty ∞ nabla ∇ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ daleth ℸ wp ℘ eth ð mho ℧ Finv Ⅎ Game ⅁
    Bbbk 𝕜 forall ∀ exists ∃ nexists ∄ complement ∁ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠
    measuredangle ∡ sphericalangle ∢ surd √ triangle △ triangledown ▽ square □ Box □ Diamond ◊ lozenge ◊
    blacksquare ■ blacklozenge ⧫ blacktriangle ▲ blacktriangledown ▼ bigstar ★ diamondsuit ♢ heartsuit ♡
    clubsuit ♣ spadesuit ♠ flat ♭ natural ♮ sharp ♯ backprime ‵ degree ° checkmark ✓ maltese ✠ S § yen ¥
    circledR ® circledS Ⓢ diagup ╱ diagdown ╲ neg ¬ lnot ¬ _ _ # # % % & & $ $
""")

# Large operators whose scripts become limits in displays.
LARGE = _table("""
    sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigodot ⨀ bigoplus ⨁ bigotimes ⨂ biguplus ⨄
    bigsqcup ⨆
""")

# Large operators whose scripts stay beside them.
INTEGRALS = _table("""
    int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ smallint ∫
""")

BINARY = _table("""
    pm ± mp ∓ times × div ÷ cdot ⋅ cdotp ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨
    lor ∨ wedge ∧ land ∧ setminus ⧵ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽
    triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
    bigcirc ◯ dagger † ddagger ‡ amalg ⨿ dotplus ∔ ltimes ⋉ rtimes ⋊ Cap ⋒ Cup ⋓ doublecap ⋒ doublecup ⋓
    leftthreetimes ⋋ rightthreetimes ⋌ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ curlywedge ⋏ curlyvee ⋎
    boxminus ⊟ boxplus ⊞ boxtimes ⊠ boxdot ⊡ circleddash ⊝ circledast ⊛ circledcirc ⊚ divideontimes ⋇
    intercal ⊺ centerdot ⋅
""")

RELATIONS = _table("""
    leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ llless ⋘ ggg ⋙ gggtr ⋙ lt < gt >
    neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ doteq ≐ doteqdot ≑ Doteq ≑ propto ∝ varpropto ∝
    asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ subset ⊂ supset ⊃
    subseteq ⊆ supseteq ⊇ subseteqq ⫅ supseteqq ⫆ subsetneq ⊊ supsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ Subset ⋐
    Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ notin ∉ ni ∋ owns ∋ mid ∣ nmid ∤ parallel ∥
    nparallel ∦ shortmid ∣ shortparallel ∥ perp ⟂ vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ Vvdash ⊪ models ⊨ nvdash ⊬
    nvDash ⊭ nVdash ⊮ nVDash ⊯ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ therefore ∴ because ∵ between ≬ pitchfork ⋔
    vartriangle △ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳
    blacktriangleleft ◀ blacktriangleright ▶ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬
    ntrianglerighteq ⋭ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛
    lesseqqgtr ⪋ gtreqqless ⪌ lessdot ⋖ gtrdot ⋗ eqslantless ⪕ eqslantgtr ⪖ nless ≮ ngtr ≯ nleq ≰ ngeq ≱
    lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ nprec ⊀ nsucc ⊁ precnsim ⋨ succnsim ⋩
    precneqq ⪵ succneqq ⪶ precapprox ⪷ succapprox ⪸ precnapprox ⪹ succnapprox ⪺ curlyeqprec ⋞ curlyeqsucc ⋟
    nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉ backsim ∽ backsimeq ⋍ thicksim ∼ thickapprox ≈ eqsim ≂ bumpeq ≏
    Bumpeq ≎ circeq ≗ eqcirc ≖ triangleq ≜ risingdotseq ≓ fallingdotseq ≒ multimap ⊸ backepsilon ∍
    coloneqq ≔ eqqcolon ≕ Coloneqq ⩴ dblcolon ∷
    smallsmile ⌣ smallfrown ⌢
""")

ARROWS = _table("""
    leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒ Leftrightarrow ⇔
    longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸ Longrightarrow ⟹ implies ⟹
    impliedby ⟸ iff ⟺ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
    Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookleftarrow ↩ hookrightarrow ↪
    leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀ rightharpoondown ⇁ rightleftharpoons ⇌
    leftrightharpoons ⇋ leadsto ⇝ rightsquigarrow ⇝ leftrightsquigarrow ↭ nleftarrow ↚ nrightarrow ↛
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎ dashleftarrow ⇠ dashrightarrow ⇢
    leftleftarrows ⇇ rightrightarrows ⇉ upuparrows ⇈ downdownarrows ⇊ leftrightarrows ⇆ rightleftarrows ⇄
    Lleftarrow ⇚ Rrightarrow ⇛ twoheadleftarrow ↞ twoheadrightarrow ↠ leftarrowtail ↢ rightarrowtail ↣
    looparrowleft ↫ looparrowright ↬ curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻
    Lsh ↰ Rsh ↱ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃ downharpoonright ⇂
""")

OPENING = _table("""
    lparen ( lbrace { { { langle ⟨ lfloor ⌊ lceil ⌈ lbrack [ lvert | lVert ‖ lgroup ⟮ lmoustache ⎰ ulcorner ⌜
    llcorner ⌞
""")
CLOSING = _table("""
    rparen ) rbrace } } } rangle ⟩ rfloor ⌋ rceil ⌉ rbrack ] rvert | rVert ‖ rgroup ⟯ rmoustache ⎱ urcorner ⌝
    lrcorner ⌟
""")
BARS = _table("vert | | ‖ Vert ‖ backslash \\")
INNER = _table("ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ ddots ⋱")
POINTS = _table("vdots ⋮")
PUNCTUATION = _table("colon : ldotp .")

FUNCTIONS = frozenset(
    _words(
        "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh"
    )
)
LIMIT_FUNCTIONS = {name: name for name in _words("det gcd inf lim max min sup Pr")} | {
    "liminf": "lim\u2009inf", "limsup": "lim\u2009sup", "injlim": "inj\u2009lim", "projlim": "proj\u2009lim",
}  # fmt: skip

# Characters of the keyboard -> the symbol that they mean in a formula.
KEYS = {"-": "−", "*": "∗", "`": "‘", "~": "\u00a0"}

_KEY_CLASSES = {
    "bin": "+−∗", "rel": "=<>:", "open": "([{", "close": ")]}!?", "punct": ",;",
}  # fmt: skip


def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, table in (
        ("inner", INNER), ("bin", BINARY), ("rel", ARROWS), ("rel", RELATIONS), ("open", OPENING),
        ("close", CLOSING), ("op", LARGE), ("op", INTEGRALS), ("ord", BARS),
    ):  # fmt: skip
        found.update(dict.fromkeys(table.values(), name))
    for name, keys in _KEY_CLASSES.items():
        found.update(dict.fromkeys(keys, name))
    # Shared by a symbol and an operator: the command sets the class itself.
    return found | dict.fromkeys("△▽□", "ord")


CLASS_OF = _classes()
"""Operator character -> its atom class, unless its command sets another one."""
