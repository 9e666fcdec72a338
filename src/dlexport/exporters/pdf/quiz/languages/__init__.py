"""The words of exams in ten languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.quiz.languages.chinese import HONG_KONG, SIMPLIFIED, TRADITIONAL
from dlexport.exporters.pdf.quiz.languages.eastern import JAPANESE, KOREAN
from dlexport.exporters.pdf.quiz.languages.western import ENGLISH, FRENCH, GERMAN, RUSSIAN, SPANISH
from dlexport.labels import spoken_by_us

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.exporters.pdf.quiz.words import ExamWords

EXAM_WORDS: Final[Mapping[str, ExamWords]] = {
    "zh-Hans": SIMPLIFIED, "zh-Hant": TRADITIONAL, "zh-HK": HONG_KONG, "ja": JAPANESE, "ko": KOREAN, "en": ENGLISH,
    "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ru": RUSSIAN,
}
"""The words by the languages of `dlexport.labels.LANGUAGES`."""


def exam_words(language: str) -> ExamWords:
    """The words for a BCP 47 language tag; English for a language that is not among `EXAM_WORDS`."""
    return EXAM_WORDS[spoken_by_us(language) or "en"]
