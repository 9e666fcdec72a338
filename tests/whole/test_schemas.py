"""What other programs read of ours has a published schema, and keeps to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from projects import MINIMAL, dlexport

from by_hand import ROOT
from dlexport.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow


def schema(name: str) -> Draft202012Validator:
    text = (ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


def wrong(name: str, data: Any) -> list[str]:  # noqa: ANN401 - JSON
    return [error.message for error in schema(name).iter_errors(data)]


def test_the_real_manifest_keeps_to_its_schema(real_build: Path) -> None:
    """With every key there is."""
    data = json.loads((real_build / "build/manifest.json").read_bytes())
    assert wrong("manifest", data) == []
    assert data.keys() == schema("manifest").schema["properties"].keys()
    assert len(data["inputs"]["media"]) == 13


@pytest.mark.parametrize("spoil", [
    lambda m: m.pop("inputs"), lambda m: m.update(extra=1), lambda m: m["artifacts"][0].update(name="../x"),
    lambda m: m["tool"].update(version=1)])
def test_the_manifest_s_schema_says_no(real_build: Path, spoil: Callable[[Any], Any]) -> None:
    """A schema that takes anything proves nothing."""
    data = json.loads((real_build / "build/manifest.json").read_bytes())
    spoil(data)
    assert len(wrong("manifest", data)) == 1


@pytest.mark.parametrize("command", [
    ["all"], pytest.param(["all", "--check-reproducible"], marks=pytest.mark.starts(1)), ["export", "apkg"],
    ["check"], ["verify"], ["lock"], ["all", "--strict"],
    ["diff", "build/demo.apkg"]])
def test_each_report_keeps_to_its_schema(project: Callable[[str], Path], command: list[str]) -> None:
    """With nothing on stderr but what is also for people."""
    folder = project(MINIMAL + "outputs: {apkg: {}}\n")
    assert dlexport("all", cwd=folder).returncode == 0
    done = dlexport(*command, "--json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert wrong("report", json.loads(done.stdout)) == []


@pytest.mark.parametrize("command", ["all", "check", "lock", "verify"])
def test_problems_are_reported_in_the_same_form(project: Callable[[str], Path], command: str) -> None:
    """Whatever fails: a list of problems, each with its place."""
    folder = project(MINIMAL.replace("analysis", "anaylsis"))
    done = dlexport(command, "--json", cwd=folder)
    data = json.loads(done.stdout)
    assert (done.returncode, wrong("report", data)) == (1, [])
    assert {(problem["code"], problem["span"]["line"]) for problem in data["problems"]} == {
        ("unknown-key", 11)}


def test_every_key_of_a_report_is_described() -> None:
    """The schema lists what the commands print; `exporters` describes itself."""
    assert sorted(schema("report").schema["properties"]) == [
        "artifacts", "cache", "changes", "difference", "imported", "notes", "problems", "questions", "seconds",
        "unchanged", "verified"]
    assert {option for command in cli.commands.values() for parameter in command.params for option in parameter.opts
            } >= {"--json", "--quiet"}
