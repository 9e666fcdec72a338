"""Problems in formats that editors and CI systems read: JSON, gcc, GitHub, SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dlexport.cli import streams
from dlexport.cli.report import problem_data
from dlexport.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.problems import Problem

_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems in the form that docs/report.schema.json describes."""
    return {"problems": [problem_data(problem) for problem in problems]}


def as_gcc(problems: Sequence[Problem]) -> str:
    """One line per problem, as compilers write them: `file:line:column: error: message [code]`."""
    return "".join(printable(f"{problem.span or 'dlexport'}: {problem.severity}: {_one_line(problem.message)} "
                             f"[{problem.code}]") + "\n" for problem in problems)


def as_github(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands, shown beside the lines of a pull request (docs.github.com, “Workflow commands”)."""
    rows = []
    for problem in problems:
        about = {"title": problem.code}
        if problem.span:
            about = {"file": problem.span.file, "line": str(problem.span.line), "col": str(problem.span.column),
                     "endColumn": str(problem.span.column + problem.span.length), **about}
        words = ",".join(f"{name}={_property(value)}" for name, value in about.items())
        rows.append(f"::{problem.severity} {words}::{_data(streams.lines(_told(problem)))}\n")
    return "".join(rows)


def as_sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems as a SARIF log (version 2.1.0, OASIS), which code scanning services read."""
    from dlexport.codes import CODES  # noqa: PLC0415 - start-up time
    from dlexport.run.provenance import tool  # noqa: PLC0415 - start-up time

    rules = sorted({problem.code for problem in problems})
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [{
        "tool": {"driver": {
            "name": "dlexport", "version": tool()["version"],
            "rules": [{"id": code, "shortDescription": {"text": CODES[code].title if code in CODES else code}}
                      for code in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules) for problem in problems],
    }]}


FORMS: Final[Mapping[str, Callable[[Sequence[Problem]], str | dict[str, Any]]]] = {
    "json": as_json, "gcc": as_gcc, "github": as_github, "sarif": as_sarif}


def _result(problem: Problem, rules: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"ruleId": problem.code, "ruleIndex": rules.index(problem.code), "level": problem.severity,
                             "message": {"text": _told(problem)}}
    if problem.span:
        found["locations"] = [{"physicalLocation": {
            "artifactLocation": {"uri": _uri(problem.span.file)},
            "region": {"startLine": problem.span.line, "startColumn": problem.span.column,
                       "endColumn": problem.span.column + problem.span.length}}}]
    return found


def _uri(file: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - start-up time

    return quote(file.replace("\\", "/"))


def _told(problem: Problem) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
