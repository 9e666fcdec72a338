"""The contract's own tests, for the tests of an exporter: `assert faults(MyExporter, "mine") == []`.

What they cannot catch: an order that follows from the hashes of texts, which differ from process to process
(`dlexport all --check-reproducible` does), and a clock that is asked by way of another package's compiled code.
"""

from __future__ import annotations

import pickle
import random
import tempfile
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from dlexport import reader
from dlexport.book.book import Book, compose
from dlexport.cache import Cache
from dlexport.codes import CODES
from dlexport.lock import lock as locks
from dlexport.plugin import brought, calls, shape
from dlexport.plugin.contract import Artifact, ExportContext
from dlexport.plugin.installed import EntryPoint
from dlexport.plugin.registry import ExporterError, Installed
from dlexport.plugin.testing.mutants import spread
from dlexport.plugin.testing.worlds import watched
from dlexport.problems import Problem, SourceError
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dlexport.plugin.contract import Exporter

_MOMENT: Final = 1_700_000_000
_JUNK: Final = {"no bytes": b"", "a word": b"junk", "zeros": bytes(1000), "noise": random.Random(1).randbytes(2000)}     # noqa: S311


def book(path: Path | None = None) -> Book:
    """The book of a bank's YAML file; by default of the kit's own bank, which has every construct.

    Raises:
        SourceError: the bank has problems.
    """
    return compose(reader.read(path or Path(__file__).parent / "bank" / "questions.yaml"))


def exported(exporter: type[Exporter[Any]], name: str, source: Book, options: object = None) -> Artifact:
    """The artifact that the exporter makes of a book, as in `dlexport export`.

    Raises:
        SourceError: the exporter is at fault, or the theme.
    """
    return _Case(_given(exporter, name), options if options is not None else exporter.Options()).made(source)


def faults(
    exporter: type[Exporter[Any]], name: str, options: Iterable[object] | None = None, source: Book | None = None,
) -> list[str]:
    """The violations of the contract by an exporter, one sentence each; empty if there are none.

    It is pure, as far as that can be seen: two exports give the same bytes though clock, environment, working folder
    and chance differ, and neither writes, connects or starts a program. It reads back all that it promises, and
    objects to what is no file of its own. Where a block of a question is dropped, verification misses it.

    Args:
        exporter: the class, as its entry point names it.
        name: that entry point's.
        options: those to try; by default each choice of each option that has choices, one at a time.
        source: the book to try them on; by default that of the kit's own bank.
    """
    made = exporter()
    if wrong := shape.flaw(made, name):
        return [wrong]
    source = source or book()
    one = _given(exporter, name)
    tried = list(options) if options is not None else list(variations(exporter.Options))
    found: list[str] = []
    for number, chosen in enumerate(tried):
        case = _Case(one, chosen)
        checks = [case.whole] if number else [case.whole, case.pure, case.cached, case.refuses, case.misses]
        for check in checks:
            try:
                found += [f"{chosen}: {fault}" for fault in check(source)]
            except SourceError as error:
                found += [f"{chosen}: {problem.message}" for problem in error.problems]
            except ValueError as error:
                found.append(f"{chosen}: it does not know its own file: {error}")
    return list(dict.fromkeys(found))


def variations(options: type[Any]) -> Iterator[Any]:
    """The defaults, then each other choice of each option that has choices."""
    yield (usual := options())
    hints = get_type_hints(options)
    for field in fields(options):
        hint, choices = hints[field.name], field.metadata.get("choices", ())
        if get_origin(hint) is Literal:
            choices = get_args(hint)
        for choice in (True, False) if hint is bool else choices:
            if choice != getattr(usual, field.name):
                yield replace(usual, **{field.name: choice})


@dataclass(frozen=True, slots=True)
class _Case:
    """An exporter with the options it is tried with.

    Each check yields what is wrong. A ValueError comes from an exporter that does not know its own file.
    """

    one: Installed
    options: object

    def made(self, source: Book, cache: Cache | None = None, progress: Callable[[int], None] | None = None) -> Artifact:
        """The artifact of a book."""
        styles = brought.styles(self.one.exporter, theme(None))
        stamps = {f"{self.one.name}/{stamp}": content
                  for stamp, content in calls.stamps(self.one, source, self.options, styles).items()}
        lock, _ = locks.refresh(source, {}, _MOMENT, stamps)
        dated = locks.date(source, lock, self.one.name)
        context = ExportContext(dated.moment, styles, Fonts(), False, cache or Cache(),   # noqa: FBT003 - its own order
                                exporter=self.one.name, version="1")
        if progress is not None:
            context = replace(context, progress=progress)
        return calls.exported(self.one, dated, self.options, context)

    def lacking(self, source: Book, artifact: Artifact) -> tuple[Problem, ...]:
        """The problems that verification finds in an artifact of the book.

        Raises:
            ValueError: the exporter says that it is not whole.
        """
        passages = calls.read_back(self.one, artifact.data, Cache())
        held = calls.carried(self.one, source, self.options)
        return verify(held, calls.promised(self.one, self.options), passages, self.one.name,
                      omitted=calls.omitted(self.one, self.options))

    def whole(self, source: Book) -> Iterator[str]:
        """All that is promised is read back; what it says of itself is in order."""
        steps: list[int] = []
        artifact = self.made(source, progress=steps.append)
        if not calls.promised(self.one, self.options):
            yield "it promises nothing"
        if calls.idle(self.one, self.options) and self.options == type(self.options)():
            yield "by default it is idle, so that no run makes its file"
        yield from (problem.message for problem in self.lacking(source, artifact))
        known = {*CODES, *brought.own_codes(self.one.exporter)}
        yield from (f"nobody explains its problem code {problem.code!r}"
                    for problem in artifact.problems if problem.code not in known)
        yield from (f"it has a problem with the book: {problem.message}"
                    for problem in artifact.problems if problem.severity == "error")
        if any(after < before for before, after in pairwise([0, *steps, source.count])):
            yield f"its progress goes {steps}, of {source.count} questions"
        if pickle.loads(pickle.dumps(artifact)).data != artifact.data:     # noqa: S301 - our own
            yield "its artifact does not travel between processes"

    def pure(self, source: Book) -> Iterator[str]:
        """Check that two different environments give the same bytes, and that the exporter does nothing but compute."""
        package, results = type(self.one.exporter).__module__.split(".", 1)[0], []
        for elsewhere in (False, True):
            with watched(package, elsewhere=elsewhere) as deeds:
                results.append(self.made(source).data)
                calls.read_back(self.one, results[-1], Cache())
            yield from deeds
        if results[0] != results[1]:
            yield "the bytes differ where clock, environment, working folder or chance do"

    def cached(self, source: Book) -> Iterator[str]:
        """A cache changes time, never bytes; nor what is read."""
        with tempfile.TemporaryDirectory() as folder:
            caches = [Cache(), Cache(Path(folder)), Cache(Path(folder))]
            results, read = [], []
            for cache in caches:
                results.append(self.made(source, cache).data)
                read.append(calls.read_back(self.one, results[-1], cache))
                cache.close()
        if len(set(results)) > 1:
            yield "the bytes differ with what the cache holds"
        if read[1:] != read[:-1]:
            yield "what is read back differs with what the cache holds"

    def refuses(self, source: Book) -> Iterator[str]:
        """Check that random bytes raise `ValueError`, and that in half an artifact at least something is missing."""
        data = self.made(source).data
        for name, junk in _JUNK.items():
            try:
                calls.read_back(self.one, junk, Cache())
            except ValueError:
                continue
            yield f"it reads {name} as if it were a file of its own, without a ValueError"
        for part in (data[:len(data) // 2], data[len(data) // 2:]):
            try:
                if not self.lacking(source, Artifact(part)):
                    yield "nothing is missed where half of its file is"
            except ValueError:
                pass

    def misses(self, source: Book) -> Iterator[str]:
        """Each block of each part promised is dropped from a copy of its question: verification must miss it."""
        whole, lacking, mutants = spread(source, calls.promised(self.one, self.options))
        held = {entry.question.id for entry in calls.carried(self.one, whole, self.options).entries()}
        messages = [problem.message for problem in self.lacking(whole, self.made(lacking))]
        for ident, mutant in mutants.items():
            if ident in held and not any(f"question {ident}, {mutant.part}" in message for message in messages):
                yield f"{mutant.what} of {ident.rpartition('-')[0]} can be dropped, and verification does not miss it"


def _given(exporter: type[Exporter[Any]], name: str) -> Installed:
    """An exporter as if it were installed."""
    one = Installed(name, EntryPoint(name, f"{exporter.__module__}:{exporter.__qualname__}"))
    one.__dict__["exporter"] = exporter()
    return one


__all__ = ["ExporterError", "book", "exported", "faults", "variations"]
