r"""The text of `\ce` in plain LaTeX: formulas, charges, isotopes, bonds, amounts, arrows, states."""

from __future__ import annotations

import re
from typing import Final

from dlexport.math.chemistry.arrows import arrow, arrow_at
from dlexport.math.chemistry.scanner import closed, mathematics
from dlexport.math.errors import MathError

_AMOUNT: Final = re.compile(
    r"(?:(?P<top>\d+)/(?P<bottom>\d+)|\((?P<group>[^()\s/]{1,20}/[^()\s/]{1,20})\))(?=\s*[A-Za-z\\\[({$^])"
    r"|(?P<number>\d+(?:[.,]\d+)?)(?=\s*[A-Za-z\\\[({$^_]|\s*$)"
    r"|(?P<letter>[a-z])(?=\s+[A-Z\[({\\])",
)
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_DIGITS: Final = re.compile(r"\d+")
_SCRIPT: Final = re.compile(
    r"\d*[+\-−](?![A-Za-z\d])|[+\-−]?\d+(?:[.,]\d+)?|[+\-−.*'•]+|[IVX]+(?![a-z])|[a-z][+\-−]?|[A-Za-z]")
_CHARGE: Final = re.compile(r"[+\-−]+(?=$|[\s)\],;}]|\^|_)")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+\s*|.)", re.DOTALL)
_RAISED_SPACE: Final = r"{\vphantom{A}}"

BONDS: Final = {
    "-": "{-}", "1": "{-}", "=": "{=}", "2": "{=}", "#": r"{\equiv}", "3": r"{\equiv}", "~": r"{\cdots}",
    "~-": r"{\overset{\cdots}{-}}", "~--": r"{\overset{\cdots}{=}}", "~=": r"{\overset{\cdots}{=}}",
    "-~-": r"{\overset{\cdots}{=}}", "...": r"{\cdot\cdot\cdot}", "....": r"{\cdot\cdot\cdot\cdot}",
    "->": r"{\to}", "<-": r"{\gets}",
}  # fmt: skip
_DEEPEST: Final = 8


class Chemistry:
    r"""Reader of the text of one `\ce`, from left to right."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self._text = text
        self._depth = depth
        self._at = 0
        self._out: list[str] = []
        self._bearing = False       # whether a digit or charge at this point belongs to the symbol before it
        self._lowered = False       # whether that symbol already has a subscript typed without `_`
        self._raised = False        # the same for a superscript typed without `^`
        self._greek = False         # whether the word begins with a Greek letter: then `-` is a hyphen, no bond

    def latex(self) -> str:
        """The text in plain LaTeX.

        Raises:
            MathError: the text is not valid; its offset is an index into the text.
        """
        if self._depth > _DEEPEST:
            raise MathError(f"labels of arrows nest more than {_DEEPEST} deep", 0, "name them in words")
        while self._at < len(self._text):
            self._next()
        return "".join(self._out).strip()

    # -- one thing after another

    def _next(self) -> None:
        text, at = self._text, self._at
        sign = text[at]
        if sign.isspace():
            self._space()
        elif found := arrow_at(text, at):
            self._arrow(*found)
        elif sign == "$":
            end = mathematics(text, at)
            self._put(f"{{{text[at + 1:end - 1]}}}", end, bearing=True)
        elif sign == "\\":
            self._command()
        elif sign in "^_":
            self._script(sign)
        elif sign == "{":
            end = closed(text, at, "{", "}")
            inner = text[at + 1:end - 1]
            self._put(rf"\text{{{inner}}}" if inner.strip() else "{}", end, bearing=True)
        elif not self._bearing and (amount := _AMOUNT.match(text, at)):
            self._amount(amount)
        elif letters := _LETTERS.match(text, at):
            self._greek = False
            self._put(rf"\mathrm{{{letters[0]}}}", letters.end(), bearing=True)
        elif digits := _DIGITS.match(text, at):
            self._digits(digits)
        elif self._bearing and (charge := _CHARGE.match(text, at)):
            self._put(f"{self._over()}^{{{charge[0]}}}", charge.end(), bearing=True)
        else:
            self._sign(sign)

    def _put(self, latex: str, end: int, *, bearing: bool) -> None:
        self._out.append(latex)
        self._at = end
        self._bearing, self._lowered, self._raised = bearing, False, False

    def _space(self) -> None:
        """Read white space: it ends a formula, and is shown only between two formulas."""
        text = self._text
        while self._at < len(text) and text[self._at].isspace():
            self._at += 1
        bearing, self._bearing, self._lowered = self._bearing, False, False
        rest = text[self._at:self._at + 2]
        alone = len(rest) < 2 or rest[1].isspace()  # noqa: PLR2004 - a sign and what follows
        if rest[:1] in {"v", "^"} and alone:
            self._out.append(r"\downarrow{}" if rest[0] == "v" else r"\uparrow{}")
            self._at += 1
        elif rest[:1] in {"+", "-", "=", "−"} and alone:
            self._out.append(f" {rest[0]} ")
            self._at += 1
        elif bearing and rest and not arrow_at(text, self._at) and rest[0] not in ",;)]\\":
            self._out.append("~")

    def _arrow(self, typed: str, command: str, labelled: str) -> None:
        self._at += len(typed)
        labels = []
        for _ in range(2):
            at = self._at
            if self._text[at:at + 1] in {"T", "C"} and self._text[at + 1:at + 2] == "[":
                at += 1
            if self._text[at:at + 1] != "[":
                break
            end = closed(self._text, at, "[", "]")
            labels.append(Chemistry(self._text[at + 1:end - 1], self._depth + 1).latex())
            self._at = end
        above, below = [*labels, "", ""][:2]
        self._put(arrow(command, labelled, above, below), self._at, bearing=False)

    def _amount(self, match: re.Match[str]) -> None:
        if match["top"]:
            latex = rf"\tfrac{{{match['top']}}}{{{match['bottom']}}}"
        elif match["group"]:
            top, _, bottom = match["group"].partition("/")
            latex = rf"(\tfrac{{{top}}}{{{bottom}}})"
        else:
            latex = match["number"] or match["letter"]
        end = match.end()
        rest = self._text[end:]
        more = rest.strip() and rest.lstrip()[0] not in "+-=<"
        self._put(latex + (r"\," if more else ""), end + len(rest) - len(rest.lstrip()) if more else end, bearing=False)

    def _digits(self, match: re.Match[str]) -> None:
        if self._bearing:
            self._put(f"{_RAISED_SPACE if self._raised else ''}_{{{match[0]}}}", match.end(), bearing=True)
            self._lowered = True
        else:
            self._put(match[0], match.end(), bearing=True)

    def _over(self) -> str:
        """The base for a charge: the symbol before it, or an empty group if that symbol has a count."""
        return _RAISED_SPACE if self._lowered else ""

    def _script(self, sign: str) -> None:
        """Read a script, `^2-` or `_{(aq)}`; it may also stand before its base."""
        text, at = self._text, self._at + 1
        if sign == "^" and not self._bearing and text[at:at + 1] in {"", ")", " "}:
            self._put(r"\uparrow{}", at, bearing=False)
            return
        if text[at:at + 1] == "{":
            end = closed(text, at, "{", "}")
            inner = _inner(text[at + 1:end - 1])
        elif text[at:at + 1] == "$":
            end = mathematics(text, at)
            inner = text[at + 1:end - 1]
        elif text[at:at + 1] == "\\" and (command := _COMMAND.match(text, at)):
            end, inner = command.end(), command[0]
        elif match := _SCRIPT.match(text, at):
            end, inner = match.end(), _inner(match[0])
        else:
            raise MathError(f"nothing follows this {sign}", self._at, f"write it in braces: {sign}{{2-}}")
        base = "" if self._bearing else "{}"
        over = self._over() if sign == "^" else ""
        self._put(f"{base}{over}{sign}{{{inner}}}", end, bearing=True)
        self._raised = sign == "^" and not base

    def _command(self) -> None:
        text, at = self._text, self._at
        match = _COMMAND.match(text, at)
        if match is None:
            raise MathError("a backslash with nothing after it", at, "delete it")
        name, end = match[0].strip(), match.end()
        if name == r"\bond" and text[end:end + 1] == "{":
            stop = closed(text, end, "{", "}")
            bond = BONDS.get(text[end + 1:stop - 1].strip())
            if bond is None:
                wrong = text[end + 1:stop - 1]
                raise MathError(f"there is no bond {wrong!r}", at, r"write one of \bond{-} \bond{=} \bond{#}")
            self._put(bond, stop, bearing=False)
            return
        while text[end:end + 1] in {"{", "["}:        # with its arguments, as it is
            end = closed(text, end, text[end], "}" if text[end] == "{" else "]")
        written = text[at:end].strip()
        if name[1:].isalpha() and written == name:
            written += " "
        self._greek = name[1:].isalpha()
        self._put(written, end, bearing=name not in {r"\pm", r"\ ", r"\,", r"\;", r"\quad", r"\\", r"\{"})

    def _sign(self, sign: str) -> None:
        """Read a single sign: a bond, a point between two formulas, a bracket."""
        at = self._at
        after = self._text[at + 1:at + 2]
        if sign in "([" and (closing := self._text[at:at + 3]) in {"(v)", "(^)"}:
            self._put(r"\downarrow{}" if closing == "(v)" else r"\uparrow{}", at + 3, bearing=False)
        elif sign in "([":
            self._put(sign, at + 1, bearing=False)
        elif sign in ")]":
            self._put(sign, at + 1, bearing=True)
        elif sign in "*.·•⋅" and self._text.startswith("...", at):
            self._put(r"\cdots ", at + 3, bearing=False)
        elif sign in "*.·•⋅":
            self._put(r"\cdot ", at + 1, bearing=False)
        elif sign == "-" and self._greek and after.strip():
            self._put(r"\text{-}", at + 1, bearing=False)
        elif sign in "-−=#" and after.strip():
            self._put({"#": r"{\equiv}", "−": "{-}"}.get(sign, f"{{{sign}}}"), at + 1, bearing=False)
        elif sign == "#":
            self._put(r"\#", at + 1, bearing=False)
        elif sign == "%":
            self._put(r"\%", at + 1, bearing=False)
        elif sign == "'":
            self._put("'", at + 1, bearing=True)
        else:
            self._put(sign, at + 1, bearing=not sign.isascii())


def _inner(text: str) -> str:
    """The content of a script in LaTeX: points are electrons, words upright, single small letters variables."""
    parts = []
    for match in re.finditer(r"\$([^$]*)\$|(\\[A-Za-z]+\s*|\\.)|([A-Za-z]+)|\d+\.\d+|(.)", text, re.DOTALL):
        if match[1] is not None:
            parts.append(match[1])
        elif match[3] is not None:
            single = len(match[3]) == 1 and match[3].islower() and match[3] not in "sgl"
            parts.append(match[3] if single else rf"\mathrm{{{match[3]}}}")
        elif match[0] in {".", "•"}:
            parts.append(r"\bullet ")
        else:
            parts.append({"*": r"\ast ", "−": "-"}.get(match[0], match[0]))
    return "".join(parts)
