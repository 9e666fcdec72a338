"""Versions and entry points of what is installed, as importlib.metadata tells them, for a tenth of its time.

It parses each package's description as an e-mail, which is half the time of a run where nothing has changed. Here the
lines that are wanted are read. Where packages lie in anything but folders, importlib.metadata is asked after all.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from functools import lru_cache, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    _Places = tuple[tuple[str, int], ...]

GROUP = "dlexport.exporters"

_WRITTEN = re.compile(rb"^name:[ \t]*(\S+)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(rb"^version:[ \t]*(\S+)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_NEEDS = re.compile(rb"^requires-dist:[ \t]*(.*?)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_FOLDED = re.compile(rb"\r?\n(?=[ \t])")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_DESCRIBED = {".dist-info": "METADATA", ".egg-info": "PKG-INFO"}


class Distribution(NamedTuple):
    """Name and version of a package, as its author writes them."""

    name: str
    version: str


class EntryPoint(NamedTuple):
    """An object that a package offers by a name.

    Attributes:
        name: by which it is asked for.
        value: where it is, as `module:attribute`.
        dist: the package, if it is known.
    """

    name: str
    value: str
    dist: Distribution | None = None

    @property
    def module(self) -> str:
        """The name of its module."""
        return self.value.partition(":")[0].partition("[")[0].strip()

    def load(self) -> Any:      # noqa: ANN401 - whatever the package offers
        """The object, imported now."""
        attributes = self.value.partition(":")[2].partition("[")[0].strip()
        return reduce(getattr, filter(None, attributes.split(".")), import_module(self.module))


def versions(names: Iterable[str]) -> dict[str, str]:
    """Name -> version of those of the packages that are installed.

    Args:
        names: as `normal` writes them.
    """
    folders = _folders()
    found = {name: _version(folders[name]) if name in folders else "" if folders else _asked(name) for name in names}
    return {name: version for name, version in found.items() if version}


def needs(name: str) -> list[str]:
    """What a package requires, each as its metadata say it (`Requires-Dist`); nothing if it is not installed."""
    folders = _folders()
    folder = folders.get(name, "")
    if folders and not folder:
        return []
    if folder.endswith(".dist-info"):
        headers = _HEADERS_END.split(_read(f"{folder}/METADATA"), maxsplit=1)[0]
        return [_text(line) for line in _NEEDS.findall(_FOLDED.sub(b" ", headers))]
    from importlib.metadata import PackageNotFoundError, requires  # noqa: PLC0415 - that is the point

    try:
        return list(requires(name) or ())
    except (PackageNotFoundError, ValueError):
        return []


def entries(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, sorted by name; looked up again only when a folder of the path has changed.

    A look takes a few milliseconds, as a file of every package is opened; a run takes four.
    """
    return _entries(group, _places())


@lru_cache(maxsize=1)
def _entries(group: str, places: _Places) -> tuple[EntryPoint, ...]:
    folders = _described(places)
    if folders:
        found = [EntryPoint(name, value, _distribution(folder))
                 for folder in folders.values() for name, value in _rows(_points(folder), group)]
    else:
        found = [EntryPoint(name, value, one) for one, text in _told() for name, value in _rows(text, group)]
    return tuple(sorted(found, key=lambda entry: (entry.name, entry.value)))


def _places() -> _Places:
    """The places of the path, and when the list of files of each last changed. Imports pass over what is no string."""
    return tuple((place, _changed(place)) for place in sys.path if isinstance(place, str))


def _changed(place: str) -> int:
    """In nanoseconds; 0 if there is no such folder."""
    try:
        return os.stat(place or ".").st_mtime_ns    # noqa: PTH116 - speed is the point
    except (OSError, ValueError):       # the latter of a name with a zero in it
        return 0


def _distribution(folder: str) -> Distribution:
    """The package described in a folder; what its description leaves out or writes amiss, the folder's name tells."""
    own = os.path.splitext(os.path.basename(folder))[0]     # noqa: PTH119, PTH122 - speed
    name, _, version = _text(os.fsencode(own)).partition("-")
    return Distribution(_header(_WRITTEN, folder) or name, _header(_VERSION, folder) or version)


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _folders() -> Mapping[str, str]:
    return _described(_places())


@lru_cache(maxsize=1)
def _described(places: _Places) -> Mapping[str, str]:
    """Package -> where it is described; the first on the path counts. None at all where a folder does not tell all."""
    found: dict[str, str] = {}
    own = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    if [getattr(finder, "__name__", "") for finder in own] != ["PathFinder"]:
        return {}
    for place, _ in places:
        if os.path.isfile(place) or place.endswith(".egg"):     # a zip may hold packages  # noqa: PTH113 - speed
            return {}
        try:
            names = os.listdir(place or ".")    # noqa: PTH208 - the same
        except (OSError, ValueError):
            continue
        for name in sorted(names):
            stem, ending = os.path.splitext(name)   # noqa: PTH122 - the same
            if ending in _DESCRIBED:
                found.setdefault(normal(stem.partition("-")[0]), f"{place or '.'}/{name}")
    return found


def _version(folder: str) -> str:
    return _header(_VERSION, folder)


def _header(wanted: re.Pattern[bytes], folder: str) -> str:
    """The value of a header of a package's description; empty if it has none."""
    described = _read(f"{folder}/{_DESCRIBED[os.path.splitext(folder)[1]]}") or _read(folder)   # noqa: PTH122 - speed
    headers = _HEADERS_END.split(described, maxsplit=1)[0]
    match = wanted.search(headers)
    return _text(match[1]) if match else ""


def _asked(name: str) -> str:
    """The version of a package where folders do not tell all, from importlib.metadata; empty if unknown."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - that is the point

    try:
        return version(name)
    except (PackageNotFoundError, ValueError):      # the latter of a name that is empty
        return ""


def _told() -> Iterator[tuple[Distribution | None, str]]:
    """The packages where folders do not tell all, with their entry_points.txt; the first of a name counts.

    What importlib.metadata makes of such a file raises anything where a line is broken, so only the text is asked for.
    """
    from importlib.metadata import distributions  # noqa: PLC0415 - that is the point

    known = set()
    for one in distributions():
        try:
            name, version = one.name or "", one.version or ""
        except ValueError:      # its description is no UTF-8
            name = version = ""
        if not name or normal(name) not in known:
            known.add(normal(name))
            with contextlib.suppress(ValueError):       # the file is none: it offers nothing
                yield Distribution(name, version) if name else None, one.read_text("entry_points.txt") or ""


def _points(folder: str) -> str:
    return _text(_read(f"{folder}/entry_points.txt"))


def _rows(text: str, group: str) -> Iterator[tuple[str, str]]:
    """Names and values of a group in an entry_points.txt: sections, and lines `name = value`."""
    if group not in text:
        return
    section = ""
    for line in text.splitlines():
        row = line.strip()
        if row.startswith("[") and row.endswith("]"):
            section = row[1:-1].strip()
        elif section == group and "=" in row and not row.startswith("#"):
            name, _, value = row.partition("=")
            yield name.strip(), value.strip()


def _text(data: bytes) -> str:
    """It should be UTF-8; what is not names nothing that is there, and its package is told by its name."""
    return data.decode("utf-8", "replace")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - speed is the point
            return file.read()
    except OSError:
        return b""
