"""Every question is in every output; and if a block were missing, `verify` would say so."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from by_hand import KITCHEN_SINK, ROOT
from dlexport.book.book import Book, compose
from dlexport.cache import Cache
from dlexport.lock import lock as locks
from dlexport.plugin import registry
from dlexport.plugin.contract import Artifact, ExportContext, Exporter, Part
from dlexport.reader import read
from dlexport.richtext.nodes import RichText
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.expected import blocks_of
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question

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
    assert Part.TITLE in promised
    passages = list(exporter.read_back(artifact.data, Cache()))
    assert {passage.question for passage in passages} == {entry.question.id for entry in book.entries()}
    assert verify(book, promised, passages, name) == ()
    assert [p for p in artifact.problems if p.severity == "error"] == []


def mutants(question: Question) -> Iterator[tuple[Part, Question]]:
    """The question without one of its blocks, for each block of each part."""
    for part, name in ((Part.PROMPT, "prompt"), (Part.ANSWER, "answer"), (Part.ANALYSIS, "analysis")):
        field: RichText = getattr(question, name)
        for n in range(len(field.blocks)):
            yield part, replace(question, **{name: without(field, n)})
    for s, section in enumerate(question.sections):
        for n in range(len(section.body.blocks)):
            cut = replace(section, body=without(section.body, n))
            yield Part.SECTIONS, replace(
                question, sections=(*question.sections[:s], cut, *question.sections[s + 1:]))
    for part, name in ((Part.KEYPOINTS, "keypoints"), (Part.REFERENCES, "references"), (Part.TAGS, "tags")):
        values = getattr(question, name)
        for n in range(len(values)):
            yield part, replace(question, **{name: (*values[:n], *values[n + 1:])})


def without(text: RichText, n: int) -> RichText:
    """The rich text without its block number n."""
    return RichText((*text.blocks[:n], *text.blocks[n + 1:]), text.source)


@pytest.mark.parametrize("name", EXPORTERS)
def test_verify_objects_when_any_block_is_dropped(name: str, sink: Book) -> None:
    """Each block of each part of a question is dropped in turn; the full book is what should have been there.

    All mutants of a round are exported at once, one in each question, so that the test stays fast.
    """
    exporter, _ = build(sink, name)
    promised = exporter.promises(exporter.Options())
    # a block without text of its own (a rule) cannot be missed
    rounds = {entry.question.id: [
        (part, mutant) for part, mutant in mutants(entry.question)
        if part in promised and list(blocks_of(mutant, part)) != list(blocks_of(entry.question, part))
    ] for entry in sink.entries()}
    assert sum(map(len, rounds.values())) >= 10
    deadline = time.process_time() + 240
    for n in range(max(map(len, rounds.values()))):
        dropped = {ident: found[n] for ident, found in rounds.items() if n < len(found)}
        questions = tuple(dropped[q.id][1] if q.id in dropped else q for q in sink.bank.questions)
        _, artifact = build(compose(replace(sink.bank, questions=questions)), name)
        passages = list(exporter.read_back(artifact.data, Cache()))
        messages = [problem.message for problem in verify(sink, promised, passages, name)]
        for ident, (part, _) in dropped.items():
            assert any(f"question {ident}, {part}," in message for message in messages), (ident, part, n)
        assert time.process_time() < deadline, "the mutation test hangs"
