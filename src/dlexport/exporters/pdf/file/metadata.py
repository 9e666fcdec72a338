"""Metadata of a PDF file: title, author, language, keywords, date."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a file; `moment` is in Unix seconds, `archival` says whether it is PDF/A-2a."""

    title: str
    author: str
    language: str
    subject: str
    keywords: str
    moment: int
    archival: bool = False
