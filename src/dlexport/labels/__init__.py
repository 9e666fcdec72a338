"""The words an output adds of its own, in the bank's language: ten languages, each in a file of `languages`."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Final

from dlexport.labels.words import CalloutKind, Labels

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LANGUAGES", "CalloutKind", "Labels", "chapter_label", "date_label", "direction", "isolated", "labels_for",
    "spoken_by_us",
]

LANGUAGES: Final[Mapping[str, str]] = {
    "zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "zh-HK": "zh_hk", "ja": "ja", "ko": "ko", "en": "en", "de": "de",
    "fr": "fr", "es": "es", "ru": "ru",
}
"""The languages whose words are known, and the module of each."""

_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
_DIGITS = "零一二三四五六七八九十"
_TWO_DIGITS: Final = 99
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def spoken_by_us(language: str) -> str:
    """The one of `LANGUAGES` that a BCP 47 language tag means; empty where none does."""
    primary, *more = language.lower().split("-")
    if primary != "zh":
        return primary if primary in LANGUAGES else ""
    if "hans" in more or not _TRADITIONAL.intersection(more):
        return "zh-Hans"
    return "zh-HK" if {"hk", "mo"}.intersection(more) else "zh-Hant"


def labels_for(language: str) -> Labels:
    """The labels of a BCP 47 language tag; English for a language that is not among `LANGUAGES`."""
    return _read(LANGUAGES[spoken_by_us(language) or "en"])


@cache
def _read(module: str) -> Labels:
    found: Labels = importlib.import_module(f"dlexport.labels.languages.{module}").LABELS
    return found


def chapter_label(labels: Labels, number: int) -> str:
    """`第三章`, `Chapter 3`: Chinese numerals up to 99, digits beyond."""
    return labels.chapter.format(number=number, numeral=_numeral(number))


def _numeral(number: int) -> str:
    if number > _TWO_DIGITS:
        return str(number)
    tens, ones = divmod(number, 10)
    word = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    return word or _DIGITS[0]


def date_label(labels: Labels, iso: str) -> str:
    """`2026-11-28` as the language writes it: `2026年11月28日`, `28 novembre 2026`."""
    year, month, day = map(int, iso.split("-"))
    return labels.day.format(year=year, month=labels.months[month - 1] if labels.months else month, day=day)


def direction(language: str) -> str:
    """`rtl` for a BCP 47 language tag whose script is written from right to left, else `ltr`."""
    parts = language.lower().split("-")
    if any(part in {"arab", "hebr"} for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT and "latn" not in parts else "ltr"


def isolated(markup: str, language: str) -> str:
    """Phrasing content (HTML's term) that may run from left to right in a document that does not.

    References to works in other languages, and our own words where we do not know the language: a `bdi` takes their
    direction from their first letter, so that their full stop and their numbers stay where they belong (UAX 9, P2).
    """
    return f"<bdi>{markup}</bdi>" if direction(language) == "rtl" else markup
