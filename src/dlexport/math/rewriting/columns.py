r"""Environments and array columns that some outputs lack, rewritten into ones that every output supports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.math.errors import MathError
from dlexport.math.rewriting.tokens import Token, made, typed

if TYPE_CHECKING:
    from dlexport.math.rewriting.expander import Expander

# Environments that stand alone -> their counterparts inside a formula.
_WITHIN: Final = {
    "align": "aligned", "align*": "aligned", "flalign": "aligned", "flalign*": "aligned", "gather": "gathered",
    "gather*": "gathered", "multline": "gathered", "multline*": "gathered", "equation": "gathered",
    "equation*": "gathered", "alignat": "alignedat", "alignat*": "alignedat",
}  # fmt: skip
_SIDED: Final = frozenset({"aligned", "gathered", "alignedat", "split"})
_MANY: Final = re.compile(r"\*\{(\d{1,2})\}\{([^{}]*)\}")
_SPACE: Final = re.compile(r"(?:\\[,:;!> ]|\\q?quad|\\hspace\*?\{[^{}]*\}|\\thinspace|~|\s)*")
_MOST: Final = 100      # columns


def begin(expander: Expander, token: Token) -> None:
    r"""Rewrite `\begin{…}` with its arguments."""
    if expander.following() != "{":
        expander.emit(token)        # the reader reports what is missing
        return
    typed_name = typed(expander.argument(token))
    if typed_name in {"displaymath", "math"}:
        raise MathError(rf"\begin{{{typed_name}}} says that a formula begins", token.place,
                        "delete it and its end: the dollar signs say that already")
    eqnarray = typed_name in {"eqnarray", "eqnarray*"} and expander.depth > 0
    name = _WITHIN.get(typed_name, typed_name) if expander.depth > 0 else typed_name
    name = "array" if eqnarray else "gathered" if name == "multlined" else name
    expander.environments.append((typed_name, name))
    _out(expander, token, name)
    if eqnarray:
        expander.done += made("{rcl}", token.place)
    elif name in _SIDED:
        side = expander.optional()
        if side is not None and typed(side).strip() not in {"t", "c", "b", ""}:
            # MathJax would read any bracket here as the vertical alignment
            expander.put_back([*made("{}[", token.place), *side, *made("]", token.place)])
    elif name == "array":
        expander.optional()
        if expander.following() != "{":
            return
        spec = expander.argument(token)
        place = spec[0].place if spec else token.place
        letters, between = _columns(typed(spec), place)
        expander.done += made(f"{{{letters}}}", token.place)
        if between:
            expander.put_between({column: made(f"{inner}&", place) for column, inner in between.items()})


def end(expander: Expander, token: Token) -> None:
    r"""Rewrite `\end{…}` with the name that its `\begin` was given."""
    if expander.following() != "{":
        expander.emit(token)
        return
    name = typed(expander.argument(token))
    if expander.environments and expander.environments[-1][0] == name:
        name = expander.environments.pop()[1]
    _out(expander, token, name)


def multicolumn(expander: Expander, token: Token) -> None:
    r"""Rewrite `\multicolumn{2}{c}{…}`: the content goes into the first column, the others stay empty.

    Where cells may span columns it stays, with the one letter that says where its content stands.
    """
    count = typed(expander.argument(token)).strip()
    side = next((sign for sign in typed(expander.argument(token)) if sign in "lcr"), "c")
    inner = expander.argument(token)
    if not count.isdigit() or not 0 < int(count) <= _MOST:
        raise MathError(rf"\multicolumn spans {count or 'no'} columns", token.place, "it spans a whole number of them")
    if expander.spanning:
        expander.emit(token)
        expander.put_back([*made(f"{{{count}}}{{{side}}}{{", token.place), *inner, *made("}", token.place)])
        return
    if int(count) > 1:
        expander.remark(r"on cards, \multicolumn stands in the first of its columns",
                        "put the words into the column where they belong", token)
    expander.put_back([*made("{", token.place), *inner, *made("}" + "&" * (int(count) - 1), token.place)])


def _out(expander: Expander, token: Token, name: str) -> None:
    for one in (token, *made(f"{{{name}}}", token.place)):
        expander.emit(one)


def _columns(spec: str, place: int) -> tuple[str, dict[int, str]]:
    r"""The columns of an array, expanded and without entries for spacing: `r@{\;}l` is `rl`, `*{3}{c}` is `ccc`.

    What else stands between two columns, as the sign of `r@{=}l`, gets a column of its own: `rcl`, and by the number
    of columns typed before it the second value.
    """
    spec = _MANY.sub(lambda match: match[2] * int(match[1]), spec)
    found: list[str] = []
    between: dict[int, str] = {}
    columns, index = 0, 0
    while index < len(spec):
        sign = spec[index]
        index += 1
        if sign in "@!<>" or (sign in "pmb" and spec[index:index + 1] == "{"):
            inner, index = _braced(spec, index)
            if sign in "pmb":
                found.append("l")
                columns += 1
            elif sign in "@!" and columns > 0 and columns not in between and re.search("[lcrpmb]", spec[index:]):
                if not _SPACE.fullmatch(inner):
                    between[columns] = inner
                    found.append("c")
            elif not _SPACE.fullmatch(inner):
                raise MathError(f"{sign}{{{inner}}} among the columns", place,
                                "give what it holds a column of its own, and write l, c, r and | only")
        else:
            found.append(sign)
            columns += sign in "lcr"
    if len(found) > 2 * _MOST:
        raise MathError(f"an array of more than {_MOST} columns", place, "divide it")
    return "".join(found), between


def _braced(spec: str, index: int) -> tuple[str, int]:
    """The content of the braces at an index, and the index after them."""
    if spec[index:index + 1] != "{":
        return "", index
    depth = 0
    for at in range(index, len(spec)):
        depth += (spec[at] == "{") - (spec[at] == "}")
        if not depth:
            return spec[index + 1:at], at + 1
    return spec[index + 1:], len(spec)
