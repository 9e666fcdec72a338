"""Few tests start Python: the others run the command line in their own process, or in a forked one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

MOST = 30
IN_PIPELINES = 17       # the steps of action.yml, each a shell
INSTALLED = 15          # pip, and what it has installed


def test_the_suite_starts_python_no_more_often_than_this(request: pytest.FixtureRequest) -> None:
    """Beside what pipelines run and what is installed. tests/conftest.py holds each test to its mark."""
    found = {"": 0, "test_pipelines": 0, "test_packaging": 0}
    for item in request.session.items:
        name = item.path.stem if item.path.stem in found else ""
        found[name] += sum(mark.args[0] for mark in item.iter_markers("starts"))
    assert found[""] <= MOST
    assert found["test_pipelines"] <= IN_PIPELINES
    assert found["test_packaging"] <= INSTALLED
