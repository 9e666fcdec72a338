"""A deck is no burden: about as large as what Anki itself would write."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "anki_size.py"


@pytest.mark.unmeasured
@pytest.mark.long
def test_a_deck_is_smaller_than_1_3_times_what_anki_writes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the format that every Anki reads, and in its newest; the benchmark does the same with 10,000 questions."""
    monkeypatch.syspath_prepend(str(BENCHMARK.parent))
    runpy.run_path(str(BENCHMARK))["main"](300)
    ratios = [float(ratio) for ratio in re.findall(r"ratio ([\d.]+)", capsys.readouterr().out)]
    assert len(ratios) == 2
    assert max(ratios) < 1.3
