"""Every question is in every output; and if a block were missing, `verify` would say so."""

from __future__ import annotations

import pytest

from by_hand import KITCHEN_SINK, ROOT
from dlexport.book.book import Book, compose
from dlexport.cache import Cache
from dlexport.lock import lock as locks
from dlexport.plugin import registry
from dlexport.plugin.contract import Artifact, ExportContext, Exporter, Part
from dlexport.plugin.testing.mutants import spread
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.expected import blocks_of
from dlexport.verify.verify import verify

pytestmark = pytest.mark.unmeasured
EXPORTERS = sorted(registry.installed())


def build(book: Book, name: str) -> tuple[Exporter[object], Artifact]:
    """The artifact of one exporter with its default options."""
    exporter = registry.installed()[name].exporter
    lock, _ = locks.refresh(book, {}, 1_700_000_000, {f"{name}/revision": "1"})
    dated = locks.date(book, lock, name)
    return exporter, exporter.export(dated, exporter.Options(), ExportContext(dated.moment, theme(None), Fonts()))


@pytest.fixture(scope="module")
def real() -> Book:
    """The real bank."""
    return compose(read(ROOT / "source" / "questions.yaml"))


@pytest.fixture(scope="module")
def sink() -> Book:
    """A bank with every construct."""
    return compose(read(KITCHEN_SINK / "questions.yaml"))


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("bank", ["real", "sink"])
def test_every_promised_part_of_every_question_is_in_every_output(
    name: str, bank: str, request: pytest.FixtureRequest,
) -> None:
    """Whole and in order, read back by something other than what wrote it."""
    book: Book = request.getfixturevalue(bank)
    exporter, artifact = build(book, name)
    promised = exporter.promises(exporter.Options())
    assert Part.TITLE in promised or Part.CORRECT in promised       # what is asked, or what is right
    passages = list(exporter.read_back(artifact.data, Cache()))
    assert {passage.question for passage in passages} == {entry.question.id for entry in book.entries()}
    assert verify(book, promised, passages, name) == ()
    assert [p for p in artifact.problems if p.severity == "error"] == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_verify_objects_when_anything_is_dropped(name: str, sink: Book) -> None:
    """Each block, picture and fact of each part: one is dropped from a copy of its question, and is all that is missed.

    The mutants of all questions are exported at once, so that the test stays fast. Parts that the kitchen sink does not
    have are dropped from the test kit's bank, which has them all: tests/plugin/test_kit.py.
    """
    exporter = registry.installed()[name].exporter
    promised = exporter.promises(exporter.Options())
    whole, lacking, mutants = spread(sink, promised)
    assert {ident.rpartition("-")[0] for ident in mutants} == {
        entry.question.id for entry in sink.entries() if any(blocks_of(entry.question, part) for part in promised)}
    assert {mutant.part for mutant in mutants.values()} == {
        part for part in promised for entry in sink.entries() if blocks_of(entry.question, part)}
    _, artifact = build(lacking, name)
    problems = verify(whole, promised, exporter.read_back(artifact.data, Cache()), name)
    found = {tuple(problem.message.removeprefix(f"{name}: question ").split(", ")[:2]) for problem in problems}
    assert {(ident, part.split(" ")[0]) for ident, part in found} == {
        (ident, mutant.part) for ident, mutant in mutants.items()}
