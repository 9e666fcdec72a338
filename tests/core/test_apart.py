"""What strangers made is read in a process of its own: within limits, and its answer is data."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from dlexport import unpickling
from dlexport.foreign.budget import ForeignError
from dlexport.plugin import contract
from dlexport.plugin.contract import Part, Passage
from dlexport.verify import apart as module
from dlexport.verify.apart import Limits, apart, possible

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("within_bounds")
LITTLE = Limits(seconds=1, memory=100_000_000)
KNOWN = unpickling.classes(contract)


class Code:
    """A pickle that would run something where it is read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("echo owned",)


def endless() -> None:
    while True:
        pass


def hungry() -> list[bytearray]:
    return [bytearray(10_000_000) for _ in range(1_000)]


def killed() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def talkative() -> bytes:
    return bytes(30_000_000)


def raising() -> None:
    raise RuntimeError


def test_a_part_is_data() -> None:
    """On every Python: 3.11.2 pickles a member of an enumeration as a call of `getattr`."""
    data = pickle.dumps(Part.TITLE, pickle.HIGHEST_PROTOCOL)
    assert b"getattr" not in data
    assert unpickling.DataUnpickler(data, KNOWN).load() is Part.TITLE


@pytest.mark.parametrize(("task", "why"), [
    (endless, "it takes more than 1 s to be read"),
    (hungry, "it takes more than 100 MB of memory to be read"),
    (killed, "what reads it broke off (signal 11); it may take more than 100 MB of memory"),
    (talkative, "what reads it broke off"),
    (raising, "what reads it broke off (status 1)"),
    (Code, "what was read of it is damaged (UnpicklingError)"),
])
def test_no_answer_is_told(task: Callable[[], object], why: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever happens in the process, the program goes on, nobody else says anything, and nothing of it is left."""
    others = multiprocessing.active_children()
    with pytest.raises(ForeignError) as caught:
        apart(task, KNOWN, LITTLE)
    assert str(caught.value).startswith(why)
    assert capfd.readouterr() == ("", "")
    assert multiprocessing.active_children() == others


def test_an_answer_comes_back_as_it_is() -> None:
    """Made of the classes that are named, in another process."""
    answer = [Passage("a", Part.TITLE, "文", links=("https://a.example",))]
    assert apart(lambda: (answer, os.getppid()), KNOWN, LITTLE) == (answer, os.getpid())


def test_where_processes_cannot_be_bounded_it_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside another thread, or on another system."""
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    assert not possible()
    assert apart(os.getpid, {}, LITTLE) == os.getpid()
    wait.set()
    thread.join()
    assert possible()
    monkeypatch.setattr(module.sys, "platform", "win32")
    assert apart(os.getpid, {}, LITTLE) == os.getpid()


def test_a_larger_file_may_take_more() -> None:
    """Up to what a machine has."""
    assert Limits.of(1_000_000) == Limits(45, 430_000_000)
    assert Limits.of(10**12).memory == 6_000_000_000
