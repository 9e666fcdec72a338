"""The state behind the preview's page: one session, used by one thread only, and a number that rises with each save."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dlexport.lint.reading_time import size
from dlexport.messages import translated
from dlexport.problems import SourceError
from dlexport.richtext.plain import unmarked
from dlexport.run.watch import saves, state
from dlexport.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.lint.reading_time import TextSize
    from dlexport.plugin.contract import View
    from dlexport.problems import Problem, Span
    from dlexport.run.request import Request

_EVERY, _SETTLED = 0.02, 0.02       # seconds; shorter than for `dlexport watch`, since somebody is looking at the page


class _ClosingError(Exception):
    """The workbench is being closed: ends the watching thread."""


class Workbench:
    """A bank that is being edited, as the page shows it.

    Args:
        request: names source and styles.
        editor: an address with `{path}`, `{line}` and `{column}` that opens a place in the author's editor.
    """

    def __init__(self, request: Request, editor: str) -> None:
        self.version = 0
        self._request = request
        self._editor = editor
        self._thread = ThreadPoolExecutor(1, "session")     # SQLite and the session must be used from one thread
        self._closing = threading.Event()
        self._known = state(request)
        self._session = self._thread.submit(Session, request).result()
        self._watcher: threading.Thread | None = None
        self._sizes: dict[str, tuple[object, TextSize]] = {}
        self._paths: dict[str, str] = {}
        self._asked: tuple[str, str] | None = None      # the question and format of the last views

    def watch(self, told: Callable[[dict[str, Any]], object]) -> None:
        """Start a thread that reads the bank again after each save and calls `told` with what has changed."""
        def look() -> None:
            with contextlib.suppress(_ClosingError):
                for _ in saves(self._request, self._known, sleep=self._wait, every=_EVERY, settled=_SETTLED):
                    told(self._thread.submit(self._refresh).result())

        self._watcher = threading.Thread(target=look, name="watcher", daemon=True)
        self._watcher.start()

    def bank(self) -> dict[str, Any]:
        """The list of questions and the problems of the source, as values that `json` can write."""
        return self._thread.submit(self._bank).result()

    def views(self, question: str, exporter: str) -> list[View]:
        """The views of a question in one format.

        Raises:
            KeyError: there is no such question or format.
            SourceError: the exporter is at fault.
        """
        self._asked = question, exporter
        return self._thread.submit(self._session.views, question, exporter).result()

    def problem(self, problem: Problem) -> dict[str, Any]:
        """A problem as JSON values, with the address that opens its position in the editor."""
        said = {"message": translated(problem.message), "hint": translated(problem.hint)}
        return {**asdict(problem), **said, "place": str(problem.span or ""), "open": self._address(problem.span)}

    def close(self) -> None:
        """Stop watching and write the session's pieces to the cache."""
        self._closing.set()
        if self._watcher:
            self._watcher.join()
        self._thread.submit(self._session.close).result()
        self._thread.shutdown()

    def _refresh(self) -> dict[str, Any]:
        """Read the bank again; what has changed, with the views that somebody looks at, which saves a request."""
        change = self._session.refresh()
        self.version += 1
        told = {"version": self.version, "changed": change.questions, "gone": change.gone}
        if self._asked and self._asked[0] in change.questions:
            question, exporter = self._asked
            with contextlib.suppress(KeyError, SourceError):    # the page asks, and is told what is wrong
                told["shown"] = {"question": question, "exporter": exporter,
                                 "views": outlines(self._session.views(question, exporter))}
        return told

    def _wait(self, seconds: float) -> None:
        if self._closing.wait(seconds):
            raise _ClosingError

    def _bank(self) -> dict[str, Any]:
        book, change = self._session.book, self._session.change
        sizes, rows = {}, []
        for chapter in book.chapters if book else ():
            for entry in chapter.entries:
                question = entry.question
                content = self._session.content(question.id)
                known, text = self._sizes.get(question.id, (None, None))
                text = text if text is not None and known is content else size(question)
                sizes[question.id] = content, text
                rows.append({
                    "id": question.id, "number": entry.number, "topic": unmarked(chapter.topic.title.children),
                    "title": unmarked(question.title.children), "tags": question.tags, "size": text.total,
                    "minutes": round(text.minutes, 1), "open": self._address(question.span),
                    "problems": _within(question.span, change.problems)})
        self._sizes = sizes
        return {
            "version": self.version, "language": book.bank.language if book else "en",
            "title": unmarked(book.bank.title.children) if book else self._request.source.name,
            "exporters": self._session.exporters, "questions": rows,
            "broken": any(problem.severity == "error" for problem in change.problems),
            "problems": [self.problem(problem) for problem in change.problems]}

    def _address(self, span: Span | None) -> str:
        if span is None:
            return ""
        if span.file not in self._paths:
            self._paths[span.file] = quote(Path(span.file).resolve().as_posix())
        return self._editor.format(path=self._paths[span.file], line=span.line, column=span.column)


def outlines(views: Sequence[View]) -> list[dict[str, str]]:
    """The views without their data, as values that `json` can write; `digest` is SHA-256 in hexadecimal."""
    return [{"name": view.name, "type": view.media_type, "digest": sha256(view.data).hexdigest()} for view in views]


def _within(span: Span, problems: Sequence[Problem]) -> int:
    """The number of problems on the line where a question begins."""
    return sum(1 for problem in problems
               if problem.span and (problem.span.file, problem.span.line) == (span.file, span.line))

