"""A session: bank, theme and cached pieces stay in memory, so that a question is shown quickly after a save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from dlexport import reader
from dlexport.book.book import compose
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.plugin import calls
from dlexport.plugin.contract import ExportContext, Previewing
from dlexport.problems import SourceError
from dlexport.reader.incremental.known_questions import contents
from dlexport.run import provenance
from dlexport.run.pipeline import opened_cache
from dlexport.run.plan import plan, stamps
from dlexport.run.preconditions import now
from dlexport.session.one_question import one_question
from dlexport.session.written import written
from dlexport.theme.fonts import Fonts
from dlexport.theme.named_fonts import named
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.lock.records import Lock
    from dlexport.plugin.contract import View
    from dlexport.problems import Problem
    from dlexport.run.plan import Job, Plan
    from dlexport.run.request import Request
    from dlexport.theme.styles import Styles


@dataclass(frozen=True, slots=True)
class Change:
    """The difference that a new reading of the bank has found.

    Attributes:
        problems: of the source as it is now; if one is an error, the session keeps the last good state.
        questions: ids of new and changed questions, in reading order.
        gone: ids of removed questions.
        sources: file name -> lines, for excerpts.
    """

    problems: tuple[Problem, ...]
    questions: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    sources: Mapping[str, Sequence[str]] | None = None


class Session:
    """One bank, read when it is opened and whenever `refresh` is called. For one thread at a time.

    Args:
        request: names source, styles and settings. No file of the project is written, the lock included.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._cache, self._at_work = opened_cache(request), provenance.at_work()
        self._book: Book | None = None
        self._contents: Mapping[str, tuple[int, Question, object]] = {}
        self._texts: Mapping[str, bytes] = {}
        self._known: object = None
        self._lock: Lock = {}
        self._jobs: Mapping[str, Job] = {}
        self._plan: Plan | None = None
        self._styles: Styles | None = None
        self._views: dict[tuple[str, str], list[View]] = {}
        self.change = self.refresh()

    @property
    def book(self) -> Book | None:
        """The book of the last reading without errors; None if there was none yet."""
        return self._book

    @property
    def exporters(self) -> tuple[str, ...]:
        """The names of the bank's formats that can show a single question."""
        return tuple(self._jobs)

    def content(self, question: str) -> object:
        """A value that is the same object as long as the question says the same, wherever it stands.

        Raises:
            KeyError: there is no such question.
        """
        return self._contents[question][2]

    def refresh(self) -> Change:
        """Read the source, its lock and the theme again, and return what has changed."""
        request = self._request
        try:
            if (work := provenance.at_work()) != self._at_work:     # a plug-in was installed meanwhile
                self._cache.close()
                self._cache, self._at_work = opened_cache(request), work
            bank = reader.read(request.source, self._cache)
            book, styles = compose(bank), theme(request.styles)
            planned, lock = plan(bank, request), lockfile.read(request.lock)
        except SourceError as error:
            self.change = Change(error.problems, sources=error.sources)
            return self.change
        new: dict[str, tuple[int, Question, object]] = {}
        old, texts = self._contents, contents(self._cache)
        for entry in book.entries():
            question, before = entry.question, old.get(entry.question.id)
            stays = before is not None and (before[1] is question or (
                question.id in texts and texts[question.id] == self._texts.get(question.id)))   # on another line
            new[question.id] = entry.number, question, before[2] if before and stays else written(question)
        self._contents, self._texts = new, texts
        jobs = {job.name: job for job in planned.jobs if isinstance(job.exporter, Previewing)}
        shared = _shared(book), styles, jobs, lock
        if shared != self._known:
            self._views.clear()
        self._known = shared
        self._book, self._styles, self._jobs, self._lock, self._plan = book, styles, jobs, lock, planned
        changed = tuple(ident for ident, one in new.items()
                        if ident not in old or (old[ident][0], old[ident][2]) != (one[0], one[2]))
        gone = tuple(ident for ident in old if ident not in new)
        for key in [key for key in self._views if key[0] in changed or key[0] in gone]:
            del self._views[key]
        self.change = Change((*planned.failed.values(), *bank.warnings), changed, gone, bank.sources or {})
        return self.change

    def views(self, question: str, exporter: str) -> list[View]:
        """The views of one question in one format, taken from a real artifact made for that question alone.

        Raises:
            KeyError: there is no such question, or no such format that can show a single question.
            SourceError: the exporter is at fault, or the theme has a problem.
        """
        key = question, exporter
        if key not in self._views:
            self._views[key] = self._made(question, self._jobs[exporter])
        return self._views[key]

    def close(self) -> None:
        """Write the pieces made in this session to the cache, for the next one."""
        self._cache.close()

    def _made(self, question: str, job: Job) -> list[View]:
        if self._book is None or self._styles is None or self._plan is None:
            raise KeyError(question)
        book, styles = one_question(self._book, question), self._styles
        wanted, planned = stamps(book, replace(self._plan, jobs=(job,)), styles)
        if planned.failed:
            raise SourceError(planned.failed.values())
        lock, _ = locks.refresh(book, self._lock, now(), wanted, whole=False)
        dated = locks.date(book, lock, job.name)
        own = job.styles(styles)
        context = ExportContext(dated.moment, own, Fonts(partial(named, own)), allow_missing_glyphs=True,
                                cache=self._cache, exporter=job.name, version=provenance.tool()["version"])
        artifact = calls.exported(job.installed, dated, job.options, context)
        exporter = job.exporter
        if not isinstance(exporter, Previewing):
            raise KeyError(job.name)
        return list(exporter.preview(artifact.data, question))


def _shared(book: Book) -> object:
    """The values besides its own text on which each question's views depend: bank head, topics, pictures."""
    bank = replace(book.bank, questions=(), warnings=(), sources=None, places={}, media={}, outputs=None)
    return written(bank), {path: media.sha256 for path, media in book.bank.media.items()}
