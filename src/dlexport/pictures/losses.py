"""What a picture's file has and the outputs have not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """`message` says what is lost; `hint` what to do where it matters."""

    message: str
    hint: str
