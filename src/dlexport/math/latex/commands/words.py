r"""Words inside formulas: \text and its family, whose argument is not mathematics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mrow
from dlexport.math.latex.lexer import END
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

STYLES: Final = {
    "text": "", "textrm": "", "textnormal": "", "textup": "", "mbox": "", "hbox": "", "textbf": "bold",
    "textit": "italic", "textsf": "sans-serif", "texttt": "monospace",
}  # fmt: skip
# Commands allowed among words -> their text; any other command needs a formula between dollar signs.
_SIGNS: Final = {
    r"\ ": " ", r"\,": "\u2009", r"\;": " ", r"\:": " ", r"\quad": "\u2003", r"\qquad": "\u2003\u2003", "~": "\u00a0",
    r"\%": "%", r"\&": "&", r"\$": "$", r"\#": "#", r"\_": "_", r"\{": "{", r"\}": "}", r"\ldots": "…",
    r"\dots": "…", r"\textbackslash": "\\", r"\backslash": "\\", r"\textasciitilde": "~", r"\-": "",
}  # fmt: skip
_NESTED: Final = {r"\textbf": "bold", r"\textit": "italic", r"\textrm": "", r"\text": "",
                  r"\texttt": "monospace", r"\textsf": "sans-serif"}  # fmt: skip


def mtext(text: str, style: str = "") -> Element:
    """A run of words."""
    return Element("mtext", (), text, (("mathvariant", style),) if style else ())


def _words(reader: Reader, *, style: str) -> Element:
    command = reader.at - 1
    if reader.peek() != "{":
        reader.fail("the words are missing", r"write them in braces: \text{…}", at=command)
    parts = _braced(reader, style)
    return parts[0] if len(parts) == 1 else mrow(parts)


def _braced(reader: Reader, style: str) -> list[Element]:
    """The parts of a text argument whose `{` is next: runs of words, and formulas between dollar signs."""
    start = reader.at
    reader.deeper()
    reader.at += 1
    parts: list[Element] = []
    run: list[str] = []

    def flush() -> None:
        if run:
            parts.append(mtext("".join(run).replace("---", "—").replace("--", "–"), style))
            run.clear()

    while (sign := reader.raw()) != "}":
        if sign is END:
            reader.fail("this { is never closed", "add the missing }", at=start)
        elif sign == "{":
            reader.at -= 1
            flush()
            parts += _braced(reader, style)
        elif sign in {"$", r"\("}:
            flush()
            parts.append(_formula(reader, "$" if sign == "$" else r"\)"))
        elif sign in _SIGNS:
            run.append(_SIGNS[sign])
        elif sign in _NESTED:
            flush()
            if reader.peek() != "{":
                reader.fail("the words are missing", f"write them in braces: {sign}{{…}}")
            parts += _braced(reader, _NESTED[sign] or style)
        elif sign[0] == "\\":
            hint = r"close the text first, or put the formula between dollar signs"
            reader.fail(f"{sign} has no meaning among words", hint, at=reader.at - 1)
        elif sign in "%#&":
            reader.fail(f"a bare {sign} among words", f"write \\{sign} for the sign", at=reader.at - 1)
        else:
            run.append(" " if sign.isspace() else "’" if sign == "'" else sign)
    flush()
    reader.shallower()
    return parts


def _formula(reader: Reader, closing: str) -> Element:
    start = reader.at - 1
    alphabet, reader.alphabet = reader.alphabet, None
    children = reader.row(closing)
    reader.shut(start, closing)
    reader.alphabet = alphabet
    return mrow(children)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    name: partial(_words, style=style) for name, style in STYLES.items()
}
