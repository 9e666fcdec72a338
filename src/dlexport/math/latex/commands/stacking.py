r"""One thing over another: \overset, \underset, \stackrel, \substack, labelled arrows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import BIN, REL, class_of
from dlexport.math.latex.commands.environments import MOST_ROWS
from dlexport.math.latex.leaves import mo, mrow, mspace
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

_LABELLED: Final = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪", "xhookleftarrow": "↩",
    "xtwoheadrightarrow": "↠", "xtwoheadleftarrow": "↞", "xrightharpoonup": "⇀", "xrightharpoondown": "⇁",
    "xleftharpoonup": "↼", "xleftharpoondown": "↽", "xlongequal": "=", "xtofrom": "⇄",
    "xrightleftharpoons": "⇌", "xleftrightharpoons": "⇋",
}  # fmt: skip


def _set(reader: Reader, *, under: bool, kind: str | None = None) -> Element:
    start = reader.at - 1
    mark = reader.argument("what is set beside it", start)
    base = reader.argument("what it is set on", start)
    if base.get("movablelimits"):
        base = base.having(movablelimits="false")
    if kind is None and base.tag == "mrow":
        # amsmath's \binrel@: the whole has the atom class of its base.
        found = {class_of(child) for child in base.children}
        kind = "bin" if found == {BIN} else "rel" if found == {REL} else None
    attributes = () if kind is None else (("tex-class", kind),)
    return Element("munder" if under else "mover", (base, mark), "", (*attributes, ("tex-limits", "true")))


def _arrow(reader: Reader, *, arrow: str) -> Element:
    start = reader.at - 1
    below = reader.optional()
    above = reader.argument("the label", start)
    base = mo(arrow, "rel", stretchy="true")

    def padded(label: Element) -> Element:
        return mrow([mspace(0.35), label, mspace(0.5)])

    if below is None:
        return Element("mover", (base, padded(above)), "", (("tex-limits", "true"),))
    return Element("munderover", (base, padded(below), padded(above)), "", (("tex-limits", "true"),))


def _substack(reader: Reader) -> Element:
    command = reader.at - 1
    if reader.peek() != "{":
        reader.fail("the lines are missing", r"write them in braces: \substack{i<n \\ j<m}", at=command)
    start = reader.at
    reader.deeper()
    reader.at += 1
    rows = [reader.row()]
    while reader.taken(r"\\"):
        if len(rows) >= MOST_ROWS:
            reader.fail(f"more than {MOST_ROWS} rows: no page is so tall", "divide it into several formulas")
        rows.append(reader.row())
    reader.shut(start)
    reader.shallower()
    lines = tuple(Element("mtr", (Element("mtd", tuple(row)),)) for row in rows if row)
    return Element("mtable", lines, "", (("rowspacing", "0.1em"), ("columnspacing", "0em"), ("tex-fit", "stack")))


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    "overset": partial(_set, under=False),
    "underset": partial(_set, under=True),
    "stackrel": partial(_set, under=False, kind="rel"),
    "substack": _substack,
    **{name: partial(_arrow, arrow=arrow) for name, arrow in _LABELLED.items()},
}
