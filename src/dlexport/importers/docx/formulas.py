"""Office's formulas -> LaTeX: one case for each element of OMML (ECMA-376-1, 22.1)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.importers.docx.package import M, W
from dlexport.math.latex import symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

_ACCENTS: Final = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "^": "hat", "\u0303": "tilde", "~": "tilde",
    "\u0304": "bar", "\u0305": "overline", "¯": "bar", "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot",
    "\u030c": "check", "\u20d7": "vec", "→": "vec", "\u20d6": "overleftarrow", "\u20db": "dddot",
}
_PLAIN: Final = {
    "−": "-", "∗": "*", "*": "*", "′": "'", "″": "''", "\\": r"\backslash", "{": r"\{", "}": r"\}", "#": r"\#",
    "%": r"\%", "&": r"\&", "$": r"\$", "_": r"\_", "~": r"\sim", "^": r"\hat{}", "\u00a0": r"\ ", "\u2061": "",
    "\u2062": "", "\u2063": "", "\u200b": "", "·": r"\cdot", "∑": r"\sum", "∏": r"\prod", "ε": r"\varepsilon",
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "→": r"\to", "…": r"\ldots", "⋯": r"\cdots", "¬": r"\neg",
    "∅": r"\emptyset", "σ": r"\sigma", "‖": r"\|", "∣": r"\mid", "∥": r"\|", "\u2006": r"\,", "\u2009": r"\,",
    "\u205f": r"\:", "\u2005": r"\:", "\u2003": r"\quad", "⟨": r"\langle", "⟩": r"\rangle", "〈": r"\langle",
    "〉": r"\rangle", "△": r"\triangle", "∫": r"\int", "≔": ":=", "×": r"\times", "÷": r"\div", "±": r"\pm",
    "∈": r"\in", "∞": r"\infty", "ℎ": "h",
}
_STYLED: Final = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf",
                  "monospace": "mathtt"}
_ALPHABETS: Final = (("DOUBLE-STRUCK", "mathbb"), ("BOLD SCRIPT", "mathcal"), ("SCRIPT", "mathcal"),
                     ("FRAKTUR", "mathfrak"), ("BLACK-LETTER", "mathfrak"), ("SANS-SERIF", "mathsf"),
                     ("MONOSPACE", "mathtt"), ("BOLD", "mathbf"))
_FENCES: Final = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("{", "}"): "Bmatrix", ("|", "|"): "vmatrix",
                  ("‖", "‖"): "Vmatrix"}
_NARY: Final = {"∫": "int", "∬": "iint", "∭": "iiint", "∮": "oint", "∑": "sum", "∏": "prod", "∐": "coprod",
                "⋂": "bigcap", "⋃": "bigcup", "⋁": "bigvee", "⋀": "bigwedge", "⨁": "bigoplus", "⨂": "bigotimes"}
_TEXT: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\uac00-\ud7af]+")
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_ONE: Final = re.compile(r"[^\\{}\s^_']|\\[A-Za-z]+(?:\{[^{}]*\})?|\\[|%&#$]|\\left.*\\right.")
_PARTS: Final = frozenset({"e", "num", "den", "sub", "sup", "deg", "fName", "lim", "oMath"})


def _by_sign() -> dict[str, str]:
    """Character -> command, the first of its names; more common ones are in `_PLAIN`."""
    found: dict[str, str] = {}
    for table in (symbols.GREEK, symbols.LETTERLIKE, symbols.ORDINARY, symbols.LARGE, symbols.INTEGRALS, symbols.BINARY,
                  symbols.RELATIONS, symbols.ARROWS, symbols.OPENING, symbols.CLOSING):
        for name, sign in table.items():
            if ord(sign[0]) >= 0x80:  # noqa: PLR2004 - beyond ASCII
                found.setdefault(sign, "\\" + name)
    return found | _PLAIN


_BY_SIGN: Final = _by_sign()
_FUNCTIONS: Final = frozenset(symbols.FUNCTIONS) | frozenset(symbols.LIMIT_FUNCTIONS)


def latex_of(formula: Element) -> str:
    """The LaTeX of an `m:oMath`."""
    return _tidied(_row(formula))


def _row(parent: Element | None) -> str:
    return "".join(map(_element, parent)) if parent is not None else ""


def _element(one: Element) -> str:
    name = one.tag.removeprefix(M)
    if name in _WRITERS:
        return _WRITERS[name](one)
    if name in _PARTS or one.tag in {f"{W}ins", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}hyperlink",
                                     f"{W}moveTo"}:
        return _row(one)
    return ""


def _run(run: Element) -> str:
    text = "".join(part.text or "" for part in run if part.tag in {f"{M}t", f"{W}t"})
    settings = run.find(f"{M}rPr")
    style, script, normal = "", "", False
    if settings is not None:
        style, script = _setting(settings, "sty"), _setting(settings, "scr")
        normal = settings.find(f"{M}nor") is not None
    if normal:
        return rf"\text{{{_quoted(text)}}}" if text.strip() else " "
    if script in _STYLED and text.strip():
        return rf"\{_STYLED[script]}{{{_signs(text)}}}"
    if style in {"b", "bi"} and re.search(r"\w", text):
        made = _signs(text)
        return rf"\{'mathbf' if re.fullmatch('[A-Za-z0-9 ]+', made) and style == 'b' else 'boldsymbol'}{{{made}}}"
    if style == "p" and re.fullmatch(r"\s*[A-Za-z]+\s*", text):
        word = text.strip()
        return rf"\{word} " if word in _FUNCTIONS else rf"\mathrm{{{word}}}"
    return _signs(text)


def _signs(text: str) -> str:
    """Characters of a formula; words of Chinese as text, functions by their names."""
    made, end = [], 0
    for match in _TEXT.finditer(text):
        made += [_ascii(text[end : match.start()]), rf"\text{{{_quoted(match[0])}}}"]
        end = match.end()
    return "".join([*made, _ascii(text[end:])])


def _ascii(text: str) -> str:
    made, end = [], 0
    for match in _WORD.finditer(text):
        made.append("".join(map(_sign, text[end : match.start()])))
        made.append(rf"\{match[0]} " if match[0] in _FUNCTIONS else match[0])
        end = match.end()
    return "".join([*made, *map(_sign, text[end:])])


def _sign(sign: str) -> str:
    if sign in _BY_SIGN:
        made = _BY_SIGN[sign]
        return made + " " if made.startswith("\\") and made[-1].isalpha() else made
    if ord(sign) < 0x80:  # noqa: PLR2004 - ASCII
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    name = unicodedata.name(sign, "")
    if plain != sign and len(plain) == 1 and ("MATHEMATICAL" in name or re.search("DOUBLE-STRUCK|SCRIPT|LETTER", name)):
        made = _BY_SIGN.get(plain, plain)
        for word, command in _ALPHABETS:
            if word in name:
                return rf"\{command if made.isascii() and len(made) == 1 else 'boldsymbol'}{{{made}}}"
        return made + " " if made.startswith("\\") else made
    return sign


def _quoted(text: str) -> str:
    return re.sub(r"([\\{}$%#&_])", lambda match: r"\textbackslash " if match[1] == "\\" else "\\" + match[1], text)


def _setting(parent: Element | None, name: str, otherwise: str = "") -> str:
    found = parent.find(f"{M}{name}") if parent is not None else None
    return otherwise if found is None else found.get(f"{M}val", otherwise)


def _on(parent: Element | None, name: str) -> bool:
    found = parent.find(f"{M}{name}") if parent is not None else None
    return found is not None and found.get(f"{M}val", "1") in {"1", "on", "true"}


def _part(one: Element, name: str) -> str:
    return _row(one.find(f"{M}{name}")).strip()


def _base(one: Element, name: str = "e") -> str:
    """The base of scripts in LaTeX: a single character or command unchanged, anything longer in braces."""
    text = _part(one, name)
    return text if _ONE.fullmatch(text) else f"{{{text}}}"


def _fraction(one: Element) -> str:
    kind = _setting(one.find(f"{M}fPr"), "type", "bar")
    num, den = _part(one, "num"), _part(one, "den")
    if kind == "noBar":
        return rf"{{{num} \atop {den}}}"
    return f"{{{num}}}/{{{den}}}" if kind in {"lin", "skw"} else rf"\frac{{{num}}}{{{den}}}"


def _scripts(one: Element) -> str:
    name = one.tag.removeprefix(M)
    sub = f"_{{{_part(one, 'sub')}}}" if name in {"sSub", "sSubSup", "sPre"} else ""
    sup = f"^{{{_part(one, 'sup')}}}" if name in {"sSup", "sSubSup", "sPre"} else ""
    if sup.strip("^{}'") == "" and "'" in sup:
        sup = sup[2:-1]
    return f"{{}}{sub}{sup}{_base(one)}" if name == "sPre" else f"{_base(one)}{sub}{sup}"


def _root(one: Element) -> str:
    degree = "" if _on(one.find(f"{M}radPr"), "degHide") else _part(one, "deg")
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(one, 'e')}}}"


def _nary(one: Element) -> str:
    about = one.find(f"{M}naryPr")
    sign = _setting(about, "chr", "∫")
    command = rf"\{_NARY[sign]}" if sign in _NARY else _signs(sign).strip()
    place = _setting(about, "limLoc")
    limits = r"\limits" if place == "undOvr" and sign in "∫∬∭∮" else ""
    sub = "" if _on(about, "subHide") else _part(one, "sub")
    sup = "" if _on(about, "supHide") else _part(one, "sup")
    scripts = (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")
    return f"{command}{limits}{scripts}{'' if scripts else ' '}{_row(one.find(f'{M}e'))}"


def _delimited(one: Element) -> str:
    about = one.find(f"{M}dPr")
    left, right, between = (_setting(about, name, usual) for name, usual in
                            (("begChr", "("), ("endChr", ")"), ("sepChr", "|")))
    parts = one.findall(f"{M}e")
    inner = [child for child in parts[0] if child.tag != f"{M}ctrlPr"] if len(parts) == 1 else []
    if len(inner) == 1 and inner[0].tag == f"{M}m" and (left, right) in _FENCES:
        return _matrix(inner[0], _FENCES[left, right])
    if len(inner) == 1 and inner[0].tag == f"{M}eqArr" and (left, right) == ("{", ""):
        return _lines(inner[0], "cases")
    if len(inner) == 1 and inner[0].tag == f"{M}m" and (left, right) == ("{", ""):
        return _matrix(inner[0], "cases")
    if len(inner) == 1 and inner[0].tag == f"{M}f" and _setting(inner[0].find(f"{M}fPr"), "type") == "noBar" and (
            left, right) == ("(", ")"):
        return rf"\binom{{{_part(inner[0], 'num')}}}{{{_part(inner[0], 'den')}}}"
    separator = rf"\middle{_fence(between)}" if between == "|" else _signs(between)
    text = separator.join(_row(part).strip() for part in parts)
    if (left, right) in {("(", ")"), ("[", "]"), ("|", "|"), ("{", "}")} and len(parts) == 1 and not re.search(
            r"\\(?:frac|sum|prod|int|begin|sqrt|binom|over|under|left)|\\atop", text):
        return f"{_fence(left)}{text}{_fence(right)}"
    return rf"\left{_fence(left)}{text}\right{_fence(right)}"


def _fence(sign: str) -> str:
    made = _sign(sign[0]) if sign else "."
    return {"{": r"\{", "}": r"\}"}.get(sign, made)


def _function(one: Element) -> str:
    name = _part(one, "fName")
    plain = re.fullmatch(r"(?:\\mathrm\{)?\\?([A-Za-z]+)\}?", name)
    if plain:
        name = rf"\{plain[1]}" if plain[1] in _FUNCTIONS else rf"\operatorname{{{plain[1]}}}"
    return f"{name} {_row(one.find(f'{M}e')).lstrip()}"


def _limit(one: Element) -> str:
    below = one.tag == f"{M}limLow"
    base, limit = _part(one, "e"), _part(one, "lim")
    plain = re.fullmatch(r"(?:\\mathrm\{)?\\?([A-Za-z]+)\}?", base)
    if plain and plain[1] in symbols.LIMIT_FUNCTIONS:
        return rf"\{plain[1]}{'_' if below else '^'}{{{limit}}}"
    if plain and plain[1] in {"argmax", "argmin"}:
        return rf"\operatorname*{{{plain[1]}}}{'_' if below else '^'}{{{limit}}}"
    if limit in {"⏟", "⏞"}:
        return rf"\{'underbrace' if below else 'overbrace'}{{{base}}}"
    if base.startswith((r"\underbrace", r"\overbrace")):
        return f"{base}{'_' if below else '^'}{{{limit}}}"
    return rf"\{'underset' if below else 'overset'}{{{limit}}}{{{base}}}"


def _accent(one: Element) -> str:
    sign = _setting(one.find(f"{M}accPr"), "chr", "\u0302")
    base = _part(one, "e")
    command = _ACCENTS.get(sign, "hat")
    wide = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}
    long = len(re.sub(r"\\[A-Za-z]+|[{}\s]", "", base)) > 1
    return rf"\{wide.get(command, command) if long else command}{{{base}}}"


def _bar(one: Element) -> str:
    top = _setting(one.find(f"{M}barPr"), "pos", "bot") == "top"
    return rf"\{'overline' if top else 'underline'}{{{_part(one, 'e')}}}"


def _grouped(one: Element) -> str:
    about = one.find(f"{M}groupChrPr")
    sign, top = _setting(about, "chr", "⏟"), _setting(about, "pos", "bot") == "top"
    if sign in {"→", "←", "⇒", "⇐", "↔", "⇔"}:
        return rf"\{'underset' if top else 'overset'}{{{_part(one, 'e')}}}{{{_signs(sign).strip()}}}"
    return rf"\{'overbrace' if top or sign == '⏞' else 'underbrace'}{{{_part(one, 'e')}}}"


def _matrix(one: Element, environment: str = "matrix") -> str:
    rows = [" & ".join(_row(cell).strip() for cell in row.findall(f"{M}e")) for row in one.findall(f"{M}mr")]
    inner = r" \\ ".join(rows)
    return rf"\begin{{{environment}}}{inner}\end{{{environment}}}"


def _lines(one: Element, environment: str = "aligned") -> str:
    rows = [_row(row).strip().replace(r"\&", "&") for row in one.findall(f"{M}e")]
    inner = r" \\ ".join(rows)
    return rf"\begin{{{environment}}}{inner}\end{{{environment}}}"


def _tidied(text: str) -> str:
    """Without spaces that no command needs."""
    text = re.sub(r"(\\[A-Za-z]+) +(?=[^A-Za-z ])", r"\1", re.sub(r"[ \t\n]+", " ", text)).strip()
    return re.sub(r"(?<!\\) (?=[=+\-^_})\],])", "", text)


_WRITERS: Final[Mapping[str, Callable[[Element], str]]] = {
    "r": _run, "f": _fraction, "sSup": _scripts, "sSub": _scripts, "sSubSup": _scripts, "sPre": _scripts, "rad": _root,
    "nary": _nary, "d": _delimited, "func": _function, "limLow": _limit, "limUpp": _limit, "acc": _accent, "bar": _bar,
    "groupChr": _grouped, "m": _matrix, "eqArr": _lines, "box": lambda one: _part(one, "e"),
    "borderBox": lambda one: rf"\boxed{{{_part(one, 'e')}}}", "phant": lambda one: rf"\phantom{{{_part(one, 'e')}}}",
}
