"""The manifest: what is in the output folder, and what it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.json"
SUMS = "SHA256SUMS"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ArtifactEntry:
    """One file of the folder, and how it was made."""

    name: str
    exporter: str
    package: str
    options: Mapping[str, Any]
    size: int
    sha256: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The folder's contents. The mappings are as in the file; see docs/manifest.md."""

    tool: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    bank: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    fonts: Mapping[str, Any] = field(default_factory=dict)
    warnings: int = 0
    artifacts: tuple[ArtifactEntry, ...] = ()


def read(out: Path) -> Manifest:
    """The manifest of a folder; an empty one where there is none that can be read."""
    try:
        data = json.loads((out / NAME).read_bytes())
        if data["format"] != FORMAT:
            return Manifest()
        artifacts = tuple(ArtifactEntry(**{**entry, "name": _plain_name(entry["name"])}) for entry in data["artifacts"])
        return Manifest(data["tool"], data["packages"], data["bank"], data["inputs"], data["fonts"], data["warnings"],
                        artifacts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def write(manifest: Manifest) -> bytes:
    """The file's bytes: they follow from the manifest alone."""
    return (json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=2) + "\n").encode()


def sums(manifest: Manifest) -> bytes:
    """The checksums of the artifacts, as `sha256sum --check` reads them."""
    return "".join(f"{entry.sha256}  {entry.name}\n" for entry in manifest.artifacts).encode()


def sums_agree(out: Path, manifest: Manifest) -> bool:
    """Whether the folder's checksum file is the one that goes with the manifest."""
    try:
        return (out / SUMS).read_bytes() == sums(manifest)
    except OSError:
        return False


def disagreements(out: Path, manifest: Manifest) -> list[Problem]:
    """A problem for each file that is not what the manifest says."""
    problems = []
    for entry in manifest.artifacts:
        try:
            with (out / entry.name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            problems.append(_mismatch(f"{entry.name} is in the manifest but cannot be read: {error.strerror}"))
            continue
        if found != entry.sha256:
            problems.append(_mismatch(f"{entry.name} is not the file that the manifest lists"))
    return problems


def _mismatch(message: str) -> Problem:
    return Problem("manifest-mismatch", message,
                   hint="it was changed, or a run was killed between two files: run `dlexport all` again")


def _plain_name(name: str) -> str:
    """A name that stays in the folder: what a manifest lists may be removed.

    Raises:
        ValueError: it leads out of the folder.
    """
    if "/" in name or "\\" in name or name in ("", ".", ".."):
        raise ValueError(name)
    return name
