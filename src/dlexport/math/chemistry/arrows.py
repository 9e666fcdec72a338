r"""Reaction arrows of `\ce`, with what stands over and under them."""

from __future__ import annotations

from typing import Final

# What is typed, the arrow by itself, and the one that bears labels; longer ones first.
_ARROWS: Final = (
    ("<-->", r"\rightleftarrows", r"\xtofrom"), ("<=>>", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("<<=>", r"\rightleftharpoons", r"\xrightleftharpoons"), ("<=>", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("<->", r"\longleftrightarrow", r"\xleftrightarrow"), ("->", r"\longrightarrow", r"\xrightarrow"),
    ("<-", r"\longleftarrow", r"\xleftarrow"), ("→", r"\longrightarrow", r"\xrightarrow"),
    ("⟶", r"\longrightarrow", r"\xrightarrow"), ("⇌", r"\rightleftharpoons", r"\xrightleftharpoons"),
    ("⇄", r"\rightleftarrows", r"\xtofrom"), ("↔", r"\longleftrightarrow", r"\xleftrightarrow"),
)  # fmt: skip


def arrow_at(text: str, index: int) -> tuple[str, str, str] | None:
    """What is typed of the arrow at an index, its command, and the one with labels; None where there is none."""
    return next((arrow for arrow in _ARROWS if text.startswith(arrow[0], index)), None)


def arrow(command: str, labelled: str, above: str, below: str) -> str:
    """An arrow in LaTeX, which spaces it as a relation."""
    if not above and not below:
        return rf" {command} "
    under = f"[{below}]" if below else ""
    return rf" {labelled}{under}{{{above}}} "
