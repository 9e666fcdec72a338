"""Mending of texts that the bank's reader would refuse: the faulty part is shown as typed, with a warning.

A faulty formula becomes code, so that no character is lost; a mark without its partner is escaped by a backslash.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from dlexport.patterns import many
from dlexport.problems import Problem, errors
from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.source.located import Located
from dlexport.source.positions import ScalarLines

if TYPE_CHECKING:
    from collections.abc import Iterator

Form: TypeAlias = Literal["asked", "blocks", "inline", "title"]
"""The kinds of fields; a prompt may have blanks, `[[…]]`."""

_SHOWN: Final = 40  # characters of a text in a remark
_TURNS: Final = 40  # faults mended one by one; a text with more is shown as typed as a whole
_READ: Final = 400_000  # characters that are read for it, so that a long text has fewer turns
_PARSERS: Final[dict[Form, Any]] = {
    "asked": partial(parse_blocks, gaps=True),
    "blocks": parse_blocks,
    "inline": parse_inline,
    "title": parse_title,
}
_FORMULA: Final = re.compile(
    r"\$\$.+?\$\$|\\\[(?:(?!\\\[).)+?\\\]|\\\((?:(?!\\\().)+?\\\)|(?<![\\$])\$(?!\s)[^$\n]+?\$", re.DOTALL)
_FENCE: Final = re.compile(r"^( *+)(`{3,}+|~{3,}+)(?=[^\n]*math)[^\n]*\n.*?^\1\2", re.DOTALL | re.MULTILINE)
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\{(\w+\*?)\}")
_LANGUAGE: Final = re.compile(r"^([ \t]*+" + many(r"[-*+>][ \t]++") + r"(?:`{3,}+|~{3,}+))[^\n]*+", re.MULTILINE)
_INVISIBLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CHARACTERS: Final = 100_000


def mended(text: str, form: Form) -> tuple[str, tuple[str, ...]]:
    """The text without errors, and a sentence for each change.

    Args:
        text: Markdown.
        form: the kind of its field.
    """
    text, done = _visible(text)
    seen: set[str] = set()
    for _ in range(max(2, min(_TURNS, _READ // (len(text) + 1)))):
        problem = next(iter(errors(problems(text, form))), None)
        if problem is None:
            return text, tuple(done)
        before, seen = text, seen | {text}
        text, what = _mend(text, problem, form)
        done.append(what)
        if text == before or text in seen:
            break
    else:
        if not errors(problems(text, form)):
            return text, tuple(done)
    return as_typed(text, form), (*done, "shown whole as it was typed")


def problems(text: str, form: Form) -> tuple[Problem, ...]:
    """The problems that the bank's reader finds in a text; lines and columns count from 1 within the text."""
    rows = ["|", *(f" {row}" for row in text.split("\n"))]
    source = Located(text, "", 1, 1, "|", ScalarLines("\n".join(rows)))
    found: tuple[Problem, ...] = _PARSERS[form](source)[1]
    return found


def as_typed(text: str, form: Form) -> str:
    """Markdown that shows a text character for character."""
    if form in {"asked", "blocks"} and "\n" in text:
        return fenced(text)
    return code(" ".join(text.split()))


def fenced(text: str, language: str = "") -> str:
    """A block of code."""
    longest = max((len(ticks) for ticks in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def code(text: str) -> str:
    """Inline code."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _visible(text: str) -> tuple[str, list[str]]:
    done: list[str] = []
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
        done.append("without its control characters")
    if len(text) > _CHARACTERS:
        text = text[:_CHARACTERS]
        done.append(f"cut after {_CHARACTERS:,} characters")
    return text, done


def _mend(text: str, problem: Problem, form: Form) -> tuple[str, str]:
    """The text without a problem (perhaps with another one), and a sentence for the change."""
    offset = _offset(text, problem)
    if problem.code in {"formula", "formula-limit", "math-limit"} or "formula" in problem.message:
        for start, end in _formulas(text):
            if start <= offset < end:
                return _as_code(text, start, end, form), f"{_short(text[start:end])} as code: {problem.message}"
    if problem.code == "code-language":
        return _LANGUAGE.sub(_first_word, text), "without the words behind the language of its code"
    if problem.code == "not-inline":
        return " ".join(text.split()).lstrip("#>-+*= "), "in one paragraph"
    if offset < len(text) and not text[offset].isalnum() and not text[offset].isspace():
        return text[:offset] + "\\" + text[offset:], f"{_short(text[offset : offset + 2])} as typed: {problem.message}"
    return text, problem.message


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _FENCE.finditer(text))
    yield from _environments(text)
    yield from (match.span() for match in _FORMULA.finditer(text))


def _environments(text: str) -> Iterator[tuple[int, int]]:
    """The spans of environments outside of each other, in order; each ends where its name ends first."""
    begun: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for match in _ENVIRONMENT.finditer(text):
        if match[1] == "begin":
            begun[match[2]] = match.start()
        elif match[2] in begun:
            found.append((begun.pop(match[2]), match.end()))
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def _as_code(text: str, start: int, end: int, form: Form) -> str:
    """The text with a formula as code; a displayed formula becomes a block of code."""
    typed = text[start:end]
    inner = typed
    for left, right in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if typed.startswith(left):
            inner = typed[len(left) : -len(right)]
            break
    if (
        form in {"asked", "blocks"}
        and typed.startswith(("$$", "\\[", "\\begin", "`", "~", " "))
        and _alone(text, start, end)
    ):
        return f"{text[:start].rstrip(chr(32))}\n\n{fenced(inner, 'latex')}\n\n{text[end:].lstrip(chr(32))}"
    return text[:start] + code(" ".join(inner.split())) + text[end:]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands on lines of its own, outside lists."""
    return (
        not text[:start].rpartition("\n")[2].strip()
        and not text[end:].partition("\n")[0].strip()
        and not text[:start].rpartition("\n")[2]
    )


def _first_word(match: re.Match[str]) -> str:
    words = match[0][len(match[1]) :].split()
    language = re.sub(r"[^\w+#.-].*", "", words[0]) if words else ""
    return match[1] + language


def _offset(text: str, problem: Problem) -> int:
    if problem.span is None:
        return 0
    rows = text.split("\n")
    row = min(max(problem.span.line - 2, 0), len(rows) - 1)
    return min(sum(len(one) + 1 for one in rows[:row]) + max(problem.span.column - 2, 0), max(len(text) - 1, 0))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"`{text if len(text) <= _SHOWN else text[:_SHOWN - 1] + '…'}`"
