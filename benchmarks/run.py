"""dlexport and its peers on the same banks, in one run: `python benchmarks/run.py [--write] 20 1000 10000`.

The peers are Anki's own backend (a package the tests need), pandoc and typst (`pip install pypandoc_binary typst`
first; neither is a dependency). Each figure is the median of five runs, but of one run from 5,000 questions on, where
a run takes minutes: processor seconds and wall seconds of the whole command in a process of its own, and the peak
memory of its largest process.
Printed as Markdown with the targets, and each figure as it comes on stderr; `--write` puts the table into
docs/performance.md, with a plot beside it.

An installed program has its bytecode: ours is compiled before anything is measured, and PYTHONDONTWRITEBYTECODE, where
it is set, is taken from the environment of what is started.

`python benchmarks/run.py --profile 1000` measures nothing, but names the hot spots of `dlexport export` for each of the
three formats: the functions with the most seconds of their own under cProfile, which slows all calls alike.
"""

from __future__ import annotations

import compileall
import importlib.util
import json
import math
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generate import bank

from dlexport.book.book import compose
from dlexport.reader import read
from epub import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
CLASSIC = "outputs: {apkg: {}, epub: {}, pdf: {}}\n"
LARGE = 5_000
PEERS = ("anki", "pandoc", "typst")
# for 20, 1,000 and 10,000 questions
TARGETS = {
    "all, CPU / peers": (2.0, 0.6, 0.4), "all, wall s": (1.2, 3.0, 20.0), "unchanged, wall s": (0.12, 0.2, 0.6),
    "one changed, wall s": (0.5, 1.0, 6.0), "all, peak MB": (120.0, 200.0, 500.0),
    "all, CPU growth from 1,000": (math.inf, math.inf, 11.0), "pdf, peak MB": (120.0, 180.0, 500.0),
    "epub, CPU / pandoc": (math.inf, 0.4, 0.3), "pdf, CPU / typst": (3.0, 0.7, 0.5),
    "pdf, size / typst": (0.6, 0.5, 0.5),
}
GROWN_FROM = 1_000
HOT_SPOTS = 25      # functions that a profile names

SIZES = (20, 1_000, 10_000)

# What Anki's own backend does for the same notes: a collection filled through its API, and exported.
ANKI = """
import json, sys
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions
notes = json.load(open(sys.argv[1], encoding="utf-8"))
collection = Collection(sys.argv[2])
deck = collection.decks.id("bench")
for model, fields in notes:
    note = collection.new_note(collection.models.by_name(model))
    note.fields = fields + [""] * (len(note.fields) - len(fields))
    collection.add_note(note, deck)
collection.export_anki_package(out_path=sys.argv[3], limit=DeckIdLimit(deck), options=ExportAnkiPackageOptions(
    with_media=True, legacy=True))
collection.close()
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: processor and wall seconds, and megabytes of the largest process."""

    cpu: float
    wall: float
    memory: float
    size: int = 0       # bytes of the file that was made, where one is compared


def main(arguments: Sequence[str]) -> None:
    """Measure banks of these sizes and print, or write, the table."""
    sizes = [int(word) for word in arguments if word.isdigit()] or [20, 1_000]
    compileall.compile_dir(ROOT / "src", quiet=1)
    if "--profile" in arguments:
        for size in sizes:
            profile(size)
        return
    found = {size: dict(measured(size)) for size in sizes}
    text = table(found)
    print(text)
    if "--write" in arguments:
        (ROOT / "docs" / "performance.svg").write_text(plot(found), encoding="utf-8")
        page = ROOT / "docs" / "performance.md"
        head = page.read_text(encoding="utf-8").split("<!-- measured -->")[0]
        page.write_text(f"{head}<!-- measured -->\n\n{text}\n", encoding="utf-8")


def measured(size: int) -> Iterator[tuple[str, Cost]]:
    """The costs for a bank of this size, by what was run."""
    runs = 1 if size >= LARGE else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        source = folder / "source" / "questions.yaml"
        source.write_text(bank(size) + CLASSIC, encoding="utf-8")
        command = [sys.executable, "-m", "dlexport"]

        def cold() -> None:
            shutil.rmtree(folder / "build", ignore_errors=True)
            shutil.rmtree(folder / "cache", ignore_errors=True)

        yield "all", median(runs, [*command, "all", "--quiet"], folder, cold)
        yield "unchanged", median(runs, [*command, "all", "--quiet"], folder)
        yield "one changed", median(runs, [*command, "all", "--quiet"], folder, lambda: change(source))
        for format_ in ("apkg", "epub", "pdf"):
            found = median(runs, [*command, "export", format_, "--quiet"], folder, cold)
            yield format_, replace(found, size=(folder / "build" / f"bench.{format_}").stat().st_size)
        yield from peers(runs, folder)


def peers(runs: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """The same of those that are installed."""
    book = compose(read(folder / "source" / "questions.yaml"))
    (folder / "bank.md").write_text(markdown(book), encoding="utf-8")
    if importlib.util.find_spec("anki"):
        notes = [("Basic", [entry.question.title.source.value, entry.question.answer.source.value])
                 for entry in book.entries()]
        notes += [("Cloze", [point.text.source.value.replace("**", "{{c1::", 1).replace("**", "}}", 1)])
                  for entry in book.entries() for point in entry.question.keypoints]
        (folder / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
        yield "anki", median(runs, [sys.executable, "-c", ANKI, "notes.json", "collection.anki2", "anki.apkg"], folder,
                             lambda: (folder / "collection.anki2").unlink(missing_ok=True))
    if pandoc := found_pandoc():
        yield "pandoc", median(runs, [pandoc, "bank.md", "-o", "pandoc.epub", "--mathml", "--quiet"], folder)
        if importlib.util.find_spec("typst"):
            subprocess.run([pandoc, "bank.md", "-o", "bank.typ", "--standalone", "--quiet"], cwd=folder, check=True)
            found = median(runs, [sys.executable, "-c", TYPST, "bank.typ", "typst.pdf"], folder)
            yield "typst", replace(found, size=(folder / "typst.pdf").stat().st_size)


def profile(size: int) -> None:
    """Print the hot spots of each classic format's export, cold, for a bank of this size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "source" / "questions.yaml").write_text(bank(size) + CLASSIC, encoding="utf-8")
        for format_ in ("apkg", "epub", "pdf"):
            print(f"\n{format_}, {size:,} questions", flush=True)
            shutil.rmtree(folder / "cache", ignore_errors=True)
            subprocess.run([sys.executable, "-m", "cProfile", "-o", "profile", "-m", "dlexport", "export", format_,
                            "--quiet"], cwd=folder, env=environment(folder), check=True)
            pstats.Stats(str(folder / "profile")).sort_stats("tottime").print_stats(HOT_SPOTS)


def environment(folder: Path) -> dict[str, str]:
    """Ours, with a cache folder of the benchmark's own, and with bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "XDG_CACHE_HOME": str(folder / "cache")}


def found_pandoc() -> str:
    """Where the program is that pypandoc_binary brings along; empty where it is not."""
    spec = importlib.util.find_spec("pypandoc")
    path = Path(spec.origin or "").parent / "files" / "pandoc" if spec else Path()
    return str(path) if path.is_file() else ""


def change(source: Path) -> None:
    """Another answer to one question in the middle of the bank."""
    lines = source.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line == "    answer: |"]
    lines[places[len(places) // 2] + 1] += f"又改了一次：{time.time_ns()}。"
    source.write_text("\n".join(lines), encoding="utf-8")


def median(runs: int, command: Sequence[str], folder: Path, before: Callable[[], object] = lambda: None) -> Cost:
    """The median of each cost over so many runs."""
    costs = []
    for _ in range(runs):
        before()
        costs.append(cost(command, folder))
    columns = zip(*((one.cpu, one.wall, one.memory) for one in costs), strict=True)
    found = Cost(*map(statistics.median, columns))
    print(f"{cell(found)}  {' '.join(command[1:])[:60]!r}", file=sys.stderr, flush=True)
    return found


def cost(command: Sequence[str], folder: Path) -> Cost:
    """One run, in a process of its own, with its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment(folder))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1_000)


def values(costs: dict[str, Cost]) -> Iterator[tuple[str, float]]:
    """The figures that have targets."""
    every = [costs[name].cpu for name in PEERS if name in costs]
    if len(every) == len(PEERS):
        yield "all, CPU / peers", costs["all"].cpu / sum(every)
    yield "all, wall s", costs["all"].wall
    yield "unchanged, wall s", costs["unchanged"].wall
    yield "one changed, wall s", costs["one changed"].wall
    yield "all, peak MB", costs["all"].memory
    yield "pdf, peak MB", costs["pdf"].memory
    if "pandoc" in costs:
        yield "epub, CPU / pandoc", costs["epub"].cpu / costs["pandoc"].cpu
    if "typst" in costs:
        yield "pdf, CPU / typst", costs["pdf"].cpu / costs["typst"].cpu
        yield "pdf, size / typst", costs["pdf"].size / costs["typst"].size


def table(found: dict[int, dict[str, Cost]]) -> str:
    """Two Markdown tables: what was measured, and how that compares with the targets."""
    names = list(dict.fromkeys(name for costs in found.values() for name in costs))
    rows = ["| CPU s / wall s / peak MB | " + " | ".join(f"{size:,}" for size in found) + " |",
            "| -- |" + " --: |" * len(found)]
    rows += [f"| {name} | {' | '.join(cell(costs.get(name)) for costs in found.values())} |" for name in names]
    rows += ["", rows[0].replace("CPU s / wall s / peak MB", "with target"), rows[1]]
    compared = {size: dict(values(costs)) for size, costs in found.items()}
    for size in found:
        if size > GROWN_FROM and GROWN_FROM in found:
            compared[size]["all, CPU growth from 1,000"] = found[size]["all"].cpu / found[GROWN_FROM]["all"].cpu
    for name, targets in TARGETS.items():
        cells = [verdict(compared[size].get(name), targets[SIZES.index(size)] if size in SIZES else math.inf)
                 for size in found]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def cell(one: Cost | None) -> str:
    """A cost in words."""
    return f"{one.cpu:.2f} / {one.wall:.2f} / {one.memory:.0f}" if one else "–"


def verdict(value: float | None, target: float) -> str:
    """A figure, its target, and whether it is met."""
    if value is None:
        return "not measured"
    if target == math.inf:
        return f"{value:.2f}"
    return f"{value:.2f} ≤ {target:g}: {'pass' if value <= target else f'falls short, {value / target:.1f} ×'}"


def plot(found: dict[int, dict[str, Cost]]) -> str:
    """Processor seconds over questions, both axes logarithmic, as SVG."""
    width, height, left, bottom = 640, 420, 60, 40
    names = [name for name in ("all", "apkg", "epub", "pdf", *PEERS) if any(name in costs for costs in found.values())]
    low, high = 0.01, 200.0

    def x(size: float) -> float:
        first, last = math.log(min(found)), math.log(max(found) * 1.0001)
        return left + (math.log(size) - first) / (last - first) * (width - left - 110)

    def y(seconds: float) -> float:
        return 20 + (math.log(high) - math.log(seconds)) / math.log(high / low) * (height - bottom - 20)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
             "<title>Processor seconds over questions</title>"]
    parts += [f'<path d="M{left} {y(seconds):.1f}H{width - 110}" stroke="#ccc"/>'
              f'<text x="{left - 8}" y="{y(seconds) + 4:.1f}" text-anchor="end">{seconds:g} s</text>'
              for seconds in (0.01, 0.1, 1, 10, 100)]
    parts += [f'<text x="{x(size):.1f}" y="{height - 12}" text-anchor="middle">{size:,}</text>' for size in found]
    colours = ("#0f5c6e", "#2e8b57", "#b4502d", "#6a5acd", "#777", "#999", "#bbb")
    for name, colour in zip(names, colours, strict=False):
        points = [(x(size), y(costs[name].cpu)) for size, costs in found.items() if name in costs]
        path = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        dash = ' stroke-dasharray="5 4"' if name in PEERS else ""
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
                     f'<text x="{points[-1][0] + 8:.1f}" y="{points[-1][1] + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    main(sys.argv[1:])
