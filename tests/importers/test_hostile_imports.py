"""Files to import that were made to exhaust or to mislead: refused in a sentence, in bounded time and memory."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from dlexport.importers.contract import ImportOptions
from dlexport.problems import SourceError
from dlexport.run.import_files import ImportRequest, import_files
from word import M, W, document, p

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.unmeasured, pytest.mark.usefixtures("within_bounds")]
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id FROM c"


def packed(members: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def external() -> bytes:
    """A document whose text is a file of the reader's."""
    entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    xml = f"{entity}<w:document {W}><w:body>{p('1. &x;')}</w:body></w:document>"
    with zipfile.ZipFile(io.BytesIO(document(p("1. 甲？")))) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | {"word/document.xml": xml.encode()})


def nested_formula(levels: int) -> bytes:
    inside = "<m:e><m:rad>" * levels + "<m:e/>" + "</m:rad></m:e>" * levels
    return document(p("1. 甲？", f"<m:oMath {M}><m:rad>{inside}</m:rad></m:oMath>") + p("答案：乙"))


def deck(script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return packed({"collection.anki2": connection.serialize(), "media": b"{}"})


def anki(field: str, media: dict[str, str], members: dict[str, bytes], notes: int = 1, **kind: object) -> bytes:
    """A deck of so many notes whose back is this field."""
    models = {"1": {"name": "B", "type": 0, "flds": [{"name": "F", "ord": 0}, {"name": "B", "ord": 1}],
                    "tmpls": [{"qfmt": "{{F}}", "afmt": "{{B}}"}], **kind}}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (models, decks); CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, odid, ord);"
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds);")
        connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), '{"1": {"name": "D"}}'))
        for row in range(1, notes + 1):
            connection.execute("INSERT INTO notes VALUES (?, ?, 1, '', ?)", (row, f"g{row}", f"甲？\x1f{field}"))
            connection.execute("INSERT INTO cards VALUES (?, ?, 1, 0, 0)", (row, row))
        connection.commit()
        return packed({"collection.anki2": connection.serialize(), "media": json.dumps(media).encode(), **members})


def dot() -> bytes:
    Image.new("RGB", (4, 4)).save(made := io.BytesIO(), "png")
    return made.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {     # made when tested: packing them takes seconds
    "DOCX bomb": ("a.docx", lambda: document(p("1. 甲？", " " * 50_000_000)), "is too large"),
    "DOCX with an external entity": ("a.docx", external, "has XML entities"),
    "OMML nested": ("a.docx", lambda: nested_formula(4_000), "elements in each other"),
    "XLSX bomb": ("a.xlsx", lambda: packed({"xl/workbook.xml": b"0" * 200_000_000}), "unpacks to more than"),
    "apkg with a picture that is a bomb": (
        "a.apkg", lambda: anki('<img src="a.png">', {"0": "a.png"}, {"0": bytes(200_000_000)}), "unpacks to more than"),
    "apkg with many of them": (
        "a.apkg", lambda: anki("".join(f'<img src="{row}.png">' for row in range(9)),
                               {str(row): f"{row}.png" for row in range(9)},
                               {str(row): bytes(20_000_000) for row in range(9)}), "unpacks to more than"),
    "apkg cut short": ("a.apkg", lambda: anki("乙", {}, {})[:-40], "cannot be read"),
    "apkg of note types that are none": (
        "a.apkg", lambda: anki("乙", {}, {}, flds=[{"name": None, "ord": "x"}, 1]), "cannot be read"),
    "apkg with a view": (
        "a.apkg", lambda: deck(f"CREATE VIEW notes AS {ENDLESS}; CREATE VIEW col AS {ENDLESS};"), "database"),
    "apkg with a trigger": (
        "a.apkg", lambda: deck("CREATE TABLE notes (id); CREATE TRIGGER t AFTER INSERT ON notes BEGIN "
                               "DELETE FROM notes; END;"), "database"),
    "CSV of a million columns": (
        "a.csv", f"题干,答案{',' * 1_000_000}\n甲？,乙\n".encode, "columns in line"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    """Nothing is written, and nothing of another file is shown."""
    file, made, said = FILES[name]
    (tmp_path / file).write_bytes(made())
    with pytest.raises(SourceError) as caught:
        import_files(ImportRequest((tmp_path / file,), tmp_path / "out", ImportOptions()))
    problem, = caught.value.problems
    assert (problem.code, said in problem.message) == ("import-unusable", True), problem.message
    assert "root:" not in f"{problem.message}{problem.hint}"
    assert not (tmp_path / "out").exists()


def test_names_in_a_deck_lead_nowhere(tmp_path: Path) -> None:
    """Pictures are written to the folder of pictures, under names that are no paths and no terminal's business."""
    names = ["../../../up.png", f"{tmp_path}/away/there.png", "a/../../b.png", "c\x1b[31m\n::error::.png", "..", "."]
    field = "".join(f'<img src="{name}">' for name in names)
    data = anki(field, {str(place): name for place, name in enumerate(names)},
                {str(place): dot() for place in range(len(names))})
    (tmp_path / "a.apkg").write_bytes(data)
    (tmp_path / "away").mkdir()
    (tmp_path / "p").mkdir()
    before = {*tmp_path.rglob("*")}
    import_files(ImportRequest((tmp_path / "a.apkg",), tmp_path / "p", ImportOptions()))
    new = {*tmp_path.rglob("*")} - before
    assert all(path.is_relative_to(tmp_path / "p/source") for path in new)
    assert all(path.name.isprintable() for path in new)
    assert not [*tmp_path.parent.glob("*.png")]


@pytest.mark.long
def test_a_deck_of_many_equal_notes(tmp_path: Path) -> None:
    """Each becomes a question, in time that grows with them; what is no picture is told."""
    (tmp_path / "a.apkg").write_bytes(anki('乙 [sound:../a.mp3] <img src="a.png">', {"0": "a.png"},
                                           {"0": b"ID3" + bytes(9_000)}, notes=1_500))
    done = import_files(ImportRequest((tmp_path / "a.apkg",), tmp_path / "p", ImportOptions()))
    assert (done.questions, done.media) == (1_500, ())
    assert {problem.code for problem in done.remarks} == {"import-left"}
