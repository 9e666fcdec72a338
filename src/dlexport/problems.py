"""Problems: data about what a person should mend, and the one function that writes them for people."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Severity = Literal["error", "warning"]

SHOWN_AT_MOST = 50
_EXCERPT_WIDTH = 120    # columns; longer source lines are shown as a window around the caret
_MESSAGE_LENGTH = 2_000     # characters of a message, or of a line of a hint; `--json` has them whole
_MESSAGE_END = 300          # of them, from its end


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file: 1-based line and column in code points, and a length in code points."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault for a person to mend: code, message, position (None if it has none), hint (may be empty), severity."""

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    severity: Severity = "error"


class SourceError(Exception):
    """A stage cannot continue; its problems give the reasons.

    Args:
        problems: at least one.
        sources: file name -> its lines, for excerpts.
    """

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, Sequence[str]] | None = None) -> None:
        self.problems = tuple(problems)
        self.sources: Mapping[str, Sequence[str]] = sources or {}
        super().__init__("; ".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[type[SourceError], tuple[object, ...]]:
        """Travel between processes whole: an exception is otherwise made again from its message alone."""
        return type(self), (self.problems, dict(self.sources))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of severity `error`, any of which prevents publication."""
    return tuple(problem for problem in problems if problem.severity == "error")


def in_source_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by file, line and column, those without a place first; doubled ones once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.span is not None, p.span or Span("", 0, 0))))


def render(
    problems: Sequence[Problem],
    sources: Mapping[str, Sequence[str]],
    *,
    limit: int = SHOWN_AT_MOST,
    colour: bool = False,
    said: Callable[[str], str] = str,
) -> str:
    """The problems as text: one paragraph each, at most `limit`, then a line that counts the rest.

    No error is left to that line for a warning's sake.

    Args:
        problems: in the order in which they are shown.
        sources: file name -> its lines, for excerpts.
        limit: how many are shown.
        colour: whether the severity is coloured, by escape sequences of a terminal.
        said: English -> the language of the person who reads it.
    """
    ranked = sorted(range(len(problems)), key=lambda number: problems[number].severity != "error")
    paragraphs = [_paragraph(problems[number], sources, said, colour=colour) for number in sorted(ranked[:limit])]
    if len(problems) > limit:
        rest = len(problems) - limit
        paragraphs.append(said(f"… and {rest} more problem{'' if rest == 1 else 's'}"))
    return "\n\n".join(paragraphs)


def _paragraph(
    problem: Problem, sources: Mapping[str, Sequence[str]], said: Callable[[str], str], *, colour: bool,
) -> str:
    label = f"{said(problem.severity)}[{printable(problem.code)}]"
    if colour:
        label = f"\x1b[{'1;31' if problem.severity == 'error' else '1;33'}m{label}\x1b[0m"
    rows = [f"{label}: {_shortened(printable(said(problem.message)))}"]
    if problem.span:
        rows.append(f"  --> {printable(str(problem.span))}")
        rows += _excerpt(problem.span, sources.get(problem.span.file, ()))
    label = said("help:")
    lead = f"  {label}" if label.endswith("：") else f"  {label} "     # the full-width colon has its space within
    rows += [f"{lead if n == 0 else '        '}{_shortened(printable(row))}"
             for n, row in enumerate(said(problem.hint).splitlines())]
    return "\n".join(rows)


def _shortened(text: str) -> str:
    """A message, cut where it quotes a value longer than anybody reads; its end, which names a place, stays."""
    if len(text) <= _MESSAGE_LENGTH:
        return text
    return f"{text[:_MESSAGE_LENGTH - _MESSAGE_END]} … {text[-_MESSAGE_END:]}"


def _excerpt(span: Span, lines: Sequence[str]) -> list[str]:
    """The source line and a caret below it; empty where the line is not known, or shows nothing."""
    if not 1 <= span.line <= len(lines) or not lines[span.line - 1].strip():
        return []
    line, start = lines[span.line - 1].rstrip("\r\n"), span.column - 1
    left = max(0, start - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    shown = line[left:left + _EXCERPT_WIDTH]
    caret = max(1, min(span.length, len(shown) - (start - left)))
    marked = shown[start - left:start - left + caret]
    gutter = len(str(span.line))
    return [
        f"{'':{gutter}} |",
        f"{span.line} | {printable(shown)}",
        f"{'':{gutter}} | {' ' * columns(printable(shown[:start - left]))}{'^' * max(1, columns(printable(marked)))}",
    ]


def columns(text: str) -> int:
    """The number of terminal columns of a text: two for wide and full-width characters, none for combining marks."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def printable(text: str) -> str:
    """A text as one line that may leave the program: for a terminal, a log, a list of changes.

    A terminal obeys control characters and line separators, a reader's eye those of direction, a pipeline what begins
    a line (`::error::`): no source, deck or file name may send them any.
    """
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else
                   " " if c == "\t" else f"\\u{{{ord(c):x}}}" for c in text)
