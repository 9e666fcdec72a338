"""`dlexport init`: what it writes is a bank without problems, and builds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dlexport import reader
from dlexport.cli import bank_files
from dlexport.cli.commands import cli
from dlexport.cli.commands import run as main
from dlexport.problems import SourceError
from dlexport.run.advice import put_in_form
from dlexport.run.build import build
from dlexport.run.inspect import check
from dlexport.run.request import Request


def run(*words: str) -> object:
    return CliRunner().invoke(cli, ["init", *words]).exception


@pytest.mark.parametrize("language", ["zh-CN", "en", "de"])
@pytest.mark.parametrize("minimal", [[], ["--minimal"]], ids=["full", "minimal"])
def test_what_it_writes_has_no_problem(language: str, minimal: list[str], tmp_path: Path) -> None:
    """Not even under --strict, whatever the title."""
    title = 'C: "q" & {b} # é 题'
    assert run(str(tmp_path / "p"), "--title", title, "--language", language, *minimal) is None
    bank = check(tmp_path / "p/source/questions.yaml", strict=True).bank
    assert bank.title.source.value == title
    assert bank.language == language
    kinds = {question.kind for question in bank.questions}
    assert kinds == ({"open", "choice", "blanks"} if minimal else {"open", "choice", "true_false", "blanks", "parts"})
    assert (tmp_path / "p/.gitignore").exists() == (not minimal)
    assert not put_in_form(tmp_path / "p/source/questions.yaml", dry=True)


@pytest.mark.slow
def test_it_builds(tmp_path: Path) -> None:
    """Every output, without a warning."""
    assert run(str(tmp_path), "--title", "题", "--language", "zh-CN", "--id", "mine") is None
    report = build(Request(tmp_path / "source/questions.yaml", tmp_path / "build"))
    assert report.problems == ()
    assert {path.name for path in (tmp_path / "build").iterdir()} >= {"mine.apkg", "mine.pdf", "mine.html", "mine.epub"}


def test_a_bank_is_not_written_over(tmp_path: Path) -> None:
    """And nothing is put beside it."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/questions.yaml").write_text("mine", encoding="utf-8")
    error = run(str(tmp_path), "--title", "a")
    assert isinstance(error, SourceError)
    assert [problem.code for problem in error.problems] == ["init-exists"]
    assert [path.name for path in tmp_path.rglob("*.*")] == ["questions.yaml"]


def test_a_folder_with_files_of_its_own(tmp_path: Path) -> None:
    """A new repository often has a `.gitignore`: it stays, the rest comes, and that is said."""
    (tmp_path / ".gitignore").write_text("mine", encoding="utf-8")
    told = CliRunner().invoke(cli, ["init", str(tmp_path), "--title", "a"]).stderr
    assert f"{tmp_path / '.gitignore'}: kept as it was" in told
    assert f"next: cd {tmp_path} && dlexport all" in told
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine"
    assert check(tmp_path / "source/questions.yaml", strict=True).bank.id == "a"


def test_questions_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, language and id are asked for; a wrong answer is told and asked again; Return takes what is proposed."""
    monkeypatch.setattr(bank_files, "on_terminal", lambda: True)
    result = CliRunner().invoke(cli, ["init", str(tmp_path)], input="机器学习\nChinese, please\n\nA B\nml\n")
    bank = check(tmp_path / "source/questions.yaml", strict=True).bank
    assert (bank.title.source.value, bank.language, bank.id) == ("机器学习", "zh-CN", "ml")
    assert result.stderr.count("language [zh-CN]: ") == result.stderr.count("id (permanent) [ji-qi-xue-xi]: ") == 2
    assert "a language is a BCP 47 tag" in result.stderr


@pytest.mark.parametrize(("words", "language"), [
    (["--title", "机器学习"], "zh-CN"), (["--title", "Learning"], "en"), (["--lang", "zh", "--title", "ML"], "zh-CN")])
def test_the_language_that_is_proposed(words: list[str], language: str, tmp_path: Path) -> None:
    """Chinese for a Chinese title, and for who speaks Chinese with the program."""
    assert main(["init", str(tmp_path), *words]) == 0
    assert check(tmp_path / "source/questions.yaml").bank.language == language


def test_an_id_that_is_none(tmp_path: Path) -> None:
    """Told before anything is written."""
    assert isinstance(run(str(tmp_path / "p"), "--id", "A B", "--title", "a"), SourceError)
    assert not (tmp_path / "p").exists()


def test_an_empty_folder_s_errors_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is new finds the way."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as caught:
        reader.read(Path("source/questions.yaml"))
    assert "dlexport init" in caught.value.problems[0].hint


def test_a_folder_that_leads_out(tmp_path: Path) -> None:
    """Nothing is written through a link, as one in a project of a stranger's may lead anywhere."""
    (tmp_path / "away").mkdir()
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "source").symlink_to(tmp_path / "away")
    assert isinstance(run(str(tmp_path / "p")), SourceError)
    assert not [*(tmp_path / "away").iterdir()]
