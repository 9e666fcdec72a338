"""Cards as a browser shows them: the backend's HTML in Anki's page, formulas set by MathJax, by day and by night."""

from __future__ import annotations

import re
import shutil
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from banks import bank, question
from releases import JANUARY, Learner, Publisher
from reviewer import Reviewer, mathjax_needed

from dlexport.exporters.anki.fields.visible_text import visible
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.verify.blocks import canonical
from shades import CUT, RIGHT_ORDER, shades

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chromium import Chromium

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BANKS = [ROOT / "source" / "questions.yaml", ROOT / "tests" / "cases" / "valid" / "kitchen-sink" / "questions.yaml"]
WIDTHS = (360, 412, 1024)
WRONG = ("weak", "tiny", "faded", "errors", "unset", "broken", "edgeless")
PAPER = {False: "rgb(255, 255, 255)", True: "rgb(30, 34, 38)"}


@pytest.fixture(scope="module", params=BANKS, ids=["real", "kitchen-sink"])
def owner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner who took a whole bank, with reverse cards."""
    folder = tmp_path_factory.mktemp("bank")
    shutil.copytree(request.param.parent / "media", folder / "media")
    learner = Learner(folder / "learner")
    release = Publisher(folder, options=AnkiOptions(reverse=True)).release(request.param.read_text(encoding="utf-8"),
                                                                           JANUARY)
    learner.take(release)
    yield learner
    learner.close()


def sides(learner: Learner) -> list[str]:
    """Front and back of every card."""
    cards = [learner.collection.get_card(found) for found in learner.collection.find_cards("deck:*")]
    return [side for card in cards for side in (card.question(), card.answer())]


@pytest.mark.long
@mathjax_needed
def test_every_card_is_legible_whole_and_set(owner: Learner, browser: Chromium, tmp_path: Path) -> None:
    """Contrast of every text by computed style, no sideways scrolling, no formula in error, every picture there."""
    reviewer = Reviewer(browser, tmp_path, Path(owner.collection.media.dir()), mathjax=True)
    formulas = 0
    for side in sides(owner):
        reviewer.show(side)     # once: what MathJax makes of a formula depends on neither of these
        for width, night in product(WIDTHS, (False, True)):
            browser.size(width, 800)
            seen = reviewer.look(night=night)
            wrong = {name: seen[name] for name in WRONG if seen[name]}
            assert (wrong, seen["overflow"], seen["ground"]) == ({}, 0, PAPER[night]), side.partition("</style>")[2]
        formulas += seen["formulas"]
    assert formulas > 10


@mathjax_needed
def test_a_box_is_shaded_where_there_is_more_to_see(owner: Learner, browser: Chromium, tmp_path: Path) -> None:
    """Figures, tables, code, formulas in a line and of their own, on a phone: at the edge that cuts, and only there."""
    reviewer = Reviewer(browser, tmp_path, Path(owner.collection.media.dir()), mathjax=True)
    browser.size(WIDTHS[0], 800)
    found: dict[str, list[tuple[bool, bool]]] = {}
    for side in sides(owner):
        if not re.search(r"<figure|<pre|class=.table|class=.long|class=.formula", side):
            continue
        reviewer.show(side)
        reviewer.look()
        kinds = browser.evaluate(f"(window.cut = {CUT}(document.querySelector('#qa'))).map(box => box.className ||"
                                 " box.tagName + (box.attributes.display ? 'display' : ''))")
        for number, kind in enumerate(kinds):
            if kind not in found:
                found[kind] = shades(browser, f"cut[{number}]")
    assert dict.fromkeys(found, RIGHT_ORDER) == found
    assert len(found) > 2, found


@mathjax_needed
def test_the_checks_would_see_what_is_wrong(browser: Chromium, tmp_path: Path) -> None:
    """A faint text, a wide table, a formula in error, one that was not set, a picture that is not there."""
    browser.size(360, 800)
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=True)
    reviewer.show('<main><p style="color: #888; font-size: 9px; opacity: .5">淡</p>'
                  r'<div style="width: 500px; color: #111">\(\nonsense\) \(x\)</div><pre>\(y\)</pre>'
                  '<img src="gone.png">'
                  '<div style="overflow: auto"><p style="width: 999px; color: #111">宽</p></div></main>')
    seen = reviewer.look()
    assert (seen["weak"], seen["tiny"], seen["faded"]) == (
        ["P.: 淡", "MJX-UTEXT.: Undefined control sequence \\no"], ["P.: 淡"], ["P.: 淡"])
    assert seen["overflow"] > 0
    assert seen["errors"] == ["MJX-MERROR.: Undefined control sequence \\no"]
    assert seen["formulas"] == 2
    assert seen["unset"] == [r"\(y\)"]
    assert [address.rsplit("/")[-1] for address in seen["broken"]] == ["gone.png"]
    assert seen["edgeless"] == ["DIV.: 宽"]


# the text without numbers of notes and ways back, which no author typed: around the options, and each option's
_SHOWN = """
document.querySelectorAll("#qa sup.note, #qa a.back").forEach(mark => mark.remove()),
(() => {
  const list = document.querySelector("#qa .options"), options = list ? [...list.children] : [];
  const units = options.map(option => option.innerText);
  options.forEach(option => option.remove());
  return [document.querySelector("#qa").innerText, units];
})()"""
# a reference is one run of text, whatever is linked in it
_CITED_IN_ROWS = r"""[...document.querySelectorAll('#qa .references li')].map(item => item.innerText.trim())
  .filter(text => text.includes('\n'))"""
_ITEM = re.compile(r"<(/?)li\b[^>]*>")


def _options(body: str) -> tuple[str, list[str]]:
    """A side without its options, and the options in the order of the field."""
    start = re.search(r'<ol class="options[^>]*>', body)
    if not start:
        return body, []
    options, depth, begin, end = [], 0, 0, start.end()
    for tag in _ITEM.finditer(body, start.end()):
        if not tag[1] and depth == 0:
            if "</ol>" in body[end:tag.start()]:
                break
            begin = tag.end()
        depth += -1 if tag[1] else 1
        if depth == 0:
            options.append(body[begin:tag.start()])
            end = tag.end()
    return body[:start.end()] + body[end:], options


def _loose(body: str) -> int:
    """How many options, from the first, the card may show in another order."""
    found = re.search(r'data-loose="(\d+)"', body)
    return int(found[1]) if found else 0


def _without_pictures(body: str) -> str:
    """A picture's text is not on the screen."""
    return re.sub("<img[^>]*>", "", body)


def _squeezed(text: str) -> str:
    """A text without white space and without what marks formulas, which nothing sets here."""
    return canonical(re.sub(r"\\[()\[\]]", "", text))


def test_every_card_shows_what_was_typed_and_asks_for_nothing(
    owner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """The text on the screen is that of the fields; only pictures of the deck are loaded."""
    media = Path(owner.collection.media.dir())
    reviewer = Reviewer(browser, tmp_path, media, mathjax=False)
    for side in sides(owner):
        reviewer.show(side)
        around, units = browser.evaluate(_SHOWN)
        body, typed = _options(re.sub(r"<(style|script)>.*?</\1>", "", side, flags=re.DOTALL))
        assert _squeezed(around) == _squeezed(visible(_without_pictures(body)))
        # the card's script shuffles options, each as a whole, but those that are fixed
        loose, expected = _loose(body), [_squeezed(visible(_without_pictures(option))) for option in typed]
        found = list(map(_squeezed, units))
        assert (sorted(found[:loose]), found[loose:]) == (sorted(expected[:loose]), expected[loose:])
        assert bool(typed) == ("<script>" in side)
        assert browser.evaluate(_CITED_IN_ROWS) == []
    assert all(address.startswith(f"{media.as_uri()}/dlexport-") for address in browser.requests)
    assert browser.dialogs == []


def test_rows_of_a_wide_table_keep_their_height(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """On a phone as on a wide screen: its box scrolls rather than press cells into columns of letters."""
    table = "\n".join(["|", *(f"      | {' | '.join([cell] * 9)} |" for cell in ("表头很长", "--", "内容", "Dropout"))])
    learner.take(publisher.release(bank(question("a", answer=table)), JANUARY))
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    reviewer.show(learner.card("a").answer())
    heights = []
    for width in WIDTHS:
        browser.size(width, 800)
        assert reviewer.look()["overflow"] == 0
        heights.append(browser.evaluate("[...document.querySelectorAll('#qa tr')].map(row => row.offsetHeight)"))
    assert len(heights[0]) == 3
    assert heights == [heights[0]] * len(WIDTHS)


def test_a_hint_alone_has_no_rule_above_it_and_japanese_breaks_strictly(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """A title that asks without a prompt; no line begins with a small kana."""
    text = (ROOT / "tests" / "cases" / "languages" / "ja.yaml").read_text(encoding="utf-8")
    learner.take(publisher.release(text, JANUARY))
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    (card,) = learner.collection.find_cards("ヒント")
    reviewer.show(learner.collection.get_card(card).question())
    styles = "(s => [s.borderTopWidth, s.lineBreak])(getComputedStyle(document.querySelector('.prompt > .more')))"
    assert browser.evaluate(styles) == ["0px", "strict"]


def test_the_analysis_is_folded_and_opens_without_script(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """A click on its heading shows it."""
    learner.take(publisher.release(bank(question("a")), JANUARY))
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    reviewer.show(learner.card("a").answer(), opened=False)
    hidden = "!document.querySelector('details.analysis > div').checkVisibility()"
    assert browser.evaluate(hidden) is True
    browser.evaluate("document.querySelector('details.analysis > summary').click()")
    assert browser.evaluate(hidden) is False


def test_a_prompt_without_a_title_stands_apart_from_the_line_above_it(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """On both sides, and one with a title keeps the title's distance."""
    untitled = question("b").replace("    title: 问题 b\n", "").replace("prompt: 题目", 'prompt: "- 一\\n- 二"')
    learner.take(publisher.release(bank(question("a"), untitled), JANUARY))
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    gap = """((above, prompt) => prompt.getBoundingClientRect().top - above.getBoundingClientRect().bottom)(
      [...document.querySelectorAll('#qa header > *')].filter(one => one.checkVisibility()).at(-1),
      document.querySelector('#qa .prompt'))"""
    gaps = []
    for ident in "ab":
        for side in (learner.card(ident).question(), learner.card(ident).answer()):
            reviewer.show(side)
            gaps.append(round(browser.evaluate(gap), 1))
    assert gaps == [14.6, 9.9, 10.8, 9.9]


_ARABIC = """format: 1
bank: {id: ar, title: بنك, language: ar, version: '1'}
topics: [{id: one, title: فصل}]
questions:
  - id: choice
    topic: one
    title: أي مما يلي صحيح؟
    choices: [{text: الإيقاف المبكر, correct: true}, {text: تقليل البيانات}]
  - {id: blanks, topic: one, prompt: 'عاصمة فرنسا هي [[باريس]]، والقيمة تساوي [[3.14±0.01]].'}
"""
_LEFT = """(text => {
  const nodes = document.createTreeWalker(document.querySelector('#qa'), NodeFilter.SHOW_TEXT), part = new Range();
  while (nodes.nextNode()) {
    const place = nodes.currentNode.data.indexOf(text);
    if (place < 0) continue;
    part.setStart(nodes.currentNode, place);
    part.setEnd(nodes.currentNode, place + text.length);
    return part.getBoundingClientRect().left;
  }
})"""


def test_right_to_left_letters_stand_beside_options_and_numbers_keep_their_order(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """An option's letter has its room on the right; what may be missed stands after the number, asked or not."""
    learner.take(publisher.release(_ARABIC, JANUARY))
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    reviewer.show(learner.card("choice").question())
    room = """[...document.querySelectorAll('#qa .options button')].map(button => {
      const words = new Range();
      words.selectNodeContents(button);
      return Math.round(button.getBoundingClientRect().right - words.getBoundingClientRect().right);
    })"""
    assert min(browser.evaluate(room)) >= 40
    reviewer.show(learner.card("blanks").answer())
    number, near = (browser.evaluate(f"{_LEFT}('{text}')") for text in ("3.14", "±0.01"))
    assert number < near
