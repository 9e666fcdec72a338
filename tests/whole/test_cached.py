"""What comes from the cache is what would be made: after any edit, the same bytes, problems and fonts."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import KITCHEN_SINK
from dlexport.cache import Cache
from dlexport.exporters.pdf.book.ahead import in_order
from dlexport.run import workers
from dlexport.run.build import build
from dlexport.run.request import Request
from dlexport.run.workers import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dlexport.problems import Problem
    from dlexport.run.request import Report

pytestmark = pytest.mark.unmeasured
FORMATS: Final = ("apkg", "epub", "html")


class Project:
    """A bank as data, its theme and what is asked for; an edit changes it in place."""

    def __init__(self) -> None:
        self.questions: list[dict[str, Any]] = [question(n) for n in range(5)]
        self.questions[3]["answer"] += "\n\n另见[第一题](#q0)和[同一题][here]。\n\n[here]: #q0"
        self.questions[4]["analysis"] = "![一个点](media/dot.png)\n\n脚注[^1]。\n\n[^1]: 在这里。"
        self.bank = {"id": "demo", "title": "题库", "language": "zh-CN", "version": "1"}
        self.topics = [{"id": "one", "title": "甲"}, {"id": "two", "title": "乙"}]
        self.styles: dict[str, str] = {}
        self.picture = "dot.png"
        self.settings: dict[str, dict[str, str]] = {}
        self.topic: str | None = None
        self.lock = ""

    def write(self, folder: Path) -> Request:
        """The project as files, nothing made yet."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "source" / "media").mkdir(parents=True)
        shutil.copy(KITCHEN_SINK / "media" / self.picture, folder / "source" / "media" / "dot.png")
        bank = {"format": 1, "bank": self.bank, "topics": self.topics, "questions": self.questions}
        source = folder / "source" / "questions.yaml"
        source.write_text(json.dumps(bank, ensure_ascii=False, indent=1), encoding="utf-8")
        if self.lock:
            source.with_suffix(".lock").write_text(self.lock, encoding="utf-8")
        for name, text in self.styles.items():
            (folder / "styles" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "styles" / name).write_text(text, encoding="utf-8")
        styles = folder / "styles" if self.styles else None
        return Request(source, folder / "build", styles, FORMATS, self.settings, topic=self.topic,
                       allow_missing_glyphs=True)


def question(n: int) -> dict[str, Any]:
    """One with something of everything that is slow to make."""
    return {
        "id": f"q{n}", "topic": "one" if n < 3 else "two", "title": f"第{n}题：$x_{n}$", "tags": ["a", f"t{n}"],
        "difficulty": n % 3 + 1, "prompt": f"求$\\frac{{{n}}}{{y}}$。",
        "answer": f"$$\n\\sqrt{{{n}}} + \\text{{中}} + \\cancel{{z}}\n$$\n\n```python\nx = {n}\n```",
        "analysis": f"长的$a+b+c+d+e+f+g+h+i+{n}$。", "sections": [{"title": "又$s$", "body": f"文{n}"}],
        "keypoints": [{"id": "k", "text": f"记住**要点{n}**和**$k^{n}$**"}],
        "references": [{"title": "论文", "authors": ["甲", "乙"], "year": 2000 + n, "doi": f"10.1000/{n}"}],
    }


def swap(project: Project) -> None:
    """The order of two questions: the numbers of three change."""
    questions = project.questions
    questions[0], questions[2] = questions[2], questions[0]


def lost_blank_numbers(project: Project) -> None:
    """The lock says that a blank has another number."""
    project.lock = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (
        {"format": 1}, {"keypoint": "q1/k", "content": "", "changed": 1, "blanks": {"要点1": 7, "k^1": 3}, "next": 8}))


EDITS: Final[Mapping[str, Callable[[Project], Any]]] = {
    "nothing": lambda _: None,
    "an answer": lambda p: p.questions[1].update(answer="另一个答案$q$"),
    "a title, which others show": lambda p: p.questions[0].update(title="新题"),
    "a summary": lambda p: p.questions[2].update(summary="摘要"),
    "a key point": lambda p: p.questions[2].update(keypoints=[{"id": "k", "text": "只有**一个**"}]),
    "another id of a key point": lambda p: p.questions[2]["keypoints"][0].update(id="other"),
    "a tag, difficulty and reference": lambda p: (
        p.questions[2].update(tags=["z"], difficulty=3), p.questions[1]["references"][0].update(venue="ICML")),
    "a section's title": lambda p: p.questions[1]["sections"][0].update(title="别的"),
    "a question less": lambda p: setattr(p, "questions", [one for one in p.questions if one["id"] != "q1"]),
    "a question more": lambda p: p.questions.insert(0, {**question(9), "topic": "one"}),
    "the order": swap,
    "a question moves, another links to it": lambda p: p.questions[0].update(topic="two"),
    "only a topic, a link leads out of it": lambda p: setattr(p, "topic", "two"),
    "the order of topics": lambda p: p.topics.reverse(),
    "a topic's title": lambda p: p.topics[0].update(title="丙$t$"),
    "the picture's content": lambda p: setattr(p, "picture", "gradient.png"),
    "the language": lambda p: p.bank.update(language="en"),
    "version and title, with a character that no font has": lambda p: p.bank.update(version="2", title="题\U00013000"),
    "numbers of blanks": lost_blank_numbers,
    "answers at the end": lambda p: p.settings.setdefault("epub", {}).update(answers="end"),
    "answers inline": lambda p: p.settings.setdefault("epub", {}).update(answers="inline"),
    "drawn formulas": lambda p: p.settings.setdefault("epub", {}).update(math="svg"),
    "fonts within": lambda p: p.settings.setdefault("epub", {}).update(embed_fonts="true"),
    "cards": lambda p: p.settings.update(apkg={"cards": "keypoints"}),
    "reverse cards": lambda p: p.settings.update(apkg={"reverse": "true", "cards": "qa"}),
    "style sheets": lambda p: p.styles.update({
        "html/page.css": "p { color: red }", "epub/book.css": "p { margin: 0 }",
        "anki/card.css": ".card { color: red }"}),
    "another face for Han": lambda p: p.styles.update({
        "print/handout.yaml": "faces:\n  sans: {package: pylopdf_fonts_zh_cn, file: NotoSerifSC-Regular.otf}\n"}),
}


def outcome(report: Report, request: Request) -> tuple[dict[str, bytes], tuple[Problem, ...], object]:
    """All that a run leaves: its artifacts, its problems, and what its manifest says of fonts and counts."""
    files = {path.name: path.read_bytes() for path in sorted(request.out.iterdir())}
    return files, report.problems, report.questions


def agree(project: Project, folder: Path) -> Report:
    """A run with whatever the cache holds by now leaves what a run without one does."""
    request = project.write(folder)
    cold = outcome(build(replace(request, cache=False)), request)
    request = project.write(folder)
    report = build(request)
    assert outcome(report, request) == cold
    return report


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has seen the bank before any edit."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("SOURCE_DATE_EPOCH", "1900000000")
        agree(Project(), folder / "project")
    return folder


@pytest.fixture(autouse=True)
def setting(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache of this module, and a clock that stands."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit(edit: str, tmp_path: Path) -> None:
    """Whatever has changed since the cache was filled."""
    project = Project()
    EDITS[edit](project)
    agree(project, tmp_path)


@pytest.mark.long
@given(st.lists(st.sampled_from([name for name in EDITS if name != "numbers of blanks"]), min_size=2, max_size=4))
@settings(max_examples=6)
def test_after_several_edits(tmp_path: Path, edits: list[str]) -> None:
    """Whatever they are, and whatever the cache has seen in between."""
    project = Project()
    for edit in edits:
        EDITS[edit](project)
    if len({one["id"] for one in project.questions}) == len(project.questions):
        agree(project, tmp_path)


def test_one_answer_changed(tmp_path: Path) -> None:
    """Of the other questions everything is there: the misses are those of one question, and of what holds all."""
    agree(Project(), tmp_path)
    known = build(Project().write(tmp_path))
    assert known.misses == 0
    project = Project()
    project.questions[1]["answer"] += "而且"
    report = agree(project, tmp_path)
    assert report.misses < 20 < report.hits


def test_damaged_entries_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of what cannot be read gets into an artifact."""
    found = Cache.get_all

    def some(cache: Cache, keys: list[bytes]) -> dict[bytes, bytes]:
        return {key: value for key, value in found(cache, keys).items() if key[0] % 2}

    agree(Project(), tmp_path)
    monkeypatch.setattr(Cache, "get_all", some)
    agree(Project(), tmp_path)


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than there are cores, as many as there are formats, or none but ours; each with a cache of its own.

    Chapters of a handout too, small as they are.
    """
    monkeypatch.setattr(in_order, "_MANY", 1)
    monkeypatch.setattr(workers.threading, "active_count", lambda: 1)
    started = list[int]()
    monkeypatch.setattr(workers, "side_by_side", lambda tasks, at_once, *rest: (
        started.append(at_once), side_by_side(tasks, at_once, *rest))[1])
    made = []
    for jobs in (1, 2, 4):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{jobs}"))
        asked = replace(Project().write(tmp_path / "project"), jobs=jobs,
                        exporters=("apkg", "html", "quiz-pdf", "cards-pdf", "pdf"))
        report = build(asked)
        assert report.problems == ()
        made.append({one.path.name: one.path.read_bytes() for one in report.made})
    assert started == [1, 2, 4]
    assert made[0] == made[1] == made[2]
    assert len(made[0]) == 5
