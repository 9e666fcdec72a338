"""Pictures: found below the media folder, checked, measured, known by their hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["png", "jpeg", "svg"]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as every output uses it.

    Attributes:
        path: as written in the text, e.g. `media/cnn.svg`.
        data: its bytes; an SVG's are the sanitised ones (only the elements and attributes of our subset).
        sha256: hexadecimal hash of `data`.
        width, height: in CSS pixels (1/96 inch); for bitmaps, pixels.
    """

    path: str
    kind: Kind
    data: bytes
    sha256: str
    width: float
    height: float

    @property
    def name(self) -> str:
        """A file name that only this content has: stem, ten digits of the hash, suffix; plain ASCII."""
        stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in
                       self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])[:40].strip("-_") or "figure"
        return f"{stem}-{self.sha256[:10]}.{'jpg' if self.kind == 'jpeg' else self.kind}"
