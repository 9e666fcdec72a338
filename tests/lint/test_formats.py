"""Problems as editors and pipelines read them, and completion in the shell."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlexport.cli import formats
from dlexport.cli.commands import cli
from dlexport.problems import Problem, Span

BANK = (Path(__file__).parents[1] / "cases" / "minimal.yaml").read_text(encoding="utf-8")
PROBLEMS = [
    Problem("unknown-key", "a question has no key `a,b`:\n100%", Span("source/a:b.yaml", 3, 5, 4), "did you mean `c`?"),
    Problem("lock-stale", "the lock is stale", severity="warning"),
]


def test_gcc() -> None:
    """A line each, which editors parse."""
    assert formats.as_gcc(PROBLEMS) == (
        "source/a:b.yaml:3:5: error: a question has no key `a,b`: 100% [unknown-key]\n"
        "dlexport: warning: the lock is stale [lock-stale]\n")


def test_github_escapes_what_ends_a_command() -> None:
    """A message cannot begin a command of its own."""
    assert formats.as_github(PROBLEMS) == (
        "::error file=source/a%3Ab.yaml,line=3,col=5,endColumn=9,title=unknown-key::"
        "a question has no key `a,b`:%0A100%25%0Adid you mean `c`?\n"
        "::warning title=lock-stale::the lock is stale\n")


def test_sarif_names_rule_and_region() -> None:
    """Columns are counted in code points, as the spans are."""
    run, = formats.as_sarif(PROBLEMS)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["lock-stale", "unknown-key"]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("unknown-key", 1, "error")
    assert place["artifactLocation"]["uri"] == "source/a%3Ab.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert "locations" not in second


@pytest.mark.parametrize(("text", "status", "codes"), [(BANK, 0, []), (BANK.replace("analysis", "anaylsis"), 1, [
    "unknown-key"])])
@pytest.mark.parametrize("form", ["json", "gcc", "github", "sarif"])
def test_check_writes_it_to_stdout(form: str, text: str, status: int, codes: list[str], tmp_path: Path) -> None:
    """With the exit status of every check; where all is well, the form's own nothing."""
    file = tmp_path / "questions.yaml"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", "--source", str(file), "--format", form])
    assert done.exit_code == status
    assert [code for code in codes if code in done.stdout] == codes
    if form in {"json", "sarif"}:
        assert json.loads(done.stdout)
    elif not codes:
        assert not done.stdout


def complete(words: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What bash is offered at the end of a line."""
    monkeypatch.chdir(folder)
    line = f"dlexport {words}"
    done = CliRunner().invoke(cli, prog_name="dlexport", env={
        "_DLEXPORT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))})
    return re.findall(r"^plain,(.*)$", done.output, re.MULTILINE)


@pytest.mark.parametrize(("words", "expected"), [
    ("che", ["check"]), ("export apk", ["apkg"]), ("explain lock-s", ["lock-stale"]),
    ("all -O pdf.pap", ["pdf.paper=a4", "pdf.paper=letter"]), ("all --only-topic ", ["t"]),
    ("all --only-topic --source nothere ", [])])
def test_completion(words: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands, exporters, codes, options with their values, topics."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "questions.yaml").write_text(
        "format: 1\ntopics:\n  - {id: t, title: T}\nquestions:\n  - id: q\n", encoding="utf-8")
    assert complete(words, tmp_path, monkeypatch)[:len(expected) or None] == expected


def test_only_ids_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell expands what it is given, and a terminal obeys it: what the reader refuses as an id is not offered."""
    (tmp_path / "source").mkdir()
    odd = ["$(touch x)", "`touch x`", "a;b", "<(touch x)", "../*", "~root", "a\x1b[31m", "a\u202eb", "-x", "*", "$HOME"]
    (tmp_path / "source" / "questions.yaml").write_text("topics:\n" + "".join(
        f"  - id: {quote}{one}{quote}\n" for one in [*odd, "good", "हिन्दी"] for quote in ("", "'", '"')),
        encoding="utf-8")
    assert set(complete("all --only-topic ", tmp_path, monkeypatch)) == {"good", "हिन्दी"}


def test_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the bank: nothing is offered, and the prompt comes back."""
    (tmp_path / "source").mkdir()
    os.mkfifo(tmp_path / "source" / "questions.yaml")
    assert complete("all --only-topic ", tmp_path, monkeypatch) == []


@pytest.mark.parametrize("shell", [
    pytest.param("bash", marks=pytest.mark.starts(1)), "zsh", "fish"])     # click asks bash for its version
def test_completion_script(shell: str) -> None:
    """What the shell reads names the program and the variable it answers to."""
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert "_DLEXPORT_COMPLETE" in done.output
