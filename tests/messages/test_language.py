"""Which language messages are in: that of the locale, or of `--lang`; never what machines read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlexport import messages
from dlexport.cli.commands import run
from dlexport.messages.language import of_locale
from dlexport.messages.translate import Catalogue

CASE = str(Path(__file__).parents[1] / "cases" / "invalid" / "unknown-key" / "questions.yaml")


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW"}, "zh"),
    ({"LANG": "zh"}, "zh"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh:en"}, "zh"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
    ({"LANG": "C.UTF-8", "LANGUAGE": "zh"}, "en"),
    ({"LANGUAGE": "zh"}, "en"),
], ids=str)
def test_locale(environment: dict[str, str], language: str) -> None:
    """As GNU gettext has it."""
    assert of_locale(environment) == language


@pytest.mark.parametrize("words", [
    ["--lang", "zh", "check"], ["--lang=zh", "check"], ["check", "--lang", "zh"], ["check", "--lang=zh", "--strict"],
], ids=" ".join)
def test_lang_stands_anywhere(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """And is for one run."""
    assert run([*words, "--source", CASE]) == 1
    assert "错误[unknown-key]: " in capsys.readouterr().err
    assert run(["check", "--source", CASE]) == 1
    assert "error[unknown-key]: " in capsys.readouterr().err


def test_lang_beats_the_locale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    run(["check", "--source", CASE])
    assert "错误[" in capsys.readouterr().err
    run(["check", "--source", CASE, "--lang", "en"])
    assert "error[" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "said"), [
    (["check", "--lang"], "Option '--lang' requires an argument."),
    (["check", "--lang", "fr"], "'fr' is not one of 'en', 'zh'"),
    (["import", "a.md", "--lang=fr"], "'fr' is not one of 'en', 'zh'"),
])
def test_no_language_wherever_it_stands(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And not that the command has no such option."""
    assert run(words) == 2
    assert said in capsys.readouterr().err


def test_an_unknown_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "tlh", "check"]) == 2
    assert "'tlh'" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["--json", "--format=gcc", "--format=github", "--format=sarif", "--format=json"])
def test_what_machines_read_is_english(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--source", CASE, form])
    plain = capsys.readouterr().out
    run(["check", "--source", CASE, form, "--lang=zh"])
    assert capsys.readouterr().out == plain
    assert "has no key" in plain


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "formula", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("formula: 公式无法识别\n\n公式是")
    assert run(["explain", "formula"]) == 0
    assert capsys.readouterr().out.startswith("formula: A formula that cannot be read\n\nFormulas are")


def test_messages_in_messages() -> None:
    """What stands in a place is translated, unless it stands in code; code is never taken apart."""
    said = Catalogue({
        "{0} has no key `{1}`": "{0}没有键`{1}`", "a question": "题目", "question": "题", "{0}, {1}": "{0}、{1}",
        "quote it: {0}": "加引号：{0}", "{0}; for example `{1}`": "{0}；例如`{1}`", "at most {0}": "最多{0}个",
        "{0} and {1}": "{0}和{1}", "in English: {0}": "英文是：“{0}”",
        "{0} new": "新增{0}", "{0} moved": "移动{0}", "is empty": "是空的",
        "{0} in {1}": "{1}里的{0}", "one line": "一行", "the file": "文件"}).say
    assert said("a question has no key `question`") == "题目没有键`question`"
    assert said("at most 64; for example `a, b`") == "最多64个；例如`a, b`"
    assert said("quote it: title: 'a, question'") == "加引号：title: 'a, question'"
    assert said("`a`, `b`, `c`") == "`a`、`b`、`c`"
    assert said("2 new, 3 moved") == "新增2、移动3"
    assert said("b.docx is empty") == "b.docx是空的"
    assert said("in English: question") == "英文是：“question”"
    assert said("John, Jane") == "John, Jane"
    assert said("one line in the file") == "文件里的一行"
    assert said("something else in the file") == "something else in the file"
    assert said("one line\nsomething else") == "一行\nsomething else"


def test_english_is_as_it_is_written() -> None:
    messages.use("en")
    assert messages.translated("a question has no key `x`") == "a question has no key `x`"
    messages.use("")
