"""The command line as its users meet it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from crashes import interrupted
from projects import MINIMAL, Result, dlexport

from dlexport.cli import commands as cli
from dlexport.plugin.registry import unasked
from dlexport.problems import SourceError
from dlexport.run import inspect
from forks import as_main, ended, forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[str], Path]
FORMATS = len(unasked())
SMALL = MINIMAL + "outputs: {apkg: {}}\n"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def test_all_publishes_every_format_with_manifest_and_checksums(real_build: Path) -> None:
    """And verify agrees with what is there."""
    build = real_build / "build"
    assert sorted(path.name for path in build.iterdir()) == [
        "SHA256SUMS", "dl-interview-cards.pdf", "dl-interview-key.pdf", "dl-interview-quiz.pdf", "dl-interview.apkg",
        "dl-interview.epub",
        "dl-interview.html", "dl-interview.pdf", "manifest.json"]
    manifest = json.loads((build / "manifest.json").read_bytes())
    assert manifest["bank"] == {"id": "dl-interview", "version": "1.0.0", "language": "zh-CN", "questions": 40}
    sums = dict(reversed(line.split("  ")) for line in (build / "SHA256SUMS").read_text().splitlines())
    for entry in manifest["artifacts"]:
        data = (build / entry["name"]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert sums[entry["name"]] == entry["sha256"]
        assert entry["counts"]["questions"] == 40
    done = dlexport("verify", cwd=real_build)
    assert (done.returncode, done.stderr.count("all 40 questions are there")) == (0, FORMATS), done.stderr


def test_success_is_one_line_per_artifact_and_one_of_sum(project: Project) -> None:
    """On stderr: stdout is for results."""
    done = dlexport("all", cwd=project(MINIMAL))
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == FORMATS + 1
    assert done.stderr.splitlines()[-1].startswith(f"{FORMATS} artifacts of 1 question, verified and published")


def test_quiet_says_nothing(project: Project) -> None:
    """Unless something is wrong."""
    done = dlexport("all", "--quiet", cwd=project(MINIMAL))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_is_one_report_on_stdout(project: Project) -> None:
    """Of artifacts, or of problems."""
    folder = project(MINIMAL)
    report = json.loads(dlexport("export", "apkg", "--json", cwd=folder).stdout)
    assert [artifact["exporter"] for artifact in report["artifacts"]] == ["apkg"]
    assert json.loads(dlexport("check", "--json", cwd=folder).stdout) == {"problems": [], "questions": 1}
    assert json.loads(dlexport("verify", "--json", cwd=folder).stdout)["verified"] == ["build/demo.apkg"]
    assert json.loads(dlexport("lock", "--json", cwd=folder).stdout)["problems"] == []
    names = [row["name"] for row in json.loads(dlexport("exporters", "--json", cwd=folder).stdout)["exporters"]]
    assert {"apkg", "cards-pdf", "epub", "html", "pdf", "quiz-pdf"} <= set(names)
    broken = dlexport("all", "--json", cwd=project(MINIMAL.replace("answer", "anwser")))
    problems = json.loads(broken.stdout)["problems"]
    assert (broken.returncode, sorted(p["code"] for p in problems)) == (1, ["unknown-key"])
    assert {p["span"]["line"] for p in problems} == {10}


def test_a_problem_keeps_everything_as_it_was(project: Project) -> None:
    """Artifacts, manifest and lock."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder).returncode == 0
    before = tree(folder / "build"), (folder / "source/questions.lock").read_bytes()
    project(MINIMAL.replace("answer: 答案", "answer: $\\frac{$"))
    done = dlexport("all", cwd=folder)
    assert done.returncode == 1
    assert "error[formula]" in done.stderr
    assert "source/questions.yaml:10:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(folder / "build"), (folder / "source/questions.lock").read_bytes()) == before


def test_outputs_of_the_bank_choose_exporters_and_options(project: Project) -> None:
    """What the bank no longer asks for is removed."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder).returncode == 0
    project(MINIMAL + "outputs:\n  pdf: {paper: letter}\n")
    assert dlexport("all", cwd=folder).returncode == 0
    assert sorted(tree(folder / "build")) == ["SHA256SUMS", "demo.pdf", "manifest.json"]
    manifest = json.loads((folder / "build/manifest.json").read_bytes())
    assert manifest["artifacts"][0]["options"]["paper"] == "letter"


def test_a_bad_output_is_a_problem_with_its_place(project: Project) -> None:
    """Unknown exporter, unknown option, unfit value."""
    done = dlexport("all", cwd=project(MINIMAL + "outputs:\n  pfd: {}\n"))
    assert done.returncode == 1
    assert "questions.yaml:15:3" in done.stderr
    assert "did you mean `pdf`?" in done.stderr
    done = dlexport("all", cwd=project(MINIMAL + "outputs:\n  pdf: {paper: a3}\n"))
    assert done.returncode == 1
    assert "questions.yaml:15:16" in done.stderr
    assert "it takes a4 | letter" in done.stderr


def test_export_makes_some_and_keeps_the_others_listed(project: Project) -> None:
    """The manifest describes the folder, not the last run."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder).returncode == 0
    assert dlexport("export", "pdf", "-O", "pdf.paper=letter", cwd=folder).returncode == 0
    entries = json.loads((folder / "build/manifest.json").read_bytes())["artifacts"]
    assert [(e["name"], e["options"].get("paper")) for e in entries] == [
        ("demo-cards.pdf", None), ("demo-key.pdf", "a4"), ("demo-quiz.pdf", "a4"), ("demo.apkg", None),
        ("demo.epub", None), ("demo.html", None), ("demo.pdf", "letter")]
    assert dlexport("verify", cwd=folder).returncode == 0


def test_verify_counts_the_questions_a_file_should_hold(project: Project) -> None:
    """A quiz on some of them holds those, by the options that the manifest remembers."""
    more = MINIMAL[MINIMAL.index("  - id: ", MINIMAL.index("questions:")):]
    folder = project(MINIMAL + more.replace("- id: ", "- id: another-", 1))
    assert dlexport("export", "quiz-pdf", "-O", "quiz-pdf.take=1", cwd=folder).returncode == 0
    done = dlexport("verify", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "build/demo-quiz.pdf: the one question is there\n")


def test_export_to_a_file(project: Project) -> None:
    """With exactly one exporter; no manifest there."""
    folder = project(MINIMAL)
    assert dlexport("export", "epub", "-o", "book.epub", cwd=folder).returncode == 0
    assert sorted(tree(folder)) == ["book.epub", "source/questions.lock", "source/questions.yaml"]
    assert dlexport("verify", "book.epub", cwd=folder).returncode == 0


def test_a_file_with_other_options_leaves_the_lock_as_it_is(project: Project) -> None:
    """The edition is what `all` makes; only what changed in the source since is remembered, as with every export."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder, SOURCE_DATE_EPOCH="1000000000").returncode == 0
    before = tree(folder)
    once = ("export", "epub", "-o", "book.epub", "-O", "epub.math=svg")
    assert dlexport(*once, cwd=folder, SOURCE_DATE_EPOCH="1100000000").returncode == 0
    assert tree(folder) == {**before, "book.epub": tree(folder)["book.epub"]}
    (folder / "source/questions.yaml").write_text(MINIMAL.replace("答案", "更好的答案"), encoding="utf-8")
    assert dlexport(*once, cwd=folder, SOURCE_DATE_EPOCH="1200000000").returncode == 0
    rows = (folder / "source/questions.lock").read_text(encoding="utf-8").splitlines()
    assert {row.split('"')[1] for row in rows if "1200000000" in row} == {"question", "keypoint"}
    assert dlexport("all", "--locked", cwd=folder).returncode == 0


def test_only_topic_is_a_selection(project: Project) -> None:
    """It does not touch the lock; an unknown topic is a problem."""
    second = MINIMAL.replace("questions:", "  - {id: two, title: 乙}\nquestions:") + (
        "  - {id: b, topic: two, title: 第二题, prompt: 题, answer: 答, analysis: 解}\n")
    folder = project(second)
    done = dlexport("export", "apkg", "--only-topic", "two", "--json", cwd=folder)
    assert json.loads(done.stdout)["artifacts"][0]["counts"]["questions"] == 1
    assert not (folder / "source/questions.lock").exists()
    done = dlexport("export", "apkg", "--only-topic", "three", cwd=folder)
    assert (done.returncode, "it has: one, two" in done.stderr) == (2, True)


def test_a_topic_alone_has_files_of_its_own(project: Project) -> None:
    """They say which part they are, and leave those of the whole alone, as these leave them; verify knows both."""
    second = MINIMAL.replace("questions:", "  - {id: two, title: 乙类}\nquestions:") + (
        "  - {id: b, topic: two, title: 第二题, prompt: 题, answer: 答, analysis: 解}\n")
    folder = project(second)
    assert dlexport("export", "html", cwd=folder).returncode == 0
    whole = (folder / "build/demo.html").read_bytes()
    assert dlexport("export", "html", "--only-topic", "two", cwd=folder).returncode == 0
    part = (folder / "build/demo.two.html").read_text(encoding="utf-8")
    assert "节选：乙类" in part
    assert "第一题" not in part
    assert (folder / "build/demo.html").read_bytes() == whole
    assert "节选" not in whole.decode()
    assert dlexport("verify", cwd=folder).stderr == (
        "build/demo.html: all 2 questions are there\nbuild/demo.two.html: the one question is there\n")
    assert dlexport("export", "html", cwd=folder).returncode == 0
    assert (folder / "build/demo.two.html").read_text(encoding="utf-8") == part


def test_locked_refuses_a_stale_lock_and_names_what_changed(project: Project) -> None:
    """A release pipeline must not invent dates."""
    folder = project(SMALL)
    assert dlexport("all", cwd=folder).returncode == 0
    assert dlexport("all", "--locked", cwd=folder).returncode == 0
    project(SMALL.replace("答案", "新答案"))
    done = dlexport("all", "--locked", cwd=folder)
    assert (done.returncode, "error[lock-stale]" in done.stderr, "question a changed" in done.stderr) == (1, True, True)
    done = dlexport("lock", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "keypoint a/k changed\nquestion a changed\n")
    assert dlexport("lock", cwd=folder).stderr == "nothing changed\n"
    assert dlexport("all", "--locked", cwd=folder).returncode == 0


@pytest.mark.starts(2)
def test_locked_invents_no_date_for_a_selection_either(project: Project) -> None:
    """What is taken of the bank has its dates from the lock too; what is not taken is not asked about."""
    second = MINIMAL.replace("questions:", "  - {id: two, title: 乙}\nquestions:") + (
        "  - {id: b, topic: two, title: 第二题, prompt: 题, answer: 答, analysis: 解}\n")
    folder = project(MINIMAL)
    assert dlexport("lock", cwd=folder).returncode == 0
    project(second)
    selection = ("export", "html", "--only-topic", "two")
    done = dlexport(*selection, "--locked", cwd=folder)
    assert (done.returncode, "question b is new" in done.stderr, "question a" in done.stderr) == (1, True, False)
    done = dlexport(*selection, "--check-reproducible", cwd=folder)
    assert (done.returncode, "questions.lock is out of date" in done.stderr) == (1, True), done.stderr
    assert "error[not-reproducible]" in done.stderr
    assert "with --only-topic, `dlexport lock` must have been run" in done.stderr
    assert dlexport("lock", cwd=folder).returncode == 0
    project(second.replace("答案", "新答案"))
    done = dlexport(*selection, "--locked", "--check-reproducible", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_the_help_for_a_stale_lock_helps_beyond_the_outputs_too(project: Project) -> None:
    """`lock` dates what the bank's outputs need; another format is dated when it is first made."""
    folder = project(MINIMAL.replace("topics:", "outputs: {apkg: {}}\ntopics:"))
    assert dlexport("lock", cwd=folder).returncode == 0
    done = dlexport("export", "html", "--locked", cwd=folder)
    assert (done.returncode, "this command without `--locked`" in done.stderr) == (1, True)
    assert dlexport("export", "html", cwd=folder).returncode == 0
    assert dlexport("export", "html", "--locked", cwd=folder).returncode == 0


def test_lock_says_no_thousand_lines(project: Project) -> None:
    """A new bank is new in all its parts: some are named, the rest counted; `--json` names all."""
    one = "  - {{id: b{0}, topic: one, title: 题{0}, prompt: 题, answer: 答, analysis: 解}}\n"
    more = "".join(map(one.format, range(80)))
    folder = project(MINIMAL + more)
    said = dlexport("lock", cwd=folder).stderr.splitlines()
    assert (len(said), said[-1].startswith("… and "), "--json" in said[-1]) == (51, True, True)
    (folder / "source" / "questions.lock").unlink()
    changes = json.loads(dlexport("lock", "--json", cwd=folder).stdout)["changes"]
    assert f"{len(changes) - 50} more" in said[-1]


def test_lock_restores_and_forgets(project: Project) -> None:
    """The hints of the two problems work as typed."""
    more = "  - {id: b, topic: one, title: 第二题, prompt: 题, answer: 答, analysis: 解}\n"
    folder = project(MINIMAL + more)
    assert dlexport("lock", cwd=folder).returncode == 0
    project(MINIMAL)
    assert dlexport("lock", cwd=folder).stderr.splitlines()[0] == "question b left the source"
    project(MINIMAL + more.replace("答,", "别的,"))
    done = dlexport("check", cwd=folder)
    assert (done.returncode, "dlexport lock --restore b" in done.stderr) == (1, True)
    assert dlexport("lock", "--restore", "b", cwd=folder).stderr.splitlines()[0] == "question b is back"
    project(MINIMAL)
    assert dlexport("lock", cwd=folder).returncode == 0
    done = dlexport("lock", "--forget", "b", cwd=folder)
    assert done.stderr.splitlines()[0] == "question b was forgotten or renamed"
    done = dlexport("lock", "--forget", "b", cwd=folder)
    assert (done.returncode, "error[not-retired]: nothing called 'b' is retired" in done.stderr) == (1, True)


def test_verify_finds_what_is_not_there(project: Project) -> None:
    """A file of another release, a changed one, a damaged one, a missing one, a stranger."""
    folder = project(MINIMAL)
    done = dlexport("verify", cwd=folder)
    assert (done.returncode, "no manifest" in done.stderr) == (1, True)
    assert dlexport("all", cwd=folder).returncode == 0
    (folder / "build/demo.epub").write_bytes(b"PK\x03\x04 no zip")
    (folder / "build/demo.pdf").unlink()
    done = dlexport("verify", cwd=folder)
    assert "error[manifest-mismatch]: demo.epub is not the file that the manifest lists" in done.stderr
    assert "demo.epub is not a whole epub file" in done.stderr
    assert "demo.pdf is in the manifest but cannot be read" in done.stderr
    (folder / "x.odt").write_bytes(b"")
    assert "no installed exporter writes files like x.odt" in dlexport("verify", "x.odt", cwd=folder).stderr


def test_verify_of_what_was_made_before_the_source_changed_says_that_alone(project: Project) -> None:
    """Not what is lacking, as if an exporter were at fault; and what to run."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder).returncode == 0
    project(MINIMAL.replace("答案", "新答案"))
    done = dlexport("verify", cwd=folder)
    assert (done.returncode, done.stderr) == (1, (
        "error[outdated]: the source has changed since the files in build were made\n"
        "  help: run `dlexport all`\n\n1 error; `dlexport explain CODE` says more\n"))
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    done = dlexport("verify", cwd=folder)
    assert "demo.apkg" not in done.stderr
    assert "build/demo.html" in done.stderr
    assert dlexport("verify", "build/demo.apkg", cwd=folder).returncode == 0
    assert "since build/demo.pdf was made" in dlexport("verify", "build/demo.pdf", cwd=folder).stderr
    shutil.copy(folder / "build/demo.pdf", folder / "demo.pdf")       # nothing tells when that was made
    assert "answer, block 1 is missing: '新答案'" in dlexport("verify", "demo.pdf", "--out", "no", cwd=folder).stderr
    assert dlexport("all", cwd=folder).returncode == 0
    assert dlexport("verify", cwd=folder).returncode == 0


def test_verify_knows_a_part_of_the_bank(project: Project) -> None:
    """The manifest says which files hold one topic only; each is held against what it should be."""
    folder = project(MINIMAL.replace("questions:", "  - {id: two, title: 乙}\nquestions:") + (
        "  - {id: b, topic: two, title: 第二题, prompt: 题, answer: 答, analysis: 解}\n"))
    assert dlexport("export", "html", cwd=folder).returncode == 0
    assert dlexport("export", "apkg", "--only-topic", "two", cwd=folder).returncode == 0
    done = dlexport("verify", cwd=folder)
    assert (done.returncode, done.stderr) == (
        0, "build/demo.html: all 2 questions are there\nbuild/demo.two.apkg: the one question is there\n")
    assert dlexport("verify", "--only-topic", "one", "build/demo.two.apkg", cwd=folder).returncode == 1


@pytest.mark.parametrize("arguments", [
    ["export"], ["export", "apkg", "pdf", "-o", "x"], ["all", "-O", "paper=a4"], ["nothing"], ["explain", "nothing"],
    ["all", "--nothing"], ["all", "--jobs", "0"], ["all", "--jobs", "-1"], ["export", "apkg", "--jobs", "many"],
])
def test_wrong_usage_exits_2(arguments: list[str], tmp_path: Path) -> None:
    """With a usage message, not a problem."""
    done = dlexport(*arguments, cwd=tmp_path)
    assert (done.returncode, "Error:" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_an_option_for_an_exporter_that_does_not_run_is_a_problem(project: Project) -> None:
    """A typo there would else be silent."""
    done = dlexport("export", "apkg", "-O", "pdf.paper=letter", cwd=project(MINIMAL))
    assert (done.returncode, "an option is set for 'pdf', which does not run" in done.stderr) == (2, True)


def test_explain_knows_every_code_it_lists(tmp_path: Path) -> None:
    """One paragraph or more each."""
    listed = [line.split()[0] for line in dlexport("explain", cwd=tmp_path).stdout.splitlines()]
    assert "formula" in listed
    done = dlexport("explain", "formula", cwd=tmp_path)
    assert (done.returncode, len(done.stdout.splitlines()) > 2) == (0, True)


@pytest.mark.starts(1)
def test_help_costs_little(tmp_path: Path) -> None:
    """Nothing heavy is imported for it."""
    code = ("import sys; from dlexport.cli.commands import run; run(['--help']); "
            "print([m for m in ('yaml', 'genanki', 'reportlab', 'markdown_it', 'uharfbuzz') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unwritable_folder_is_a_problem(project: Project) -> None:
    """Here a file stands in its place."""
    folder = project(MINIMAL)
    (folder / "build").write_bytes(b"")
    done = dlexport("all", cwd=folder)
    assert (done.returncode, "cannot make build" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_source_date_epoch_that_is_no_number_is_a_problem(project: Project) -> None:
    """Else the lock would be dated wrongly for ever."""
    done = dlexport("all", cwd=project(MINIMAL), SOURCE_DATE_EPOCH="yesterday")
    assert (done.returncode, "SOURCE_DATE_EPOCH is 'yesterday'" in done.stderr) == (2, True)


def test_interrupted_at_any_moment_it_leaves_no_trace(project: Project) -> None:
    """Ctrl-C: exit 130, the old artifacts whole, no stray files."""
    folder = project(MINIMAL)
    assert dlexport("all", cwd=folder).returncode == 0
    before = sorted(tree(folder))

    def run(moment: int, answer: int) -> Result:
        project(MINIMAL.replace("答案", f"答案{answer}"))
        return forked(str(moment), "all", cwd=folder, program=interrupted)

    events = int(run(0, 0).stderr.splitlines()[-1])
    statuses = []
    for number, part in enumerate((0.05, 0.2, 0.4, 0.6, 0.8), 1):
        done = run(int(part * events), number)
        statuses.append(done.returncode)
        assert done.returncode in (0, 130), done.stderr
        assert sorted(tree(folder)) == before
    assert 130 in statuses
    assert dlexport("all", cwd=folder).returncode == 0
    assert dlexport("verify", cwd=folder).returncode == 0


def test_a_closed_pipe_is_no_error(project: Project) -> None:
    """`dlexport explain | head -1`."""
    read, write = os.pipe()
    os.close(read)
    folder = project(MINIMAL)
    with (folder / "said").open("wb") as said:
        ended(as_main, ["explain"], cwd=folder, streams=(write, said.fileno()), environment=dict(os.environ))
    os.close(write)
    assert "Traceback" not in (folder / "said").read_text()


def test_the_python_api_is_the_same(project: Project) -> None:
    """`dlexport.build(dlexport.Request(…))`."""
    import dlexport as api  # noqa: PLC0415 - the fact under test

    folder = project(MINIMAL)
    report = api.build(api.Request(folder / "source/questions.yaml", folder / "build", exporters=("apkg",)))
    assert [made.path.name for made in report.made] == ["demo.apkg"]
    assert api.SourceError is SourceError
    with pytest.raises(AttributeError, match="nothing"):
        api.nothing  # noqa: B018 - the access is the test


def test_commands_in_this_process(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same code paths without a process each: what is printed where."""
    folder = project(MINIMAL)
    monkeypatch.chdir(folder)
    runner = CliRunner()
    assert runner.invoke(cli.cli, ["exporters"]).output.count("promises") >= 3
    assert runner.invoke(cli.cli, ["explain"]).exit_code == 0
    assert runner.invoke(cli.cli, ["explain", "formula"]).exit_code == 0
    assert cli.run(["all"]) == cli.EXIT_OK
    assert cli.run(["all", "--json"]) == cli.EXIT_OK
    assert cli.run(["check", "--json"]) == cli.EXIT_OK
    assert cli.run(["verify", "--json"]) == cli.EXIT_OK
    assert cli.run(["lock", "--json"]) == cli.EXIT_OK
    assert cli.run(["export", "apkg", "-O", "apkg.cards=qa"]) == cli.EXIT_OK
    assert cli.run(["export", "apkg", "pdf", "-o", "x"]) == cli.EXIT_USAGE
    assert cli.run(["explain", "nothing"]) == cli.EXIT_USAGE
    project(MINIMAL.replace("topic: one", "topic: two"))
    assert cli.run(["check"]) == cli.EXIT_PROBLEMS
    assert cli.run(["check", "--json"]) == cli.EXIT_PROBLEMS


def test_an_interrupt_in_this_process(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 130, in words."""
    monkeypatch.chdir(project(MINIMAL))

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inspect, "check", interrupted)
    assert cli.run(["check"]) == cli.EXIT_INTERRUPTED
