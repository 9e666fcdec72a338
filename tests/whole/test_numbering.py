"""With `numbering: source` a question has the number of its place in the file, in every output."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from dlexport.book.book import Book, compose, only_topic
from dlexport.lock import lock as locks
from dlexport.plugin import registry
from dlexport.plugin.contract import ExportContext, carried
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "  - {{id: {0}, topic: {1}, title: 题{0}, prompt: 问, answer: 答, analysis: 析, summary: 摘要{0}}}\n"
FILE = [("a", "two"), ("b", "one"), ("c", "two"), ("d", "one"), ("e", "two")]
"""In this order the questions stand; by topic they are b, d and a, c, e."""
BY_CHAPTER = [("b", 2), ("d", 4), ("a", 1), ("c", 3), ("e", 5)]


def book(folder: Path, numbering: str = "source", topic: str = "") -> Book:
    """The book of these questions, or of one topic of them."""
    path = folder / "questions.yaml"
    path.write_text(
        f"format: 1\nbank: {{id: demo, title: 题库, language: zh-CN, version: '1', numbering: {numbering}}}\n"
        "topics: [{id: one, title: 甲}, {id: two, title: 乙}]\nquestions:\n"
        + "".join(QUESTION.format(*one) for one in FILE), encoding="utf-8")
    bank = read(path)
    return compose(only_topic(bank, topic) if topic else bank)


def made(source: Book, name: str, **options: object) -> bytes:
    """An artifact in which nothing is missing."""
    exporter = registry.installed()[name].exporter
    chosen = exporter.Options(**options)
    lock, _ = locks.refresh(source, {}, 1_700_000_000, {f"{name}/revision": "1"})
    dated = locks.date(source, lock, name)
    context = ExportContext(dated.moment, theme(None), Fonts())
    data = exporter.export(dated, chosen, context).data
    held = carried(exporter, source, chosen)
    assert verify(held, exporter.promises(chosen), exporter.read_back(data, context.cache), name) == ()
    return data


def outline(data: bytes) -> list[tuple[str, int]]:
    """Id and number of each question, as the outline of a PDF lists them."""
    document = pypdfium2.PdfDocument(data)
    titles = [mark.get_title() for mark in document.get_toc()]
    return [(match[2], int(match[1])) for title in titles if (match := re.fullmatch(r"(\d+)\. 题(\w)", title))]


def text(data: bytes, page: int) -> str:
    """What stands on a page of a PDF, without white space."""
    return re.sub(r"\s", "", pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range())


@pytest.mark.parametrize("name", ["pdf", "cards-pdf"])
def test_prints(name: str, tmp_path: Path) -> None:
    """In the outline, in the order of the chapters."""
    assert outline(made(book(tmp_path), name)) == BY_CHAPTER


def appendix(data: bytes) -> str:
    """The text of the page before the colophon's, or of the last one where they share it."""
    pages = [text(data, number) for number in range(len(pypdfium2.PdfDocument(data)))]
    return next(page for page in reversed(pages) if "摘要" in page)


def test_the_appendix_of_the_handout_runs_from_one(tmp_path: Path) -> None:
    """With chapter and page beside; by topics it is grouped as the contents are."""
    data = made(book(tmp_path), "pdf")
    last = appendix(data)
    assert re.findall(r"(\d)摘要(\w)(第.章)(\d)", last) == [
        ("1", "a", "第二章", "4"), ("2", "b", "第一章", "3"), ("3", "c", "第二章", "4"), ("4", "d", "第一章", "3"),
        ("5", "e", "第二章", "4")]
    other = made(book(tmp_path, "topics"), "pdf")
    last = appendix(other)
    assert re.findall(r"(\d)摘要(\w)", last) == [("1", "b"), ("2", "d"), ("3", "a"), ("4", "c"), ("5", "e")]
    assert "章" not in last


@pytest.mark.parametrize("name", ["quiz-pdf", "key-pdf"])
def test_a_paper_has_numbers_of_its_own(name: str, tmp_path: Path) -> None:
    """From one, through all sections, in whatever order; and the key has the same."""
    assert [number for _, number in outline(made(book(tmp_path), name, seed="s", take=3))] == [1, 2, 3]
    orders = [outline(made(book(tmp_path), paper, seed="s")) for paper in ("quiz-pdf", "key-pdf")]
    assert orders[0] == orders[1]
    assert sorted(ident for ident, _ in orders[0]) == list("abcde")


def test_the_study_page(tmp_path: Path) -> None:
    """Contents and articles."""
    page = made(book(tmp_path), "html").decode()
    assert re.findall(r'<li value="(\d)" data-question="(\w)"', page) == [(str(n), i) for i, n in BY_CHAPTER]
    assert re.findall(r'class=number href="#(\w)"[^>]*>(\d)<', page) == [(i, str(n)) for i, n in BY_CHAPTER]


def test_the_e_book(tmp_path: Path) -> None:
    """Chapters and contents by topic, the appendix by number with the chapter of each question."""
    with zipfile.ZipFile(io.BytesIO(made(book(tmp_path), "epub"))) as archive:
        pages = {name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist()
                 if name.endswith(".xhtml")}
    assert re.findall(r">(\d) 题(\w)<", pages["nav.xhtml"]) == [(str(n), i) for i, n in BY_CHAPTER]
    shown = re.sub(r"<[^>]*>|\s", "", pages["appendix.xhtml"].partition("<body")[2])
    assert re.findall(r"(\d)摘要(\w)(第.章)答案", shown) == [
        ("1", "a", "第二章"), ("2", "b", "第一章"), ("3", "c", "第二章"), ("4", "d", "第一章"), ("5", "e", "第二章")]


def test_the_deck(tmp_path: Path) -> None:
    """On the cards; they come in the order of the chapters, as the decks do."""
    with zipfile.ZipFile(io.BytesIO(made(book(tmp_path), "apkg"))) as archive:
        (tmp_path / "collection").write_bytes(archive.read("collection.anki2"))
    database = sqlite3.connect(tmp_path / "collection")
    rows = database.execute("SELECT flds FROM notes JOIN cards ON cards.nid = notes.id ORDER BY cards.due").fetchall()
    database.close()
    assert [(ident, number) for (fields,) in rows for ident, number in BY_CHAPTER
            if f"题{ident}" in fields.split("\x1f") and str(number) in fields.split("\x1f")] == BY_CHAPTER
    assert any("总第4题" in fields for (fields,) in rows)


@pytest.mark.parametrize("name", ["pdf", "cards-pdf"])
def test_one_topic_keeps_its_numbers(name: str, tmp_path: Path) -> None:
    """`--only-topic` leaves out, and renames nothing."""
    assert outline(made(book(tmp_path, topic="two"), name)) == [("a", 1), ("c", 3), ("e", 5)]
    assert outline(made(book(tmp_path, "topics", "two"), name)) == [("a", 1), ("c", 2), ("e", 3)]
