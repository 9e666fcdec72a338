"""The cache: bytes by a hash of all that they were made from; in the platform's cache folder, bounded, safe to lose.

One SQLite file, since it already is what a cache shared by parallel runs must be: atomic, whole after a kill, and
quick at thousands of small entries. Whatever goes wrong with it, a run does without: it changes time, never bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

LIMIT: Final = 2_000_000_000    # bytes of the file; then the least recently used go. Of 10,000 questions in six formats
                                # there is more than half a gigabyte: with that, an edit made nearly all of them anew
_KEPT: Final = 0.8              # of the limit, when they have gone
_PORTION: Final = 2_000         # entries that go with one write, at most: more than it adds, mostly, and 0.1 s
_FILE: Final = "entries-1.sqlite"
_SUM: Final = 16                # bytes of an entry's own checksum
_ROOM: Final = 4_000_000        # bytes of new entries that wait in memory to be written
_BATCH: Final = 500             # keys in one question to SQLite, which takes 999 where it is old
_PASSING: Final = {             # results of SQLite that do not mean damage: another time
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_PROTOCOL}    # others were quicker each time that it began to read
_PRIMARY: Final = 0xFF          # a result's lowest byte says what, the others why
_HOUR: Final = 3_600            # how exact the time of the last use is
_PATIENCE: Final = 2.0          # seconds to wait for another run's writing
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS entries
(key BLOB PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, value BLOB NOT NULL)"""
_INDEX: Final = "CREATE INDEX IF NOT EXISTS entries_by_use ON entries (used)"
_OLDEST: Final = "SELECT rowid, coalesce(CAST(size AS INTEGER), 0) FROM entries WHERE used {} ? ORDER BY used LIMIT ?"


class Cache:
    """Bytes by key. New entries are written at the latest when it is closed; a damaged entry counts as absent.

    A process that forks closes it before, since a connection must not be used on both sides.

    Args:
        folder: where the file is; None for a cache that keeps nothing.
        base: goes into every key: the versions of all code that makes entries.
        limit: of the file without the pages that are free in it, in bytes.

    Attributes:
        hits, misses: how many entries were found, or not, in this process.
        memory: what readers keep of a file for their next reading in this process; never written.
    """

    def __init__(self, folder: Path | None = None, base: str = "", *, limit: int = LIMIT) -> None:
        self.hits = self.misses = 0
        self.memory: dict[str, Any] = {}
        self._folder = folder
        self._base = hashlib.sha256(base.encode())
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        self._new: dict[bytes, bytes] = {}
        self._used: list[bytes] = []
        self._waiting = 0       # bytes of new entries

    @property
    def keeps(self) -> bool:
        """Whether it is worth asking."""
        return self._folder is not None

    def key(self, *parts: str | bytes) -> bytes:
        """The key of a value made from these parts; the borders between parts count."""
        digest = self._base.copy()
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            digest.update(b"%d:" % len(data) + data)
        return digest.digest()

    def get(self, key: bytes) -> bytes | None:
        """The entry; None if it is absent or damaged."""
        return self.get_all([key]).get(key)

    def peek(self, key: bytes) -> bytes | None:
        """The entry, likewise, of what is no piece of an artifact: neither a hit nor a miss."""
        return self.peek_all([key]).get(key)

    def peek_all(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The entries that exist and are undamaged, likewise."""
        counts = self.hits, self.misses
        found = self.get_all(keys)
        self.hits, self.misses = counts
        return found

    def get_all(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The entries that exist and are undamaged."""
        if not self.keeps:
            return {}
        found = {key: self._new[key] for key in keys if key in self._new}
        wanted = [key for key in dict.fromkeys(keys) if key not in found]
        self._try(lambda connection: self._read(connection, wanted, found))
        self.hits += len(found)
        self.misses += len(set(keys)) - len(found)
        return found

    def held(self, keys: Collection[bytes]) -> set[bytes]:
        """Which of these keys have an entry, which may turn out to be damaged; neither hits nor misses."""
        found = {key for key in keys if key in self._new}
        self._try(lambda connection: found.update(
            key for batch in _batches(keys) for key, in connection.execute(
                f"SELECT key FROM entries WHERE key IN ({','.join('?' * len(batch))})", batch)))    # noqa: S608 - "?" only
        return found & {*keys}

    def put(self, key: bytes, value: bytes) -> None:
        """Add an entry; it is written when some megabytes wait, or when the cache is closed."""
        if self.keeps and len(value) < self._limit / 4:
            self._new[key] = value
            self._waiting += len(value)
            if self._waiting > _ROOM:
                self._flush()

    def recall(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The entry; if it is absent, it is made and added."""
        return self.recall_all([key], lambda _: make())[0]

    def recall_all(self, keys: Sequence[bytes], make: Callable[[int], bytes]) -> list[bytes]:
        """The entries of these keys, in one query; those that are absent are made, by their index, and added."""
        found, values = self.get_all(keys), []
        for number, key in enumerate(keys):
            value = found.get(key)
            if value is None:
                value = make(number)
                self.put(key, value)
            values.append(value)
        return values

    def close(self) -> None:
        """Write new entries, delete the oldest beyond the size limit, and close the file."""
        self._flush()
        self._let_go()

    def _flush(self) -> None:
        if self._new or self._used:
            self._try(self._write, write=True)
        self._new, self._used, self._waiting = {}, [], 0

    def _read(self, connection: sqlite3.Connection, wanted: Sequence[bytes], found: dict[bytes, bytes]) -> None:
        """Add those of the wanted entries that are in the file to those found."""
        now = int(time.time())
        for batch in _batches(wanted):
            marks = ",".join("?" * len(batch))
            rows = connection.execute(
                f"SELECT key, used BETWEEN ? AND ?, value FROM entries WHERE key IN ({marks})",  # noqa: S608 - "?" only
                (now - _HOUR, now + _HOUR, *batch))
            asked = set(batch)
            for key, fresh, value in rows:      # of a damaged file, anything
                if key in asked and isinstance(value, bytes) and value[:_SUM] == _sum(key, value[_SUM:]):
                    found[key] = value[_SUM:]
                    if not fresh:
                        self._used.append(key)

    def _write(self, connection: sqlite3.Connection) -> None:
        """Write new entries and the times of those used, in one transaction."""
        now = int(time.time())
        connection.execute("BEGIN IMMEDIATE")
        rows = [(key, now, len(value), _sum(key, value) + value) for key, value in self._new.items()]
        connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
        connection.executemany("UPDATE entries SET used = ? WHERE key = ?", [(now, key) for key in self._used])
        connection.execute("COMMIT")
        if rows and _taken(connection) > self._limit:
            self._shrink(connection, now)

    def _shrink(self, connection: sqlite3.Connection, now: int) -> None:
        """Delete a portion of the least recently used entries; a time in the future is a clock's error and goes first.

        One portion, so that no other run waits for long: what is still too much goes with the next writes. The file may
        be of a version that knew no index; that version writes to it as before.
        """
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_INDEX)
        surplus = _taken(connection) - self._limit * _KEPT
        gone: list[tuple[int]] = []
        for which in (">", "<="):
            for row, size in connection.execute(_OLDEST.format(which), (now + _HOUR, _PORTION - len(gone))):
                if surplus <= 0:
                    break
                surplus -= size
                gone.append((row,))
        connection.executemany("DELETE FROM entries WHERE rowid = ?", gone)
        connection.execute("COMMIT")

    def _try(self, work: Callable[[sqlite3.Connection], None], *, write: bool = False) -> None:
        """Do something with the file, if it can be opened; an error there ends this and nothing else."""
        try:
            connection = self._opened(write=write)
            if connection:
                work(connection)
        except (sqlite3.Error, UnicodeError) as error:      # the latter of a damaged file's own error message
            self._let_go()
            if getattr(error, "sqlite_errorcode", 0) & _PRIMARY not in _PASSING:
                self._remove()      # damaged: made anew when something is written next
        except OSError:
            self._folder = None

    def _opened(self, *, write: bool) -> sqlite3.Connection | None:
        if self._folder is None or self._connection is not None:
            return self._connection
        path = self._folder / _FILE
        new = not path.exists()
        if new:
            if not write:
                return None
            _make(self._folder)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if not _ours(self._folder) or not _ours(path) or not _kept_from_others(self._folder):
            self._folder = None
            return None
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        self._connection = connection
        connection.execute("PRAGMA synchronous = OFF")      # a power cut may cost the cache: its sums would tell
        connection.execute("PRAGMA journal_mode = WAL")
        connection.text_factory = bytes     # of damage, not to be decoded
        connection.execute(_TABLE)
        if new:
            connection.execute(_INDEX)      # while it costs nothing
        return connection

    def _let_go(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            if self._folder is not None:
                with contextlib.suppress(OSError):
                    (self._folder / (_FILE + suffix)).unlink(missing_ok=True)


def folder() -> Path | None:
    """The platform's folder for caches: XDG Base Directory Specification, Apple's and Microsoft's guidelines."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():     # the specification: a relative path is to be ignored
        return named / "dlexport"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / "dlexport" / "cache" if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "dlexport"


def _taken(connection: sqlite3.Connection) -> int:
    """The bytes of the pages in use: SQLite counts them, and a sum of all entries would take long at each write."""
    pages, free, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0])
                         for name in ("page_count", "freelist_count", "page_size"))
    return (pages - free) * size


def _batches(keys: Collection[bytes]) -> Iterator[list[bytes]]:
    listed = list(keys)
    for first in range(0, len(listed), _BATCH):
        yield listed[first:first + _BATCH]


def _make(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        place.mkdir(mode=0o700)


def _ours(path: Path) -> bool:
    """Whether only this user can write to a folder: entries are trusted as the program's own files are."""
    if not hasattr(os, "getuid"):
        return True
    about = path.lstat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH) \
        and not stat.S_ISLNK(about.st_mode)


def _kept_from_others(place: Path) -> bool:
    """Whether no other user can replace a folder, by way of the folders above it."""
    if not hasattr(os, "getuid"):
        return True
    for above in place.resolve().parents:
        about = above.stat()
        open_to_all = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not about.st_mode & stat.S_ISVTX
        if open_to_all or about.st_uid not in {0, os.getuid()}:
            return False
    return True


def _sum(key: bytes, value: bytes) -> bytes:
    """A checksum of key and value: in a damaged index a key may lead to the value of another."""
    return hashlib.blake2b(value, digest_size=_SUM, key=key).digest()
