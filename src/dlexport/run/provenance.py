"""Hashes of everything that decides the result of a run: its inputs, the code, the request."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import zlib
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from dlexport.plugin import installed as distributions
from dlexport.plugin.installed import GROUP, normal
from dlexport.source import files as regular
from dlexport.theme import named_fonts
from dlexport.theme.fonts import PACKAGED
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from dlexport.book.bank import Bank
    from dlexport.run.request import Request

_NEED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^]]*)\])?")      # a package, and its extras that are wanted
_EXTRA = re.compile(r"""\bextra\s*==\s*["']([^"']*)""")         # the extra of its own for which a package needs another


def inputs(request: Request, media: Iterable[str]) -> dict[str, Any]:
    """Everything that can change an artifact, as it is now: hashes of files and code, the request.

    Args:
        request: names the files.
        media: the pictures that the bank uses, by their path below the source's folder.
    """
    return {
        "source": file_hash(request.source),
        "media": {path: file_hash(request.source.parent / path) for path in sorted(media)},
        "lock": file_hash(request.lock),
        **beside(request),
    }


def beside(request: Request) -> dict[str, Any]:
    """The `inputs` besides the bank's file, its pictures and the lock, whose readers know what they read."""
    return {
        "styles": named_fonts.fingerprint(theme(request.styles)),
        "code": code(),
        "request": {
            "exporters": list(request.exporters) if request.exporters is not None else None,
            "settings": {name: dict(sorted(request.settings[name].items())) for name in sorted(request.settings)},
            "only_topic": request.topic,
            "allow_missing_glyphs": request.allow_missing_glyphs,
        },
    }


def as_read(source: str, bank: Bank) -> dict[str, Any]:
    """The `inputs` of a bank that was read, whose pictures may have been saved again since.

    Args:
        source: hash of the bank's file, taken before it was read: an edit during that is seen by the next run.
        bank: what was read.
    """
    return {"source": source, "media": {path: bank.media[path].file for path in sorted(bank.media)}}


def content(inputs: Mapping[str, Any]) -> str:
    """One hash over the bank's file and its pictures, taken from recorded `inputs`."""
    return hashlib.sha256(json.dumps([inputs["source"], inputs["media"]], sort_keys=True).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """Hexadecimal SHA-256 of a file; empty if the file is missing or unreadable."""
    try:
        return regular.sha256(path)
    except (OSError, ValueError):
        return ""


def tool() -> dict[str, str]:
    """Name and version of this program, of the Python on which it runs, and of zlib, which decides what is deflated."""
    return {"name": "dlexport", "version": distributions.versions(["dlexport"]).get("dlexport", ""),
            "python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION}


def packages() -> dict[str, str]:
    """Name -> version of each package that dlexport and the installed exporters need, themselves included.

    Packages of fonts count where they are installed, whoever wanted them: some are extras, which nothing here needs.
    """
    from dlexport.plugin import registry  # noqa: PLC0415 - a run unchanged needs none

    found: dict[str, str] = {}
    waiting = [(normal(name), "") for name in (
        "dlexport", *(one.package for one in registry.installed().values()),
        *(package for package, _ in PACKAGED.values()))]
    done: set[tuple[str, str]] = set()
    while waiting:
        name, extra = wanted = waiting.pop()
        if wanted in done:
            continue
        done.add(wanted)
        try:
            found[name], needs = _package(name)
        except LookupError:     # a dependency for another platform only
            continue
        waiting += [(other, more) for its, other, more in needs if its == extra]
    return dict(sorted(found.items()))


@cache
def _package(name: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Version of a package; and an extra of its own or nothing, a package needed for it, an extra of that or nothing.

    They stay what they were when this process first asked: that is what it runs.

    Raises:
        LookupError: there is no such package; there may be the next time.
    """
    version = distributions.versions([name])[name]
    needs = ((need, match) for need in distributions.needs(name) if (match := _NEED.match(need)))
    return version, tuple(
        (normal(its), normal(match[1]), normal(more.strip())) for need, match in needs
        for its in _EXTRA.findall(need) or [""] for more in ("", *(match[2] or "").split(",")))


def at_work() -> str:
    """One line that identifies all code on which artifacts depend; the cache is valid for this code only."""
    return f"{tool()} {packages()} {code()}"


def code() -> str:
    """SHA-256 over all files, data included, of dlexport and the exporters' packages: an edit changes no version."""
    roots = {"dlexport", *(entry.module.split(".")[0] for entry in distributions.entries(GROUP))}
    specs = [spec for root in sorted(roots) if (spec := find_spec(root))]
    places = [place for spec in specs for place in filter(None, spec.submodule_search_locations or (spec.origin,))]
    return hashlib.sha256("".join(map(_code, places)).encode()).hexdigest()


@cache
def _code(place: str) -> str:
    """The same of one package or module, as it was when this process first asked: that is what it runs."""
    digest = hashlib.sha256()
    for path in _files(place):
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - hundreds of them
                data = file.read()
        except OSError:     # an unreadable file cannot influence an artifact
            continue
        digest.update(f"{path[len(place):]}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def _files(place: str) -> Iterator[str]:
    """The files of a package or module, without hidden files and Python's compiled ones."""
    if not os.path.isdir(place):    # noqa: PTH112 - as above
        yield place
    for folder, inside, names in os.walk(place):
        inside[:] = sorted(name for name in inside if name != "__pycache__" and not name.startswith("."))
        paths = (f"{folder}/{name}" for name in sorted(names) if not name.startswith("."))
        yield from (path for path in paths if os.path.isfile(path))     # noqa: PTH113 - as above
