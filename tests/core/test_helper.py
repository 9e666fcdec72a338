"""A helper: asked, heard and ended, whatever becomes of its process."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

import pytest

from dlexport import signals
from dlexport.processes.helper import Helper

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="elsewhere there is one process")


def killed(_: object) -> None:
    """An answer that nobody hears."""
    os.kill(os.getpid(), signal.SIGKILL)


def nothing() -> None:
    """What is done at the end."""


def test_a_signal_that_was_held_back_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets the helper, to end it: whoever calls from a program of their own would keep a zombie."""
    forks, fork = [], os.fork

    def forked() -> int:
        forks.append(fork())
        return forks[-1]

    @contextlib.contextmanager
    def interrupted() -> Iterator[None]:
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fork", forked)
    monkeypatch.setattr(signals, "held_back", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Helper(str, [], nothing)
    with pytest.raises(ChildProcessError):
        os.waitpid(forks[0], os.WNOHANG)


@pytest.fixture
def _nobody_is_told() -> Iterator[None]:
    """Of children that end: some services are started so. Their status is lost, and the system forgets them at once."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGCHLD, before)


def test_nobody_who_is_not_busy_is_waited_for() -> None:
    """It would be for ever."""
    assert Helper.answering([]) == []


@pytest.mark.usefixtures("_nobody_is_told")
def test_a_helper_ends_where_the_end_of_children_is_not_told() -> None:
    """There is nothing to wait for."""
    helper: Helper[int, str] = Helper(str, [], nothing)
    helper.ask(3)
    assert Helper.answering([helper]) == [helper]
    assert helper.answer() == "3"
    helper.end()


@pytest.mark.usefixtures("_nobody_is_told")
def test_a_helper_that_the_system_has_forgotten_is_not_killed() -> None:
    """It has died by itself, and was not heard."""
    helper: Helper[int, None] = Helper(killed, [], nothing)
    helper.ask(3)
    with pytest.raises(ChildProcessError):
        os.waitpid(helper._pid, 0)  # noqa: SLF001 - other children are not meant
    helper.end()
