"""What a run's artifacts follow from: the bytes of its inputs, the code at work, and what it was asked for."""

from __future__ import annotations

import hashlib
import platform
import re
from collections import defaultdict
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlexport import named_faces, registry
from dlexport.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import Distribution

    from dlexport.request import Request

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def inputs(request: Request, media: Iterable[str]) -> dict[str, Any]:
    """Everything that can change an artifact, as the manifest keeps it.

    Args:
        request: names the files.
        media: the pictures that the bank uses, by their path below the source's folder.
    """
    return {
        "source": file_hash(request.source),
        "lock": file_hash(request.lock),
        "styles": named_faces.fingerprint(theme(request.styles)),
        "media": {path: file_hash(request.source.parent / path) for path in sorted(media)},
        "code": code(),
        "request": {
            "exporters": list(request.exporters) if request.exporters is not None else None,
            "settings": {name: dict(sorted(request.settings[name].items())) for name in sorted(request.settings)},
            "only_topic": request.topic,
            "allow_missing_glyphs": request.allow_missing_glyphs,
        },
    }


def file_hash(path: Path) -> str:
    """Hexadecimal SHA-256 of a file; empty where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def tool() -> dict[str, str]:
    """This program and the Python it runs on."""
    return {"name": "dlexport", "version": distribution("dlexport").version, "python": platform.python_version()}


@cache
def packages() -> dict[str, str]:
    """Name -> version of each package that dlexport and the installed exporters need, themselves included."""
    found: dict[str, str] = {}
    waiting = ["dlexport", *(one.package for one in registry.installed().values())]
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:     # wanted on another platform only
            continue
        head = _head(package)
        found[name] = (head["version"] or [""])[0]
        waiting += [match[0] for need in head["requires-dist"] if "extra ==" not in need
                    if (match := _NAME.match(need))]
    return dict(sorted(found.items()))


def installed(names: Iterable[str]) -> dict[str, str]:
    """Name -> version of those packages that are installed: what `packages` found, looked up again, faster."""
    found = {}
    for name in names:
        try:
            found[name] = (_head(distribution(name))["version"] or [""])[0]
        except PackageNotFoundError:
            continue
    return found


def at_work() -> str:
    """All code that has a part in what is made, as one line: what it makes is good for nothing else."""
    return f"{tool()} {packages()} {code()}"


@cache
def code() -> str:
    """SHA-256 over the modules of dlexport and of each exporter's package: an edit changes no version."""
    digest = hashlib.sha256()
    roots = {"dlexport", *(one.entry.module.split(".")[0] for one in registry.installed().values())}
    for root in sorted(roots):
        spec = find_spec(root)
        for place in (spec.submodule_search_locations or (spec.origin,)) if spec else ():
            for path in sorted(_modules(Path(place))) if place else ():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _head(package: Distribution) -> Mapping[str, list[str]]:
    """The fields of a package's metadata in lower case; Python's own reading of them takes ten times as long."""
    fields: dict[str, list[str]] = defaultdict(list)
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    for line in text.partition("\n\n")[0].split("\n"):
        name, _, value = line.partition(": ")
        fields[name.lower()].append(value)
    return fields


def _modules(place: Path) -> Iterable[Path]:
    return place.rglob("*.py") if place.is_dir() else (place,)


def _normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
