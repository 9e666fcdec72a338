"""Two worlds to export in, which differ in all that an exporter must not look at; what it does in them is watched."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELSEWHEN: Final = 978_307_200.25       # 2001
_ELSEWHERE: Final = {"TZ": "Pacific/Kiritimati", "LANG": "xx_XX.UTF-8", "HOME": "/nowhere", "USER": "nobody",
                     "SOURCE_DATE_EPOCH": "1"}
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEEDS: Final = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
                 "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link",
                 "os.chmod", "os.truncate", "shutil.", "tempfile.")
_watching: list[list[str]] = []
_hooked: list[bool] = []


class _Datetime(dt.datetime):
    """One that says it is another day."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> _Datetime:
        """Not now."""
        return cls.fromtimestamp(_ELSEWHEN, tz)

    @classmethod
    def today(cls) -> _Datetime:
        """Not today."""
        return cls.now()

    @classmethod
    def utcnow(cls) -> _Datetime:
        """The same."""
        return cls.now(dt.UTC).replace(tzinfo=None)


class _Date(dt.date):
    """The same."""

    @classmethod
    def today(cls) -> _Date:
        """Not today."""
        return cls.fromtimestamp(_ELSEWHEN)


@contextmanager
def watched(package: str, *, elsewhere: bool) -> Iterator[list[str]]:
    """Context that records side effects, in words; `elsewhere`: with other clock, environment, folder, random seed.

    Args:
        package: name of the package in whose modules functions of the clock are replaced too.
        elsewhere: whether to use the second environment.
    """
    _hook()
    before = random.getstate()
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, _ELSEWHERE if elsewhere else {}):
        here = os.getcwd()      # noqa: PTH109 - to go back to, whatever it is
        random.seed(elsewhere)
        deeds: list[str] = []
        os.chdir(folder)
        _watching.append(deeds)
        try:
            if elsewhere:
                with _another_clock(package):
                    yield deeds
            else:
                yield deeds
        finally:
            _watching.remove(deeds)
            os.chdir(here)
            random.setstate(before)


@contextmanager
def _another_clock(package: str) -> Iterator[None]:
    fakes = {
        "time": lambda: _ELSEWHEN, "time_ns": lambda: int(_ELSEWHEN * 1e9),
        "localtime": _at(time.localtime), "gmtime": _at(time.gmtime), "ctime": _at(time.ctime),
        "strftime": lambda form, moment=None, real=time.strftime: real(form, moment or time.localtime(_ELSEWHEN)),
    }
    known = {id(getattr(time, name)): fake for name, fake in fakes.items()}
    classes = {name: getattr(dt, name) for name in dir(dt)} | {"datetime": _Datetime, "date": _Date}
    known |= {id(dt.datetime): _Datetime, id(dt.date): _Date, id(dt): SimpleNamespace(**classes)}
    own = [module for name, module in sys.modules.items()
           if name.split(".", 1)[0] == package and not name.startswith("dlexport.plugin.testing")]
    bound = [(module, name, known[id(value)]) for module in own for name, value in list(vars(module).items())
             if id(value) in known]
    with mock.patch.multiple(time, **fakes):
        undo = [(module, name, getattr(module, name)) for module, name, _ in bound]
        for module, name, fake in bound:
            setattr(module, name, fake)
        try:
            yield
        finally:
            for module, name, real in undo:
                setattr(module, name, real)


def _at(real: Any) -> Any:   # noqa: ANN401 - functions of `time`
    return lambda moment=None: real(_ELSEWHEN if moment is None else moment)


def _hook() -> None:
    """An audit hook cannot be taken away again (PEP 578): one for all, which is idle while nobody watches."""
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event == "open":
        path, mode, flags = arguments
        if ((mode and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES)) and not (
                "__pycache__" in str(path) or path == os.devnull):
            _watching[-1].append(f"it writes to {path}")
    elif event.startswith(_DEEDS):
        _watching[-1].append(f"it does {event} with {', '.join(map(str, arguments))[:80]}")
