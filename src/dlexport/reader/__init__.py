"""The source file -> Bank, with every problem of the file found in one reading."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.book.bank import Bank
from dlexport.problems import SourceError, errors, in_source_order
from dlexport.reader import keys
from dlexport.reader.crosscheck import Crosscheck
from dlexport.reader.fields import Reading
from dlexport.reader.head import head, outputs, topics
from dlexport.reader.incremental.chunks import cut
from dlexport.reader.incremental.known_questions import Kept
from dlexport.reader.questions import Questions
from dlexport.source.positions import ScalarLines
from dlexport.source.text import read_text
from dlexport.source.yaml_tree import Document, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dlexport.book.bank import Question
    from dlexport.cache import Cache
    from dlexport.reader.incremental.chunks import Chunks
    from dlexport.source.yaml_tree import Node

__all__ = ["read"]


def read(path: Path, cache: Cache | None = None) -> Bank:
    """Read and check a bank, with its warnings; the pictures it names are read from the folder of the file.

    Args:
        path: of the YAML file.
        cache: of rich text read before.

    Raises:
        SourceError: the file has an error; with every problem of it, in source order.
    """
    with _without_collector():
        text, unread = read_text(path)
        lines = ScalarLines(text)
        chunks = cut(text) if cache and cache.keeps and not unread else None
        kept = Kept(chunks, cache, str(path), lines) if cache and chunks else None
        if chunks and kept and (bank := _shortly(path, lines, chunks, kept, cache)):
            return bank
        document = Document(str(path), lines, None, unread) if unread else parse(text, str(path))
        reading = Reading(document, cache)
        check = Crosscheck(reading, path.parent)
        bank = None if document.root is None else _bank(document.root, reading, check, {})
    if bank is None or errors(reading.problems):
        raise SourceError(in_source_order(reading.problems), {document.file: document.lines, **check.sources})
    if chunks and kept and chunks.agree(document):
        kept.keep(bank.questions, reading.remembered.packed, bank.warnings)
    return bank


def _shortly(path: Path, lines: ScalarLines, chunks: Chunks, kept: Kept, cache: Cache | None) -> Bank | None:
    """The bank, of whose file only those questions are read that are not known; None where it must be read whole."""
    if not kept.questions:
        return None
    document = replace(parse(chunks.without(kept.questions), str(path)), lines=lines)
    if document.root is None or not chunks.agree(document, kept.questions):
        return None
    reading = Reading(document, cache)
    bank = _bank(document.root, reading, Crosscheck(reading, path.parent), kept.questions)
    if bank is None or errors(reading.problems):
        return None
    kept.keep(bank.questions, reading.remembered.packed, bank.warnings)
    return bank


@contextmanager
def _without_collector() -> Iterator[None]:
    """Half a million objects are made here and not one cycle: to look for some takes longer than the reading."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _bank(root: Node, reading: Reading, check: Crosscheck, kept: Mapping[int, Question]) -> Bank | None:
    """The bank; where there are problems, one with gaps that nobody gets to see."""
    fields = reading.mapping(root, keys.FILE)
    if fields is None or not _right_format(fields, reading):
        return None
    first = head(fields, reading)
    chapters = topics(fields, reading)
    questions = Questions(reading, [topic.id for topic in chapters], kept).all(fields)
    asked = outputs(fields, reading)
    media = check.all(questions)
    sources = {reading.document.file: reading.document.lines, **check.sources}
    warnings = in_source_order(reading.problems)
    return Bank(**first, topics=chapters, questions=questions, outputs=asked, media=media, sources=sources,
                warnings=warnings)


def _right_format(fields: keys.Fields, reading: Reading) -> bool:
    """Whether the rest is worth reading: another format would be wrong in every line."""
    if "format" not in fields:
        return True
    version = reading.whole_number(fields, "format", 1, 999)
    if version is not None and version != keys.FORMAT:
        reading.note("format-version", f"this bank has format {version}", fields["format"],
                     f"this dlexport reads format {keys.FORMAT}: a newer one may read yours")
        return False
    return True
