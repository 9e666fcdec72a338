"""What the tests of the study page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from study_pages import BANKS, book, study_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromium import Chromium


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study pages on disk."""
    where = tmp_path_factory.mktemp("pages")
    for name in BANKS:
        (where / f"{name}.html").write_bytes(study_page(book(name)))
    return where


@pytest.fixture
def phone(browser: Chromium) -> Iterator[Chromium]:
    """A fresh tab of a phone's size, which must ask for nothing and have no error."""
    browser.size(390, 844)
    yield browser
    assert browser.evaluate("performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:'))") == []
    assert (browser.errors, browser.dialogs) == ([], [])
