"""A file on disk -> its passages, read by the exporter whose suffix the file has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.cache import Cache
from dlexport.plugin import calls, registry
from dlexport.problems import Problem, SourceError
from dlexport.source import files as regular

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.plugin.contract import Passage

_LARGEST: Final = 2**32     # bytes: more than a zip can hold


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
    """All passages of a file.

    Raises:
        SourceError: it cannot be read, or is not whole.
    """
    try:
        return calls.read_back(one, regular.contents(path, _LARGEST), Cache())
    except OSError as error:
        raise SourceError([Problem("not-verified", f"cannot read {path}: {error.strerror}")]) from error
    except ValueError as error:
        raise SourceError([Problem("not-verified", f"{path} is not a whole {one.name} file: {error}",
                                   hint="make it again: dlexport all")]) from error
