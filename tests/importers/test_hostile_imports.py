"""Files to import that were made to exhaust or to mislead: refused in a sentence, in bounded time and memory."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dlexport.importers.contract import ImportOptions
from dlexport.problems import SourceError
from dlexport.run.import_files import ImportRequest, import_files
from word import M, W, document, p

if TYPE_CHECKING:
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


FILES = {
    "DOCX bomb": ("a.docx", document(p("1. 甲？", " " * 50_000_000)), "is too large"),
    "DOCX with an external entity": ("a.docx", external(), "has XML entities"),
    "OMML nested": ("a.docx", nested_formula(4_000), "elements in each other"),
    "XLSX bomb": ("a.xlsx", packed({"xl/workbook.xml": b"0" * 200_000_000}), "unpacks to more than"),
    "apkg with a view": ("a.apkg", deck(f"CREATE VIEW notes AS {ENDLESS}; CREATE VIEW col AS {ENDLESS};"), "database"),
    "apkg with a trigger": ("a.apkg", deck("CREATE TABLE notes (id); CREATE TRIGGER t AFTER INSERT ON notes BEGIN "
                                           "DELETE FROM notes; END;"), "database"),
    "CSV of a million columns": ("a.csv", f"题干,答案{',' * 1_000_000}\n甲？,乙\n".encode(), "columns in line"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    """Nothing is written, and nothing of another file is shown."""
    file, data, said = FILES[name]
    (tmp_path / file).write_bytes(data)
    with pytest.raises(SourceError) as caught:
        import_files(ImportRequest((tmp_path / file,), tmp_path / "out", ImportOptions()))
    problem, = caught.value.problems
    assert (problem.code, said in problem.message) == ("import-unusable", True), problem.message
    assert "root:" not in f"{problem.message}{problem.hint}"
    assert not (tmp_path / "out").exists()
