"""Nothing that a learner sees changes without a new date: else Anki would take it for a duplicate and keep the old."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from pictures import PNGS
from releases import FEBRUARY, JANUARY, Publisher

from dlexport.cache import Cache
from dlexport.exporters.anki import AnkiExporter
from dlexport.exporters.anki.decks import decks
from dlexport.exporters.anki.fields.html import Writer
from dlexport.exporters.anki.notes import NoteWriter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.plugin.contract import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.lock.lock import DatedBook

GOLDEN = Path(__file__).parent / "rendered.txt"
SINK = Path(__file__).parents[1] / "cases" / "valid" / "kitchen-sink" / "questions.yaml"
MOVING = ("Number", "Place", "Extra")       # a note shows its new number at its next change


def rendered(dated: DatedBook) -> dict[str, str]:
    """Note -> a fingerprint of all that it brings: fields, tags, cards."""
    topics = {"": 0} | {chapter.topic.id: 0 for chapter in dated.book.chapters}
    writer = Writer(dated.book.bank.media, dated.book.labels)
    made = NoteWriter(dated, AnkiOptions(), writer, decks(dated, topics), 0, Cache(), unwatched).all()
    return {
        note.fields["Id"]: _print([{name: text for name, text in note.fields.items() if name not in MOVING},
                                   note.tags, note.cards])
        for note in made
    }


def _print(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]


def contents(publisher: Publisher) -> dict[str, str]:
    """Note -> the fingerprint its date hangs on."""
    return {record.id: record.content for record in publisher.lock.values() if record.kind != "stamp"}


def test_what_is_rendered_changes_with_the_revision_only(
    publisher: Publisher, expect: Callable[[Path, str], None],
) -> None:
    """The bank with every construct, note by note: what the source says, and what comes of it.

    Where a note of the same content comes out otherwise, `AnkiExporter.revision` has to be raised; then `--accept`.
    """
    shutil.copytree(SINK.parent / "media", publisher.folder / "media")
    dated = publisher.date(publisher.book(SINK.read_text(encoding="utf-8")), JANUARY)
    content = contents(publisher)
    lines = [f"revision {AnkiExporter.revision}"]
    lines += [f"{ident} {content[ident]} {one}" for ident, one in sorted(rendered(dated).items())]
    revision, *rows = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else [""]
    known = {(ident, source): one for ident, source, one in map(str.split, rows)}
    if revision == lines[0]:
        otherwise = [line for line in lines[1:]
                     if known.get((line.split()[0], line.split()[1]), line.split()[2]) != line.split()[2]]
        assert otherwise == [], "raise AnkiExporter.revision: these notes came out otherwise"
    expect(GOLDEN, "\n".join(lines) + "\n")


BEFORE = question("a", answer="'答案 ![图](media/a.png)'", extra=keypoint("记住 **甲** 和 **乙**") +
                  "    sections:\n      - {title: 作用, body: 用处}\n"
                  "    references:\n      - {title: 书, authors: 张三, year: 2020, venue: 会, doi: 10.1000/1}\n"
                  "    difficulty: 1\n")
CHANGES = {
    "title": ("问题 a", "问题 甲"), "prompt": ("题目", "题干"), "answer": ("'答案", "'答"),
    "analysis": ("解析", "分析"),
    "section title": ("作用", "用途"), "section body": ("用处", "用场"), "key point": ("记住", "记得"),
    "blank": ("**乙**", "**丙**"), "tag": ("标签", "别的"), "difficulty": ("difficulty: 1", "difficulty: 2"),
    "reference title": ("书", "文"), "authors": ("张三", "李四"), "year": ("2020", "2021"), "venue": ("会", "刊"),
    "address": ("10.1000/1", "10.1000/2"), "description of a picture": ("![图]", "![像]"),
    "topic": ("title: 甲", "title: 乙甲"),
    "former name of a picture": ("media/a.png", "media/b.png"), "emphasis": ("题目", "'*题目*'"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_rendered_change_is_dated(change: str, publisher: Publisher) -> None:
    """Whichever note comes out otherwise is newer."""
    (publisher.folder / "media").mkdir()
    for name, data in zip(("a.png", "b.png"), PNGS, strict=True):
        (publisher.folder / "media" / name).write_bytes(data)
    text = bank(BEFORE)
    old, new = CHANGES[change]
    assert old in text
    first = publisher.date(publisher.book(text), JANUARY)
    second = publisher.date(publisher.book(text.replace(old, new, 1)), FEBRUARY)
    before, after = rendered(first), rendered(second)
    otherwise = {ident for ident in before if before[ident] != after[ident]}
    assert otherwise
    dates = {**second.questions, **second.keypoints}
    assert {ident for ident in otherwise if dates[ident] != FEBRUARY} == set()
