"""Publishers and learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from releases import Learner, Publisher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """A publisher without a release so far."""
    return Publisher(tmp_path)


@pytest.fixture
def learners(tmp_path: Path) -> Iterator[Callable[..., Learner]]:
    """Makes learners; each has a collection of their own."""
    made: list[Learner] = []

    def make(*, merge: bool = False) -> Learner:
        made.append(Learner(tmp_path / f"learner{len(made)}", merge=merge))
        return made[-1]

    yield make
    for learner in made:
        learner.close()


@pytest.fixture(params=[False, True], ids=["default", "merge"])
def learner(request: pytest.FixtureRequest, learners: Callable[..., Learner]) -> Learner:
    """A learner with a fresh profile's import options, and one who has "merge note types" on."""
    return learners(merge=request.param)
