"""The study page in Chromium: `python benchmarks/study_page.py 1000`.

Prints how long the page takes to its first paint and to open (to the end of its load event), and how long each
keystroke of a search takes from the key to the next painted frame: the median and the slowest. Needs Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from generate import bank

from dlexport import Request, build

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import Chromium

PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
TYPED = """(async () => {
  const box = document.getElementById('ui_search'), times = [];
  for (const sign of '注意力机制 梯度 softmax') {
    const start = performance.now();
    box.value += sign;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
})()"""


def main(questions: int) -> None:
    """Make the page of a synthetic bank of that many questions, open it and search in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "questions.yaml").write_text(bank(questions), encoding="utf-8")
        (made,) = build(Request(folder / "questions.yaml", folder / "build", exporters=("html",))).made
        browser = Chromium(folder / "profile")
        try:
            browser.size(1280, 900)
            browser.open(made.path.as_uri())
            browser.evaluate("new Promise(done => setTimeout(done, 500))")
            painted = browser.evaluate(PAINTED)
            opened, typed = browser.evaluate(OPENED), browser.evaluate(TYPED)
        finally:
            browser.close()
    print(f"{questions:,} questions, {made.entry.size / 1e6:.1f} MB: first paint after {painted:.0f} ms, "
          f"opened in {opened:.0f} ms; "
          f"a keystroke takes {statistics.median(typed):.0f} ms, the slowest {max(typed):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
