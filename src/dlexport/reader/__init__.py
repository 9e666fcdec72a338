"""Source file -> `Bank`. One reading finds every problem of the file."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.book.bank import Bank
from dlexport.problems import SourceError, errors, in_source_order
from dlexport.reader import keys
from dlexport.reader.crosscheck import Crosscheck
from dlexport.reader.exams import Exams
from dlexport.reader.fields import Reading
from dlexport.reader.head import head, outputs, topics
from dlexport.reader.incremental.chunks import cut
from dlexport.reader.incremental.known_questions import KnownQuestions
from dlexport.reader.questions import Questions
from dlexport.reader.tag_names import note_unused
from dlexport.source.positions import ScalarLines
from dlexport.source.text import read_text
from dlexport.source.yaml_tree import Document, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dlexport.cache import Cache
    from dlexport.reader.incremental.chunks import Chunks
    from dlexport.reader.incremental.known_questions import KnownQuestion
    from dlexport.source.yaml_tree import Node

__all__ = ["read"]


def read(path: Path, cache: Cache | None = None) -> Bank:
    """Read and check a bank. Its pictures are read from the folder of the file.

    Args:
        path: the YAML file.
        cache: questions and texts read in earlier runs; None reads everything anew.

    Returns:
        The bank, with its warnings in source order.

    Raises:
        SourceError: the file has an error. It holds every problem of the file, warnings too, in source order.
    """
    with _without_collector():
        text, unread = read_text(path)
        lines = ScalarLines(text)
        chunks = cut(text) if cache and cache.keeps and not unread else None
        known = KnownQuestions(chunks, cache, str(path), lines) if cache and chunks else None
        if chunks and known and (bank := _shortly(path, lines, chunks, known, cache)):
            return bank
        document = Document(str(path), lines, None, unread) if unread else parse(text, str(path))
        reading = Reading(document, cache)
        check = Crosscheck(reading, path.parent)
        bank = None if document.root is None else _bank(document.root, reading, check, {})
    if bank is None or errors(reading.problems):
        raise SourceError(in_source_order(reading.problems), {document.file: document.lines, **check.sources})
    if chunks and known and chunks.agree(document):
        known.keep(bank.questions, reading.known_texts.packed, bank.warnings)
    return bank


def _shortly(path: Path, lines: ScalarLines, chunks: Chunks, known: KnownQuestions, cache: Cache | None) -> Bank | None:
    """The bank, reading only the questions that are not in the cache; None where the file must be read whole."""
    if not known.by_line:
        return None
    document = replace(parse(chunks.without(known.by_line), str(path)), lines=lines)
    if document.root is None or not chunks.agree(document, known.by_line):
        return None
    reading = Reading(document, cache)
    bank = _bank(document.root, reading, Crosscheck(reading, path.parent), known.by_line)
    if bank is None or errors(reading.problems):
        return None
    known.keep(bank.questions, reading.known_texts.packed, bank.warnings)
    return bank


@contextmanager
def _without_collector() -> Iterator[None]:
    """Garbage collection off: reading makes half a million objects and no cycle, and searching them takes longer."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _bank(root: Node, reading: Reading, check: Crosscheck, known: Mapping[int, KnownQuestion]) -> Bank | None:
    """The bank, or None. Where `reading` has errors, the bank has gaps and must not be used."""
    fields = reading.mapping(root, keys.FILE)
    if fields is None or not _right_format(fields, reading):
        return None
    first = head(fields, reading)
    chapters = topics(fields, reading)
    questions = Questions(reading, [topic.id for topic in chapters], known).all(fields)
    note_unused(fields, dict(first["tag_names"]), questions, reading)
    exams = Exams(reading, chapters, questions).all(fields)
    asked = outputs(fields, reading)
    media = check.all(questions, known.values())
    sources = {reading.document.file: reading.document.lines, **check.sources}
    warnings = in_source_order(reading.problems)
    return Bank(**first, topics=chapters, questions=questions, outputs=asked, exams=exams, media=media, sources=sources,
                warnings=warnings)


def _right_format(fields: keys.Fields, reading: Reading) -> bool:
    """Whether `format` is ours, or absent: a file of another format would be wrong in every line."""
    if "format" not in fields:
        return True
    version = reading.whole_number(fields, "format", 1, 999)
    if version is not None and version != keys.FORMAT:
        reading.note("format-version", f"this bank has format {version}", fields["format"],
                     f"this dlexport reads format {keys.FORMAT}: a newer one may read yours")
        return False
    return True
