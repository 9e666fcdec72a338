"""dlexport and its peers on the same banks, in one run.

The peers are Anki's own backend (a package the tests need), pandoc and typst (`pip install pypandoc_binary typst`
first; neither is a dependency). Each figure is a median: processor seconds and wall seconds of the whole command in a
process of its own, and the peak memory of its largest process. Printed as Markdown with the targets and a line about
the machine, and each figure as it comes on stderr; only `--write` changes docs/performance.md and the plot beside it.

An installed program has its bytecode: ours is compiled before anything is measured, and PYTHONDONTWRITEBYTECODE, where
it is set, is taken from the environment of what is started.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from generate import TOPICS, bank
from measuring import Cost, environment, machine, median
from peers import peers
from report import SIZES, by_stage, cell, plot, tables

from dlexport.run.request import Request
from dlexport.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
FORMATS = ("apkg", "epub", "pdf", "html", "quiz-pdf", "cards-pdf")
CLASSIC = ("apkg", "epub", "pdf")
LARGE, FEW, MANY = 5_000, 1, 5      # from so many questions on a run takes minutes: fewer runs
HOT_SPOTS = 25      # functions that a profile names
_ANSWER = "    answer: |"
_rare = count(0x8C00, 4)        # Han of which the bank has next to none


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure banks of these sizes and print, or write, the tables."""
    asked = _parser().parse_args(arguments)
    compileall.compile_dir(ROOT / "src", quiet=1)
    if asked.profile:
        for size in asked.sizes:
            _profile(size)
        return
    about = machine()
    print(about, file=sys.stderr)
    found, stages, times = {}, {}, list[int]()
    for place, size in enumerate(asked.sizes):
        found[size] = {}
        runs = asked.runs[min(place, len(asked.runs) - 1)] if asked.runs else FEW if size >= LARGE else MANY
        times.append(runs)
        for name, one in _measured(size, runs):
            found[size][name] = one
            print(f"{cell(one)}  {size:,}: {name}", file=sys.stderr, flush=True)
        if size < LARGE:
            stages[size] = dict(_stages(size, runs))
    text = f"{about}; runs of each command: {' '.join(map(str, times))}.\n\n{tables(found)}\n\n{by_stage(stages)}"
    print(text)
    if asked.write:
        (ROOT / "docs" / "performance.svg").write_text(plot(found), encoding="utf-8")
        page = ROOT / "docs" / "performance.md"
        head = page.read_text(encoding="utf-8").split("<!-- measured -->")[0]
        page.write_text(f"{head}<!-- measured -->\n\n{text}\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES[:2]), metavar="QUESTIONS",
                        help="sizes of the banks (default: 20 1000; 10000 takes an hour)")
    parser.add_argument("--runs", type=int, nargs="+", default=[], help="of each command, for each size or for all "
                        f"(default: {MANY}, or {FEW} from {LARGE:,} questions on)")
    parser.add_argument("--write", action="store_true", help="put the tables and the plot into docs/")
    parser.add_argument("--profile", action="store_true", help="measure nothing, but name the hot spots of each format:"
                        " the functions with the most seconds of their own under cProfile, which slows all calls alike")
    return parser


def _measured(size: int, runs: int) -> Iterator[tuple[str, Cost]]:
    """The costs for a bank of this size, by what was run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _bank(folder, bank(size), FORMATS)
        everything = [sys.executable, "-m", "dlexport", "all", "--quiet"]
        known, new = partial(_change, source), partial(_change, source, new=True)
        yield "six formats", median(runs, everything, folder, partial(_cold, folder))
        yield "six formats, one process", median(runs, [*everything, "--jobs", "1"], folder, partial(_cold, folder))
        yield "six formats, unchanged", median(runs, everything, folder)
        yield "six formats, one answer changed", median(runs, everything, folder, known)
        yield "six formats, new characters", median(runs, everything, folder, new)
        for format_ in FORMATS:
            alone = [sys.executable, "-m", "dlexport", "export", format_, "--quiet"]
            found = median(runs, alone, folder, partial(_cold, folder))
            made = folder / "build" / (f"bench-{format_.replace('-', '.')}" if "-" in format_ else f"bench.{format_}")
            yield format_, replace(found, size=made.stat().st_size)
            yield f"{format_}, one answer changed", median(runs, alone, folder, known)
            yield f"{format_}, new characters", median(runs, alone, folder, new)
        yield "session, a save", _saved(runs, folder, source)
        yield from _others(size, runs, folder)
        yield from peers(runs, folder, _bank(folder, bank(size), CLASSIC))


def _others(size: int, runs: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """The three formats of old, and the handout of a bank whose largest topic is half of it."""
    _bank(folder, bank(size), CLASSIC)
    yield "classic three", median(runs, [sys.executable, "-m", "dlexport", "all", "--quiet"], folder,
                                  partial(_cold, folder))
    source = _bank(folder, bank(size, largest=0.5), CLASSIC)
    alone = [sys.executable, "-m", "dlexport", "export", "pdf", "--quiet"]
    _cold(folder)
    median(1, alone, folder)
    yield "pdf, in a topic of half the bank", median(runs, alone, folder, partial(_change, source))


def _saved(runs: int, folder: Path, source: Path) -> Cost:
    """What a resident session takes from a save to the page of the question that was changed."""
    os.environ |= environment(folder)
    session = Session(Request(source, folder / "build"))
    session.views(f"q-{_middle(source)}", "pdf")
    costs = []
    for _ in range(runs):
        _change(source)
        cpu, wall = time.process_time(), time.perf_counter()
        (question,) = session.refresh().questions
        session.views(question, "pdf")
        costs.append((time.process_time() - cpu, time.perf_counter() - wall))
    session.close()
    return Cost(*sorted(costs)[len(costs) // 2], 0.0)


def _stages(size: int, runs: int) -> Iterator[tuple[str, dict[str, float]]]:
    """The processor seconds of each stage of a run of one format in one process: cold, and after an edit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _bank(folder, bank(size), FORMATS)
        for format_ in FORMATS:
            command = [sys.executable, str(Path(__file__).with_name("stages.py")), "export", format_, "--quiet"]
            for what, before in (("cold", partial(_cold, folder)), ("one answer changed", partial(_change, source))):
                costs = []
                for _ in range(runs):
                    before()
                    done = subprocess.run(command, cwd=folder, env=environment(folder), check=True, capture_output=True)
                    costs.append(json.loads(done.stdout))
                yield f"{format_}, {what}", {stage: statistics.median(cost[stage] for cost in costs)
                                             for stage in costs[0]}


def _bank(folder: Path, text: str, formats: Sequence[str]) -> Path:
    """The source of a bank with these outputs."""
    (folder / "source").mkdir(exist_ok=True)
    source = folder / "source" / "questions.yaml"
    source.write_text(f"{text}outputs: {{{', '.join(f'{one}: {{}}' for one in formats)}}}\n", encoding="utf-8")
    return source


def _cold(folder: Path) -> None:
    shutil.rmtree(folder / "build", ignore_errors=True)
    shutil.rmtree(folder / "cache", ignore_errors=True)


def _middle(source: Path) -> int:
    """The number of a question in the middle of the bank and of its topics."""
    half = source.read_text(encoding="utf-8").split("\n").count(_ANSWER) // 2
    return half + (TOPICS // 2 - half) % TOPICS


def _change(source: Path, *, new: bool = False) -> None:
    """Another answer to that question, in characters that the bank has, or in `new` ones."""
    lines = source.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line == _ANSWER]
    first = next(_rare)
    words = "".join(map(chr, range(first, first + 4))) if new else "因此反向传播"
    lines[places[_middle(source)] + 1] += f"{words}{time.time_ns()}。"
    source.write_text("\n".join(lines), encoding="utf-8")


def _profile(size: int) -> None:
    """Print the hot spots of each format's export, cold, for a bank of this size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _bank(folder, bank(size), FORMATS)
        for format_ in FORMATS:
            print(f"\n{format_}, {size:,} questions", flush=True)
            shutil.rmtree(folder / "cache", ignore_errors=True)
            subprocess.run([sys.executable, "-m", "cProfile", "-o", "profile", "-m", "dlexport", "export", format_,
                            "--quiet"], cwd=folder, env=environment(folder), check=True)
            pstats.Stats(str(folder / "profile")).sort_stats("tottime").print_stats(HOT_SPOTS)


if __name__ == "__main__":
    main()
