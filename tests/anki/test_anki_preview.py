"""The cards of a preview are those that Anki renders, sign by sign."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from banks import bank, keypoint, question
from releases import JANUARY, Publisher
from reviewer import Reviewer, mathjax_needed

from dlexport.exporters.anki.options import AnkiOptions
from dlexport.exporters.anki.preview import card_views, rendered_cards
from dlexport.exporters.anki.rendering import filled

if TYPE_CHECKING:
    from chromium import Chromium

ROOT = Path(__file__).parents[2]
REAL = ROOT / "source" / "questions.yaml"
SINK = ROOT / "tests" / "cases" / "valid" / "kitchen-sink" / "questions.yaml"


def by_backend(deck: bytes, folder: Path) -> list[tuple[str, str]]:
    """Front and back of each card, as the real backend renders them."""
    path = folder / "deck.apkg"
    path.write_bytes(deck)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        collection.import_anki_package(ImportAnkiPackageRequest(
            package_path=str(path), options=ImportAnkiPackageOptions()))
        found = [collection.get_card(card).render_output() for card in collection.find_cards("")]
        return sorted((one.question_text, one.answer_text) for one in found)
    finally:
        collection.close()


def by_preview(deck: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(deck)) as archive:
        return sorted((one.front, one.back) for one in rendered_cards(archive.read("collection.anki2")))


@pytest.mark.parametrize("source", [REAL, SINK], ids=["real", "kitchen-sink"])
def test_every_card_is_the_backend_s(source: Path, tmp_path: Path) -> None:
    """Questions, reverse cards and key points of a real bank, and of the one with every construct."""
    shutil.copytree(source.parent / "media", tmp_path / "media")
    publisher = Publisher(tmp_path, options=AnkiOptions(reverse=True))
    deck = publisher.release(source.read_text(encoding="utf-8"), JANUARY)
    assert by_preview(deck) == by_backend(deck, tmp_path)


FIELDS = {"Full": "<b>a</b>&amp;", "Empty": " <br/> ", "Cloze": 'x {{c1::a&b "c" é::hint}} {{c2::d}} {{c1::<i>e</i>}}'}


@pytest.mark.parametrize(("template", "front", "back"), [
    ("{{Full}}|{{text:Full}}|{{ Full }}", "<b>a</b>&amp;|a&|<b>a</b>&amp;", None),
    ("{{#Full}}1{{^Empty}}2{{/Empty}}{{/Full}}{{^Full}}3{{Full}}{{/Full}}{{#Empty}}4{{/Empty}}", "12", None),
    ("<!-- {{Full}} {{#Nothing}} -->{{#c1}}a{{/c1}}{{#c2}}b{{/c2}}", "<!-- {{Full}} {{#Nothing}} -->a", None),
    ("{{cloze:Cloze}}",
     ('x <span class="cloze" data-cloze="a&amp;b&#x20;&quot;c&quot;&#x20;&#xE9;" data-ordinal="1">[hint]</span> '
     '<span class="cloze-inactive" data-ordinal="2">d</span> '
     '<span class="cloze" data-cloze="&lt;i&gt;e&lt;&#x2F;i&gt;" data-ordinal="1">[...]</span>'),
     ('x <span class="cloze" data-ordinal="1">a&b "c" é</span> <span class="cloze-inactive" data-ordinal="2">d</span> '
     '<span class="cloze" data-ordinal="1"><i>e</i></span>')),
])
def test_templates(template: str, front: str, back: str | None) -> None:
    """Fields, filters, sections, comments and blanks."""
    assert filled(template, FIELDS, 0, answer=False) == front
    assert filled(template, FIELDS, 0, answer=True) == (front if back is None else back)


def test_a_view_is_whole_in_itself(publisher: Publisher) -> None:
    """Formulas are drawn by the browser, pictures are inside, and only this question's cards are shown."""
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', encoding="utf-8")
    deck = publisher.release(bank(
        question("a", answer="'$x^2$与`\\\\(y\\\\)` ![图](media/a.svg)'", extra=keypoint("记住 **甲** 和 **乙**")),
        question("b")), JANUARY)
    views = {view.name: view.data.decode() for view in card_views(deck, "a")}
    assert list(views) == ["1 Question front", "1 Question back", "2 c1 front", "2 c1 back", "3 c2 front", "3 c2 back"]
    back = views["1 Question back"]
    assert re.search(r'<math [^>]*alttext="x\^2"', back)
    assert 'src="data:image/svg+xml;base64,' in back


def test_both_sides_show_the_options_alike(publisher: Publisher, browser: Chromium, tmp_path: Path) -> None:
    """Each side is a page of its own, which cannot know in what order the other stands."""
    choices = "\n".join(f"      - {{text: option {n}{', correct: true' if n == 3 else ''}}}" for n in range(8))
    deck = publisher.release(bank(
        f"  - id: a\n    topic: one\n    title: which?\n    choices:\n{choices}\n"), JANUARY)
    orders = []
    for view in card_views(deck, "a"):
        page = tmp_path / f"{view.name}.html"
        page.write_bytes(view.data)
        browser.open(page.as_uri())
        shown = browser.evaluate("document.querySelector('.options').textContent")
        orders += [re.findall(r"option \d", text) for text in (view.data.decode(), shown)]
    assert len(orders[0]) == 8
    assert orders == orders[:1] * 4


TITLE = "关于残差网络（ResNet，$y = x$）和其他（$z = x^2$）的问题，在$a$、$b$和「$c$」之间"
BREAKS = r"""(() => {
  const title = [...document.querySelectorAll("h1, .asked, .title")].find(one => one.textContent.includes("残差"));
  title.style = "width: 1px; overflow-wrap: normal";
  const items = [], walk = document.createTreeWalker(title, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (node.localName === "mjx-container") items.push(["∎", node.getBoundingClientRect()]);
    else if (node.nodeType === 3 && !node.parentElement.closest("mjx-container"))
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        items.push([node.data[at], range.getBoundingClientRect()]);
      }
  const middle = box => (box.top + box.bottom) / 2, line = parseFloat(getComputedStyle(title).fontSize);
  const shown = items.filter(([, box]) => box.width > 0), text = shown.map(([sign]) => sign).join("");
  return [text, shown.flatMap(([, box], at) => at && middle(box) > middle(shown[at - 1][1]) + line / 2 ? [at] : [])];
})()"""


@mathjax_needed
@pytest.mark.slow
def test_lines_break_beside_formulas_as_in_anki(publisher: Publisher, browser: Chromium, tmp_path: Path) -> None:
    """Where there is no room at all, each line ends at the first place where it may: the same in both."""
    deck = publisher.release(bank(question("a").replace("问题 a", TITLE)), JANUARY)
    with zipfile.ZipFile(BytesIO(deck)) as archive:
        card, = rendered_cards(archive.read("collection.anki2"))
    page = tmp_path / "front.html"
    page.write_bytes(next(iter(card_views(deck, "a"))).data)

    Reviewer(browser, tmp_path, tmp_path, mathjax=True).show(f"<style>{card.css}</style>{card.front}")
    in_anki = browser.evaluate(BREAKS)
    browser.open(page.as_uri())
    text, found = browser.evaluate(BREAKS)
    assert [text, found] == in_anki
    assert text.count("∎") == 5
    assert not any(text[at] in "，、」）" or text[at - 1] in "（「" for at in found)
    assert {text[at - 1:at + 1] for at in found} >= {"，∎", "、∎", "在∎"}
