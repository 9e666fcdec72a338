"""Every command of LaTeX that takes arguments: its name and the function that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.commands import (
    accents,
    delimiters,
    environments,
    fonts,
    marks,
    operators,
    ratios,
    spaces,
    stacking,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader
    from dlexport.math.tree import Element

COMMANDS: Final[Mapping[str, Callable[[Reader], Element | None]]] = {
    "\\" + name: command
    for module in (
        accents, delimiters, environments, fonts, marks, operators, ratios, spaces, stacking, words,
    )
    for name, command in module.COMMANDS.items()
}  # fmt: skip
