"""Chinese: every message has a translation, and no English is left in a report, a help or a usage error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dlexport import messages
from dlexport.messages import translated
from dlexport.problems import SourceError, render
from dlexport.run.inspect import check

CASES = Path(__file__).parents[1] / "cases" / "invalid"


@pytest.fixture
def chinese() -> None:
    messages.use("zh")
    yield
    messages.use("")


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_report(folder, chinese, monkeypatch):
    monkeypatch.chdir(folder)
    with pytest.raises(SourceError) as caught:
        check(Path("questions.yaml"), strict=True)
    text = render(caught.value.problems, {}, said=translated)
    left = english(text)
    open("/tmp/zh/rep.txt","a").write(f"## {folder.name} {left}\n{text}\n") if left else 0


KNOWN = set("id http https mailto dlexport".split())


def english(text):
    text = re.sub(r"`` .*? ``|`[^`]*`|[\w\\]*(?:: )?'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|\[[a-z0-9-]+\]|  --> .*|\\[a-z]+\{\w*\}|\\[a-z]+|--[a-z-]+|\w+/\w+|\w+\.[a-z]+|https?://\S*", "", text)
    return [w for w in re.findall(r"(?<![\w.-])[a-z]{2,}(?![\w-])", text, re.A) if w not in KNOWN]
