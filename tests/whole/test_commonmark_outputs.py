"""CommonMark's own examples in every output: nothing of them is lost, and next to none is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import dlexport

from commonmark_spec import examples
from dlexport.problems import SourceError
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonmark_spec import Example

SPEC = Path(__file__).parents[1] / "npm/node_modules/commonmark-spec/spec.txt"
REFUSED = {
    "control-character": {26},
    "media-path": {517, 520, 531, *range(572, 590), 591},
}
"""The examples, by number, that hold a character nobody may show, or a picture outside of the folder."""

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="commonmark-spec is not installed: npm ci in tests/npm")


def bank(shown: Iterable[Example]) -> str:
    """A question for each example, between two words that no construct can take for its own."""
    head = "format: 1\nbank: {id: demo, title: a, language: en, version: '1'}\ntopics: [{id: one, title: a}]\n"
    return head + "questions:\n" + "".join(
        f"  - id: e{example.number}\n    topic: one\n    title: '{example.number}'\n    prompt: a\n    analysis: c\n"
        "    answer: |2+\n" + "".join(f"      {line}\n" for line in [*example.text.split("\n"), "", "b"])
        for example in shown)


def refused(file: Path) -> dict[str, set[int]]:
    """The examples with an error, by its code."""
    found: dict[str, set[int]] = {}
    lines = file.read_text("utf-8").split("\n")
    with pytest.raises(SourceError) as caught:
        read(file)
    for problem in caught.value.problems:
        if problem.severity == "error" and problem.span:
            before = re.findall(r"^  - id: e(\d+)$", "\n".join(lines[:problem.span.line]), re.MULTILINE)
            found.setdefault(problem.code, set()).add(int(before[-1]))
    return found


def test_what_is_refused(tmp_path: Path) -> None:
    """The examples listed above, and no others."""
    file = tmp_path / "questions.yaml"
    file.write_text(bank(examples(SPEC)), "utf-8")
    assert refused(file) == REFUSED


@pytest.mark.long
@pytest.mark.unmeasured
def test_every_example_is_in_every_output(tmp_path: Path) -> None:
    """All others are made and verified: each paragraph, item, cell and block of code is read back from each file."""
    (tmp_path / "source").mkdir()
    shown = [example for example in examples(SPEC) if example.number not in set.union(*REFUSED.values())]
    (tmp_path / "source" / "questions.yaml").write_text(bank(shown), "utf-8")
    done = dlexport("all", "--no-cache", "--quiet", "--allow-missing-glyphs", cwd=tmp_path)
    assert "error[" not in done.stderr
    assert done.returncode == 0
    assert len(list((tmp_path / "build").glob("demo*"))) == 7
