"""The file: reproducible, and read back with other means than those that wrote it."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from releases import FEBRUARY, JANUARY, Publisher

from dlexport.cache import Cache
from dlexport.exporters.anki import AnkiExporter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.plugin.contract import ExportContext, Exporter, Part, Passage
from dlexport.publish.zip import ZipEntry, deterministic_zip
from dlexport.theme.fonts import Fonts
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = bank(question("a", extra=keypoint("先 **甲** 后 **乙**")), question("b"))
HERE = Path(__file__).parent


def passages(deck: bytes) -> list[Passage]:
    """All of them."""
    return list(AnkiExporter().read_back(deck, Cache()))


def context(publisher: Publisher) -> ExportContext:
    """A context with the publisher's theme."""
    return ExportContext(JANUARY, publisher.styles, Fonts())


def rewritten(deck: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its entries changed."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    return deterministic_zip([ZipEntry(name, data) for name, data in entries.items()], Cache())


def sql(statement: str) -> Callable[[dict[str, bytes]], None]:
    """Changes the collection by a statement."""
    def change(entries: dict[str, bytes]) -> None:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(entries["collection.anki2"])
            connection.execute(statement)
            connection.commit()
            entries["collection.anki2"] = connection.serialize()

    return change


def test_it_is_an_exporter() -> None:
    """As the core wants one."""
    assert isinstance(AnkiExporter(), Exporter)


@pytest.mark.starts(2)
def test_two_exports_give_the_same_bytes_in_any_process(publisher: Publisher) -> None:
    """Whatever the hash seed, the time zone and the time; entries are deflated."""
    deck = publisher.release(SMALL, JANUARY)
    program = (f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
               "from pathlib import Path; from releases import Publisher\n"
               f"text = Path({str(publisher.folder / 'questions.yaml')!r}).read_text(encoding='utf-8')\n"
               f"sys.stdout.buffer.write(Publisher(Path({str(publisher.folder)!r})).release(text, {JANUARY}))")
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True,
                               env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        assert other == deck
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_counts_are_those_of_what_a_learner_gets(publisher: Publisher) -> None:
    """Notes, cards and pictures; notes that are marked as removed by themselves."""
    dated = publisher.date(publisher.book(SMALL), JANUARY)
    assert publisher.lock
    counts = AnkiExporter().export(dated, AnkiOptions(reverse=True), context(publisher)).counts
    assert counts == {"notes": 3, "cards": 6, "media": 0}
    later = publisher.date(publisher.book(bank(question("b"))), FEBRUARY)
    counts = AnkiExporter().export(later, AnkiOptions(), context(publisher)).counts
    assert counts == {"notes": 1, "cards": 1, "media": 0}
    counts = AnkiExporter().export(later, AnkiOptions(retired="mark"), context(publisher)).counts
    assert counts == {"notes": 1, "cards": 1, "media": 0, "retired": 2}
    counts = AnkiExporter().export(later, AnkiOptions(cards="qa", retired="mark"), context(publisher)).counts
    assert counts == {"notes": 1, "cards": 1, "media": 0, "retired": 1}


@pytest.mark.parametrize(("options", "promised"), [
    (AnkiOptions(cards="keypoints"), {Part.KEYPOINTS, Part.PICTURES}),
    (AnkiOptions(cards="qa"), set(Part) - {Part.KEYPOINTS, Part.SUMMARY}),
    (AnkiOptions(), set(Part) - {Part.SUMMARY}),
], ids=["keypoints", "qa", "both"])
def test_it_promises_what_it_carries(options: AnkiOptions, promised: set[Part], publisher: Publisher) -> None:
    """And `verify` finds it."""
    publisher.options = options
    dated = publisher.date(publisher.book(SMALL), JANUARY)
    assert AnkiExporter().promises(options) == promised
    assert verify(dated.book, promised, passages(publisher.export(dated)), "demo.apkg") == ()


def test_passages_name_question_and_part(publisher: Publisher) -> None:
    """A key point belongs to its question; what was retired is nowhere."""
    publisher.release(bank(question("z"), question("b")), JANUARY)
    found = passages(publisher.release(SMALL, FEBRUARY))
    assert {passage.question for passage in found} == {"a", "b"}
    assert [p.text for p in found if p.part is Part.KEYPOINTS] == ["先 甲 后 乙"]
    assert [p.text.strip() for p in found if (p.question, p.part) == ("b", Part.ANSWER)] == ["答案"]


@pytest.mark.parametrize(("statement", "part"), [
    ("DELETE FROM cards WHERE nid = (SELECT min(id) FROM notes)", Part.TITLE),
    ("DELETE FROM cards WHERE ord = 1", Part.KEYPOINTS),
])
def test_a_note_without_all_its_cards_is_not_seen(statement: str, part: Part, publisher: Publisher) -> None:
    """A learner would never be asked."""
    deck = rewritten(publisher.release(SMALL, JANUARY), sql(statement))
    assert ("a", part) not in {(passage.question, passage.part) for passage in passages(deck)}


DAMAGES = {
    "no zip": lambda deck: b"PK" + deck[9:],
    "cut short": lambda deck: deck[:-400],
    "a flipped bit": lambda deck: deck[:3000] + bytes([deck[3000] ^ 1]) + deck[3001:],
    "no collection": lambda deck: rewritten(deck, lambda entries: entries.pop("collection.anki2")),
    "no database": lambda deck: rewritten(deck, lambda entries: entries.update({"collection.anki2": b"SQLite"})),
    "no list of media": lambda deck: rewritten(deck, lambda entries: entries.pop("media")),
    "a list of media that lies": lambda deck: rewritten(deck, lambda entries: entries.update(media=b'{"0": "a"}')),
    "no note types": lambda deck: rewritten(deck, sql("UPDATE col SET models = '{}'")),
    "other note types": lambda deck: rewritten(
        deck, sql("UPDATE col SET models = replace(models, '\"Id\"', '\"Ix\"')")),
    "an empty collection": lambda deck: rewritten(deck, sql("DELETE FROM col")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_package_is_refused_by_name(damage: str, publisher: Publisher) -> None:
    """`ValueError` with a reason, never another exception."""
    deck = DAMAGES[damage](publisher.release(SMALL, JANUARY))
    with pytest.raises(ValueError, match=r"it is not|damaged|missing|not there"):
        passages(deck)


def test_a_picture_that_is_not_in_the_package_is_told(publisher: Publisher) -> None:
    """With the passage that refers to it."""
    deck = rewritten(publisher.release(SMALL, JANUARY),
                     sql("UPDATE notes SET flds = replace(flds, '题目', '<img src=\"gone.png\"/>')"))
    assert {(found.question, found.part, picture.flaw) for found in passages(deck) for picture in found.pictures} == {
        ("a", Part.PROMPT, "it is not in the file"), ("b", Part.PROMPT, "it is not in the file")}

