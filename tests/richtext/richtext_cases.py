"""Fields made by hand, and the case files: facts, each with a text and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.richtext.escape import escape
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.richtext.xhtml import Dialect, write_blocks
from dlexport.source.yaml_tree import Located

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlexport.math.tree import Element
    from dlexport.problems import Problem

_FENCE = ":::"


class Case(NamedTuple):
    """One fact: the text that shows it, and the XHTML and problems that must come of it."""

    name: str
    fact: str
    text: str
    expected: str


def cases(folder: Path) -> Iterator[Case]:
    """The cases of all files of a folder, each named after its file and line.

    A case is a fact, `:::`, a text, `:::`, the outcome, `:::`. `→` stands for a tab, `␣` for a space at the end of a
    line, which an editor might take away.
    """
    for path in sorted(folder.glob("*.txt")):
        parts: list[list[str]] = [[]]
        start = 1
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line != _FENCE:
                parts[-1].append(line)
                continue
            parts.append([])
            if len(parts) == 4:
                fact, text, outcome, rest = ("\n".join(part) for part in parts)
                yield Case(f"{path.stem}:{start}", fact.strip(), _typed(text), _typed(outcome))
                parts, start = [[rest] if rest else []], number + 1
        assert not "".join(parts[0]).strip(), f"{path}: a case is cut short at the end"


def _typed(text: str) -> str:
    return text.replace("→", "\t").replace("␣", " ")


def located(text: str) -> Located:
    """A field in no file: its first character stands in line 1, column 1."""
    return Located(text, "bank.yaml", 1, 1, "|", ())


def _math(latex: str, _tree: Element, displayed: bool) -> str:  # noqa: FBT001 – the hook's signature
    display = ' display="block"' if displayed else ""
    return f"<math{display}>{escape(latex)}</math>"


DIALECT = Dialect(
    math=_math,
    image_src=str,
    question_href=lambda question: f"#{question}",
    web_href=str,
)
"""Formulas as their LaTeX, pictures and questions by the names the bank gives them, every link as it was typed."""


def outcome(text: str) -> str:
    """The XHTML of a field of blocks, then a line `! line:column code` for each problem (`?` where it is a warning)."""
    rich, problems = parse_blocks(located(text))
    return "\n".join(filter(None, [write_blocks(rich.blocks, DIALECT), *notes(problems)]))


def notes(problems: tuple[Problem, ...]) -> list[str]:
    """Problems in short, in source order: `!` an error, `?` a warning."""
    spans = sorted((p.span.line, p.span.column, p.code, "!" if p.severity == "error" else "?")
                   for p in problems if p.span)
    assert len(spans) == len(problems)
    return [f"{sign} {line}:{column} {code}" for line, column, code, sign in spans]
