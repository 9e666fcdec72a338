"""The test kit: all exporters here pass it, and each breach of the contract fails it."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from time import time as now
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pytest

from dlexport.plugin import registry
from dlexport.plugin.contract import Artifact, ExportContext, Part, Passage
from dlexport.plugin.testing import book, exported, faults, variations
from dlexport.plugin.testing.mutants import mutants
from dlexport.problems import Problem
from dlexport.richtext.plain import leaves, plain
from dlexport.verify.expected import pictures_of
from dlexport_markdown import MarkdownExporter
from dlexport_moodle.exporter import MoodleExporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", sorted(registry.installed()))
def test_our_own_exporters_keep_the_contract(name: str) -> None:
    """With their default options: the kit's bank, two worlds, junk, and every block dropped once."""
    exporter = type(registry.installed()[name].exporter)
    assert faults(exporter, name, [exporter.Options()]) == []


@pytest.mark.parametrize(("exporter", "name"), [(MarkdownExporter, "markdown"), (MoodleExporter, "essays")])
def test_the_examples_keep_the_contract(exporter: type[Any], name: str) -> None:
    """With every choice of every option."""
    assert faults(exporter, name) == []


@dataclass(frozen=True, slots=True)
class Options:
    """Two options with choices."""

    look: Literal["plain", "rich"] = "plain"
    size: int = field(default=2, metadata={"choices": (1, 2)})
    loud: bool = False


class Good:
    """A table of questions, parts and blocks, between two words."""

    suffix: ClassVar[str] = ".tsv"
    revision: ClassVar[int] = 1
    Options: ClassVar[type[Any]] = Options

    def promises(self, options: Options) -> frozenset[Part]:
        """Two of them."""
        del options
        return frozenset({Part.TITLE, Part.ANSWER})

    def export(self, source: DatedBook, options: Options, context: ExportContext) -> Artifact:
        """A row each."""
        del options
        rows = ["begin", self.more()]
        for number, entry in enumerate(source.book.entries(), 1):
            question = entry.question
            rows.append("\x1f".join([question.id, plain(question.title.children), *leaves(question.answer.blocks)]))
            self.one_done(context, number)
        return Artifact("\x1e".join([*rows, "end"]).encode(), {"questions": source.book.count}, self.problems())

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """Row by row."""
        del cache
        begin, _, *rows, end = data.decode().split("\x1e")
        if (begin, end) != ("begin", "end"):
            raise ValueError("it is cut short")
        for ident, title, *answer in (row.split("\x1f") for row in rows):
            yield Passage(ident, Part.TITLE, title)
            yield Passage(ident, Part.ANSWER, "\n".join(answer))

    def more(self) -> str:
        """What else is in the file."""
        return ""

    def one_done(self, context: ExportContext, number: int) -> None:
        """Tell how far it is."""
        context.progress(number)

    def problems(self) -> tuple[Problem, ...]:
        """What went wrong."""
        return ()


def test_a_good_one_passes() -> None:
    """And gives what `dlexport export` would give."""
    assert faults(Good, "good") == []
    assert exported(Good, "good", book()).data.startswith(b"begin\x1e\x1einlines\x1f")
    assert [(one.look, one.size, one.loud) for one in variations(Options)] == [
        ("plain", 2, False), ("rich", 2, False), ("plain", 1, False), ("plain", 2, True)]


def having(**methods: object) -> type[Good]:
    """The good one with something else in its place."""
    return type("Bad", (Good,), {"__module__": __name__, **methods})


def _elsewhere(more: Callable[[], object]) -> type[Good]:
    return having(more=lambda _: str(more()))


def _write() -> str:
    Path("made.txt").write_text("x", encoding="utf-8")
    return ""


IMPURE = "the bytes differ where clock, environment, working folder or chance do"


@pytest.mark.parametrize("looks", [
    "time.time()", "now()", "time.ctime()", "time.localtime()", "time.strftime('%Y')", "datetime.now()",
    "dt.datetime.now()", "dt.date.today()", "os.environ.get('TZ')", "os.environ.get('HOME')", "os.getcwd()",
    "random.random()",
])
def test_what_it_looks_at_is_seen_in_its_bytes(looks: str) -> None:
    """Clock, environment, working folder, chance; also where the clock has a name of the module's own."""
    assert {now, datetime, dt, os, random, time}
    bad = _elsewhere(lambda: eval(looks, globals()))     # noqa: S307 - so that names are looked up when it exports
    assert IMPURE in "".join(faults(bad, "bad", [Options()]))


@pytest.mark.parametrize(("bad", "fault"), [
    (_elsewhere(_write), "it writes to made.txt"),
    (_elsewhere(lambda: subprocess.run(["true"], check=True).returncode), "it does subprocess.Popen"),
    (_elsewhere(lambda: Path("x").mkdir() or ""), "it does os.mkdir with x"),
    (having(suffix="/x"), "its suffix is '/x'"),
    (having(api=7), "it is written for version 7 of it"),
    (having(on_request="yes"), "its on_request is 'yes', neither True nor False"),
    (having(promises=lambda *_: frozenset()), "it promises nothing"),
    (having(idle=lambda *_: True), "by default it is idle"),
    (having(idle=lambda *_: "never"), "idle"),
    (having(idle=lambda *_: 1 / 0), "failed to say whether it is idle: ZeroDivisionError"),
    (having(promises=lambda *_: frozenset(Part)), "bad: question inlines, prompt, block 1 is missing"),
    (having(export=lambda *_: 1 / 0), "failed to export: ZeroDivisionError"),
    (having(read_back=lambda *_: []), "bad: question inlines, title, block 1 is missing"),
    (having(read_back=lambda *_: []), "it reads zeros as if it were a file of its own"),
    (having(read_back=lambda _self, data, _cache: data.index(b"absent")), "it does not know its own file"),
    (having(problems=lambda _: (Problem("bad-luck", "x"),)), "nobody explains its problem code 'bad-luck'"),
    (having(problems=lambda _: (Problem("missing-glyph", "x"),)), "it has a problem with the book: x"),
    (having(one_done=lambda _, context, number: context.progress(9 - number)),
     "its progress goes [8, 7, 6, 5, 4, 3, 2], of 7"),
    (having(one_done=lambda _, context, number: context.progress(9 * number)),
     "its progress goes [9, 18, 27, 36, 45, 54, 63], of 7"),
    (having(export=lambda _self, source, options, context: context.cache.recall(
        context.cache.key("x"), lambda: b"1") and Good().export(
            source, options, context) if not context.cache.keeps else Artifact(b"begin\x1e\x1eend")),
     "the bytes differ with what the cache holds"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_each_breach_is_told(
        bad: type[Good], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a line of its own."""
    monkeypatch.chdir(tmp_path)     # what a bad one writes is not left in the project
    found = faults(bad, "bad", [Options()])
    assert any(fault in line for line in found), found


class Trusting(Good):
    """Reads back the answer that it remembers of a question, not the one in the file."""

    remembered: ClassVar[dict[str, str]] = {}

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """What it read when it read a question of this title first."""
        title = ""
        for passage in super().read_back(data, cache):
            if passage.part is Part.TITLE:
                title = passage.text
                yield passage
            else:
                yield Passage(passage.question, passage.part, self.remembered.setdefault(title, passage.text))


def test_the_kit_s_bank_has_something_to_drop_of_every_part() -> None:
    """And pictures in each part that can have some: so the mutation test says something of all that can be promised."""
    whole = book()
    questions, media = [entry.question for entry in whole.entries()], whole.bank.media
    found = [one for question in questions for one in mutants(question, media, whole.labels)]
    assert {one.part for one in found} == set(Part) - {Part.PICTURES}
    pictured = {one.part for one in found if one.picture}
    assert pictured == {part for part in Part for question in questions if pictures_of(question, part, media)}
    assert len(pictured) > 6


def test_one_that_reads_back_its_memory_is_found_out() -> None:
    """Whatever is dropped from an answer, it says that it is there."""
    found = faults(Trusting, "bad", [Options()])
    for block in (1, 2, 4):
        assert f"{Options()}: block {block} of the answer of blocks can be dropped, and verification does not miss it" \
            in found
    assert not [line for line in found if "the title" in line]


class Asked(Good):
    """Runs where it is named."""

    on_request: ClassVar[bool] = True


def test_what_runs_where_nobody_names_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """All but what is made on request; one that does not load is tried, so that somebody hears of it."""
    assert registry.installed().keys() - set(registry.unasked()) == {"moodle", "qti", "sheet-json"}
    places = {"asked": f"{__name__}:Asked", "broken": "no_such_module:No", "good": f"{__name__}:Good"}
    monkeypatch.setattr(registry, "entries", lambda group: [
        EntryPoint(name, place, group) for name, place in places.items()])
    assert registry.unasked() == ["broken", "good"]
    assert faults(Asked, "asked", [Options()]) == []
