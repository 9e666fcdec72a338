"""The list of the study page in Chromium: found, hidden, opened, printed."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from learner import SHOWN, Learner, reviews
from study_pages import BANKS, ROOT, book, study_page

import by_hand
from dlexport.book.book import compose
from dlexport.reader import read
from shades import CUT, RIGHT_ORDER, shades

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]

AXE = ROOT / "tests/npm/node_modules/axe-core/axe.min.js"
LANGUAGES = ("zh-TW", "zh-HK", "ja", "ko", "en", "de", "fr", "es", "ru")
IDS = ("search", "deck", "constructor", "next", "tag", "status", "words", "device", "valueof", "hasownproperty", "file")


@pytest.fixture
def learner(phone: Chromium, folder: Path) -> Learner:
    """Before the real bank."""
    return Learner(phone, folder / "real.html")


def test_every_term_of_a_search_must_occur(learner: Learner) -> None:
    """Chinese without spaces, two terms, none found: that is said, with a way out. What is found is lit."""
    everything = learner.ask(SHOWN)
    learner.press("/", "/")
    learner.browser.call("Input.insertText", text="注意力")
    found = learner.ask(SHOWN)
    assert 0 < len(found) < len(everything)
    assert learner.ask("[...CSS.highlights.get('found')].every(r => r.toString() === '注意力')")
    assert learner.ask("document.getElementById('ui_found').textContent") == f"共 {len(found)} 题"
    learner.type("注意力 没有这个词")
    assert learner.ask(SHOWN) == []
    assert learner.ask("document.getElementById('ui_nothing').checkVisibility()")
    learner.ask("document.querySelector('#ui_nothing button').click()")
    assert learner.ask(SHOWN) == everything
    learner.type("没有这个词")
    learner.ask(f"""new Promise(done => {{
      addEventListener('hashchange', done, {{once: true}}); location.hash = '#{everything[0]}'; }})""")
    assert learner.ask(SHOWN) == everything      # a link shows its question, whatever is filtered
    learner.type("没有这个词")
    learner.press("Escape")
    assert learner.ask(SHOWN) == everything


def test_each_choice_of_a_filter_says_how_many_questions_it_leaves(learner: Learner) -> None:
    """Given what is chosen in the others; what is chosen is what is shown."""
    for name in ("level", "standing", "tag"):
        options = f"[...document.getElementById('ui_{name}').options].map(o => [o.value, o.text])"
        for value, label in learner.ask(options):
            learner.ask(f"(s => {{ s.value = '{value}'; s.dispatchEvent(new Event('change')); }})"
                        f"(document.getElementById('ui_{name}'))")
            assert re.search(r"\((\d+)\)$", label)[1] == str(len(learner.ask(SHOWN))), label
        learner.ask("document.querySelector('#ui_filters [data-do=clear]').click()")


def test_answers_wait_to_be_asked_for_in_a_self_test(learner: Learner) -> None:
    """Then key points are blanks, which open at a tap or a key; the choice stays."""
    answer = "document.querySelector('article [data-part=answer]')"
    blank = "document.querySelector('[data-part=keypoints] strong')"
    assert learner.ask(f"{answer}.checkVisibility()")
    learner.click("selftest")
    assert not learner.ask(f"{answer}.checkVisibility()")
    learner.open()
    assert not learner.ask(f"{answer}.checkVisibility()")
    learner.ask("document.querySelector('.ask').click()")
    assert learner.ask(f"{answer}.checkVisibility()")
    assert learner.ask(f"[{blank}.matches('.hole:not(.open)'), {blank}.ariaLabel]") == [True, "填空，点按显示"]
    learner.ask(f"{blank}.focus()")
    learner.press(" ", " ")
    assert learner.ask(f"{blank}.matches('.hole.open:not([aria-label])')")
    learner.click("selftest")
    assert learner.ask(f"{answer}.checkVisibility() && !{blank}.matches('.hole')")
    assert learner.ask("document.querySelector('.ask')") is None       # nothing offers to show what is shown


def test_a_picture_that_is_defined_once_shows_in_all_its_places(browser: Chromium, tmp_path: Path) -> None:
    """As wide as it is or was asked for, never wider than the text, and named for those who hear it."""
    from test_html_page import OFTEN, drawn  # noqa: PLC0415 - the tests of the file

    (tmp_path / "often.html").write_bytes(study_page(drawn(tmp_path, OFTEN)))
    browser.size(390, 844)
    browser.open((tmp_path / "often.html").as_uri())
    boxes = browser.evaluate("[...document.querySelectorAll('.picture')].map(one => [one.ariaLabel, one.clientWidth,"
                             " one.clientHeight, Math.round(one.querySelector('use').getBoundingClientRect().height)])")
    assert boxes == [["甲", 40, 20, 20], [None, 10, 8, 8], ["丙", 40, 20, 20]]
    assert browser.errors == []


def test_a_hint_shows_while_its_blank_is_closed(browser: Chromium, tmp_path: Path) -> None:
    """To the eye and to the ear."""
    asked = by_hand.question("one", keypoints=(by_hand.keypoint("k", "由**何恺明**{第一作者}提出。"),))
    (tmp_path / "hint.html").write_bytes(study_page(by_hand.book(asked)))
    learner = Learner(browser, tmp_path / "hint.html")
    blank = "document.querySelector('[data-part=keypoints] strong')"
    shown = f"[getComputedStyle({blank}, '::after').content, {blank}.ariaLabel]"
    assert learner.ask(shown) == ["none", None]
    learner.click("selftest")
    assert learner.ask(shown) == ['"第一作者"', "填空，点按显示 – 第一作者"]
    learner.ask(f"{blank}.click()")
    assert learner.ask(shown) == ["none", None]


def test_the_contents_show_where_one_is(learner: Learner) -> None:
    """And open its chapter."""
    learner.browser.size(1440, 900)
    learner.open()
    learner.ask("""new Promise(done => {
      new MutationObserver(() => document.querySelector('nav [href="#dropout"][aria-current]') && done())
        .observe(document.querySelector('nav'), {subtree: true, attributes: true});
      location.hash = '#dropout';
    })""")
    assert learner.ask("document.querySelector('nav [aria-current]').checkVisibility()")
    assert learner.ask("document.querySelectorAll('nav [aria-current]').length") == 1


@pytest.mark.parametrize("selftest", [False, True])
def test_the_contents_mark_the_question_that_was_gone_to(learner: Learner, selftest: bool) -> None:  # noqa: FBT001
    """Also where answers are hidden, so that questions are short, and at the end, where none comes to the top."""
    learner.browser.size(1440, 900)
    learner.open()
    if selftest:
        learner.click("selftest")
    marked = learner.ask("""(async () => {
      const marked = [], later = () => new Promise(requestAnimationFrame);
      for (const {id} of document.querySelectorAll('article')) {
        location.hash = '#' + id;
        const current = () => document.querySelector('nav [aria-current]')?.getAttribute('href');
        for (let frame = 0; frame < 6 || frame < 600 && current() !== '#' + id; frame++) await later();
        marked.push([id, current()]);
      }
      return marked;
    })()""")
    assert [where for ident, where in marked if where != f"#{ident}"] == []
    learner.ask("""(async () => {
      scrollBy(0, -innerHeight);
      for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
    })()""")
    first = learner.ask("""[...document.querySelectorAll('article')].find(a => {
      const {top} = a.getBoundingClientRect();
      return top > 63 && top < 270 || a.getBoundingClientRect().bottom > 270;
    }).id""")
    assert learner.ask("document.querySelector('nav [aria-current]').getAttribute('href')") == f"#{first}"


def test_the_first_question_is_on_the_first_screen_of_a_phone(learner: Learner) -> None:
    """Its title and its text, below search and contents; the search stays in view."""
    top, bottom = learner.ask("(a => [a.querySelector('h3'), a.querySelector('[data-part=prompt]')]"
                              ".map(e => e.getBoundingClientRect().bottom))(document.querySelector('article'))")
    assert top < 420
    assert bottom < 844
    learner.ask("scrollTo(0, 5000)")
    assert learner.ask("document.getElementById('ui_search').getBoundingClientRect().bottom") < 80


def test_a_formula_stands_on_the_line_with_the_punctuation_beside_it(learner: Learner) -> None:
    """Also one in a box that scrolls: its baseline is that of the text, where nothing of no height stands."""
    below = """[...document.querySelectorAll('article p span.math')].map(box => {
      const inside = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'mspace');
      box.firstChild.prepend(inside);
      return Math.min(...['before', 'after'].map(side => {       /* one of them is on its line */
        const outside = document.createElement('span');
        outside.style.display = 'inline-block';
        box[side](outside);
        return Math.abs(inside.getBoundingClientRect().bottom - outside.getBoundingClientRect().bottom);
      }));
    })"""
    found = learner.ask(below)
    assert len(found) > 20
    assert max(found) < 1
    torn = """[...document.querySelectorAll('article .keep')].filter(kept => kept.checkVisibility() &&
      [...kept.getClientRects()].some(line => line.top > kept.getClientRects()[0].bottom)).length"""
    assert learner.ask("document.querySelectorAll('article .keep').length") > 50
    assert learner.ask(torn) == 0
    assert learner.ask("document.documentElement.scrollWidth") <= 390


LONG = {"HEADS": " | ".join(["表头很长"] * 9), "RULES": "-|" * 9, "CELLS": " | ".join(["内容"] * 9),
        "CODE": "x = 1; " * 20,
        "SUM": "abc+" * 20 + "d"}
WIDE = """
![宽](media/wide.svg)

| HEADS |
|RULES
| CELLS |

```
CODE
```

$$\\boxed{SUM}$$

行内 $\\boxed{SUM}$ 公式
"""


def test_a_box_is_shaded_where_there_is_more_to_see(phone: Chromium, tmp_path: Path) -> None:
    """At the edge that cuts, and only there; without the script too, on paper and on a tint."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media/wide.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300">'
                                             '<rect width="900" height="300" fill="#fff"/></svg>', encoding="utf-8")
    text = indent(re.sub("[A-Z]{3,}", lambda name: LONG[name[0]], WIDE), " " * 6)
    bank = by_hand.MINIMAL.replace("题目", f"|\n{text}").replace("答案", f"|\n{text}")
    (tmp_path / "questions.yaml").write_text(bank, encoding="utf-8")
    (tmp_path / "wide.html").write_bytes(study_page(compose(read(tmp_path / "questions.yaml"))))
    phone.call("Emulation.setScriptExecutionDisabled", value=True)
    phone.open((tmp_path / "wide.html").as_uri())
    kinds = phone.evaluate(f"(window.boxes = {CUT}(document)).map(box => box.className || box.localName)")
    assert kinds == ["figure", "table", "code", "math", "math"] * 2
    found = [shades(phone, f"boxes[{number}]") for number in range(len(kinds))]
    rows = phone.evaluate("[...document.querySelectorAll('article tr')].map(row => row.offsetHeight)")
    assert max(rows) < 70       # of two lines at most: no cell is pressed into a column of letters
    phone.call("Emulation.setScriptExecutionDisabled", value=False)
    assert found == [RIGHT_ORDER] * len(kinds)


def test_text_size_and_theme_are_chosen_and_stay(learner: Learner) -> None:
    """In pixels and colours."""
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert (learner.ask(size), learner.ask(ground)) == (18, "rgb(255, 255, 255)")
    learner.click("larger")
    learner.ask("(s => { s.value = 'dark'; s.dispatchEvent(new Event('change')); })"
                "(document.getElementById('ui_theme'))")
    learner.open()
    assert (round(learner.ask(size), 1), learner.ask(ground)) == (20.7, "rgb(30, 34, 38)")


@pytest.mark.parametrize("language", ["de", "en", "fr", "ru"])
def test_the_settings_of_a_phone_are_whole(phone: Chromium, tmp_path: Path, language: str) -> None:
    """No choice is cut in its box; the number of questions ends where the search bar does."""
    page = tmp_path / "page.html"
    page.write_bytes(study_page(compose(read(ROOT / f"tests/cases/languages/{language}.yaml"))))
    learner = Learner(phone, page)
    learner.ask("document.querySelectorAll('#ui_options details').forEach(part => part.open = true)")
    assert learner.ask("""[...document.querySelectorAll('#ui_options select')].filter(one => {
        const given = one.offsetWidth, copy = one.cloneNode(true);
        copy.style.width = 'max-content';
        one.parentElement.append(copy);
        const wanted = copy.offsetWidth;
        copy.remove();
        return wanted > given;
    }).map(one => one.id)""") == []
    right = "document.getElementById('ui_{}').getBoundingClientRect().right"
    assert learner.ask(right.format("found")) == learner.ask(right.format("bar"))


def test_the_counts_of_a_session_are_one_line(phone: Chromium, tmp_path: Path) -> None:
    """Of an English page on a phone."""
    page = tmp_path / "page.html"
    page.write_bytes(study_page(compose(read(ROOT / "tests/cases/languages/en.yaml"))))
    learner = Learner(phone, page)
    learner.click("study")
    assert learner.ask("document.getElementById('ui_counts').getBoundingClientRect().height") < 24


def test_ids_of_questions_are_never_taken_for_controls(phone: Chromium, tmp_path: Path) -> None:
    """Nor for what every object of JavaScript has."""
    bank = book("real").bank
    questions = tuple(replace(question, id=ident) for question, ident in zip(bank.questions, IDS, strict=False))
    (tmp_path / "ids.html").write_bytes(study_page(compose(replace(bank, questions=questions))))
    learner = Learner(phone, tmp_path / "ids.html")
    assert sorted(learner.ask(SHOWN)) == sorted(IDS)
    learner.type("激活函数")
    assert 0 < len(learner.ask(SHOWN)) < len(IDS)
    learner.press("Escape")
    learner.click("study")
    done = []
    while card := learner.card():
        done.append(card)
        learner.press(" ", " ")
        learner.press("4", "4")
    assert sorted(done) == sorted(IDS)
    learner.open()
    assert sorted(card for card, _, _ in reviews(learner.exported())) == sorted(IDS)
    assert learner.ask("document.querySelectorAll('article[data-standing=known]').length") == len(IDS)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", BANKS)
def test_nothing_bars_the_way(phone: Chromium, folder: Path, name: str, scheme: str) -> None:
    """axe-core finds no violation – list, settings, self-test, card, answer, end – and no width scrolls sideways."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in tests/npm")
    phone.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    learner = Learner(phone, folder / f"{name}.html")
    aside = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (320, 360, 390, 768, 1080, 1440):
        phone.size(width, 800)
        assert learner.ask(aside) == 0
    phone.size(390, 844)
    learner.ask(AXE.read_text(encoding="utf-8") + ";0")
    rules = "{runOnly: ['color-contrast']}" if scheme == "dark" else "{}"     # only colours change by night
    report = "r => r.violations.map(v => [v.id, v.nodes[0].html, v.nodes[0].failureSummary])"
    violations = f"axe.run({rules}).then({report})"
    if (name, scheme) != ("real", "dark"):      # all of it once: the other bank has every construct
        assert learner.ask(violations) == []
    learner.type("行内写法" if name == "sink" else "什么是深度学习")
    learner.ask("for (const name of ['settings', 'filters', 'contents'])"
                " document.getElementById('ui_' + name).open = true")
    learner.click("selftest")
    learner.ask("document.querySelector('.ask').click()")
    assert learner.ask(violations) == []
    learner.click("study")
    assert learner.ask(violations) == []
    learner.press(" ", " ")
    assert (learner.ask(violations), learner.ask(aside)) == ([], 0)
    while learner.card():
        learner.press(" ", " ")
        learner.press("4", "4")
    assert (learner.ask(violations), learner.ask(aside)) == ([], 0)
    learner.click("more")
    learner.press(" ", " ")
    assert learner.ask("document.body.classList.contains('point')")
    assert (learner.ask(violations), learner.ask(aside)) == ([], 0)


def test_all_is_printed(learner: Learner) -> None:
    """As a PDF of many pages, also while answers are hidden and a card is asked."""
    learner.click("selftest")
    learner.click("study")
    data = base64.b64decode(learner.browser.call("Page.printToPDF")["data"])
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") > 30


@pytest.mark.parametrize("name", BANKS)
def test_formulas_are_set_in_the_font_that_the_page_carries(phone: Chromium, folder: Path, name: str) -> None:
    """Every formula, and no character is missing from it: none falls back on a font of the machine."""
    learner = Learner(phone, folder / f"{name}.html")
    learner.ask("document.fonts.load('16px \"page math\"').then(fonts => fonts.length)")
    assert learner.ask("document.fonts.check('16px \"page math\"')")
    top = phone.call("DOM.getDocument", depth=0)["root"]["nodeId"]
    phone.call("CSS.enable")
    faces = set()
    for node in phone.call("DOM.querySelectorAll", nodeId=top, selector="math :is(mi, mn, mo)")["nodeIds"][:150]:
        for font in phone.call("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]:
            faces.add((font["familyName"], font["isCustomFont"]))
    assert faces == {("STIX Two Math", True)}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_choice_of_the_settings_is_cut(phone: Chromium, tmp_path: Path, tag: str) -> None:
    """On a phone, in each language: a list is as wide as its longest words would have it."""
    (tmp_path / "page.html").write_bytes(study_page(compose(read(ROOT / f"tests/cases/languages/{tag}.yaml"))))
    learner = Learner(phone, tmp_path / "page.html")
    cut = learner.ask("""(part => { part.open = true;
      const lists = [...part.querySelectorAll('select')], widths = lists.map(list => list.offsetWidth);
      lists.forEach(list => list.style = 'width: max-content; max-width: none');
      return lists.filter((list, n) => widths[n] < list.offsetWidth).map(list => list.id); })
      (document.getElementById('ui_settings'))""")
    assert cut == []


def test_an_article_is_named_by_its_title(learner: Learner) -> None:
    """To who hears the page: by the script, as the file does not say it a second time."""
    names = learner.ask("""[...document.querySelectorAll('article')].map(
      a => document.getElementById(a.getAttribute('aria-labelledby')).textContent)""")
    titles = learner.ask("[...document.querySelectorAll('[data-part=title]')].map(title => title.textContent)")
    assert len(names) > 20
    assert names == titles


def test_english_words_of_an_arabic_page_keep_their_numbers_and_full_stops(phone: Chromium, tmp_path: Path) -> None:
    """They run from left to right: `1 question` is not `question 1`, and a reference ends with its full stop."""
    source = (ROOT / "tests/cases/languages/ar.yaml").read_text(encoding="utf-8")
    (tmp_path / "ar.yaml").write_text(source.rstrip("\n") + """
    references: [{title: Deep Learning, authors: [Ian Goodfellow], year: 2016, venue: MIT Press}]
""", encoding="utf-8")
    (tmp_path / "page.html").write_bytes(study_page(compose(read(tmp_path / "ar.yaml"))))
    learner = Learner(phone, tmp_path / "page.html")
    ends = """(selector => {
      const texts = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT), all = [];
      while (texts.nextNode()) all.push(texts.currentNode);
      const edge = (text, from) => {
        const range = new Range();
        range.setStart(text, from);
        range.setEnd(text, from + 1);
        return range.getBoundingClientRect().left;
      };
      return edge(all.at(0), 0) < edge(all.at(-1), all.at(-1).data.trimEnd().length - 1);
    })"""
    for selector in ("#ui_found", "#ui_due", "li[data-part=references]", "#ui_settings .panel > p"):
        learner.ask("document.getElementById('ui_settings').open = true")
        assert learner.ask(f"{ends}('{selector}')"), selector
    # Firefox shows no placeholder of a field of its own direction
    assert learner.ask("getComputedStyle(document.getElementById('ui_search')).unicodeBidi") != "plaintext"
    learner.click("study")
    learner.press(" ", " ")
    assert learner.ask(f"{ends}('#ui_wait4')")
