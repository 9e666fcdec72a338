"""Staged file -> fsync -> os.replace; the manifest last: it is the commit record.

A reader of the folder sees, file by file, the old version or the new one. Killed between two files, the
manifest is still the old one: `verify` reports the files that disagree with it, and the next run finishes.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport import signals
from dlexport.problems import Problem, SourceError
from dlexport.publish import manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TRIES: Final = 10
_BETWEEN: Final = 0.1       # seconds

_STAGING = ".dlexport-staging"
_held: set[int] = set()     # handles of locked folders


@contextlib.contextmanager
def writing(out: Path) -> Iterator[None]:
    """Hold the output folder for one run: made if absent, locked, what a killed run staged cleaned up.

    Raises:
        SourceError: the folder cannot be made or written to, or another run holds it.
    """
    with _explained(out, "make"):
        out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        with _explained(out, "clean up"):
            _clear(out / _STAGING)
        yield


@contextlib.contextmanager
def folder_for(file: Path) -> Iterator[None]:
    """The folder of a single file: made if absent, rid of what killed runs staged for the file; others may write there.

    Raises:
        SourceError: the folder cannot be made.
    """
    with _explained(file.parent, "make"):
        file.parent.mkdir(parents=True, exist_ok=True)
    tidy(file)
    yield


@contextlib.contextmanager
def turn(path: Path, held: Path | None = None) -> Iterator[None]:
    """Wait until no other run is between reading and writing this file. Where folders cannot be locked, do not wait.

    Args:
        path: the file.
        held: the folder that this run holds by `writing`: it waits for nobody there, least of all for itself.
    """
    folder = Path(os.path.realpath(path)).parent
    handle = None
    try:
        import fcntl  # noqa: PLC0415 - not on Windows

        if held is None or not held.samefile(folder):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError):
        pass
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _clear(staging: Path) -> None:
    """Remove staged files, and a file or link that stands in place of the staging folder; links are not followed."""
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            staging.unlink()


def unfinished(out: Path) -> bool:
    """Whether a killed run has left something in the folder."""
    return os.path.lexists(out / _STAGING)


def publish(out: Path, files: Mapping[str, bytes], entries: manifest.Manifest) -> None:
    """Put the files in place of the old ones, then what goes with them: checksums, removals, the manifest.

    Args:
        out: the folder, held by `writing`.
        files: name -> bytes, each already verified.
        entries: the manifest of the folder as it will be; what an old one of the same bank lists beyond it is removed.

    Raises:
        SourceError: a file could not be written; what was there is still there.
    """
    former = manifest.read(out)
    obsolete = {a.name for a in former.artifacts} - {a.name for a in entries.artifacts}
    if former.bank.get("id") != entries.bank.get("id"):     # another bank's are not ours to remove
        obsolete = set()
    staging = out / _STAGING
    names = [*files, manifest.SUMS, manifest.NAME]
    contents = {**files, manifest.SUMS: manifest.sums(entries), manifest.NAME: manifest.write(entries)}
    try:
        with _explained(staging, "write"):
            staging.mkdir()
        for name in names:
            with _explained(out / name, "write"):
                _write(staging / name, contents[name])
        for name in names:
            with _explained(out / name, "replace"):
                _no_folder(out / name)
        with signals.held_back():
            for name in names:
                if name == manifest.NAME:
                    for old in sorted(obsolete):
                        with _explained(out / old, "remove"):
                            (out / old).unlink(missing_ok=True)
                with _explained(out / name, "replace"):
                    (staging / name).replace(out / name)
        _sync_folder(out)
    finally:
        _clear(staging)


def _no_folder(path: Path) -> None:
    """Better found before the first of several files is replaced.

    Raises:
        OSError: a folder stands where a file is to be.
    """
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def replace_file(path: Path, data: bytes) -> None:
    """Write one file so that it is either old or new, whole, with the permissions the umask gives.

    A link stays, the file it leads to is written. A pipe or a device is written to as it is: a file in its place, which
    root could put there, would be the end of /dev/null.

    Raises:
        SourceError: it could not be written; what was there is still there.
    """
    with _explained(path, "write"):
        if _flows(path):
            path.write_bytes(data)
            return
    real = Path(os.path.realpath(path))
    staged = real.with_name(f".{real.name}.{os.getpid()}.new")     # its own: another run may be writing it too
    try:
        with _explained(path, "write"):
            _write(staged, data)
            staged.replace(real)
            _sync_folder(real.parent)
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)


def see_places(project: Path, paths: Iterable[Path]) -> None:
    """See, before the first of a project's files is written, that each will be one and stand in the project.

    A project that somebody else made may have links that lead to any folder of whoever writes there, and pipes.

    Args:
        project: the project's folder.
        paths: the files that will be written.

    Raises:
        SourceError: `output-write`; a path leads out of the project, or something else stands in the way.
    """
    home = os.path.realpath(project)
    for path in paths:
        real = os.path.realpath(path)
        if os.path.commonpath([real, home]) != home:
            hint = "put a file or folder of its own in place of the link, or write into an empty folder"
            raise SourceError([Problem("output-write", f"{path} is a link that leads out of the project, to {real}",
                                       hint=hint)])
        with _explained(path, "write"):
            _regular(path)
            for folder in path.parents:
                if os.path.lexists(folder):
                    if not folder.is_dir():
                        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
                    break


def _regular(path: Path) -> None:
    real = Path(os.path.realpath(path))     # a link to what will be is none in the way
    if os.path.lexists(real) and not real.is_file():
        if real.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if real.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        raise OSError(errno.EINVAL, "it is no regular file")


def _flows(path: Path) -> bool:
    """Whether what is written there goes on to somebody else."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def tidy(path: Path) -> None:
    """Remove what killed runs staged for this file."""
    path = Path(os.path.realpath(path))
    for staged in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        if not _alive(staged.name.rsplit(".", 2)[1]):
            with contextlib.suppress(OSError):
                staged.unlink()


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except OSError:     # somebody else's
        return True
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:       # not mkstemp: its mode 0600 would survive the rename
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the renames last through a power cut, where the system lets folders be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)



@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """An advisory lock on the folder itself, so that no lock file is left; it ends with the process."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where two runs are not kept apart
    except ImportError:
        yield
        return
    with _explained(folder, "open"):
        handle = os.open(folder, os.O_RDONLY)
    try:
        for more in reversed(range(_TRIES)):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if not more:
                    busy = Problem("output-busy", f"another dlexport is writing to {folder}",
                                   hint="wait until it has ended, or write elsewhere with --out")
                    raise SourceError([busy]) from error
            time.sleep(_BETWEEN)    # a worker of a run that was killed may not yet have ended
        _held.add(handle)
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


def _let_go() -> None:
    """Close the folder's lock in a forked process, which would otherwise keep it if its parent is killed."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):     # not on Windows, where nothing is locked
    os.register_at_fork(after_in_child=_let_go)


@contextlib.contextmanager
def _explained(path: Path, doing: str) -> Iterator[None]:
    """An OSError as a problem that says what could not be done, and why."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError([Problem(
            "output-write", f"cannot {doing} {path}: {reason}",
            hint="what was there before is still there; mend the cause and run again",
        )]) from error
