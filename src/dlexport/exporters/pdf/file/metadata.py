"""What a file says of itself: title, author, language, keywords, moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself; `moment` in Unix seconds; `archival` if it is to be PDF/A-2a."""

    title: str
    author: str
    language: str
    subject: str
    keywords: str
    moment: int
    archival: bool = False
