"""The README's pictures show what is said below them: their makers run once more, and what is in view is read."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from by_hand import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]

IN_VIEW = """(selector => [...document.querySelectorAll(selector)].filter(one => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && box.height > 0 && box.top >= 0 && box.bottom <= %d;
}).map(one => one.innerText || one.getAttribute('aria-label') || one.value || one.localName))"""
OF_PRINTS = {
    "A page of the handout: a question with its answer, analysis and a figure":
        ("dl-interview.pdf", None, ["什么是卷积神经网络", "答案", "解析", "这个核对左暗右亮的竖直边缘响应最大"]),
    "The first page of the quiz, an exam paper: name, score, questions with options and brackets for the answer":
        ("dl-interview-quiz.pdf", 0, ["姓名", "得分", r"（\s*）", r"A\.", r"D\."]),
    "A sheet of cut-out cards: eight fronts": ("dl-interview-cards.pdf", 2, ["？"] * 8),
    "The first page of the answer key: a table of letters, then the model answers":
        ("dl-interview-key.pdf", 0, ["客观题答案", r"[A-D]\s+[A-D]\s+[A-D]", "答案与评分", "机器学习的一个分支"]),
}
OF_SCREENS = {
    "The back of an Anki card: the answer under the question":
        ("card", {"h1, .asked": "什么是卷积神经网络", ".answer p": "卷积神经网络用一组可学习的卷积核"}),
    "A chapter of the e-book: its questions, with links to answers and hints":
        ("book", {"h1": "网络结构", "h2, h3": "什么是", ".to-answer": "看答案", ".hints a": "提示1"}),
    "The list of the study page: search, filters, the first question":
        ("study_page", {"#ui_search": "", "#ui_filters summary": "筛选", "h3": "什么是深度学习",
                        "[data-part=prompt]": "深度学习"}),
    "A card of the study page by night, its answer shown; below it the four grades with their waits":
        ("session", {"#ui_grade1": "重来\\s+1分钟", "#ui_grade2": "困难\\s+6分钟", "#ui_grade3": "良好\\s+10分钟",
                     "#ui_grade4": "简单\\s+8天", "[data-part=answer]": "深度学习是机器学习的一个分支"}),
}
OF_WORK = {     # what authors see: tests/preview, tests/whole/test_terminal.py and tests/lint look at that
    "The preview: the list of questions, and the card of one as it is after the last save",
    "A terminal: a mistake with its place and what to do, then all outputs",
    "What `dlexport stats --plot` draws: the questions of each topic by difficulty",
}


@pytest.fixture
def script(real_build: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`docs/pictures.py`, before the present build."""
    spec = spec_from_file_location("the_readme_s_pictures", ROOT / "docs/pictures.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "BUILD", real_build / "build")
    return module


def test_each_caption_is_looked_at() -> None:
    """A new one has to be added here."""
    captions = re.findall(r"!\[([^\]]+)\]\(docs/pictures/", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(captions) == {*OF_PRINTS, *OF_SCREENS, *OF_WORK}


@pytest.mark.parametrize("caption", OF_PRINTS)
def test_a_page_shows_what_its_caption_says(caption: str, script: Any) -> None:     # noqa: ANN401 - a module
    """In this order."""
    name, number, wanted = OF_PRINTS[caption]
    with pypdfium2.PdfDocument(script.BUILD / name) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    text = texts[number] if number is not None else [one for one in texts if script.QUESTION in one][1]
    assert re.search(".*?".join(wanted), text, re.DOTALL), text


@pytest.mark.parametrize("caption", OF_SCREENS)
def test_a_screen_shows_what_its_caption_says(
    caption: str, script: Any, browser: Chromium, tmp_path: Path,     # noqa: ANN401 - a module
) -> None:
    """Within what the picture shows."""
    name, wanted = OF_SCREENS[caption]
    maker = getattr(script, name)
    maker(browser, tmp_path) if name in {"card", "book"} else maker(browser)
    for selector, text in wanted.items():
        shown = browser.evaluate(f"{IN_VIEW % script.HEIGHT}({selector!r})")
        assert any(re.search(text, one) for one in shown), (selector, shown)
    night = browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert night is ("by night" in caption)
