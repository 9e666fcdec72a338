"""Cache of questions, keyed by their YAML text; places in the file are shifted when one is found.

Only questions without a problem are kept. Nothing but the text of its chunk and the bank's macros decides what a
question is; where it stands decides its places, which are stored relative to its first line.
"""

from __future__ import annotations

import io
import pickle
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dlexport.book import bank
from dlexport.problems import Span
from dlexport.reader.incremental.known_texts import NODES, Short, foreign, nodes
from dlexport.richtext.nodes import EMPTY, RichText
from dlexport.source.yaml_tree import Located
from dlexport.unpickling import DAMAGE, DataUnpickler, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.bank import Question
    from dlexport.cache import Cache
    from dlexport.problems import Problem
    from dlexport.reader.incremental.chunks import Chunks

_LOCATED, _SPAN = "located", "span"
_READINGS: Final = 32    # after which all are decoded anew, since a question keeps the lines of its reading alive


class KnownQuestions:
    """The questions of one file that are in the cache.

    A process that reads a file again and again, as the preview does, gets a question that stands where it stood as the
    same object.

    Args:
        chunks: the file in pieces.
        cache: where questions are kept.
        file: the file's name, for places.
        lines: the file's lines, for excerpts in messages.

    Attributes:
        by_line: the line of a question's dash -> the question, with its places in this file.

    Raises:
        SourceError: an entry of the cache is not one that this program wrote.
    """

    def __init__(self, chunks: Chunks, cache: Cache, file: str, lines: Sequence[str]) -> None:
        self._chunks = chunks
        self._file = file
        self._cache = cache
        around = chunks.before + chunks.after
        macros = around if "macros" in around else ""       # formulas depend on the bank's macros too
        self._keys = [cache.key("question", chunk.text, macros) for chunk in chunks.chunks]
        self._found = cache.get_all(self._keys)
        self.by_line: dict[int, Question] = {}
        decoded, readings = cache.memory.get(file, ({}, 0))
        decoded = decoded if readings % _READINGS else {}
        now: dict[bytes, tuple[str, int, Question]] = {}
        for chunk, key in zip(chunks.chunks, self._keys, strict=True):
            if key in self._found:
                before = decoded.get(key)
                known = before[2] if before and before[:2] == (file, chunk.line) else _question(
                    self._found[key], file, lines, chunk.line)
                self.by_line[chunk.line] = known
                now[key] = file, chunk.line, known
        cache.memory[file] = now, readings + 1

    def keep(self, questions: Sequence[Question], pack: Callable[[RichText], bytes],
             warnings: Sequence[Problem]) -> None:
        """Put the questions into the cache, except those with a warning: the next run must give it again.

        Args:
            questions: one for each chunk, in their order.
            pack: the nodes of a text -> bytes.
            warnings: all of the file's.
        """
        doubtful = sorted(warning.span.line for warning in warnings if warning.span and warning.span.file == self._file)
        for key, chunk, question in zip(self._keys, self._chunks.chunks, questions, strict=True):
            first = bisect_left(doubtful, chunk.line)
            if doubtful[first:first + 1] and doubtful[first] < chunk.line + chunk.text.count("\n"):
                continue
            if key not in self._found:
                buffer = io.BytesIO()
                _Pickler(buffer, chunk.line, pack).dump(question)
                self._cache.put(key, buffer.getvalue())


def contents(cache: Cache) -> dict[str, bytes]:
    """Question id -> the key of the text it was read from, for each that the last reading found in the cache."""
    return {question.id: key for decoded, _ in cache.memory.values() for key, (_, _, question) in decoded.items()}


def _located(*_: Any) -> Any:  # noqa: ANN401 - pickled by name only
    """Name, in a pickle, of the function that makes a `Located`; see `_Unpickler`."""


def _span(*_: Any) -> Any:  # noqa: ANN401 - pickled by name only
    """Name, in a pickle, of the function that makes a `Span`; see `_Unpickler`."""


_EMPTY: Final = "empty"
_NAMES: Final = {_located: _LOCATED, _span: _SPAN}


def _rich(data: bytes, source: Located) -> RichText:
    return RichText(partial(nodes, data), source)


_KNOWN: Final = {**NODES, **classes(bank), (__name__, "_rich"): _rich}


def _question(data: bytes, file: str, lines: Sequence[str], first: int) -> Question:
    try:
        question: Question = _Unpickler(data, file, lines, first).load()
    except DAMAGE as error:
        raise foreign() from error
    return question


class _Pickler(pickle.Pickler):
    """Pickles a question: lines count from its first line, and the nodes of its texts stay packed bytes."""

    def __init__(self, buffer: io.BytesIO, first: int, pack: Callable[[RichText], bytes]) -> None:
        super().__init__(buffer, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = Short({
            RichText: lambda text: (_rich, (pack(text), text.source)),
            Located: lambda one: (_located, (one.value, one.line - first, one.column, one.style)),
            Span: lambda span: (_span, (span.line - first, span.column, span.length)),
        })

    def persistent_id(self, thing: Any) -> str | None:  # noqa: ANN401 - anything
        if thing is EMPTY:
            return _EMPTY
        return _NAMES.get(thing) if callable(thing) else None


class _Unpickler(DataUnpickler):
    """Unpickles a question: lines count from `first`, the line where it stands now."""

    def __init__(self, data: bytes, file: str, lines: Sequence[str], first: int) -> None:
        super().__init__(data, _KNOWN)
        self._makers: dict[str, Any] = {
            _EMPTY: EMPTY,
            _LOCATED: lambda value, line, column, style: Located(value, file, line + first, column, style, lines),
            _SPAN: lambda line, column, length: Span(file, line + first, column, length),
        }

    def persistent_load(self, name: str) -> Any:  # noqa: ANN401 - what makes either
        return self._makers[name]
