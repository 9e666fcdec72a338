"""A full cache: the oldest entries go, in no run's way, and from files of older versions too."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from kept_entries import FILE, found, keep

from dlexport import cache as caches
from dlexport.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "dlexport"


def test_the_oldest_go_where_there_is_too_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least recently used first, until a fifth is free; an entry that would take a quarter is not kept."""
    def run(hour: int, name: str, size: int, *, uses: str = "") -> None:
        monkeypatch.setattr("dlexport.cache.time.time", lambda: 1_000_000.0 + 7_200 * hour)
        cache = Cache(folder, limit=8_000_000)
        assert not uses or cache.get(cache.key(uses))
        cache.put(cache.key(name), bytes(size * 100_000))
        cache.close()

    for hour, name in enumerate("abc"):
        run(hour, name, 19)
    run(3, "d", 20)
    run(4, "e", 19, uses="a")
    run(5, "f", 19)
    assert [name for name in "abcdef" if found(folder, name)] == ["a", "e", "f"]


def test_the_oldest_go_in_portions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One with each write that adds an entry, as long as there is too much: no other run waits for the end of it."""
    monkeypatch.setattr(caches, "_PORTION", 3)
    old = [f"old {number}" for number in range(10)]
    keep(folder, **dict.fromkeys(old, bytes(20_000)))
    left = []
    for number in range(5):
        cache = Cache(folder, limit=150_000)
        cache.put(cache.key(f"new {number}"), bytes(100))
        cache.close()
        left.append(len(Cache(folder).held([cache.key(name) for name in old])))
    assert left == [7, 5, 5, 5, 5]
    assert all(found(folder, f"new {number}") for number in range(5))


def test_what_has_a_time_to_come_goes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock was wrong: nothing would ever be older."""
    for name, hour in (("later", 10), ("a", 0), ("b", 1), ("c", 2), ("d", 3)):
        monkeypatch.setattr("dlexport.cache.time.time", lambda hour=hour: 1_000_000.0 + 7_200 * hour)
        cache = Cache(folder, limit=400_000)
        cache.put(cache.key(name), bytes(80_000))
        cache.close()
    assert [name for name in ("later", "a", "b", "c", "d") if found(folder, name)] == ["b", "c", "d"]


@pytest.mark.parametrize("limit", [caches.LIMIT, 200_000])
def test_no_write_looks_at_all_entries(folder: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Half a million of them would hold up all other runs: SQLite says how it goes about each statement."""
    keep(folder, a=b"1", b=bytes(300_000))
    statements, connect = [], sqlite3.connect

    def traced(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(caches.sqlite3, "connect", traced)
    cache = Cache(folder, limit=limit)
    cache.put(cache.key("c"), b"3")
    cache.close()
    monkeypatch.undo()
    connection = sqlite3.connect(folder / FILE)
    ways = {row[-1] for statement in statements if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")}
    connection.close()
    assert any("entries_by_use" in way for way in ways) == (limit < caches.LIMIT)
    assert not [way for way in ways if way.startswith("SCAN")]


def test_a_file_of_a_version_without_the_index_is_shared_with_it(folder: Path) -> None:
    """What either keeps, the other finds, before the first entries go and after it."""
    def older(statement: str, *values: object) -> list[tuple[object, ...]]:
        with sqlite3.connect(folder / FILE) as connection:
            rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows

    keep(folder, a=b"1", b=bytes(60_000))
    older("DROP INDEX entries_by_use")
    older("UPDATE entries SET used = 5 WHERE key = ?", Cache().key("b"))
    keep(folder, c=b"3")
    assert [found(folder, name) for name in "abc"] == [b"1", bytes(60_000), b"3"]
    older("UPDATE entries SET used = 5 WHERE key = ?", Cache().key("b"))
    cache = Cache(folder, limit=50_000)
    cache.put(cache.key("d"), b"4")
    cache.close()
    assert [found(folder, name) for name in "abcd"] == [b"1", None, b"3", b"4"]
    older("INSERT OR REPLACE INTO entries SELECT key, 7, size, value FROM entries WHERE key = ?", Cache().key("c"))
    older("DELETE FROM entries WHERE key = ?", Cache().key("d"))
    assert older("SELECT sum(size) FROM entries") == [(2,)]
    assert older("SELECT key FROM entries ORDER BY used > 5e9 DESC, used")[0] == (Cache().key("c"),)
    assert older("PRAGMA integrity_check") == [("ok",)]
    assert [found(folder, name) for name in "acd"] == [b"1", b"3", None]
