"""The study page in Chromium: found, flipped, marked, printed."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from study_pages import BANKS, ROOT, book, study_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromium import Chromium

pytestmark = pytest.mark.slow

AXE = ROOT / "tests/npm/node_modules/axe-core/axe.min.js"
SHOWN = "[...document.querySelectorAll('article:not([hidden])')].map(a => a.id)"
STATUS = "document.getElementById('status')"
CURRENT = "document.querySelector('.current')?.id"
ANSWERED = "document.querySelector('.current .solution').checkVisibility()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study pages on disk."""
    where = tmp_path_factory.mktemp("pages")
    for name in BANKS:
        (where / f"{name}.html").write_bytes(study_page(book(name)))
    return where


@pytest.fixture
def browser(browser: Chromium) -> Iterator[Chromium]:
    """A fresh tab, which must not have had any error."""
    browser.size(360, 740)
    yield browser
    assert browser.evaluate("performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:'))") == []
    assert (browser.errors, browser.dialogs) == ([], [])


def press(browser: Chromium, key: str, text: str = "") -> None:
    browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
    browser.call("Input.dispatchKeyEvent", type="keyUp", key=key)


def search(browser: Chromium, words: str) -> None:
    browser.evaluate("document.getElementById('search').select()")
    browser.call("Input.insertText", text=words)


def test_every_term_of_a_search_must_occur(browser: Chromium, folder: Path) -> None:
    """Chinese without spaces, two terms, none found; what is found is lit."""
    browser.open((folder / "real.html").as_uri())
    everything = browser.evaluate(SHOWN)
    search(browser, "注意力")
    found = browser.evaluate(SHOWN)
    assert 0 < len(found) < len(everything)
    assert browser.evaluate("[...CSS.highlights.get('found')].every(r => r.toString() === '注意力')")
    search(browser, "注意力 没有这个词")
    assert browser.evaluate(SHOWN) == []
    browser.evaluate(f"location.hash = '#{everything[0]}', new Promise(done => setTimeout(done, 100))")
    assert browser.evaluate(SHOWN) == everything      # a link shows its question, whatever is filtered


def test_cards_are_flipped_and_marked_by_keyboard_and_the_marks_stay(browser: Chromium, folder: Path) -> None:
    """Also after the page is loaded again."""
    browser.open((folder / "real.html").as_uri())
    browser.evaluate("document.getElementById('cards').click()")
    first = browser.evaluate(CURRENT)
    assert browser.evaluate(ANSWERED) is False
    press(browser, " ", " ")
    assert browser.evaluate(ANSWERED) is True
    press(browser, "2", "2")
    second = browser.evaluate(CURRENT)
    assert (second != first, browser.evaluate(ANSWERED)) == (True, False)
    press(browser, "1", "1")
    press(browser, "Escape")
    browser.open((folder / "real.html").as_uri())
    marks = "[...document.querySelectorAll('article:not([data-mark=none])')].map(a => [a.id, a.dataset.mark])"
    assert browser.evaluate(marks) == [[first, "known"], [second, "again"]]


def swipe(browser: Chromium, start: int, end: int) -> str:
    """A finger drawn across the page; what the page heard last of it.

    Chromium answers a command before the page hears a touch that its listeners cannot cancel: wait for the page.
    """
    browser.evaluate("""window.heard = new Promise(done => {
      for (const type of ['touchend', 'touchcancel']) addEventListener(type, () => done(type), {once: true});
    }), 0""")
    browser.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": start, "y": 330}])
    browser.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=[{"x": end, "y": 330}])
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    return str(browser.evaluate("window.heard"))


def test_a_swipe_leads_to_the_next_card(browser: Chromium, folder: Path) -> None:
    """To the left; a tap does not. The browser takes neither for a gesture of its own."""
    browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
    browser.open((folder / "real.html").as_uri())
    browser.evaluate("document.getElementById('cards').click()")
    first = browser.evaluate(CURRENT)
    browser.evaluate("window.taken = [], addEventListener('pointercancel', e => taken.push(e.type)), 0")
    for end, moved in ((300, False), (100, True)):
        assert swipe(browser, 300, end) == "touchend"
        assert (browser.evaluate(CURRENT) != first) is moved
    assert browser.evaluate("taken") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", BANKS)
def test_nothing_bars_the_way(browser: Chromium, folder: Path, name: str, scheme: str) -> None:
    """axe-core finds no violation, as a list and as cards, and no width scrolls sideways."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in tests/npm")
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open((folder / f"{name}.html").as_uri())
    for width in (320, 360, 768, 1080, 1440):
        browser.size(width, 800)
        assert browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    browser.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    violations = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html, v.nodes[0].failureSummary]))"
    assert browser.evaluate(violations) == []
    browser.evaluate("document.getElementById('cards').click()")
    assert browser.evaluate(violations) == []


def test_all_is_printed(browser: Chromium, folder: Path) -> None:
    """As a PDF of several pages."""
    browser.open((folder / "real.html").as_uri())
    data = base64.b64decode(browser.call("Page.printToPDF")["data"])
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") > 10


def choose(browser: Chromium, path: Path) -> None:
    """Choose a file in the page's file dialog."""
    root = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=root, selector="#file")["nodeId"]
    browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])
    browser.evaluate("new Promise(done => setTimeout(done, 200))")


def test_marks_travel_in_a_file(browser: Chromium, folder: Path, tmp_path: Path) -> None:
    """Exported, forgotten, imported; a file of another bank, or no such file, changes nothing and says so."""
    browser.open((folder / "real.html").as_uri())
    browser.evaluate("document.getElementById('cards').click()")
    press(browser, "2")
    press(browser, "1")
    press(browser, "Escape")
    saved = browser.evaluate("""new Promise(done => {
      const real = URL.createObjectURL;
      URL.createObjectURL = blob => { blob.text().then(done); return real.call(URL, blob); };
      HTMLAnchorElement.prototype.click = () => {};
      document.getElementById('save').click();
    })""")
    marks = json.loads(saved)["marks"]
    assert sorted(marks.values()) == ["again", "known"]

    browser.evaluate("localStorage.clear()")
    browser.open((folder / "real.html").as_uri())
    assert browser.evaluate("document.querySelectorAll('article[data-mark=known]').length") == 0
    (tmp_path / "bad.json").write_text("no JSON")
    (tmp_path / "other.json").write_text(json.dumps({**json.loads(saved), "bank": "dlexport:other"}))
    for name in ("bad.json", "other.json"):
        browser.evaluate(f"{STATUS}.textContent = ''")
        choose(browser, tmp_path / name)
        assert browser.evaluate(f"{STATUS}.textContent === {STATUS}.dataset.bad")
        assert browser.evaluate("document.querySelectorAll('article[data-mark=known]').length") == 0
    (tmp_path / "marks.json").write_text(saved)
    choose(browser, tmp_path / "marks.json")
    assert browser.evaluate(
        "Object.fromEntries([...document.querySelectorAll('article')].filter(a => a.dataset.mark != 'none')"
        ".map(a => [a.id, a.dataset.mark]))") == marks
