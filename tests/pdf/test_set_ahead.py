"""Chapters set in processes of their own: whatever happens to these, the print is that of one process."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from pdf_books import EXPORTER, OPTIONS, book, question

from by_hand import MOMENT, rich
from dlexport.cache import Cache
from dlexport.exporters.pdf.book.ahead import in_order
from dlexport.exporters.pdf.book.ahead.setter import Errand, Setter
from dlexport.exporters.pdf.book.ahead.setters import Setters
from dlexport.exporters.pdf.book.page_cache import KeptSheets, SheetRun
from dlexport.plugin.contract import ExportContext
from dlexport.processes.helper import Helper
from dlexport.processes.spare import Spare
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import Artifact

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="elsewhere there is one process")
TOPICS = 8
WIDE = "\n".join(["|".join(["", *["很长的一个词"] * 30, ""]), "|".join(["", *["--"] * 30, ""]),
                  "|".join(["", *["格子"] * 30, ""])])
LACKING = "\U0001f9ff \u0e01 $x + \\text{\u0e01}$"


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes for a small bank too; when a test has ended, none is left."""
    monkeypatch.setattr(in_order, "_MANY", 2)
    before = children()
    yield
    assert children() == before


def children() -> set[str]:
    """The children of this process, those too that nobody has waited for."""
    listed = Path("/proc/self/task").glob("*/children")
    return {child for path in listed for child in path.read_text(encoding="ascii").split()}


def a_book(**answers: str) -> DatedBook:
    """A question in each topic, with another answer for some."""
    return book(*(question(f"q{n}", topic=f"t{n}", answer=rich(answers.get(f"q{n}", f"第{n}个答案。" * 9 * (n + 1))))
                  for n in range(TOPICS)))


def made(dated: DatedBook, processes: int, kept: Cache | None = None) -> Artifact:
    """The handout, in so many processes; all that were taken are given back."""
    with closing(Spare(counted=processes > 1)) as spare, closing(kept or Cache()) as cache:
        spare.give(processes - 1)
        context = ExportContext(MOMENT, theme(None), Fonts(), allow_missing_glyphs=True, cache=cache, spare=spare)
        artifact: Artifact = EXPORTER.export(dated, OPTIONS, context)
        assert [spare.take() for _ in range(processes)].count(True) == processes - 1
    return artifact


def watched(monkeypatch: pytest.MonkeyPatch, name: str, before: Callable[[int], None]) -> None:
    """Have something done in each process before a step of its setter."""
    step = getattr(Setter, name)

    def first(self: Setter, number: Any, *rest: Any) -> Any:  # noqa: ANN401 - of any step
        before(number if isinstance(number, int) else len(number.places))
        return step(self, number, *rest)

    monkeypatch.setattr(Setter, name, first)


@pytest.mark.parametrize("processes", [2, 3, 40])
def test_at_most_so_many_processes_work(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    """The one that leads waits for the others. None is started without a part to set: the first one is set here."""
    most, answering, forks, fork = [0], Helper.answering, [0], os.fork

    def counted(helpers: Any) -> list[Any]:  # noqa: ANN401 - of any type
        most.append(len(helpers))
        return answering(helpers)

    def forked() -> int:
        forks[0] += 1
        return fork()

    monkeypatch.setattr(Helper, "answering", counted)
    monkeypatch.setattr(os, "fork", forked)
    assert made(a_book(), processes) == made(a_book(), 1)
    assert 2 <= max(most) <= processes
    assert forks[0] <= min(processes, TOPICS - 1)


def test_what_is_set_here_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process was killed and its place given back: its part is set here when one of the others has ended its own."""
    here, beside = Setters.here, [0]

    def counted(self: Setters, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - as there
        def made_here() -> Any:  # noqa: ANN401 - as there
            beside.append(sum(one.busy for one in self._holds) - self._taken)
            return make()

        return here(self, made_here)

    monkeypatch.setattr(Setters, "here", counted)
    watched(monkeypatch, "_set", lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == 1 else None)
    assert made(a_book(), 3) == made(a_book(), 1)
    assert max(beside) <= 0


@pytest.mark.parametrize("number", [1, 2])
def test_a_signal_while_processes_start_ends_them(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The one, too, that has just been forked."""
    begin, started = Helper.__init__, [0]

    def interrupted(self: Any, *rest: Any) -> None:  # noqa: ANN401 - of any type
        begin(self, *rest)
        started[0] += 1
        if started[0] == number:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Helper, "__init__", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            made(a_book(), 3)
    finally:
        signal.signal(signal.SIGINT, before)


def test_alone_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `--jobs 1` wants it."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    assert made(a_book(), 1).counts["questions"] == TOPICS


def test_little_is_set_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After the edit of an answer, and where a bank is small."""
    made(a_book(), 1, Cache(tmp_path))
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    edited = a_book(q3="另一个答案。")
    assert made(edited, 3, Cache(tmp_path)) == made(edited, 1)
    monkeypatch.undo()
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    made(a_book(), 3)


@pytest.mark.parametrize("started", [0, 1])
def test_a_system_without_a_process_left(monkeypatch: pytest.MonkeyPatch, started: int) -> None:
    """This one does all, or those that there are; the system is not asked again."""
    alone, asked, fork = made(a_book(), 1), [0], os.fork

    def refused() -> int:
        asked[0] += 1
        if asked[0] <= started:
            return fork()
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert made(a_book(), 3) == alone
    assert asked == [started + 1]


@pytest.mark.parametrize("step", ["_set", "_packed"])
@pytest.mark.parametrize("victims", [1, TOPICS])
def test_killed_processes_change_nothing(monkeypatch: pytest.MonkeyPatch, step: str, victims: int) -> None:
    """Their parts are set here: of the first that comes to a step, or of all."""
    alone = made(a_book(), 1)
    hears, says = os.pipe()
    os.write(says, b"x" * victims)
    os.set_blocking(hears, False)

    def killed(_: int) -> None:
        try:
            os.read(hears, 1)
        except BlockingIOError:     # enough have died
            return
        os.kill(os.getpid(), signal.SIGKILL)

    watched(monkeypatch, step, killed)
    assert made(a_book(), 3) == alone
    if victims > 1:
        assert len(os.read(hears, 99)) == victims - 3       # those that there were have died
    os.close(hears)
    os.close(says)


@pytest.mark.parametrize("step", ["_set", "_packed"])
def test_what_is_raised_in_a_process_is_raised_here_or_nowhere(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where the part is set again."""
    def wrong(_: int) -> None:
        raise ValueError(step)

    watched(monkeypatch, step, wrong)
    assert made(a_book(), 3) == made(a_book(), 1)


@pytest.mark.parametrize("edited", [("q7",), ("q0", "q1", "q7"), ("q0", "q3", "q4", "q5")])
def test_another_run_fills_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, edited: tuple[str, ...]) -> None:
    """Parts that are in the cache when their turn comes are asked of nobody: those after them are set all the same."""
    made(a_book(), 1, Cache(tmp_path))
    dated = a_book(**dict.fromkeys(edited, "另一个答案。"))
    monkeypatch.setattr(KeptSheets, "absent", lambda _, keys: frozenset(keys))      # it was asked before the other run
    assert made(dated, 3, Cache(tmp_path)) == made(dated, 1)


def test_a_setter_holds_what_is_wanted_of_it() -> None:
    """Not what was put into the cache meanwhile: its memory would grow with the book."""
    kept: Any = SimpleNamespace(lacks=(0, 0), press=SimpleNamespace(cast=SimpleNamespace(roles={})))
    setter = Setter(kept, {number: lambda: SheetRun([], {}) for number in range(9)})
    for number, wanted in [(1, [1]), (2, [1, 2]), (3, [1, 2, 3])]:
        assert setter.answer(Errand(number, wanted)) == (number, [])
        assert [*setter.held] == wanted
    setter.answer(Errand(7, [3, 7]))
    assert [*setter.held] == [3, 7]


@pytest.mark.parametrize("kept", [False, True])
def test_problems_are_told_as_by_one_process(tmp_path: Path, kept: bool) -> None:  # noqa: FBT001 - a case
    """Characters that no font has, in text and in formulas that chapters share; a table that is too wide."""
    dated = a_book(q1=LACKING, q2=LACKING, q4=WIDE, q6=f"{LACKING}\n\n{WIDE}")
    alone = made(dated, 1)
    assert {problem.code for problem in alone.problems} == {"missing-glyph", "table-stacked"}
    for _ in range(2):
        assert made(dated, 3, Cache(tmp_path) if kept else None) == alone


def test_an_iterator_that_is_left_ends_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error, or a signal, while others are busy."""
    answering = Helper.answering

    def stopped(helpers: Any) -> list[Any]:  # noqa: ANN401 - of any type
        answering(helpers)
        raise KeyboardInterrupt

    monkeypatch.setattr(Helper, "answering", stopped)
    with pytest.raises(KeyboardInterrupt):
        made(a_book(), 3)
