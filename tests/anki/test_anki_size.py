"""A deck is no burden: about as large as what Anki itself would write."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "anki_size.py"


def test_a_deck_is_smaller_than_1_3_times_what_anki_writes() -> None:
    """In the format that every Anki reads, and in its newest; the benchmark does the same with 10,000 questions."""
    done = subprocess.run([sys.executable, BENCHMARK, "300"], capture_output=True, text=True, check=True)
    ratios = [float(ratio) for ratio in re.findall(r"ratio ([\d.]+)", done.stdout)]
    assert len(ratios) == 2
    assert max(ratios) < 1.3
