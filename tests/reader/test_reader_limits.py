"""Texts that stay below every limit and are wrong in ten thousand places: the problems cost no more than the reading.

Each is read in a process of its own, whose processor time and memory the system bounds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bounded_reading import bounded_read

from by_hand import MINIMAL
from forks import forked

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def problems(folder: Path, answer: str) -> list[list[object]]:
    """Code, line and column of each problem of a bank with the answer, found within the bounds."""
    (folder / "bank.yaml").write_text(MINIMAL.replace("答案", answer), encoding="utf-8")
    done = forked("bank.yaml", cwd=folder, program=bounded_read)
    assert done.returncode == 0, done.stderr
    found: list[list[object]] = json.loads(done.stdout)
    return found


def paragraphs(style: str, texts: list[str]) -> str:
    """The texts as paragraphs of one scalar."""
    indented = "\n" + " " * 6
    match style:
        case '"':
            return '"' + "\\n\\n".join(texts).replace("\\frac", "\\\\frac") + '"'
        case "|":
            return "|" + indented + f"\n{indented}".join(texts)
        case _:     # folded and plain: of three line ends two are kept
            return style + (indented if style else "") + f"\n\n{indented}".join(texts)


@pytest.mark.parametrize("style", ['"', "|", ">", ""])
@pytest.mark.parametrize(("code", "texts"), [
    ("formula", ["y"] * 20_000 + ["$\\frac$"] * 10_000),
    ("unknown-question", ["y"] * 10_000 + [f"[a](#n{number})" for number in range(10_000)]),
    ("media-missing", ["y"] * 10_000 + [f"![a](media/{number}.png)" for number in range(7_000)]),
])
def test_ten_thousand_places(tmp_path: Path, style: str, code: str, texts: list[str]) -> None:
    """Five hundred of one text are told, each with its own place; finding one does not walk through the text."""
    media = tmp_path / "media"
    media.mkdir()
    for number in range(300):
        (media / f"picture-{number}.png").touch()
    found = problems(tmp_path, paragraphs(style, texts))
    assert [problem[0] for problem in found] == [code] * 500
    assert len({tuple(problem) for problem in found}) == 500
