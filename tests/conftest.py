"""Options of the whole suite."""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib import import_module
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from coverage import Coverage
from hypothesis import HealthCheck

import chromium
from chromium import Chromium
from dlexport.messages.language import of_locale
from dlexport.theme import web_font
from forks import modules, unsynced

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from dlexport.theme.fonts import Fonts

    Once = Callable[[str, Callable[[Path], None]], Path]

# No limits by the clock: a machine that is busy with other things would fail tests. The same examples in each run:
# `make fuzz` looks for others. That examples share a folder, and that many texts do not fit, is meant.
FUZZ = "DLEXPORT_FUZZ_SECONDS" in os.environ
hypothesis.settings.register_profile("suite", deadline=None, derandomize=not FUZZ, suppress_health_check=[
    HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.data_too_large])
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    """Messages are English; tests share a cache of their own: whatever it gives must be as good as made anew."""
    gc.set_threshold(10_000)    # to search what thousands of collected tests keep takes a tenth of the others' time
    os.fsync = unsynced
    os.register_at_fork(after_in_child=lambda: sys.settrace(None))      # what a fork runs is told to nobody
    os.environ.pop("LANGUAGE", None)
    if of_locale(os.environ) != "en":
        os.environ["LC_ALL"] = "C.UTF-8"
    if "DLEXPORT_TEST_CACHE" not in os.environ:     # the first process of a run; its workers inherit it
        os.environ["DLEXPORT_TEST_CACHE"] = tempfile.mkdtemp(prefix="dlexport-cache-")
        atexit.register(shutil.rmtree, os.environ["DLEXPORT_TEST_CACHE"], ignore_errors=True)
    os.environ["XDG_CACHE_HOME"] = os.environ["DLEXPORT_TEST_CACHE"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is as what is expected; then read the diff")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: a worker with a long test at the end leaves the others with nothing to do.

    Each worker is given a part of the list, of equal length, so each part begins with its share of them: of whole
    files, so that none waits for what another worker makes for the same file.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [[*file] for _, file in groupby(filter(_is_long, items), lambda item: item.path)]
    others = iter([item for item in items if not _is_long(item)])
    left, ordered = len(items), list[pytest.Item]()
    for number in range(workers):
        first = [*chain.from_iterable(long[number::workers])]
        length = left // (workers - number)     # as pytest-xdist's `worksteal` parts them
        ordered += [*first, *islice(others, max(length - len(first), 0))]
        left -= length
    items[:] = [*ordered, *others]


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tests marked so run without the coverage's tracing, and so do the fixtures that they are the first to need."""
    tracing = Coverage.current() if item.get_closest_marker("unmeasured") else None
    if tracing is None:
        return (yield)
    _import_all()       # each module is imported once: what it defines would never be measured
    tracing.stop()
    try:
        return (yield)
    finally:
        tracing.start()


@cache
def _import_all() -> None:
    for name in modules():
        import_module(name)


PYTHONS = re.compile("python[0-9.]*|bash|unshare|dlexport")      # a shell, too, is there to start Python
_starts: list[object] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test may start Python as often as its mark `starts` says: a start takes a second, and there were a hundred."""
    _starts.clear()
    result = yield
    allowed = sum(mark.args[0] for mark in item.iter_markers("starts"))
    assert len(_starts) <= allowed, f"the mark `starts` allows {allowed}: {_starts}; see tests/forks.py"
    return result


class CountedPopen(subprocess.Popen[Any]):
    """What `subprocess` starts, counted where it is Python or may start it."""

    def __init__(self, args: Any, *rest: Any, **named: Any) -> None:  # noqa: ANN401 - as its own
        program = args if isinstance(args, str | os.PathLike) else args[0]
        if PYTHONS.fullmatch(os.path.basename(program)):      # noqa: PTH119 - a path or a text
            _starts.append(args)
        super().__init__(args, *rest, **named)


subprocess.Popen = CountedPopen     # type: ignore[misc]


@pytest.fixture(scope="session", autouse=True)
def fonts_packed_once() -> Iterator[None]:
    """The same characters of the same face make the same web font: to pack it takes a third of a second."""
    pack, packed = web_font._woff2, {}      # noqa: SLF001 - what is dear, and nothing around it

    def recalled(fonts: Fonts, role: str, text: Iterable[str], *, shaped: bool) -> bytes:
        characters = "".join(sorted(set(text)))
        key = fonts.fingerprint(), role, characters, shaped
        if key not in packed:
            packed[key] = pack(fonts, role, characters, shaped=shaped)
        return packed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_font, "_woff2", recalled)
        yield


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds the expected one; with `--accept`, write it there."""
    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(actual, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == actual

    return compare


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes what is slow to make once for all processes of a run: the folder of that name, filled by the function."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        made = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)    # the others wait for the one that makes it
            if not made.exists():
                making = tmp_path_factory.mktemp(name)
                make(making)
                making.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def one_chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """To start a browser takes seconds: one for all."""
    if chromium.PROGRAM is None:
        pytest.skip("no Chromium on PATH")
    one = Chromium(tmp_path_factory.mktemp("chromium"))
    yield one
    one.close()


@pytest.fixture
def browser(one_chromium: Chromium) -> Chromium:
    """A tab of its own for each test."""
    one_chromium.renew()
    return one_chromium


SECONDS, MEMORY = 60, 500_000       # of the processor; kB of memory beyond what the process has when the test begins


@pytest.fixture
def within_bounds() -> Iterator[None]:
    """For tests of what is hostile in this process: holds its time and memory to bounds."""
    memory = _memory("VmRSS")
    if memory:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")     # the peak begins anew
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS
    assert _memory("VmHWM") - memory < MEMORY


def _memory(name: str) -> int:
    """A line of the process's status in kB; 0 where there is none."""
    status = Path("/proc/self/status")
    found = re.search(f"{name}:[^0-9]*([0-9]+)", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) if found else 0
