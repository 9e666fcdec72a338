"""The words an output adds, in ten languages."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest

from dlexport.book.bank import Reference
from dlexport.book.citations import cited
from dlexport.labels import LANGUAGES, chapter_label, date_label, labels_for, spoken_by_us
from dlexport.labels.own import shapes, with_own

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize(("number", "label"), [
    (1, "第一章"), (10, "第十章"), (11, "第十一章"), (20, "第二十章"), (99, "第九十九章"), (100, "第100章"),
])
def test_chinese_chapters_count_in_chinese(number: int, label: str) -> None:
    """As a Chinese book does."""
    assert chapter_label(labels_for("zh-CN"), number) == label


@pytest.mark.parametrize(("language", "chapter", "day", "answer"), [
    ("zh-TW", "第三章", "2026年11月8日", "答案"), ("zh-HK", "第三章", "2026年11月8日", "答案"),
    ("ja", "第3章", "2026年11月8日", "解答"), ("ko-KR", "제3장", "2026년 11월 8일", "정답"),
    ("en-GB", "Chapter 3", "8 November 2026", "Answer"), ("de-AT", "Kapitel 3", "8. November 2026", "Antwort"),
    ("fr", "Chapitre 3", "8 novembre 2026", "Réponse"), ("es-MX", "Capítulo 3", "8 de noviembre de 2026", "Respuesta"),
    ("ru", "Глава 3", "8 ноября 2026 г.", "Ответ"),
])
def test_each_language_has_its_own(language: str, chapter: str, day: str, answer: str) -> None:
    """Words, order of a date, numerals."""
    labels = labels_for(language)
    assert (chapter_label(labels, 3), date_label(labels, "2026-11-08"), labels.answer) == (chapter, day, answer)


@pytest.mark.parametrize(("tag", "meant"), [
    ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-Hans-HK", "zh-Hans"), ("zh-Hant", "zh-Hant"), ("zh-TW", "zh-Hant"),
    ("zh-Hant-HK", "zh-HK"), ("zh-MO", "zh-HK"), ("EN-us", "en"), ("it", ""), ("yue", ""),
])
def test_a_tag_means_one_of_ours(tag: str, meant: str) -> None:
    """By language, script and region; or none, and then the words are English."""
    assert spoken_by_us(tag) == meant
    assert labels_for(tag) == labels_for(meant or "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_stands_in_every_language(language: str) -> None:
    """The same names in braces as in English, nothing empty, and no word forgotten in English."""
    words, english = dict(texts(labels_for(language))), dict(texts(labels_for("en")))
    assert words.keys() == english.keys()
    for name, word in words.items():
        known = {"number", "numeral"} if name == "chapter" else set(_PLACES.findall(english[name]))
        assert set(_PLACES.findall(word)) <= known, name
        assert name in {"chapter", "place"} or set(_PLACES.findall(word)) == known, name
        assert word.strip(), name
    alike = [name for name, word in words.items() if word == english[name] and re.search("[a-z]{7}", word)]
    if language != "en":
        assert len(alike) <= 6, alike       # French shares a few: Question, Important


def texts(words: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any of the dataclasses
    for one in dataclasses.fields(words):
        value = getattr(words, one.name)
        if dataclasses.is_dataclass(value):
            yield from texts(value, f"{one.name}.")
        elif isinstance(value, dict):
            yield from value.items()
        elif isinstance(value, str):
            yield path + one.name, value


def test_a_bank_gives_its_own_words() -> None:
    """The rest stays; those of a group too."""
    own = ((("analysis",), "讲解"), (("callouts", "note"), "备注"), (("page", "grades"), ("一", "二", "三", "四")))
    made, known = with_own(labels_for("zh-CN"), own), labels_for("zh-CN")
    assert (made.analysis, made.answer) == ("讲解", known.answer)
    assert (made.callouts["note"], made.callouts["tip"]) == ("备注", known.callouts["tip"])
    assert (made.page.grades, made.page.study) == (("一", "二", "三", "四"), known.page.study)
    assert with_own(known, ()) is known
    assert ("citation",) not in shapes()


_WORK = Reference("Attention Is All You Need", ("Ashish Vaswani", "Noam Shazeer"), 2017, "NeurIPS")


@pytest.mark.parametrize(("language", "reference", "written"), [
    ("en", _WORK, "Ashish Vaswani, Noam Shazeer. Attention Is All You Need. NeurIPS, 2017."),
    ("zh-CN", _WORK, "Ashish Vaswani, Noam Shazeer. Attention Is All You Need. NeurIPS, 2017."),
    ("de", _WORK, "Ashish Vaswani, Noam Shazeer: Attention Is All You Need. NeurIPS, 2017."),
    ("fr", _WORK, "Ashish Vaswani, Noam Shazeer, «\xa0Attention Is All You Need\xa0», NeurIPS, 2017."),
    ("es", _WORK, "Ashish Vaswani, Noam Shazeer: «Attention Is All You Need», NeurIPS, 2017."),
    ("ru", _WORK, "Ashish Vaswani, Noam Shazeer. Attention Is All You Need // NeurIPS. 2017."),
    ("ja", Reference("統計学入門", ("山田太郎", "佐藤花子"), 1991, "東京大学出版会"),
     "山田太郎、佐藤花子「統計学入門」東京大学出版会、1991"),
    ("zh-TW", Reference("統計學", ("王小明",), 2001), "王小明，〈統計學〉，2001"),
    ("zh-CN", Reference("机器学习", ("周志华",), 2016, "清华大学出版社"), "周志华. 机器学习. 清华大学出版社, 2016."),
    ("en", Reference("Why?"), "Why?"), ("en", Reference("Notes"), "Notes"), ("ja", Reference("統計"), "「統計」"),
    ("fr", Reference("Notes"), "«\xa0Notes\xa0»"), ("en", Reference("What now?", (), 2020), "What now? 2020."),
    ("ko", Reference("통계학", ("김철수",), 2010), "김철수. 「통계학」. 2010."),
])
def test_works_are_cited_as_the_language_does(language: str, reference: Reference, written: str) -> None:
    """Marks around the title, between authors and facts; no stop after a mark."""
    assert "".join(cited(reference, labels_for(language))) == written
