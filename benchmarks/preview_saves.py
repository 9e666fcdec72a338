"""The preview in Chromium: `python benchmarks/preview_saves.py 1000 50`.

Prints how long it takes from a save on disk until the changed card is painted: the bank has so many questions and is
saved so many times, each time with one more line in the answer to the question that the page shows, so that all
others move. Needs Chromium.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from generate import bank

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import Chromium

WATCHED = """for (const frame of document.querySelectorAll("#views iframe")) frame.dataset.loaded = "yes";
new MutationObserver(changes => {
  const added = changes.flatMap(change => [...change.addedNodes]);
  for (const frame of added.flatMap(node => [...node.querySelectorAll("iframe")]))
    frame.addEventListener("load", () => { frame.dataset.loaded = "yes"; });
}).observe(document.getElementById("views"), { childList: true })"""
PAINTED = """new Promise(done => {
  const look = () => {
    const frames = [...document.querySelectorAll("#views iframe")];
    const version = %d, shown = document.documentElement.dataset.card === `${version}`;
    if (frames.length && (!version || shown && frames.every(frame => frame.dataset.loaded)))
      requestAnimationFrame(() => setTimeout(done));
    else requestAnimationFrame(look);
  };
  look();
})"""
TARGET = 300    # milliseconds


def main(questions: int, saves: int) -> None:
    """Save a synthetic bank again and again, and look at the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "questions.yaml"
        text = bank(questions)
        source.write_text(text, encoding="utf-8")
        program = [sys.executable, "-m", "dlexport", "preview", "--source", str(source)]
        with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
            printed = server.stdout or ()
            address = next(word for line in printed for word in line.split() if word.startswith("http"))
            browser = Chromium(folder / "profile")
            try:
                times = measured(browser, source, text, address, saves)
            finally:
                browser.close()
                server.terminate()
    beyond = sum(took > TARGET for took in times)
    print(f"{questions:,} questions, {saves} saves: the card is painted after {statistics.median(times):.0f} ms "
          f"(median), {sorted(times)[int(len(times) * 0.9)]:.0f} ms (nine of ten), {max(times):.0f} ms (slowest); "
          f"{beyond} took more than {TARGET} ms")


def measured(browser: Chromium, source: Path, text: str, address: str, saves: int) -> list[float]:
    """Milliseconds of each save."""
    browser.size(1280, 900)
    browser.open(address)
    browser.evaluate(PAINTED % 0)
    browser.evaluate("new Promise(done => setTimeout(done, 1000))")
    browser.evaluate(WATCHED)
    question = browser.evaluate("decodeURIComponent(document.documentElement.dataset.shown.split(' ')[1])")
    head, tail = text.split("    answer:", 1)
    first, _, rest = tail.partition("\n")
    indented = "" if first.strip() == "|" else f"      {first.strip()}\n"
    times = []
    for number in range(1, saves + 1):
        more = "".join(f"      第{one}次保存。\n" for one in range(1, number + 1))
        changed = f"{head}    answer: |\n{indented}{more}{rest}"
        temporary = source.with_suffix(".new")
        temporary.write_text(changed, encoding="utf-8")
        start = time.perf_counter()
        temporary.replace(source)
        browser.evaluate(PAINTED % number)
        times.append((time.perf_counter() - start) * 1000)
        with urlopen(f"{address}views/apkg/{question}/1", timeout=60) as answer:  # noqa: S310 - our own
            if f"第{number}次保存" not in answer.read().decode():
                sys.exit(f"save {number} is not on the card")
    return times


if __name__ == "__main__":
    main(*(int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((1, 1_000), (2, 50))))
