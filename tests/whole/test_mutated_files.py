"""Files changed after they were made: verification objects to each, in the question and part that was changed.

Prints are in `tests/pdf/test_prints_seen.py`; what is dropped from the book before it is exported, for every exporter
there is, in `test_every_question.py` and in the test kit.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from base64 import b64encode
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dlexport.cache import Cache
from dlexport.plugin import registry
from dlexport.plugin.testing import book, exported
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    Files = dict[str, bytes]
    Change = Callable[[bytes], bytes]

pytestmark = pytest.mark.unmeasured


@cache
def whole(name: str) -> bytes:
    """What an exporter makes of the test kit's bank."""
    return exported(type(registry.installed()[name].exporter), name, book()).data


def lacking(name: str, data: bytes) -> list[str]:
    """What verification says of a file."""
    exporter = registry.installed()[name].exporter
    promised = exporter.promises(exporter.Options())
    return [problem.message for problem in verify(book(), promised, exporter.read_back(data, Cache()), "x")]


def zipped(change: Callable[[Files], None]) -> Change:
    """Other files in a zip."""
    def changed(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()
    return changed


def sql(*statements: str) -> Change:
    """Another collection in a deck."""
    def change(files: Files) -> None:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(files["collection.anki2"])
            assert sum(connection.execute(statement).rowcount for statement in statements) > 0
            connection.commit()
            files["collection.anki2"] = connection.serialize()
    return zipped(change)


def text(pattern: str, instead: str) -> Change:
    """Another text in a page, or in each page of a book that has it."""
    def replaced(data: bytes) -> bytes:
        return re.sub(pattern, instead, data.decode(), flags=re.DOTALL).encode()

    def change(files: Files) -> None:
        before = dict(files)
        files |= {name: replaced(content) for name, content in files.items() if name.endswith(".xhtml")}
        assert files != before

    def changed(data: bytes) -> bytes:
        return zipped(change)(data) if data.startswith(b"PK") else replaced(data)
    return changed


def picture(ending: str, instead: Callable[[bytes], bytes]) -> Change:
    """Other bytes in the pictures of that kind."""
    def change(files: Files) -> None:
        listing = json.loads(files["media"]) if "media" in files else {name: name for name in files}
        names = [name for name, known in listing.items() if known.endswith(ending) and "cover" not in known
                 and "formula" not in known]
        assert names
        files |= {name: instead(files[name]) for name in names}
    return zipped(change)


def gone(files: Files) -> None:
    """A deck without its bitmap, which its list of media does not name either."""
    listing = {name: known for name, known in json.loads(files["media"]).items() if not known.endswith(".png")}
    files |= {"media": json.dumps(listing).encode()}


def unlisted(files: Files) -> None:
    """A book whose package does not list its bitmap."""
    (package,) = [name for name in files if name.endswith(".opf")]
    files[package] = re.sub(rb'<item [^>]*href="images/[^>]*media-type="image/png"[^>]*/>', b"", files[package])


def half(data: bytes) -> bytes:
    """The first half of it."""
    return data[:len(data) // 2]



OTHER = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>').decode()
CHANGES = {
    ("apkg", "a picture missing", "picture"): zipped(gone),
    ("apkg", "a bitmap cut short", "picture 1 (media/dot.png)"): picture(".png", half),
    ("apkg", "a drawing cut short", "picture 1 (media/drawing.svg)"): picture(".svg", half),
    ("apkg", "another drawing", "picture 1 (media/drawing.svg)"): picture(".svg", lambda data: data + b"\n"),
    ("apkg", "no reference to a picture", "picture 1 (media/dot.png)"): sql(
        "UPDATE notes SET flds = replace(flds, ' src=', ' data-src=')"),
    ("apkg", "another difficulty", "difficulty is '1', not 2"): sql(
        "UPDATE notes SET tags = replace(tags, 'difficulty::2', 'difficulty::1')"),
    ("apkg", "no tag", "tags, block"): sql("UPDATE notes SET tags = replace(tags, 'inline', '')"),
    ("apkg", "no venue", "references, venue of number 1"): sql("UPDATE notes SET flds = replace(flds, 'Memoirs', '')"),
    ("apkg", "no address", "references, address of number 1"): sql(
        "UPDATE notes SET flds = replace(flds, 'https://doi.org', 'https://example.org')"),
    ("epub", "a picture that is not listed", "picture"): zipped(unlisted),
    ("epub", "a bitmap cut short", "picture 1 (media/dot.png)"): picture(".png", half),
    ("epub", "another drawing", "picture 1 (media/drawing.svg)"): picture(".svg", lambda data: data + b"\n"),
    ("epub", "no reference to a picture", "picture 1"): text('src="[^"]*"', 'src="x.png"'),
    ("epub", "another difficulty", "difficulty is '3', not 2"): text("●●○", "●●●"),
    ("epub", "no difficulty", "difficulty is missing"): text('data-part="difficulty"', ""),
    ("epub", "no author", "references, author 2 of number 1"): text("Charles Babbage", ""),
    ("epub", "no year", "references, year of number 1"): text("1843", ""),
    ("epub", "no address", "references, address of number 1"): text('href="https://doi.org[^"]*"|doi:10[^<]*', ""),
    ("html", "a picture that is elsewhere", "picture 1"): text(
        '(src|href)="data:image/[^"]*"', r'\1="https://example.org/x.png"'),
    ("html", "a bitmap cut short", "picture 1 (media/dot.png)"): text(
        '((src|href)="data:image/png;base64,.{80})[^"]*', r"\1"),
    ("html", "another drawing", "picture 1 (media/drawing.svg)"): text(
        '(src|href)="data:image/svg[^"]*"', rf'\1="data:image/svg+xml;base64,{OTHER}"'),
    ("html", "another difficulty", "difficulty is '3', not 2"): text("●●○", "●●●"),
    ("html", "no title of a reference", "references, title of number 1"): text("Notes &amp; Sketches", ""),
    ("html", "no year", "references, year of number 1"): text("1843", ""),
    ("html", "no address", "references, address of number 1"): text('href="https://doi.org[^"]*"', 'href="#"'),
}


@pytest.mark.parametrize("name", sorted({name for name, _, _ in CHANGES}))
def test_nothing_is_missed_in_what_was_made(name: str) -> None:
    """As it was made."""
    assert lacking(name, whole(name)) == []


@pytest.mark.parametrize("change", CHANGES, ids=" - ".join)
def test_each_change_is_objected_to(change: tuple[str, str, str]) -> None:
    """With what is wrong, and nothing beside."""
    name, _, words = change
    found = lacking(name, CHANGES[change](whole(name)))
    assert found != []
    assert any(words in message for message in found), found
    part = words.split(",")[0].split(" ")[0]
    assert all(part in message for message in found), found
