"""Handouts of banks in nine languages: words, dates, marks, hyphens, and the forms of Han that their readers write."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pdf_books import EXPORTER, OPTIONS, book, lacks, page_texts, press, question, words_of

from by_hand import MOMENT, rich
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.exporters.pdf.quiz.exporter import QuizExporter
from dlexport.exporters.pdf.quiz.options import QuizOptions
from dlexport.exporters.pdf.quiz.words import exam_words
from dlexport.exporters.pdf.text.hyphenation import patterns_of, points
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.writing.quotes import BACK, is_stood_in, western_marks
from dlexport.labels import labels_for
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

BANKS = Path(__file__).parents[1] / "cases" / "languages"
TAGS = ("zh-TW", "zh-HK", "ja", "ko", "en", "de", "fr", "es", "ru")


class Printed(NamedTuple):
    """A handout: its bytes, the text of its pages in one line, and the files of the fonts that drew it."""

    dated: DatedBook
    data: bytes
    text: str
    fonts: set[str]


@cache
def printed(tag: str) -> Printed:
    dated = DatedBook(compose(read(BANKS / f"{tag}.yaml")), {}, {}, {})
    fonts = Fonts()
    made = EXPORTER.export(dated, OPTIONS, ExportContext(MOMENT, theme(None), fonts))
    assert made.problems == ()
    text = " ".join(" ".join(page_texts(made.data)).split())
    return Printed(dated, made.data, text, {font.path.name.split("[")[0] for font in fonts.used.values()})


@pytest.mark.parametrize("tag", TAGS)
def test_every_question_is_whole(tag: str) -> None:
    """As PDFium reads it."""
    assert lacks(printed(tag).dated, printed(tag).data) == ()


@pytest.mark.parametrize("tag", TAGS)
def test_a_name_in_the_colophon_ends_before_what_it_names(tag: str) -> None:
    """However long the language's words are."""
    with pypdfium2.PdfDocument(printed(tag).data) as document:
        text = document[len(document) - 1].get_textpage()
        said, name = text.get_text_range(), labels_for(tag).handout.made_with
        left, *_ = text.get_charbox(said.index("dlexport "))
        _, _, right, _ = text.get_charbox(said.index(name) + len(name) - 1)
    assert right + 5 < left


@pytest.mark.parametrize(("tag", "said"), [
    ("zh-TW", ("第一章", "2025 年 11 月 24 日", "附錄：全部題目一覽", "王小明，〈統計學導論〉，範例出版社，2008",
               "「其餘各戶的一百倍」")),
    ("zh-HK", ("第一章", "參考資料", "陳大文，《統計學導論》，範例出版社，2008")),
    ("ja", ("第 1 章", "解説", "東京大学教養学部統計学教室「統計学入門」東京大学出版会、1991",
            "Peter J. Huber: Robust Statistics, Wiley, 1981.")),
    ("ko", ("제1장", "2025년 11월 24일", "해설", "0%이다.", "가구만 “나머지의 백 배”였다.",
            "「통계학 개론」. 예시출판사, 2010.")),
    ("en", ("Chapter 1", "24 November 2025", "Analysis", "“a hundred times the rest”", "the ’90s",
            "Peter J. Huber. Robust Statistics. Wiley, 1981.")),
    ("de", ("Kapitel 1", "24. November 2025", "Erläuterung", "so hoch wie die übrigen“", "Hinweis",
            "Karl Muster: Robuste Schätzverfahren. Springer, 1998.")),
    ("fr", ("Chapitre 1", "24 novembre 2025", "Explication", "« Statistique robuste », Dunod, 2004.")),
    ("es", ("Capítulo 1", "24 de noviembre de 2025", "Explicación",
            "Juan Ejemplo: «Estadística robusta», Alianza, 2001.")),
    ("ru", ("Глава 1", "24 ноября 2025 г.", "Разбор", "Питер Хьюбер. Робастность в статистике // Мир. 1984.")),
])
def test_the_words_of_each_language(tag: str, said: tuple[str, ...]) -> None:
    """Labels, the date on the cover, quotation marks, how works are cited."""
    squeezed = re.sub(r"[\s\u200b]", "", printed(tag).text)
    assert [one for one in said if re.sub(r"\s", "", one) not in squeezed] == []


@pytest.mark.parametrize(("tag", "said"), [
    ("zh-TW", ("一、選擇題：本大題共1題，共2分。", "正確的打「○」，錯誤的打「×」。", "滿分16分", "考試時間45分鐘")),
    ("zh-HK", ("四、簡答題：本大題共1題，共10分。", "第1頁（共1頁）")),
    ("ja", ("1　選択問題（1問、計2点）", "正しいものに○、誤っているものに×を", "全4問　16点満点　試験時間45分")),
    ("ko", ("1. 객관식 (1문항, 총 2점)", "총 4문항　16점 만점　시험 시간 45분", "1/1쪽")),
    ("en", ("1. Multiple choice (1 question, 2 points)", "4 questions – 16 points – 45 minutes", "Page 1 of 1")),
    ("de", ("2. Richtig oder falsch (1 Aufgabe, zusammen 1 Punkt)", "4 Aufgaben – 16 Punkte – 45 Minuten")),
    ("fr", ("3. Textes à trous (1 question, 3 points au total)", "Page 1 sur 1")),
    ("es", ("4. Respuestas breves (1 pregunta, 10 puntos en total)", "4 preguntas – 16 puntos – 45 minutos")),
    ("ru", ("3. Заполните пропуски (1 вопрос, всего 3 балла)", "4 вопроса – 16 баллов – время: 45 мин")),
])
def test_an_exam_speaks_the_language_of_its_bank(tag: str, said: tuple[str, ...]) -> None:
    """Its head, the headings of its sections, its foot; nothing of it is English but in English."""
    dated = DatedBook(compose(read(BANKS / f"{tag}.yaml")), {}, {}, {})
    made = QuizExporter().export(dated, QuizOptions(exam="midterm"), ExportContext(MOMENT, theme(None), Fonts()))
    assert made.problems == ()
    text = re.sub(r"\s", "", " ".join(page_texts(made.data)))
    assert [one for one in said if re.sub(r"\s", "", one) not in text] == []
    foreign = exam_words("en" if tag != "en" else "de")
    assert [one for one in foreign.kinds.values() if re.sub(r"\s", "", one) in text] == []


@pytest.mark.parametrize(("number", "said"), [
    (1, "1 балл"), (3, "3 балла"), (5, "5 баллов"), (11, "11 баллов"), (12, "12 баллов"), (21, "21 балл"),
    (22, "22 балла"), (2.5, "2.5 балла"), (100, "100 баллов")])
def test_russian_has_three_forms(number: float, said: str) -> None:
    """By Unicode's plural rules; no line ends before the word."""
    assert exam_words("ru").points.of(number) == said.replace(" ", "\xa0")


@pytest.mark.parametrize(("tag", "fonts"), [
    ("zh-TW", {"NotoSansTC"}), ("zh-HK", {"NotoSansTC"}), ("ja", {"NotoSansJP", "NotoSerifJP-Regular.otf"}),
    ("ko", {"NotoSansKR", "NotoSerifKR-Regular.otf"}), ("de", {"NotoSansSC"}),
])
def test_the_forms_of_han_of_each_place(tag: str, fonts: set[str]) -> None:
    """No font of another place draws any."""
    assert {name for name in printed(tag).fonts if re.search("Sans(SC|TC|JP|KR)|Serif(SC|JP|KR)", name)} == fonts


@pytest.mark.parametrize(("language", "word", "parts"), [
    ("de-DE", "Wahrscheinlichkeit", "Wahr-schein-lich-keit"), ("fr", "statistique", "sta-tis-tique"),
    ("es-MX", "«estadística»", "«es-ta-dís-tica»"), ("ru", "распределение", "рас-пре-де-ле-ние"),
    ("en-US", "statistics", "sta-tis-tics"), ("ja", "statistics", "sta-tis-tics"),
])
def test_words_are_cut_by_the_patterns_of_the_language(language: str, word: str, parts: str) -> None:
    """English ones in a book of an East Asian language."""
    ends = [0, *points(word, patterns_of(language)), len(word)]
    found = [word[start:end] for start, end in pairwise(ends)]
    assert "-".join(found) == parts


@pytest.mark.parametrize(("text", "western"), [
    ("“Yes,” she said. 他说“好”。", "<Yes,> she said. 他说“好”。"), ("他说“yes”。", "他说“yes”。"),
    ("在’90年代", "在'90年代"), ("rock ’n’ roll很好", "rock 'n' roll很好"), ("‘引号’与", "‘引号’与"),
    ("‘it’s’和", "‘it's’和"), ("don’t怎么", "don't怎么"), ("The “end” of it是", "The <end> of it是"),
    ("“甲” and “b” c是", "“甲” and <b> c是"), ("没有", "没有"), ("’", "’"), ("“", "“"), ("“A”", "“A”"),
])
def test_marks_go_by_their_neighbours(text: str, western: str) -> None:
    """`<`, `>` and `'` stand for those that are Western in a Chinese paragraph."""
    found = "".join(western_marks([text[:3], text[3:]]))
    assert found.translate(BACK) == text
    assert "".join(dict(zip("‘’“”", "`'<>", strict=True))[was] if is_stood_in(now) else was
                   for was, now in zip(text, found, strict=True)) == western


def test_a_german_quotation_ends_as_a_word_does() -> None:
    """Its closing mark opens in English: a line may end behind it all the same, the space there is as others."""
    made = press()
    paragraph = TextParagraph([Run("Das „Mittel“ gilt „allen“ etwas", made.style(Look(), 10))], 10)
    ends = [words_of(line, made).split()[-1] for line in paragraph.lines(62, ragged=True)]
    assert ends == ["„Mittel“", "„allen“", "etwas"]


def test_money_is_as_narrow_as_its_number() -> None:
    """In Western and Chinese lines; what is copied is the sign that was typed."""
    dated = book(question(answer=rich("价格￥100。\n\nThe price is ￥100 now, or ￡20.")))
    made = EXPORTER.export(dated, OPTIONS, ExportContext(MOMENT, theme(None), Fonts(), cache=Cache()))
    assert lacks(dated, made.data) == ()
    assert "￥100" in "".join(page_texts(made.data)).replace(" ", "")
