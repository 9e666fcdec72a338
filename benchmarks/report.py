"""What was measured as tables and a plot: the costs, and how they compare with their targets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from peers import PEERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from measuring import Cost

    Found = Mapping[int, Mapping[str, Cost]]

SIZES = (20, 1_000, 10_000)
BEFORE = {20: 4.1, 1_000: 72.0}
"""CPU seconds of six formats, cold, before the work that the targets were set for."""
TARGETS = {
    "six formats, CPU / before": (0.55, 0.45, 0.45), "classic three, CPU / peers": (1.5, 0.8, 0.55),
    "handout, CPU / typst": (3.0, 1.5, 1.3), "handout, size / typst": (0.6, 0.5, 0.5),
    "cards, CPU / handout": (math.inf, 0.9, math.inf), "epub, CPU / pandoc": (math.inf, 0.4, 0.3),
    "six formats, unchanged, wall s": (0.12, 0.2, 0.6),
    "handout, one answer changed, wall s": (0.6, 1.0, 5.0), "handout, new characters, wall s": (0.6, 1.0, 5.0),
    "handout, in a topic of half the bank, wall s": (0.6, 1.0, 5.0),
    "six formats, one answer changed, wall s": (0.9, 1.8, 10.0),
    "session: the page of a question after a save, s": (0.1, 0.15, 0.4),
    "six formats, peak MB": (110.0, 180.0, 500.0),
}
"""The most that is allowed, for 20, 1,000 and 10,000 questions."""
CORES, ON_CORES = 4, (math.inf, 0.4, 0.35)
ONCE, DIVIDED = ("start", "read", "composed, dated", "published"), ("made", "read back", "verified")
COLOURS = ("#0f5c6e", "#2e8b57", "#b4502d", "#6a5acd", "#a0522d", "#4682b4", "#d2691e", "#777", "#999", "#bbb")


def tables(found: Found) -> str:
    """Two Markdown tables: what was measured, and how that compares with the targets."""
    names = list(dict.fromkeys(name for costs in found.values() for name in costs))
    rows = ["| CPU s / wall s / peak MB | " + " | ".join(f"{size:,}" for size in found) + " |",
            "| -- |" + " --: |" * len(found)]
    rows += [f"| {name} | {' | '.join(cell(costs.get(name)) for costs in found.values())} |" for name in names]
    rows += ["", rows[0].replace("CPU s / wall s / peak MB", "with target"), rows[1]]
    compared = {size: dict(_values(size, costs)) for size, costs in found.items()}
    for name, targets in TARGETS.items():
        cells = [_verdict(compared[size].get(name), targets[SIZES.index(size)] if size in SIZES else math.inf)
                 for size in found]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def by_stage(stages: Mapping[int, Mapping[str, Mapping[str, float]]]) -> str:
    """A table for each size of bank: the seconds of each stage of what was run."""
    parts = []
    for size, runs in stages.items():
        names = list(next(iter(runs.values())))
        rows = [f"| CPU s, {size:,} questions | {' | '.join(names)} |", "| -- |" + " --: |" * len(names)]
        rows += [f"| {run} | {' | '.join(f'{seconds[name]:.2f}' for name in names)} |" for run, seconds in runs.items()]
        parts.append("\n".join(rows))
        if all(name in one for one in runs.values() for name in (*ONCE, *DIVIDED)):
            share, target = on_cores(runs), ON_CORES[SIZES.index(size)] if size in SIZES else math.inf
            parts.append(f"By these figures, six formats cold on {CORES} cores take at best this share of one process: "
                         f"{_verdict(share, target)}.")
    return "\n\n".join(parts)


def on_cores(runs: Mapping[str, Mapping[str, float]]) -> float:
    """The time that all formats take on four cores, as a share of one process: simulated from the stages, at best.

    What is done once stays; each format is one process, but the making of a handout is divided among all.
    """
    cold = [seconds for run, seconds in runs.items() if run.endswith(", cold")]
    once = sum(max(seconds[stage] for seconds in cold) for stage in ONCE)
    work = [sum(seconds[stage] for stage in DIVIDED) for seconds in cold]
    handout = runs["pdf, cold"]
    longest = max([sum(handout[stage] for stage in DIVIDED) - handout["made"] * (1 - 1 / CORES),
                   *(sum(seconds[stage] for stage in DIVIDED) for seconds in cold if seconds is not handout)])
    return (once + max(sum(work) / CORES, longest)) / (once + sum(work))


def cell(one: Cost | None) -> str:
    """A cost in words."""
    return f"{one.cpu:.2f} / {one.wall:.2f} / {one.memory:.0f}" if one else "–"


def plot(found: Found) -> str:
    """Processor seconds over questions, both axes logarithmic, as SVG."""
    width, height, left, bottom = 640, 420, 60, 40
    wanted = ("six formats", "pdf", "cards-pdf", "quiz-pdf", "epub", "apkg", "html", *PEERS)
    names = [name for name in wanted if any(name in costs for costs in found.values())]
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
    ends = {name: y([costs for costs in found.values() if name in costs][-1][name].cpu) for name in names}
    heights, lowest = dict[str, float](), -math.inf      # labels do not lie on each other
    for name in sorted(ends, key=ends.__getitem__):
        heights[name] = lowest = max(ends[name], lowest + 13)
    for name, colour in zip(names, COLOURS, strict=False):
        points = [(x(size), y(costs[name].cpu)) for size, costs in found.items() if name in costs]
        path = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        dash = ' stroke-dasharray="5 4"' if name in PEERS else ""
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
                     f'<text x="{points[-1][0] + 8:.1f}" y="{heights[name] + 4:.1f}" fill="{colour}" font-size="13">'
                     f'{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _values(size: int, costs: Mapping[str, Cost]) -> Iterator[tuple[str, float]]:
    """The figures that have targets."""
    every = [costs[name].cpu for name in PEERS if name in costs]
    if size in BEFORE:
        yield "six formats, CPU / before", costs["six formats"].cpu / BEFORE[size]
    if len(every) == len(PEERS):
        yield "classic three, CPU / peers", costs["classic three"].cpu / sum(every)
    if "typst" in costs:
        yield "handout, CPU / typst", costs["pdf"].cpu / costs["typst"].cpu
        yield "handout, size / typst", costs["pdf"].size / costs["typst"].size
    if "pandoc" in costs:
        yield "epub, CPU / pandoc", costs["epub"].cpu / costs["pandoc"].cpu
    yield "cards, CPU / handout", costs["cards-pdf"].cpu / costs["pdf"].cpu
    yield "six formats, unchanged, wall s", costs["six formats, unchanged"].wall
    yield "handout, one answer changed, wall s", costs["pdf, one answer changed"].wall
    yield "handout, new characters, wall s", costs["pdf, new characters"].wall
    yield "handout, in a topic of half the bank, wall s", costs["pdf, in a topic of half the bank"].wall
    yield "six formats, one answer changed, wall s", costs["six formats, one answer changed"].wall
    yield "session: the page of a question after a save, s", costs["session, a save"].wall
    yield "six formats, peak MB", costs["six formats"].memory


def _verdict(value: float | None, target: float) -> str:
    """A figure, its target, and whether it is met."""
    if value is None:
        return "not measured"
    if target == math.inf:
        return f"{value:.2f}"
    return f"{value:.2f} ≤ {target:g}: {'pass' if value <= target else f'falls short, {value / target:.1f} ×'}"
