r"""\begin … \end: matrices, cases, alignments and arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.fractions import fenced
from dlexport.math.latex.leaves import mrow
from dlexport.math.latex.near import meant
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader


@dataclass(frozen=True, slots=True)
class _Form:
    """The layout of an environment.

    `columns` are alignment letters, repeated as needed; `most` limits their number. `gaps` are the spaces after the
    columns, repeated likewise, and `leading` is the extra space between rows, both in em.
    """

    columns: str = "c"
    gaps: tuple[float, ...] = (1.0,)
    leading: float = 0.0
    fences: tuple[str, str] | None = None
    display: bool = False
    most: int | None = None
    fit: str = "array"
    argument: str = ""


MOST_ROWS: Final = 60
MOST_COLUMNS: Final = 40
"""Columns, with `MOST_ROWS`: the largest table that is still readable when fitted to a page."""

_ALIGNED: Final = _Form("rl", (0.0, 2.0), 0.3, display=True, fit="lines")
_GATHERED: Final = _Form("c", (0.0,), 0.3, display=True, fit="lines", most=1)
_CASES: Final = _Form("l", (1.0,), 0.2, ("{", ""), most=2)

_MATRICES: Final = {
    "matrix": None, "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}  # fmt: skip

_FORMS: Final = {
    **{name: _Form(fences=fences) for name, fences in _MATRICES.items()},
    **{f"{name}*": _Form(fences=fences, argument="side") for name, fences in _MATRICES.items()},
    "smallmatrix": _Form(gaps=(0.4,), fit="small"),
    **{f"{name[0]}smallmatrix": _Form(gaps=(0.4,), fit="small", fences=fences)
       for name, fences in _MATRICES.items() if fences},
    "cases": _CASES,
    "dcases": _Form("l", (1.0,), 0.2, ("{", ""), display=True, most=2),
    "rcases": _Form("l", (1.0,), 0.2, ("", "}"), most=2),
    "drcases": _Form("l", (1.0,), 0.2, ("", "}"), display=True, most=2),
    "aligned": _ALIGNED,
    "align": _ALIGNED,
    "align*": _ALIGNED,
    "split": _Form("rl", (0.0,), 0.3, display=True, fit="lines", most=2),
    "alignedat": _Form("rl", (0.0, 0.0), 0.3, display=True, fit="lines", argument="number"),
    "alignat": _Form("rl", (0.0, 0.0), 0.3, display=True, fit="lines", argument="number"),
    "alignat*": _Form("rl", (0.0, 0.0), 0.3, display=True, fit="lines", argument="number"),
    "flalign": _ALIGNED,
    "flalign*": _ALIGNED,
    "eqnarray": _Form("rcl", (0.2778,), 0.3, display=True, fit="lines", most=3),
    "eqnarray*": _Form("rcl", (0.2778,), 0.3, display=True, fit="lines", most=3),
    "multline": _GATHERED,
    "multline*": _GATHERED,
    "gathered": _GATHERED,
    "gather": _GATHERED,
    "gather*": _GATHERED,
    "equation": _GATHERED,
    "equation*": _GATHERED,
    "array": _Form(argument="columns"),
    "subarray": _Form(gaps=(0.0,), fit="stack", argument="columns", most=1),
}
_TABLE: Final = r"write \begin{array}{ll} … \end{array}, or a table outside the formula"
_INSTEAD: Final = {
    "tabular": _TABLE, "tabular*": _TABLE, "tabularx": _TABLE, "darray": _TABLE, "table": _TABLE,
    "CD": "write the arrows in an array: \\begin{array}{ccc}A & \\xrightarrow{f} & B\\end{array}",
    "numcases": "write cases, and number the formula by \\tag{1}",
    "subequations": "delete it and its end, and number the formulas by \\tag{1a}",
}
_STAGGER: Final = 2.0        # em by which the lines of `multline` stand out at least
_SIDES: Final = {"l": "left", "c": "center", "r": "right"}


def _begin(reader: Reader) -> Element:
    start = reader.at - 1
    name = reader.words("the name of the environment")
    form = _FORMS.get(name)
    if form is None:
        near = meant(name, _FORMS)
        hint = _INSTEAD.get(name) or (
            f"did you mean {near}?" if near else "aligned, cases, matrix, pmatrix, bmatrix, array … are known")
        reader.fail(f"unknown environment {name!r}", hint, at=start)
    columns, lines = form.columns, ""
    match form.argument:
        case "columns":
            columns, lines = _columns(reader)
        case "side":
            columns = _side(reader)
        case "number":
            reader.words("the number of column pairs")
        case _:
            pass
    reader.deeper()
    tag, reader.tag = reader.tag, None
    rows, rules = _rows(reader, form, start, len(columns) if form.argument == "columns" else form.most)
    if name.startswith("multline") and len(rows) > 1:
        _staggered(rows)
    reader.tag = tag
    _end(reader, name, start)
    reader.shallower()
    return _fenced(form, _table(form, rows, columns, lines, rules))


def _staggered(rows: list[list[Element]]) -> None:
    """Set the first of several lines to the left and the last to the right, as amsmath does with `multline`."""
    gap = (Element("mspace", (), "", (("width", f"{_STAGGER:g}em"),)),)
    rows[0][0] = Element("mtd", (*rows[0][0].children, *gap), "", (("columnalign", "left"),))
    rows[-1][0] = Element("mtd", (*gap, *rows[-1][0].children), "", (("columnalign", "right"),))


def _columns(reader: Reader) -> tuple[str, str]:
    """The column letters of an array; and for each position before, between and after them, `|` or a space."""
    reader.peek()
    start = reader.at
    spec = "".join(reader.words("the list of columns").split()).replace(":", "|")
    letters = spec.replace("|", "")
    if not letters or set(letters) - set(_SIDES):
        hint = "write one of l, c, r for each column, | for a line"
        reader.fail(f"the columns {spec!r} are not known", hint, at=start)
    lines = [" "]
    for sign in spec:
        if sign == "|":
            lines[-1] = "|"
        else:
            lines.append(" ")
    return letters, "".join(lines)


def _side(reader: Reader) -> str:
    """The alignment of the columns of a `matrix*`: mathtools' [l], [c] or [r]; centred by default."""
    if reader.peek() != "[":
        return "c"
    start = reader.at
    side = reader.words("l, c or r", "[", "]")
    if side not in _SIDES:
        reader.fail(f"the side {side!r} is not known", "the columns stand at l, c or r", at=start)
    return side


def _rows(reader: Reader, form: _Form, start: int, most: int | None) -> tuple[list[list[Element]], list[bool]]:
    """The rows, as lists of `mtd`; and for each, whether a line is ruled above it (one more entry for the end)."""
    rows: list[list[Element]] = []
    rules = [_ruled(reader)]
    row: list[Element] = []
    wide = 0        # columns of the row so far
    while True:
        span = _span(reader) if reader.peek() == r"\multicolumn" else ()
        cell = reader.row()
        wide += int(dict(span).get("columnspan", 1))
        if form.fit == "lines" and len(row) % 2 and form.columns == "rl":
            # amsmath begins every second column with {}, so that a relation keeps the space on its left.
            cell.insert(0, mrow(()))
        row.append(Element("mtd", tuple(cell), "", span))
        sign = reader.peek()
        if sign == "&":
            if wide >= MOST_COLUMNS:
                reader.fail(f"more than {MOST_COLUMNS} columns: they would be too small to read",
                            "divide it into several formulas")
            if most is not None and wide >= most:
                reader.fail(f"more than {most} column{'s' * (most > 1)} here", "delete this & or add a column")
            reader.at += 1
            continue
        if reader.tag is not None:
            row.append(Element("mtd", (reader.tag,), "", (("tex-tag", "cell"),)))
            reader.tag = None
        rows.append(row)
        row, wide = [], 0
        if sign not in {r"\\", r"\cr"}:
            break
        if len(rows) >= MOST_ROWS:
            reader.fail(f"more than {MOST_ROWS} rows: no page is so tall", "divide it into several formulas")
        reader.at += 1
        _skip_gap(reader)
        rules.append(_ruled(reader))
    if sign != r"\end":
        if not sign:
            reader.fail("this environment is never closed", r"add the missing \end{…}", at=start)
        reader.stray(sign)
    last = rows[-1]
    if len(rows) > 1 and len(last) == 1 and all(child == mrow(()) for child in last[0].children):
        rows.pop()
    else:
        rules.append(False)
    return rows, rules


def _span(reader: Reader) -> tuple[tuple[str, str], ...]:
    r"""The attributes of a cell that begins with `\multicolumn{2}{c}`, whose content is read next."""
    reader.at += 1
    count, side = reader.words("the number of columns"), reader.words("l, c or r")
    return ("columnspan", count), ("columnalign", _SIDES[side])


def _skip_gap(reader: Reader) -> None:
    r"""Read the extra space of `\\[2pt]` and ignore it: the environment's layout decides."""
    reader.taken("*")
    if reader.length_follows():
        reader.words("a length", "[", "]")


def _ruled(reader: Reader) -> bool:
    found = False
    while reader.peek() in {r"\hline", r"\hdashline"}:
        reader.at += 1
        found = True
    return found


def _end(reader: Reader, name: str, start: int) -> None:
    at = reader.at
    reader.at += 1
    found = reader.words("the name of the environment")
    if found != name:
        reader.fail(rf"\end{{{found}}} closes \begin{{{name}}}", rf"write \end{{{name}}}", at=at if name else start)


def _table(
    form: _Form, rows: list[list[Element]], columns: str, lines: str, rules: list[bool]
) -> Element:
    count = max(sum(int(cell.get("columnspan") or 1) for cell in row if cell.get("tex-tag") is None) for row in rows)
    sides = [_SIDES[columns[index % len(columns)]] for index in range(count)]
    gaps = [form.gaps[index % len(form.gaps)] for index in range(max(count - 1, 1))]
    attributes = [
        ("columnalign", " ".join(sides)),
        ("columnspacing", " ".join(f"{gap:g}em" for gap in gaps)),
        ("rowspacing", f"{form.leading:g}em"),
    ]
    if form.display:
        attributes.append(("displaystyle", "true"))
    if "|" in lines[1:-1]:
        attributes.append(("columnlines", " ".join("solid" if line == "|" else "none" for line in lines[1:-1])))
    if any(rules[1:-1]):
        attributes.append(("rowlines", " ".join("solid" if rule else "none" for rule in rules[1:-1])))
    edges = (rules[0], lines[-1:] == "|", rules[-1], lines[:1] == "|")
    if any(edges):
        attributes.append(("tex-edges", " ".join("solid" if edge else "none" for edge in edges)))
    if form.fit != "array":
        attributes.append(("tex-fit", form.fit))
    return Element("mtable", tuple(Element("mtr", tuple(row)) for row in rows), "", tuple(attributes))


def _fenced(form: _Form, table: Element) -> Element:
    if form.fences is None:
        return table
    return fenced(form.fences[0], table, form.fences[1])


def _misplaced(reader: Reader) -> Element:
    reader.fail(r"\hline belongs at the start of a row", "put it first or right after a line break", at=reader.at - 1)


def _misplaced_span(reader: Reader) -> Element:
    reader.fail(r"\multicolumn belongs at the start of a cell", "put it first in its cell, which holds nothing else",
                at=reader.at - 1)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    "begin": _begin,
    "hline": _misplaced,
    "hdashline": _misplaced,
    "multicolumn": _misplaced_span,
}
