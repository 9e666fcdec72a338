"""Links: where a place to click on a sheet leads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class ToAddress:
    """A link to the web."""

    address: str


@dataclass(frozen=True, slots=True, eq=False)
class ToPlace:
    """A link to a named place of the document."""

    place: str
