"""What a bank's values say of themselves."""

from __future__ import annotations

import pytest

from dlexport.book.bank import Reference


@pytest.mark.parametrize(("venue", "year", "expected"), [
    ("Nature", 2015, ("Nature", "2015")), ("ICML 2019", 2019, ("ICML 2019",)), ("", 2016, ("2016",)),
    ("CVPR", None, ("CVPR",)), ("", None, ()), ("ICML 2019", 2020, ("ICML 2019", "2020"))])
def test_the_year_is_not_said_twice(venue: str, year: int | None, expected: tuple[str, ...]) -> None:
    """Conferences carry it in their name."""
    assert Reference("t", venue=venue, year=year).published == expected


@pytest.mark.parametrize(("reference", "expected"), [
    (Reference("t", doi="10.1/x", arxiv="1706.03762", url="https://e.org"), "https://doi.org/10.1/x"),
    (Reference("t", arxiv="1706.03762", url="https://e.org"), "https://arxiv.org/abs/1706.03762"),
    (Reference("t", url="https://e.org"), "https://e.org"), (Reference("t"), ""),
    (Reference("t", doi="10.1/50%?#a#b"), "https://doi.org/10.1/50%25%3F%23a%23b"),
    (Reference("t", url="https://e.org/%41?q#a#b#c"), "https://e.org/%41?q#a%23b%23c")])
def test_the_most_permanent_address_is_linked(reference: Reference, expected: str) -> None:
    """A DOI before arXiv before a page that may move; nothing in it ends a path or a fragment too early."""
    assert reference.address == expected
