"""Progress of the formats, from the worker processes to the process that shows it."""

from __future__ import annotations

import mmap
import os
import struct
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

State = Literal["waiting", "running", "done"]

INTERVAL: Final = 0.1       # seconds between two looks
_STATES: Final[tuple[State, ...]] = ("waiting", "running", "done")
_CELL: Final = struct.Struct("=ii")     # state, questions


@dataclass(frozen=True, slots=True)
class Stage:
    """The state of one format in a run: exporter name, state, questions done, share of the whole work.

    An exporter that never reports progress is running, with no question done, until it is done.
    """

    name: str
    state: State
    questions: int
    weight: float


@dataclass
class Board:
    """Progress of all formats, in memory shared by forked processes: no messages, no waiting, no thread.

    Attributes:
        names: the exporters.
        weights: the estimated work of each, in any unit.
        watch: called with the stages, at most every `INTERVAL` seconds, in the process that made the board.
    """

    names: Sequence[str]
    weights: Sequence[float]
    watch: Callable[[Sequence[Stage]], None]
    _cells: mmap.mmap = field(init=False)
    _owner: int = field(init=False)
    _shown: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._cells = mmap.mmap(-1, max(1, len(self.names)) * _CELL.size)
        self._owner = os.getpid()

    def mark(self, number: int, state: State, questions: int = 0) -> None:
        """Record the state of format `number`."""
        _CELL.pack_into(self._cells, number * _CELL.size, _STATES.index(state), questions)
        if os.getpid() == self._owner:      # formats are made one after the other in this process
            self.look()

    def look(self) -> None:
        """Call the watcher, unless it was called less than `INTERVAL` seconds ago."""
        now = time.monotonic()
        if now - self._shown < INTERVAL:
            return
        self._shown = now
        cells = [_CELL.unpack_from(self._cells, number * _CELL.size) for number in range(len(self.names))]
        self.watch([Stage(name, _STATES[state], questions, weight)
                    for name, weight, (state, questions) in zip(self.names, self.weights, cells, strict=True)])


def weighed(
    names: Sequence[str], sizes: Mapping[str, int], questions: int, watch: Callable[[Sequence[Stage], int], None],
) -> Board:
    """A board of formats that are work as their artifacts of the last run are large; a new one is as the average."""
    known = [sizes[name] for name in names if sizes.get(name)]
    usual = sum(known) / len(known) if known else 1
    return Board(names, [sizes.get(name) or usual for name in names], lambda stages: watch(stages, questions))


def line(stages: Sequence[Stage], questions: int, seconds: float, width: int) -> str:
    """The line that a terminal shows: formats at work with their questions, formats done, time left.

    Args:
        stages: at least one.
        questions: the number of questions in each format.
        seconds: time since the work began.
        width: columns of the terminal; parts that do not fit are left out.
    """
    running = [f"{one.name} {one.questions}/{questions}" if one.questions else one.name
               for one in stages if one.state == "running"]
    done = sum(one.state == "done" for one in stages)
    parts = [*running, f"{done} of {len(stages)} formats done"]
    if left := _left(stages, questions, seconds):
        parts.append(left)
    return " | ".join(parts)[:max(0, width - 1)]


_CHECKING: Final = 0.1      # share of a format's time after its last question: packing and reading back
_TOO_EARLY: Final = 0.1     # share of the work that must be done before the time left can be estimated


def _left(stages: Sequence[Stage], questions: int, seconds: float) -> str:
    total = sum(one.weight for one in stages)
    made = sum(one.weight * _share(one, questions) for one in stages) / total if total else 0.0
    return f"about {seconds * (1 - made) / made:.0f} s left" if made > _TOO_EARLY else ""


def _share(stage: Stage, questions: int) -> float:
    if stage.state == "done":
        return 1.0
    return (1 - _CHECKING) * min(1.0, stage.questions / questions) if questions else 0.0
