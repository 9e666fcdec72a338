"""The manifest: the list of artifacts in the output folder, with what they were made from."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dlexport.problems import Problem
from dlexport.source import files as regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.json"
SUMS = "SHA256SUMS"
FORMAT = 1

_LARGEST: Final = 16_000_000    # bytes; each artifact takes a few hundred
_SUM: Final = re.compile("[0-9a-f]{64}")
_FIELDS: Final = {"format": int, "tool": dict, "packages": dict, "bank": dict, "inputs": dict, "fonts": dict,
                  "warnings": int, "artifacts": list}
_ENTRY: Final = {"name": str, "exporter": str, "package": str, "options": dict, "size": int, "sha256": str,
                 "counts": dict}


@dataclass(frozen=True, slots=True)
class ArtifactEntry:
    """One file of the folder and how it was made. Older manifests lack the last two fields."""

    name: str
    exporter: str
    package: str
    options: Mapping[str, Any]
    size: int
    sha256: str
    counts: Mapping[str, int]
    content: str = ""
    only_topic: str | None = None


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
    """The manifest of a folder; an empty one if there is none that can be read."""
    try:
        raw = regular.contents(out / NAME, _LARGEST)
        data = json.loads(raw)
        if b"\\u" in raw:
            json.dumps(data, ensure_ascii=False).encode()   # half a character, which JSON can name, is in no text
        _check(data, _FIELDS)
        _check({"questions": 0, **data["bank"]}, {"questions": int})
        _check({"media": {}, **data["inputs"]}, {"media": dict})
        if data.pop("format") != FORMAT:
            return Manifest()
        return Manifest(**{**data, "artifacts": tuple(_entry(entry) for entry in data["artifacts"])})
    except (OSError, ValueError, TypeError, RecursionError):
        return Manifest()


def write(manifest: Manifest) -> bytes:
    """The manifest as bytes, which depend on nothing else."""
    return (json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=2) + "\n").encode()


def sums(manifest: Manifest) -> bytes:
    """The checksums of the artifacts, in the format of `sha256sum --check`."""
    return "".join(f"{entry.sha256}  {entry.name}\n" for entry in manifest.artifacts).encode()


def sums_agree(out: Path, manifest: Manifest) -> bool:
    """Whether the folder's checksum file is the one that goes with the manifest."""
    try:
        return regular.contents(out / SUMS, _LARGEST) == sums(manifest)
    except OSError:
        return False


def disagreements(out: Path, manifest: Manifest) -> list[Problem]:
    """A problem for each file that differs from what the manifest says of it."""
    problems = []
    for entry in manifest.artifacts:
        try:
            found = regular.sha256(out / entry.name)
        except OSError as error:
            problems.append(_mismatch(f"{entry.name} is in the manifest but cannot be read: {error.strerror}"))
            continue
        if found != entry.sha256:
            problems.append(_mismatch(f"{entry.name} is not the file that the manifest lists"))
    return problems


def _mismatch(message: str) -> Problem:
    return Problem("manifest-mismatch", message,
                   hint="it was changed, or a run was killed between two files: run `dlexport all` again")


def _check(data: Any, types: Mapping[str, type]) -> None:   # noqa: ANN401 - what JSON can hold
    """Check that a mapping, which somebody may have edited, has these keys with values of these types.

    Raises:
        ValueError: it has not.
    """
    if not isinstance(data, dict) or not types.keys() <= data.keys() or \
            any(type(data[key]) is not expected for key, expected in types.items()):
        raise ValueError("not as it was written")


def _entry(data: Any) -> ArtifactEntry:   # noqa: ANN401 - as above
    """An artifact's entry.

    Raises:
        ValueError: it is none, or its name leads out of the folder: what a manifest lists may be removed.
        TypeError: it has other keys.
    """
    _check(data, _ENTRY)
    known = {key: value for key, value in data.items() if (key, value) != ("only_topic", None)}
    _check({"content": "", "only_topic": "", **known}, {"content": str, "only_topic": str})
    name = data["name"]
    if "/" in name or "\\" in name or "\0" in name or name in ("", ".", "..") or not _SUM.fullmatch(data["sha256"]):
        raise ValueError(name)
    return ArtifactEntry(**data)
