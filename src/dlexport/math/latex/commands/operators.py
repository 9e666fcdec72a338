r"""Operators made by the author: \operatorname, \mathbin and its family, \bmod, \not."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.commands.fonts import in_alphabet
from dlexport.math.latex.leaves import function, limit_function, mo, mrow, mspace
from dlexport.math.latex.symbols import CLASS_OF
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader


def _named(reader: Reader) -> Element:
    limits = reader.taken("*")
    inner = in_alphabet(reader, "normal", "the name")
    name = _plain([inner])
    if name is None:
        return inner.having(tex_class="op") if inner.tag == "mrow" else mrow([inner], "op")
    return limit_function(name) if limits else function(name)


def _plain(parts: list[Element] | tuple[Element, ...]) -> str | None:
    """The characters of an operator's name; None if it has anything but characters."""
    found = []
    for part in parts:
        if part.tag == "mspace":
            found.append("\u2009" if (part.get("width") or "-")[0] != "-" else "")
        elif part.tag == "mrow" and not part.attributes:
            inner = _plain(part.children)
            if inner is None:
                return None
            found.append(inner)
        elif part.tag in {"mi", "mn", "mo", "mtext"}:
            found.append({"−": "-", "∗": "*"}.get(part.text, part.text))
        else:
            return None
    return "".join(found) or None


def _classed(reader: Reader, *, kind: str) -> Element:
    inner = reader.argument("the symbol", reader.at - 1)
    if inner.tag == "mo":
        return inner.having(tex_class=kind)
    limits = (("tex-limits", "true"),) if kind == "op" else ()
    return Element("mrow", (inner,), "", (("tex-class", kind), *limits))


def _modulus(reader: Reader, *, word: bool, brackets: bool) -> Element:
    inner = reader.argument("the modulus", reader.at - 1)
    parts = [mspace(1.0 if brackets else 0.6667)]
    if brackets:
        parts.append(mo("("))
    if word:
        parts += [Element("mi", (), "mod"), mspace(0.3333)]
    parts.append(inner)
    if brackets:
        parts.append(mo(")"))
    return mrow(parts)


def _not(reader: Reader) -> Element:
    start = reader.at - 1
    inner = reader.argument("what is negated", start)
    if inner.tag not in {"mo", "mi"} or len(inner.text) != 1:
        reader.fail(r"\not strikes a single symbol", r"for more use \cancel{…}", at=start)
    text = unicodedata.normalize("NFC", inner.text + "\u0338")
    kind = inner.get("tex-class")
    if kind is None and inner.tag == "mo":
        kind = CLASS_OF.get(inner.text, "ord")
    return mo(text, kind)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    "operatorname": _named,
    "bmod": lambda _reader: Element("mo", (), "mod", (("tex-class", "bin"),)),
    "mod": partial(_modulus, word=True, brackets=False),
    "pmod": partial(_modulus, word=True, brackets=True),
    "pod": partial(_modulus, word=False, brackets=True),
    "not": _not,
    **{"math" + kind: partial(_classed, kind=kind)
       for kind in ("ord", "op", "bin", "rel", "open", "close", "punct", "inner")},
}  # fmt: skip
