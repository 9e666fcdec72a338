"""Text in another language than the book's (ISO 14289-1, 7.2)."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pdf_books import book, export, lacks, part, press, question
from structure_walk import role, tree

from by_hand import located, rich
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.exporters.pdf.text.writing.languages import foreign, spoken
from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Text

CASES: dict[str, tuple[str, str, list[str]]] = {
    "one word": ("zh-CN", "用 dropout 正则", []),
    "two words": ("zh-CN", "用 gradient descent 优化", []),
    "names and letters": ("zh-CN", "用 CNN RNN GAN VAE 与 x y z w", []),
    "words": ("zh-CN", "说“attention is all you need”，即", ["attention is all you need"]),
    "with a mark inside": ("zh-CN", "即 don’t repeat yourself, ever。", ["don’t repeat yourself, ever"]),
    "another language": ("zh-CN", "即 él está aquí con ellos。", []),
    "Han in English": ("en", "It is called 深度学习 in Chinese.", ["深度学习"]),
    "Han in Japanese": ("ja", "深層学習は deep learning", []),
    "Japanese in English": ("en", "It is called 深層学習という in Japanese.", []),
    "nothing foreign": ("en", "Only words of the book.", []),
}


@pytest.mark.parametrize(("language", "text", "expected"), CASES.values(), ids=CASES)
def test_words(language: str, text: str, expected: list[str]) -> None:
    """Three or more English words in a row within Chinese are foreign, and Han within another language."""
    parts = spoken(text, language)
    assert "".join(words for words, _ in parts) == text
    assert [words.strip() for words, named in parts if named] == expected


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("zh-CN", "All of it is English.", "en"), ("zh-CN", "x = 1", ""), ("zh-CN", "有 all of it is English", ""),
    ("en", "深度学习。", "zh"), ("en", "All of it is English.", ""), ("ja", "深度", ""),
    ("zh-CN", "https://a.example/all-of-it-is-english", ""),
])
def test_whole_paragraphs(language: str, text: str, expected: str) -> None:
    """A paragraph that is foreign as a whole."""
    assert foreign((Text(text),), language) == expected


@pytest.mark.parametrize("text", [text for _, text, _ in CASES.values()])
def test_set_alike(text: str) -> None:
    """Words that say their language stand where they would stand without."""
    def strings(language: str) -> list[Any]:
        made = press()
        made.language = language
        setter = InlineSetter(made, located(text), 120.0)
        lines = [line for one in setter.paragraphs((Text(text),), Voice(10.5)) for line in one.lines(120.0)]
        return [round(line.width, 6) for line in lines]

    assert strings("zh-CN") == strings("ja") == strings("en")


def elements(data: bytes) -> list[tuple[str, str]]:
    """The role and language of each element that has one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(role(element), str(element.Lang)) for element in tree(pdf) if "/Lang" in element]


def test_clause_7_2_changes_of_language() -> None:
    """ISO 14289-1, 7.2: a paragraph says its language, words inside one are a Span, over as many lines as they run."""
    long = "it goes on and on and on " * 6
    one = question(answer=rich(f"论文说 {long.strip()}。\n\nAll of it is English.\n\n全是中文 ok。"))
    data = export(book(one)).data
    assert elements(data) == [("Span", "en"), ("P", "en")]
    assert lacks(book(one), data) == ()
    assert "全是中文 ok。" in part(data, "one", Part.ANSWER)


def test_clause_7_2_han_in_english() -> None:
    """The mirror case."""
    one = question(answer=rich("It is called 深度学习 in Chinese."))
    assert ("Span", "zh") in elements(export(book(one, language="en")).data)
