"""Books that no print can set: their text runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.labels import direction
from dlexport.problems import Problem

if TYPE_CHECKING:
    from dlexport.book.bank import Bank


def refusal(bank: Bank) -> tuple[Problem, ...]:
    """The problem of a bank in a language that is written from right to left; none for all others."""
    if direction(bank.language) == "ltr":
        return ()
    return (Problem("right-to-left", f"prints set no text from right to left, and the bank is in `{bank.language}`",
                    hint="name the outputs that do, in the bank: `outputs: {apkg: , epub: , html: }`, or for one run: "
                    "`dlexport export apkg epub html`"),)
