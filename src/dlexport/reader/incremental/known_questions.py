"""Cache of questions, keyed by their YAML text; places in the file are shifted when one is found.

Only questions without a problem are kept. Nothing but the text of its chunk and the bank's macros decides what a
question is; where it stands decides its places, which are stored relative to its first line.
"""

from __future__ import annotations

import io
import pickle
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dlexport.book import bank
from dlexport.book.fingerprints import digest
from dlexport.problems import Span
from dlexport.reader.incremental.known_texts import NODES, Short, foreign, nodes
from dlexport.richtext.nodes import EMPTY, RichText
from dlexport.source.located import Located, move
from dlexport.unpickling import DAMAGE, DataUnpickler, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.bank import Question
    from dlexport.cache import Cache
    from dlexport.problems import Problem
    from dlexport.reader.incremental.chunks import Chunks
    from dlexport.richtext.nodes import Line

_LOCATED, _SPAN = "located", "span"


@dataclass(slots=True)
class KnownQuestion:
    """A question that need not be read again, and what follows from it alone.

    Attributes:
        key: that of its text in the cache.
        line: of its dash, in the last reading.
        placed: everything in it that has a position.
        size: code points of its texts as they are typed and as outputs show them; None until they are counted.
        linking: the texts that may hold links or pictures; None until they are looked for.
    """

    key: bytes
    line: int
    question: Question
    placed: list[Located | Span] = field(default_factory=list)
    size: tuple[int, int] | None = None
    linking: tuple[RichText | Line, ...] | None = None


class KnownQuestions:
    """The questions of one file that are in the cache.

    A process that reads a file again and again, as the preview does, gets a question whose text is the same as the
    same object; its positions are shifted in place.

    Args:
        chunks: the file in pieces.
        cache: where questions are kept.
        file: the file's name, for places.
        lines: the file's lines, for excerpts in messages.

    Attributes:
        by_line: the line of a question's dash -> the question, with its positions in this file.

    Raises:
        SourceError: an entry of the cache is not one that this program wrote.
    """

    def __init__(self, chunks: Chunks, cache: Cache, file: str, lines: Sequence[str]) -> None:
        self._chunks = chunks
        self._file = file
        self._cache = cache
        around = chunks.before + chunks.after
        macros = around if "macros" in around else ""       # formulas depend on the bank's macros too
        former, before = cache.memory.get(file, (None, {}))
        before = before if former == macros else {}
        self._keys = {chunk.text: cache.key("question", chunk.text, macros) for chunk in chunks.chunks
                      if chunk.text not in before}
        self._stored = cache.get_all(self._keys.values())
        self._now: dict[str, KnownQuestion] = {}
        self.by_line: dict[int, KnownQuestion] = {}
        for chunk in chunks.chunks:
            known = before.get(chunk.text) or self._now.get(chunk.text)
            if known:
                move(known.placed, chunk.line - known.line, lines)
                known.line = chunk.line
            elif data := self._stored.get(self._keys[chunk.text]):
                known = _question(data, self._keys[chunk.text], file, lines, chunk.line)
            if known:
                self.by_line[chunk.line] = self._now[chunk.text] = known
        cache.memory[file] = macros, self._now

    def keep(self, questions: Sequence[Question], pack: Callable[[RichText], bytes],
             warnings: Sequence[Problem]) -> None:
        """Put the questions into the cache, except those with a warning: the next run must give it again.

        Args:
            questions: one for each chunk, in their order.
            pack: the nodes of a text -> bytes.
            warnings: all of the file's.
        """
        doubtful = sorted(warning.span.line for warning in warnings if warning.span and warning.span.file == self._file)
        for chunk, question in zip(self._chunks.chunks, questions, strict=True):
            if chunk.text in self._now:
                continue
            first = bisect_left(doubtful, chunk.line)
            if doubtful[first:first + 1] and doubtful[first] < chunk.line + chunk.text.count("\n"):
                continue
            buffer = io.BytesIO()
            self._now[chunk.text] = known = KnownQuestion(self._keys[chunk.text], chunk.line, question)
            _told(question, digest(question))
            _Pickler(buffer, known, pack).dump((question, question.digest))
            self._cache.put(known.key, buffer.getvalue())


def contents(cache: Cache) -> dict[str, bytes]:
    """Question id -> the key of the text it was read from, for each without a problem in the last reading."""
    return {known.question.id: known.key for _, now in cache.memory.values() for known in now.values()}


def _located(*_: Any) -> Any:  # noqa: ANN401 - pickled by name only
    """Name, in a pickle, of the function that makes a `Located`; see `_Unpickler`."""


def _span(*_: Any) -> Any:  # noqa: ANN401 - pickled by name only
    """Name, in a pickle, of the function that makes a `Span`; see `_Unpickler`."""


_EMPTY: Final = "empty"
_NAMES: Final = {_located: _LOCATED, _span: _SPAN}


def _rich(data: bytes, source: Located) -> RichText:
    return RichText(partial(nodes, data), source)


_KNOWN: Final = {**NODES, **classes(bank), (__name__, "_rich"): _rich}


def _question(data: bytes, key: bytes, file: str, lines: Sequence[str], first: int) -> KnownQuestion:
    placed: list[Located | Span] = []
    try:
        question, told = _Unpickler(data, file, lines, first, placed).load()
        _told(question, memoryview(told).tobytes())
    except DAMAGE as error:
        raise foreign() from error
    return KnownQuestion(key, first, question, placed)


def _told(question: Question, told: bytes) -> None:
    """Note the hash of its text in a question, which is otherwise frozen."""
    object.__setattr__(question, "digest", told)


class _Pickler(pickle.Pickler):
    """Pickles a question: lines count from its first line, and the nodes of its texts stay packed bytes.

    Notes in `known` what has a position. Its table of functions does not refer to it: its memo, as large as the
    question, goes with it at once, although nothing is collected while a file is read.
    """

    def __init__(self, buffer: io.BytesIO, known: KnownQuestion, pack: Callable[[RichText], bytes]) -> None:
        super().__init__(buffer, pickle.HIGHEST_PROTOCOL)
        placed, first = known.placed, known.line

        def located(one: Located) -> tuple[Any, ...]:
            placed.append(one)
            return _located, (one.value, one.line - first, one.column, one.style)

        def span(one: Span) -> tuple[Any, ...]:
            placed.append(one)
            return _span, (one.line - first, one.column, one.length)

        ours: dict[type, Any] = {
            RichText: lambda text: (_rich, (pack(text), text.source)), Located: located, Span: span}
        self.dispatch_table = Short(ours)

    def persistent_id(self, thing: Any) -> str | None:  # noqa: ANN401 - anything
        if thing is EMPTY:
            return _EMPTY
        return _NAMES.get(thing) if callable(thing) else None


class _Unpickler(DataUnpickler):
    """Unpickles a question: lines count from `first`, the line where it stands now. Notes in `placed` what has one."""

    def __init__(self, data: bytes, file: str, lines: Sequence[str], first: int, placed: list[Located | Span]) -> None:
        super().__init__(data, _KNOWN)
        self._makers: dict[str, Any] = {
            _EMPTY: EMPTY,
            _LOCATED: lambda value, line, column, style: self._noted(
                Located(value, file, line + first, column, style, lines)),
            _SPAN: lambda line, column, length: self._noted(Span(file, line + first, column, length)),
        }
        self._placed = placed

    def _noted(self, one: Located | Span) -> Located | Span:
        self._placed.append(one)
        return one

    def persistent_load(self, name: str) -> Any:  # noqa: ANN401 - what makes either
        return self._makers[name]
