"""Calls to exporters. Whatever one raises or returns of a wrong type becomes one problem that names its package."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from dlexport.book.book import Book
from dlexport.plugin import contract, options
from dlexport.plugin.contract import Artifact, Part, Passage
from dlexport.plugin.registry import ExporterError, blamed, fault
from dlexport.problems import Problem, Severity, SourceError, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager

    from dlexport.book.bank import Question
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext
    from dlexport.plugin.options import OptionSetting
    from dlexport.plugin.registry import Installed
    from dlexport.theme.styles import Styles

T = TypeVar("T")
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def chosen(one: Installed, settings: Mapping[str, OptionSetting]) -> tuple[Any, list[Problem]]:
    """The exporter's options with the values that were set, and a problem for each that does not fit.

    Raises:
        ExporterError: its class raised something else than a ValueError.
    """
    with _blamed(one, "take its options"):
        return options.parse(one.name, one.exporter.Options, settings)


def import_ahead(exporters: Iterable[Installed], *, at_first: bool = False) -> None:
    """Import the modules that exporters name, before worker processes are forked, so that each need not.

    With `at_first` those too that they name for a run that finds nothing in the cache.

    A module that cannot be imported is left to its exporter, whose fault it is when it is called.
    """
    for one in exporters:
        more = getattr(one.exporter, "imports_at_first", ()) if at_first else ()
        for name in (*getattr(one.exporter, "imports", ()), *more):
            with suppress(ExporterError), _blamed(one, "load"):
                import_module(name)


def promised(one: Installed, chosen: object) -> frozenset[Part]:
    """The parts that the artifact will hold.

    Raises:
        ExporterError: it raised, or these are no parts.
    """
    with _blamed(one, "say what it promises"):
        return frozenset(map(Part, one.exporter.promises(chosen)))


def omitted(one: Installed, chosen: object) -> Callable[[Question], frozenset[Part]]:
    """The promised parts that an exporter omits for a question; none for most exporters.

    Raises:
        ExporterError: when asked: it raised, or these are no parts.
    """
    exporter = one.exporter
    if not isinstance(exporter, contract.Omitting):
        return lambda _: frozenset()

    def asked(question: Question) -> frozenset[Part]:
        with _blamed(one, "say what it leaves out"):
            return frozenset(map(Part, exporter.omitted(question, chosen)))
    return asked


def idle(one: Installed, chosen: object) -> bool:
    """Whether with these options there is nothing to make, unless somebody asks for it by name.

    Raises:
        ExporterError: it raised, or this is neither True nor False.
    """
    exporter = one.exporter
    if not isinstance(exporter, contract.Idling):
        return False
    with _blamed(one, "say whether it is idle"):
        return _of_type(one, "idle", exporter.idle(chosen), bool)


def carried(one: Installed, book: Book, chosen: object) -> Book:
    """The part of the book that the artifact will hold.

    Raises:
        ExporterError: it raised, or this is no book.
    """
    with _blamed(one, "select its questions"):
        return _of_type(one, "select", contract.carried(one.exporter, book, chosen), Book)


def stamps(one: Installed, book: Book, chosen: object, styles: Styles) -> Mapping[str, str]:
    """The fingerprints that the exporter dates: its revision, and what its format dates besides.

    Raises:
        ExporterError: it raised, or these are no names and fingerprints.
        SourceError: the theme has a problem.
    """
    with _blamed(one, "say what it dates"):
        found = contract.own_stamps(one.exporter, book, chosen, styles)
        for pair in found.items():
            for text in pair:
                _of_type(one, "stamps", text, str)
        return found


def exported(one: Installed, book: DatedBook, chosen: object, context: ExportContext) -> Artifact:
    """The artifact of a book.

    Raises:
        ExporterError: it raised, or this is no artifact.
        SourceError: the theme or the book has a problem.
    """
    with _blamed(one, "export"):
        artifact = _of_type(one, "export", one.exporter.export(book, chosen, context), Artifact)
        _of_type(one, "export", artifact.data, bytes)
        for name, count in dict(artifact.counts).items():
            _of_type(one, "export", name, str)
            _of_type(one, "export", count, int)
        for problem in artifact.problems:
            _check_problem(one, _of_type(one, "export", problem, Problem))
        return artifact


def read_back(one: Installed, data: bytes, cache: Cache) -> list[Passage]:
    """The passages in an artifact's bytes.

    Raises:
        ValueError: it is not a whole artifact of this format.
        ExporterError: it raised something else, or these are no passages.
    """
    with _blamed(one, "read back", ValueError):
        return [_of_type(one, "read_back", passage, Passage) for passage in one.exporter.read_back(data, cache)]


def _blamed(one: Installed, doing: str, *more: type[Exception]) -> AbstractContextManager[None]:
    """Turn any exception into the exporter's fault, except problems of source or theme, and those in `more`."""
    return blamed(one, doing, SourceError, *more)


def _check_problem(one: Installed, problem: Problem) -> None:
    """Check what leaves the program as it is: the fields of a problem that an exporter made.

    Raises:
        ExporterError: one has another type than it should, or a value that no reader of reports knows.
    """
    for text in (problem.code, problem.message, problem.hint):
        _of_type(one, "export", text, str)
    if problem.span is not None:
        _of_type(one, "export", problem.span, Span)
    if not _CODE.fullmatch(problem.code) or problem.severity not in get_args(Severity):
        raise ExporterError([fault(one, f"gave a problem of code {problem.code!r} and severity {problem.severity!r}: a "
                                   "code has small letters, digits and hyphens, a severity is error or warning")])


def _of_type(one: Installed, method: str, value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted):
        raise ExporterError([fault(one, f"gave a {type(value).__name__} where {wanted.__name__} is due in `{method}`")])
    return value
