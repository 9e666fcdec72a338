"""An SQLite database in memory, of which some tables are read and nothing is run."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dlexport.foreign.budget import ForeignError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SIZE_LIMIT: Final = 500_000_000     # bytes; ten thousand questions take forty million
_VALUE_LIMIT: Final = 50_000_000    # bytes of one value, or of a row
_EVERY: Final = 1_000               # steps of SQLite's machine between two looks at the budget
_STEPS: Final = 20_000_000          # that any database may take: about a second
_STEPS_A_BYTE: Final = 3            # and more; a query that goes through a table takes about one in ten bytes
_READS: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_FUNCTIONS: Final = {"group_concat", "count", "max", "min", "length", "coalesce"}
_PLAIN: Final = "SELECT type, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE"


class Database:
    """Answers queries over the tables it was opened for.

    Nothing else of the file is evaluated: no view, no virtual table, no generated column, no function beyond a few, and
    nothing goes on when the budget of steps is used up.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query gives.

        Raises:
            ForeignError: the database is damaged, lacks what is asked for, or takes too many steps.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, sqlite3.Warning, OverflowError, MemoryError, UnicodeError) as error:
            raise _damage(error) from error


@contextmanager
def opened(data: bytes, tables: Collection[str], collations: Collection[str] = ()) -> Iterator[Database]:
    """A database's bytes, opened to be read.

    Args:
        data: the file.
        tables: that may be read; those of them that are there must be plain tables.
        collations: names of orderings that its schema uses and SQLite does not know; nothing is sorted by them.

    Raises:
        ForeignError: it is no database, it is too large, or one of the tables is none.
    """
    if len(data) > SIZE_LIMIT:
        raise ForeignError(f"its database is larger than {SIZE_LIMIT // 1_000_000} MB")
    connection = sqlite3.connect(":memory:")
    try:
        _prepare(connection, data, collations)
        for table in tables:
            _check(connection, table)
        allowed = {name.casefold() for name in tables}
        connection.set_authorizer(
            lambda action, first, second, _database, _within: _verdict(allowed, action, first, second))
        yield Database(connection)
    except (sqlite3.Error, OverflowError, MemoryError, UnicodeError) as error:
        raise _damage(error) from error
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, data: bytes, collations: Collection[str]) -> None:
    connection.deserialize(data)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _VALUE_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    left = (_STEPS + _STEPS_A_BYTE * len(data)) // _EVERY

    def spent() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(spent, _EVERY)
    for name in collations:
        connection.create_collation(name, _compare)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def _check(connection: sqlite3.Connection, table: str) -> None:
    """Whether what has this name is a table that holds rows and computes nothing.

    Raises:
        ForeignError: it is not.
    """
    for sort, made_by in connection.execute(_PLAIN, (table,)).fetchall():
        computed = any(hidden for *_, hidden in connection.execute(f"PRAGMA table_xinfo({_quoted(table)})"))
        if sort != "table" or computed or not str(made_by).upper().startswith("CREATE TABLE"):
            raise ForeignError(f"its database has something else than a table called {table}")


def _verdict(allowed: Collection[str], action: int, first: str | None, second: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_OK if second in _FUNCTIONS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and (first or "").casefold() not in allowed:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _compare(one: str, other: str) -> int:
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _damage(error: BaseException) -> ForeignError:
    if "interrupted" in str(error):
        return ForeignError("its database takes too long to be read")
    return ForeignError(f"its database is damaged ({error})")
