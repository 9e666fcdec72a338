"""The cache: entries by what they follow from, kept between runs, bounded, and never in the way."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from kept_entries import FILE, found, keep

from dlexport import cache as caches
from dlexport.cache import Cache
from forks import side_by_side

pytestmark = pytest.mark.usefixtures("within_bounds")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "dlexport"


def test_what_is_put_is_there_at_once_and_in_the_next_run(folder: Path) -> None:
    """Before it is closed for the one who put it, afterwards for all."""
    cache = Cache(folder)
    key = cache.key("a")
    cache.put(key, b"1")
    assert cache.get(key) == b"1"
    assert found(folder, "a") is None
    cache.close()
    assert found(folder, "a") == b"1"


def test_hits_and_misses_are_counted(folder: Path) -> None:
    """Each key asked for is one or the other."""
    keep(folder, a=b"1")
    cache = Cache(folder)
    assert cache.get_all([cache.key("a"), cache.key("b")]) == {cache.key("a"): b"1"}
    assert (cache.hits, cache.misses) == (1, 1)


def test_every_part_counts_by_itself_and_so_does_the_base() -> None:
    """`ab, c` is not `a, bc`, and what other code made is not found."""
    cache = Cache()
    assert len({cache.key("ab", "c"), cache.key("a", "bc"), cache.key("abc"), Cache(None, "2").key("ab", "c")}) == 4


def test_recalled_once_made(folder: Path) -> None:
    """An entry is made the first time only."""
    cache, made = Cache(folder), []
    for _ in range(2):
        assert cache.recall(cache.key("a"), lambda: made.append(1) or b"x") == b"x"
    assert made == [1]


def test_without_a_folder_nothing_is_kept() -> None:
    """Nor counted."""
    cache = Cache()
    cache.put(cache.key("a"), b"1")
    cache.close()
    assert (cache.get(cache.key("a")), cache.hits, cache.misses, cache.keeps) == (None, 0, 0, False)


def test_more_keys_than_one_statement_takes(folder: Path) -> None:
    """Thousands at once."""
    names = [f"n{k}" for k in range(1_700)]
    keep(folder, **dict.fromkeys(names, b"v"))
    cache = Cache(folder)
    assert len(cache.get_all([cache.key(name) for name in names])) == len(names)
    cache.close()


def test_a_damaged_entry_is_absent_and_written_anew(folder: Path) -> None:
    """Its checksum tells."""
    keep(folder, a=b"good")
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("UPDATE entries SET value = substr(value, 1, 16) || 'evil'")
    connection.close()
    assert found(folder, "a") is None
    keep(folder, a=b"good")
    assert found(folder, "a") == b"good"


def test_an_entry_of_another_key_is_no_entry(folder: Path) -> None:
    """A damaged index leads to the wrong row, whole as it is."""
    keep(folder, a=b"1", b=b"2")
    with sqlite3.connect(folder / FILE) as connection:
        (other,) = connection.execute("SELECT value FROM entries WHERE key = ?", [Cache().key("b")]).fetchone()
        connection.execute("UPDATE entries SET value = ?", [other])
    connection.close()
    assert (found(folder, "a"), found(folder, "b")) == (None, b"2")


@pytest.mark.parametrize("statements", [
    "DROP TABLE entries; CREATE TABLE entries (other)",
    "DROP TABLE entries; CREATE VIEW entries AS SELECT 1 AS key, 2 AS used, 3 AS size, 'x' AS value",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE ÿ (' || x'ffed'",
    "UPDATE entries SET value = 'x', used = 'x', size = 1e999",
])
def test_a_file_of_another_shape_is_made_anew(folder: Path, statements: str) -> None:
    """Damage may look like that; it is not the end of the cache."""
    keep(folder, a=b"1")
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    connection.executescript(statements)
    connection.close()
    assert found(folder, "a") is None
    for _ in range(3):
        keep(folder, a=b"1")
    assert found(folder, "a") == b"1"


def test_whatever_byte_is_damaged_an_entry_is_right_or_absent(folder: Path) -> None:
    """And two runs later all is kept again."""
    entries = {f"n{k}": b"%d" % k * (7 * k + 1) for k in range(60)}
    keep(folder, **entries)
    whole, chance = (folder / FILE).read_bytes(), random.Random(5)  # noqa: S311 - no secret
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            damaged[chance.choice((chance.randrange(200), chance.randrange(len(whole))))] = chance.randrange(256)
        for suffix in ("-wal", "-shm"):
            (folder / (FILE + suffix)).unlink(missing_ok=True)
        (folder / FILE).write_bytes(damaged)
        assert all(found(folder, name) in (None, value) for name, value in list(entries.items())[::20])
        for _ in range(3):
            keep(folder, **entries)
        assert found(folder, "n59") == entries["n59"]


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    """Nobody needs to be told."""
    keep(folder, a=b"1")
    for suffix in ("-wal", "-shm"):
        (folder / (FILE + suffix)).unlink(missing_ok=True)
    (folder / FILE).write_bytes(damage)
    assert found(folder, "a") is None
    keep(folder, a=b"1")
    keep(folder, a=b"1")
    assert found(folder, "a") == b"1"


@pytest.mark.parametrize(("result", "left"), [
    (sqlite3.SQLITE_PROTOCOL, b"1"), (sqlite3.SQLITE_BUSY_SNAPSHOT, b"1"), (sqlite3.SQLITE_CORRUPT_INDEX, None)])
def test_only_damage_costs_the_file(
        folder: Path, monkeypatch: pytest.MonkeyPatch, result: int, left: bytes | None) -> None:
    """Where other runs are in the way, this one does without it, and all that it holds stays for the next."""
    keep(folder, a=b"1")

    def refused(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError()
        error.sqlite_errorcode = result
        raise error

    with monkeypatch.context() as now:
        now.setattr(caches.sqlite3, "connect", refused)
        assert found(folder, "a") is None
    assert found(folder, "a") == left


def test_others_may_not_write_there(folder: Path) -> None:
    """What another user can write to is neither read nor written: entries are trusted."""
    keep(folder, a=b"1")
    assert (folder.stat().st_mode & 0o777, (folder / FILE).stat().st_mode & 0o777) == (0o700, 0o600)
    folder.chmod(0o770)
    assert found(folder, "a") is None
    folder.chmod(0o700)
    assert found(folder, "a") == b"1"


@pytest.mark.parametrize("above", [0, 1])
def test_others_may_not_replace_it(folder: Path, above: int) -> None:
    """A folder above it to which all may write, unless only owners may remove there; or one that somebody else owns."""
    keep(folder, a=b"1")
    parent = folder.parents[above]
    for mode, value in ((0o777, None), (0o1777, b"1"), (0o775, None), (0o755, b"1")):
        parent.chmod(mode)
        assert found(folder, "a") == value
    if os.geteuid() == 0:       # only root can give a folder away
        for place in (parent, folder):
            os.chown(place, 65_534, 65_534)
            assert found(folder, "a") is None
            os.chown(place, 0, 0)
        assert found(folder, "a") == b"1"


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "file").write_bytes(b"")
    keep(tmp_path / "file" / "dlexport", a=b"1")
    assert found(tmp_path / "file" / "dlexport", "a") is None


def at_once(arguments: list[str]) -> int:
    """A program for `forks.started`: writes 25 entries to the cache of this folder, and reads each."""
    folder, name = arguments
    for number in range(25):
        cache = Cache(Path(folder))
        key = cache.key(name, str(number))
        cache.put(key, b"v" * 1000)
        cache.close()
        assert cache.get(key) == b"v" * 1000
        cache.close()
    return 0


def test_runs_side_by_side_lose_nothing(folder: Path) -> None:
    """Four processes write and read at the same time."""
    assert side_by_side(at_once, [[str(folder), str(number)] for number in range(4)], folder.parents[1]) == [0, 0, 0, 0]
    cache = Cache(folder)
    assert len(cache.get_all([cache.key(str(n), str(k)) for n in range(4) for k in range(25)])) == 100
    cache.close()


@pytest.mark.starts(1)
def test_killed_while_writing(folder: Path) -> None:
    """What was there is there, whole; the next run writes on."""
    keep(folder, a=b"1")
    work = ("import os, signal, sys; from pathlib import Path; from dlexport.cache import Cache\n"
            "cache = Cache(Path(sys.argv[1])); cache.put(cache.key('b'), b'2')\n"
            "kill = lambda statement: statement == 'COMMIT' and os.kill(os.getpid(), signal.SIGKILL)\n"
            "cache._opened(write=True).set_trace_callback(kill)\n"
            "cache.close()\n")
    assert subprocess.run([sys.executable, "-c", work, folder], check=False).returncode == -9
    assert (found(folder, "a"), found(folder, "b")) == (b"1", None)
    keep(folder, b=b"2")
    assert found(folder, "b") == b"2"


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As the XDG Base Directory Specification says; a relative path there is ignored; without a home there is none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert caches.folder() == tmp_path / "dlexport"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("dlexport.cache.sys.platform", "linux")
    assert caches.folder() == tmp_path / ".cache" / "dlexport"
    monkeypatch.setattr("dlexport.cache.sys.platform", "darwin")
    assert caches.folder() == tmp_path / "Library" / "Caches" / "dlexport"
    monkeypatch.setattr("dlexport.cache.sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", os.fspath(tmp_path))
    assert caches.folder() == tmp_path / "dlexport" / "cache"
    monkeypatch.delenv("LOCALAPPDATA")
    assert caches.folder() is None
    monkeypatch.setattr("dlexport.cache.sys.platform", "linux")

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr("dlexport.cache.Path.home", homeless)
    assert caches.folder() is None


def test_entries_that_fill_their_room_are_written_at_once(tmp_path: Path) -> None:
    """A long run holds some megabytes of them, not all; each is still found, by it and by another."""
    cache = Cache(tmp_path)
    entries = {cache.key(str(number)): bytes([number]) * 1_500_000 for number in range(5)}
    for key, value in entries.items():
        cache.put(key, value)
    other = Cache(tmp_path)
    assert 3 <= len(other.get_all(list(entries))) < 5
    assert cache.get_all(list(entries)) == entries
    cache.close()
    assert other.get_all(list(entries)) == entries
    other.close()
