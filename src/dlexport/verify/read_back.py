"""A file on disk -> its passages, read by the exporter whose suffix the file has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport import problems, unpickling
from dlexport.cache import Cache
from dlexport.plugin import calls, contract, registry
from dlexport.problems import Problem, SourceError
from dlexport.source import files as regular
from dlexport.verify.apart import Limits, apart

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.plugin.contract import Passage

_LARGEST: Final = 2**30     # bytes: ten thousand questions take a twentieth of it


def owner(path: Path, name: str | None = None) -> registry.Installed:
    """The installed exporter that writes files with this suffix; if several fit, that with the longest suffix.

    Args:
        path: the file.
        name: the exporter's, where it is known from a manifest.

    Raises:
        SourceError: there is none, or it does not load.
    """
    if (named := registry.installed().get(name or "")) is not None and named.exporter:
        return named
    known, failed = registry.choose([(name, None) for name in registry.installed()])
    fitting = [one for one in known if path.name.endswith(one.exporter.suffix)]
    if not fitting:
        unknown = Problem("not-verified", f"no installed exporter writes files like {path.name}",
                          hint=f"known endings: {', '.join(one.exporter.suffix for one in known)}")
        raise SourceError([*failed.values(), unknown])
    return max(fitting, key=lambda one: len(one.exporter.suffix))


def passages(path: Path, one: registry.Installed) -> list[Passage]:
    """All passages of a file, read in a process of its own, as anybody may have made it.

    Raises:
        SourceError: it cannot be read, is not whole, or takes more time or memory than a file of its size may.
    """
    try:
        data = regular.contents(path, _LARGEST)
        calls.import_ahead([one])
        found, wrong, ours = apart(partial(_read, one, data), _known(), Limits.of(len(data)))
    except OSError as error:
        raise SourceError([Problem("not-verified", f"cannot read {path}: {error.strerror}")]) from error
    except ValueError as error:
        found, wrong, ours = [], str(error), []
    if ours:
        raise registry.ExporterError(ours)
    if wrong:
        raise SourceError([Problem("not-verified", f"{path} is not a whole {one.name} file: {wrong}",
                                   hint="make it again: dlexport all")])
    return found


def _read(one: registry.Installed, data: bytes) -> tuple[list[Passage], str, list[Problem]]:
    """The passages; or what is wrong with the file; or what is wrong with the exporter."""
    try:
        return calls.read_back(one, data, Cache()), "", []
    except registry.ExporterError as error:
        if isinstance(error.__cause__, MemoryError):
            raise error.__cause__ from None
        return [], "", list(error.problems)
    except ValueError as error:
        return [], str(error) or type(error).__name__, []


def _known() -> dict[tuple[str, str], type]:
    """The classes that the answer is made of."""
    return unpickling.classes(contract) | unpickling.classes(problems)
