"""Losses: features of a picture's file that outputs cannot show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """One lost feature, in words: `message` names it, `hint` says what to do if it matters."""

    message: str
    hint: str
