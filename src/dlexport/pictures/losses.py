"""What a picture's file has that the outputs cannot show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: `message` says what is lost, `hint` what to do if it matters."""

    message: str
    hint: str
