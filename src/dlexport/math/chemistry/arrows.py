r"""Reaction arrows of `\ce`, with labels over and under them."""

from __future__ import annotations

from typing import Final

# As typed, command without labels, command with labels; longer ones first.
_ARROWS: Final = (
    ("<-->", r"\rightleftarrows", r"\xtofrom"), ("<=>>", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("<<=>", r"\rightleftharpoons", r"\xrightleftharpoons"), ("<=>", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("<->", r"\longleftrightarrow", r"\xleftrightarrow"), ("->", r"\longrightarrow", r"\xrightarrow"),
    ("<-", r"\longleftarrow", r"\xleftarrow"), ("→", r"\longrightarrow", r"\xrightarrow"),
    ("⟶", r"\longrightarrow", r"\xrightarrow"), ("⇌", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("⇄", r"\rightleftarrows", r"\xtofrom"), ("↔", r"\longleftrightarrow", r"\xleftrightarrow"),
)  # fmt: skip


def arrow_at(text: str, index: int) -> tuple[str, str, str] | None:
    """The arrow at an index as typed, its command without labels, and that with labels; None if there is no arrow."""
    return next((arrow for arrow in _ARROWS if text.startswith(arrow[0], index)), None)


def arrow(command: str, labelled: str, above: str, below: str) -> str:
    """An arrow in LaTeX, with the spacing of a relation; `above` and `below` are its labels, perhaps empty."""
    if not above and not below:
        return rf" {command} "
    under = f"[{below}]" if below else ""
    return rf" {labelled}{under}{{{above}}} "
