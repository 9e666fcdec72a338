"""Archives, frames, databases and JSON that strangers made: read within budgets, refused with a reason."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from contextlib import closing

import pytest
import zstandard

from dlexport.foreign.archive import Archive
from dlexport.foreign.budget import Budget, ForeignError
from dlexport.foreign.database import opened
from dlexport.foreign.json_text import parsed
from dlexport.foreign.xml_tree import tree
from dlexport.foreign.zstandard import unpacked

pytestmark = pytest.mark.usefixtures("within_bounds")


def zipped(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def database(script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return connection.serialize()


def small(size: int = 1_000) -> Budget:
    return Budget(size, size)


def test_an_honest_archive_is_read() -> None:
    """Each member by its name, and what is there."""
    with Archive(zipped(("a", b"one"), ("b/c", b"two" * 100))) as archive:
        assert archive.names == ("a", "b/c")
        assert ("a" in archive, "x" in archive) == (True, False)
        assert archive.read("b/c") == b"two" * 100
        assert archive.all() == {"a": b"one", "b/c": b"two" * 100}


def test_one_budget_is_for_all_members() -> None:
    """Many small ones are a bomb too."""
    with Archive(zipped(*((str(number), bytes(200)) for number in range(9))), small()) as archive, \
            pytest.raises(ForeignError, match="it unpacks to more than"):
        archive.all()


def test_what_the_directory_says_of_sizes_is_not_believed() -> None:
    """A member that says it holds ten bytes and unpacks to millions stops when the budget is used up."""
    data = zipped(("a", bytes(50_000_000)))
    size = struct.pack("<L", 50_000_000)
    assert data.count(size) == 2
    lying = data.replace(size, struct.pack("<L", 10))
    with Archive(lying, small()) as archive, pytest.raises(ForeignError):
        archive.read("a")
    with Archive(data, small()) as archive, pytest.raises(ForeignError, match="more than"):     # told beforehand
        next(archive.pieces("a"))


@pytest.mark.parametrize(("data", "said"), [
    pytest.param(b"", "not a whole zip", id="nothing"),
    pytest.param(b"PK\3\4" * 99, "not a whole zip", id="no directory"),
    pytest.param(zipped(("a", b"x"))[:-9], "not a whole zip", id="cut short"),
    pytest.param(zipped(("a", bytes(99)), packing=zipfile.ZIP_LZMA), "a way that is not read", id="LZMA"),
    pytest.param(zipped(("a", bytes(99)), packing=zipfile.ZIP_BZIP2), "a way that is not read", id="bzip2"),
    pytest.param(zipped(("a", b"x")).replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"),
                 "a way that is not read", id="encrypted"),
    pytest.param(b"PK\1\2" * 70_000, "more than 65,535 members", id="a list of many"),
    pytest.param(zipped(("a", b"1"), ("b", b"2")).replace(b"b", b"a"), "two members of one name", id="doubled"),
    pytest.param(zipped(("a", b"hello"), packing=zipfile.ZIP_STORED).replace(b"hello", b"hallo"), "is damaged",
                 id="checksum"),
])
def test_a_hostile_archive_is_refused(data: bytes, said: str) -> None:
    """With the reason."""
    with pytest.raises(ForeignError, match=said), Archive(data, small()) as archive:
        archive.all()


def test_a_member_that_is_not_there() -> None:
    """Is told by its name."""
    with Archive(zipped(("a", b"x"))) as archive, pytest.raises(ForeignError, match="no member b"):
        archive.read("b")


def test_a_budget_fits_the_size() -> None:
    """Small files may unpack to something, large ones not to everything."""
    assert [Budget.of(size).total for size in (0, 10_000_000, 2**32)] == [64_000_000, 200_000_000, 1_000_000_000]


def test_frames_are_unpacked() -> None:
    """One, several in a row, and one that does not say how long it is."""
    pack = zstandard.ZstdCompressor()
    stream = pack.compressobj()
    untold = stream.compress(b"one") + stream.flush()
    assert unpacked(pack.compress(b"one")) == b"one"
    assert unpacked(untold + pack.compress(b"two")) == b"onetwo"


@pytest.mark.parametrize(("data", "said"), [
    pytest.param(zstandard.compress(bytes(2_000)), "more than", id="told"),
    pytest.param(zstandard.ZstdCompressor(write_content_size=False).compress(bytes(200_000_000)), "more than",
                 id="not told"),
    pytest.param(b"hello", "not whole", id="no frame"),
    pytest.param(zstandard.compress(bytes(500))[:-2], "(cut short|not whole)", id="cut short"),
    pytest.param(b"\x28\xb5\x2f\xfd\0\xf8\1\0\0", "not whole", id="a window of terabytes"),
])
def test_a_hostile_frame_is_refused(data: bytes, said: str) -> None:
    """With the reason, and nothing set aside that it asks for."""
    with pytest.raises(ForeignError, match=said):
        unpacked(data, small())


def test_a_table_is_read() -> None:
    """Also one sorted by what SQLite does not know."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        connection.executescript("CREATE TABLE a (b TEXT COLLATE unicase, n); CREATE INDEX i ON a (b);"
                                 "INSERT INTO a VALUES ('x', 1), ('y', 2)")
        data = connection.serialize()
    with opened(data, ["a"], ["unicase"]) as base:
        assert base.rows("SELECT b FROM a WHERE n > ?", [1]) == [("y",)]
        assert base.rows("SELECT group_concat(n) FROM a") == [("1,2",)]


BOMB = """CREATE VIEW notes AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS b FROM c"""


@pytest.mark.parametrize(("script", "query", "said"), [
    pytest.param(BOMB, "SELECT b FROM notes", "something else than a table", id="a view without an end"),
    pytest.param("CREATE TABLE notes (a, b AS (hex(zeroblob(900000000))))", "SELECT b FROM notes", "something else",
                 id="a column that is computed"),
    pytest.param("CREATE VIRTUAL TABLE notes USING fts5 (b)", "SELECT b FROM notes", "something else", id="virtual"),
    pytest.param("CREATE TABLE other (b)", "SELECT b FROM other", "prohibited", id="a table not asked for"),
    pytest.param("CREATE TABLE notes (b)", "SELECT load_extension(b) FROM notes", "not authorized", id="a function"),
    pytest.param("CREATE TABLE notes (b)", "SELECT c FROM notes", "no such column", id="another table"),
    pytest.param("CREATE TABLE notes (b)", "DELETE FROM notes", "not authorized", id="a change"),
    pytest.param("CREATE TABLE notes (b)", "ATTACH 'x.db' AS x", "not authorized", id="another file"),
    pytest.param("CREATE TABLE notes (b); INSERT INTO notes WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
                 "FROM c LIMIT 3000) SELECT x FROM c", "SELECT count(*) FROM notes, notes x, notes y",
                 "takes too long", id="steps without end"),
])
def test_a_hostile_database_is_refused(script: str, query: str, said: str) -> None:
    """Nothing of it is run."""
    with pytest.raises(ForeignError, match=said), opened(database(script), ["notes"]) as base:
        base.rows(query)


@pytest.mark.parametrize("data", [
    b"", b"hello", b"SQLite format 3\0" + bytes(84), database("CREATE TABLE a (b)")[:999]])
def test_what_is_no_database(data: bytes) -> None:
    """Cut short, or nothing at all."""
    with pytest.raises(ForeignError), opened(data, ["a"]) as base:
        base.rows("SELECT b FROM a")


def test_a_schema_that_was_tampered_with() -> None:
    """Each byte of it may be any other: rows or one error."""
    data = database("CREATE TABLE a (b TEXT); CREATE INDEX i ON a (b); INSERT INTO a VALUES ('x'), ('y')")
    refused = 0
    for place in range(0, len(data), 7):
        if not data[place]:
            continue
        for byte in (0, 1, 0x7F, 0xFF):
            try:
                with opened(data[:place] + bytes([byte]) + data[place + 1:], ["a"]) as base:
                    base.rows("SELECT b FROM a")
            except ForeignError:
                refused += 1
    assert refused


@pytest.mark.parametrize(("text", "said"), [
    pytest.param("[" * 100_000, "nested too deep", id="brackets"),
    pytest.param('{"a":' * 100_000, "nested too deep", id="braces"),
    pytest.param("9" * 5_000, "damaged", id="a long number"),
    pytest.param(b"\xff\xfe\xfa", "damaged", id="no text"),
    pytest.param("{", "damaged", id="cut short"),
])
def test_json_that_is_none(text: str, said: str) -> None:
    """One error."""
    assert parsed(json.dumps({"a": [1]})) == {"a": [1]}
    with pytest.raises(ForeignError, match=said):
        parsed(text)


def test_sums_of_frames_and_members_share_a_budget() -> None:
    """A database in a frame in an archive is unpacked within one."""
    budget = small(3_000)
    with Archive(zipped(("a", zstandard.compress(bytes(2_000)))), budget) as archive:
        assert len(unpacked(archive.read("a"), budget)) == 2_000
    assert budget.left < 1_000


@pytest.mark.parametrize("data", [
    b"<a>", b"", b"<a>&b;</a>", b"\xff<a/>", b'<?xml version="1.0" encoding="UTF-F-8"?><a/>',
    b'<?xml version="1.0" encoding="hex"?><a/>', b'<?xml version="1.0" encoding="gb18030"?><a/>',
    b'<?xml version="1.0" encoding="punycode"?><a/>', b'<?xml version="1.0" encoding="idna"?><a/>',
    b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 9_000 + b'">]><a>' + b"&b;" * 9_000 + b"</a>"])
def test_xml_is_a_tree_or_a_reason(data: bytes) -> None:
    """Its encoding is looked up among Python's, which raise errors of their own."""
    with pytest.raises(ForeignError, match="it is no whole XML file"):
        tree(data)
