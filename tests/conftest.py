"""Options of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is as what is expected; then read the diff")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds the expected one; with `--accept`, write it there."""
    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(actual, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == actual

    return compare
