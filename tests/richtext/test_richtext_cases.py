"""What each construct of the dialect becomes: the case files beside this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from richtext_cases import Case, cases, outcome

HERE = Path(__file__).parent
COMMONMARK = list(cases(HERE / "commonmark"))
DIALECT = list(cases(HERE / "dialect"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in COMMONMARK + DIALECT])
def test_case(case: Case) -> None:
    """Each case states its own fact."""
    assert case.expected == outcome(case.text), case.fact


def test_every_section_of_commonmark_has_cases() -> None:
    """Each section of CommonMark 0.31.2 that defines syntax has a file, and there are enough cases in all."""
    sections = {case.name.partition(":")[0] for case in COMMONMARK}
    assert len(sections) == 25
    assert len(COMMONMARK) >= 150
    assert len({case.text for case in COMMONMARK}) == len(COMMONMARK)
