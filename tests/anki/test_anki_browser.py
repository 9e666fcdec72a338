"""Cards as a browser shows them: the backend's HTML in Chromium, in Anki's page, on a phone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from releases import JANUARY, Learner, Publisher

from dlexport.exporters.anki.visible import visible
from dlexport.verify import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

SINK = Path(__file__).parents[1] / "cases" / "valid" / "kitchen-sink" / "questions.yaml"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH")

# Anki's reviewer: the card is the body; long words break
PAGE = ('<!doctype html><body class="card card1 {night}" style="overflow-wrap: break-word">'
        '<script>window.fired = []; window.alert = text => fired.push(text)</script><div id="qa">{card}</div>')
PROBE = """
<script>
addEventListener('load', () => {
  const found = [...document.querySelectorAll('iframe')].map(frame => {
    const page = frame.contentDocument, view = frame.contentWindow;
    page.querySelectorAll('details').forEach(part => part.open = true);
    return {
      text: page.querySelector('#qa').innerText, fired: view.fired, scripts: page.scripts.length,
      overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
      background: view.getComputedStyle(page.body).backgroundColor,
    };
  });
  document.body.innerHTML = '';
  document.body.textContent = JSON.stringify(found);
});
</script>
"""


def shown(cards: list[str], folder: Path, *, night: bool = False) -> list[dict[str, object]]:
    """What Chromium makes of each card, at 360 px."""
    pages = (PAGE.format(night="nightMode" if night else "", card=card) for card in cards)
    frames = "".join(f'<iframe width="360" height="640" srcdoc="{escape(page)}"></iframe>' for page in pages)
    (folder / "cards.html").write_text(f"<!doctype html><meta charset=utf-8>{PROBE}{frames}", encoding="utf-8")
    dom = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
         "--virtual-time-budget=5000", "--dump-dom", (folder / "cards.html").as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout
    (body,) = re.findall(r"<body>(.*?)</body>", dom, re.DOTALL)
    found: list[dict[str, object]] = json.loads(unescape(body))
    return found


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner who took the bank with every construct."""
    folder = tmp_path_factory.mktemp("sink")
    shutil.copytree(SINK.parent / "media", folder / "media")
    learner = Learner(folder / "learner")
    learner.take(Publisher(folder).release(SINK.read_text(encoding="utf-8"), JANUARY))
    yield learner
    learner.close()


@pytest.mark.parametrize("night", [False, True], ids=["light", "night"])
def test_every_card_fits_a_phone_runs_nothing_and_shows_what_was_typed(
    night: bool, sink: Learner, tmp_path: Path,   # noqa: FBT001
) -> None:
    """No sideways scrolling of the page at 360 px, no script, no dialog; the text is that of the fields."""
    cards = [sink.collection.get_card(found) for found in sink.collection.find_cards("deck:*")]
    sides = [side for card in cards for side in (card.question(), card.answer())]
    bodies = [re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL) for side in sides]
    found = shown(sides, tmp_path, night=night)
    assert len(found) == len(sides)
    for page, body in zip(found, bodies, strict=True):
        assert (page["overflow"], page["fired"], page["scripts"]) == (0, [], 1)
        assert page["background"] == ("rgb(30, 34, 38)" if night else "rgb(255, 255, 255)")
        without_notes = re.sub(r'<sup class="note">.*?</sup>|<a class="back".*?</a>|<img[^>]*>', "", body)
        typed = re.sub(r"\\[()\[\]]|[↩\d]", "", str(page["text"]))
        assert squeeze(typed) == squeeze(re.sub(r"\d", "", visible(without_notes)))
