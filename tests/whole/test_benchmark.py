"""The benchmark's own words: its help, and what it says of figures."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(str(FOLDER))
    for name in ("run", "report", "peers", "measuring", "generate", "epub", "stages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import run  # type: ignore[import-not-found]  # noqa: PLC0415 - only with the path above

    module: ModuleType = run
    return module


def test_help_measures_nothing(benchmark: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells its options and ends."""
    with pytest.raises(SystemExit) as ended:
        benchmark.main(["--help"])
    assert ended.value.code == 0
    assert "--write" in capsys.readouterr().out


def test_a_size_is_a_number(benchmark: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is a usage error."""
    with pytest.raises(SystemExit) as ended:
        benchmark.main(["many"])
    assert ended.value.code == 2
    assert "many" in capsys.readouterr().err


def test_the_tables_say_by_how_much_a_target_is_missed(benchmark: ModuleType) -> None:
    """Of sizes with targets; of others only the figure."""
    names = [*benchmark.FORMATS, "six formats", "six formats, unchanged", "six formats, one answer changed",
             "classic three", "pdf, one answer changed", "pdf, new characters", "pdf, in a topic of half the bank",
             "session, a save", "anki", "pandoc", "typst"]
    costs = {name: benchmark.Cost(6.0, 3.0, 150.0, 1_000) for name in names}
    text = benchmark.tables({1_000: costs, 77: costs})
    assert "| classic three | 6.00 / 3.00 / 150 | 6.00 / 3.00 / 150 |" in text
    assert "| classic three, CPU / peers | 0.33 ≤ 0.8: pass | 0.33 |" in text
    assert "| handout, one answer changed, wall s | 3.00 ≤ 1: falls short, 3.0 × | 3.00 |" in text
    assert "| six formats, CPU / before | 0.08 ≤ 0.45: pass | not measured |" in text


def test_the_seconds_of_a_run_are_told_by_stage(benchmark: ModuleType) -> None:
    """A row for each format and what was done before, a column for each stage; a table for each size."""
    text = benchmark.by_stage({20: {"pdf, cold": {"start": 0.25, "read": 1.0}}, 1_000: {"pdf, cold": {"start": 3.0}}})
    assert text == ("| CPU s, 20 questions | start | read |\n| -- | --: | --: |\n| pdf, cold | 0.25 | 1.00 |\n\n"
                    "| CPU s, 1,000 questions | start |\n| -- | --: |\n| pdf, cold | 3.00 |")


def test_four_cores_are_simulated(benchmark: ModuleType) -> None:
    """What is done once stays, formats are side by side, and the making of the handout is divided."""
    once = {"start": 1.0, "read": 1.0, "composed, dated": 0.0, "published": 0.0}
    runs = {"pdf, cold": {**once, "made": 8.0, "read back": 2.0, "verified": 0.0},
            "html, cold": {**once, "made": 2.0, "read back": 0.0, "verified": 0.0},
            "html, one answer changed": dict.fromkeys([*once, "made", "read back", "verified"], 0.1)}
    text = benchmark.by_stage({1_000: runs})
    assert text.endswith("take at best this share of one process: 0.43 ≤ 0.4: falls short, 1.1 ×.")


@pytest.mark.usefixtures("benchmark")
def test_stages_are_those_of_a_run(project: Callable[[str], Path],
                                   monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stage takes time, and they are no more than the whole."""
    import stages  # type: ignore[import-not-found]  # noqa: PLC0415 - only with the fixture's path

    for owner, function in stages.STAGES.values():
        monkeypatch.setattr(owner, function, getattr(owner, function))      # put back afterwards
    monkeypatch.chdir(project(MINIMAL))
    monkeypatch.setattr(sys, "argv", ["stages.py", "export", "html", "--quiet", "--no-cache"])
    with pytest.raises(SystemExit) as ended:
        stages.main()
    seconds = json.loads(capsys.readouterr().out)
    assert (ended.value.code, tuple(seconds)) == (0, stages.NAMES)
    assert min(seconds.values()) > 0
    assert sum(seconds.values()) <= time.process_time()


def test_a_larger_bank_begins_like_a_smaller_one(benchmark: ModuleType) -> None:
    """A largest topic takes its share, and nothing else is changed."""
    small, half = benchmark.bank(100), benchmark.bank(100, largest=0.5)
    assert benchmark.bank(120).startswith(small)
    assert small.count("topic: topic-0\n") == 5
    assert half.count("topic: topic-0\n") == 52
    assert len(half.splitlines()) == len(small.splitlines())


def test_the_machine_is_told(benchmark: ModuleType) -> None:
    """Whether the Python was built with optimisation, how many cores there are, and what else runs."""
    assert benchmark.machine().startswith(f"CPython {sys.version.split()[0]} of ")
    assert "`--enable-optimizations`" in benchmark.machine()
    assert " cores of " in benchmark.machine()
