"""Text that would do something if it were markup, in every field: study page and book stay still."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from dlexport import Request, build
from hostile import INJECTIONS, as_yaml, everywhere

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Chromium

pytestmark = [pytest.mark.unmeasured, pytest.mark.long, pytest.mark.usefixtures("within_bounds")]
LIVE = """[...document.querySelectorAll('*')].flatMap(element => [...element.attributes].filter(attribute =>
    attribute.name.startsWith('on') || attribute.name === 'srcdoc' ||
    (['href', 'src'].includes(attribute.name) && /^\\s*javascript:/i.test(attribute.value))
).map(() => element.outerHTML))"""

STUDY = """(() => {
  const ui = name => document.getElementById('ui_' + name);
  if (!ui('study')) return 0;
  const { length } = document.querySelectorAll('article');
  ui('selftest').click();
  for (const button of document.querySelectorAll('.ask, .hole')) button.click();
  ui('study').click();
  while (!ui('grades').hidden) for (const name of ['show', 'grade4']) ui(name).click();
  ui('more').click();
  for (const name of ['show', 'grade1']) ui(name).click();
  return length;
})()"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every page of every bank of the corpus, in files."""
    found = []
    for number, text in enumerate(INJECTIONS):
        folder = tmp_path_factory.mktemp(f"bank{number}")
        (folder / "questions.yaml").write_text(as_yaml(everywhere(text)), encoding="utf-8")
        build(Request(folder / "questions.yaml", folder / "build", exporters=("epub", "html")))
        with zipfile.ZipFile(folder / "build" / "demo.epub") as book:
            book.extractall(folder / "book")
        found += [folder / "build" / "demo.html", *sorted((folder / "book").rglob("*.xhtml"))]
    return found


def test_no_page_does_anything(browser: Chromium, pages: list[Path]) -> None:
    """No dialog, no request but for the book's own files, no new global, nothing that waits for a click."""
    browser.open(pages[0].as_uri())
    before = set(browser.evaluate("Object.getOwnPropertyNames(window)"))
    for page in pages:
        browser.open(page.as_uri())
        assert browser.evaluate(LIVE) == [], page
        if page.suffix == ".html":
            assert browser.evaluate(STUDY) > 0, page        # self-test, a whole session, key points: as still as before
            assert browser.evaluate(LIVE) == [], page
        assert set(browser.evaluate("Object.getOwnPropertyNames(window)")) - before == set(), page
        own = page.parents[2].as_uri() if page.suffix == ".xhtml" else "data:"
        assert [address for address in browser.requests if not address.startswith((own, "data:"))] == [], page
    assert browser.dialogs == []
    assert len(pages) > 5 * len(INJECTIONS)


def test_the_browser_would_run_what_got_through(browser: Chromium, tmp_path: Path) -> None:
    """Else the corpus proves nothing."""
    page = tmp_path / "open.html"
    image = "<img src=https://evil.example/a.png onerror=''>"
    page.write_text(f"<!doctype html>{image}<script>owned = 1; alert(2)</script>")
    browser.open(page.as_uri())
    assert browser.requests == ["https://evil.example/a.png"]
    assert browser.evaluate("owned") == 1
    assert len(browser.evaluate(LIVE)) == 1
    assert browser.dialogs == ["2"]
