"""Chinese: every message has a translation, and no English is left in reports, help and usage errors."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import polib
import pytest
from catalogue import FILE, SOURCE, templates

from dlexport import messages
from dlexport.cli.commands import cli, run
from dlexport.importers.bank.settle import settle
from dlexport.importers.draft import DraftQuestion, Place, left_out
from dlexport.messages import translated
from dlexport.problems import SourceError, render
from dlexport.run.inspect import check

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[1] / "cases" / "invalid"
PLACE = re.compile(r"\{\d+\}")
# a place that only makes the plural of the word before it: `column{1}`
PLURAL = re.compile(r"(?<=[a-z])\{\d+\}(?=[^{}\w]|$)")
# what stays as it is: code, quotations, places, addresses, options, paths, keys before their values, TeX, choices
KEPT = re.compile(
    r"`` .*? ``|`[^`]*`|(?:[\w\\]+: )?'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|https?:[^\s，；。]*|^  --> .*$|\[[a-z0-9-]+\]"
    r"|\\[a-z]+(?:\{\w*\})?|--?[\w-]+|[\w./-]*\w[/.]\w[\w./-]*|\[[^\]\n]*\|[^\]\n]*\]|\{\w+\}|\w+=\w+", re.MULTILINE)
NAMES = {"id", "http", "https", "mailto", "dlexport", "zh", "en", "ja", "ko", "de", "fr", "es", "ru", "letter",
         "format", "lock", "init", "media", "pdf", "gcc", "json", "github", "sarif"}


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    messages.use("zh")
    yield
    messages.use("")


def english(text: str) -> list[str]:
    """Words that are left of it: of small letters, in no code, and no names."""
    return [word for word in re.findall(r"(?<![\w.-])[a-z]{2,}(?![\w-])", KEPT.sub("", text), re.ASCII)
            if word not in NAMES]


def commands() -> list[list[str]]:
    return [[], *([name] for name in sorted(cli.commands))]


@pytest.mark.long
def test_every_message_has_a_translation() -> None:
    """`python tests/messages/catalogue.py` adds what is new and drops what nobody says any more."""
    catalogue = {entry.msgid: entry.msgstr for entry in polib.pofile(str(FILE), encoding="utf-8")}
    assert sorted(catalogue) == sorted(templates())
    assert [english for english, said in catalogue.items() if not said] == []


def test_a_translation_has_the_places_of_its_message() -> None:
    """But for those of plurals, which Chinese has not."""
    wrong = [entry.msgid for entry in polib.pofile(str(FILE), encoding="utf-8")
             if not set(PLACE.findall(PLURAL.sub("", entry.msgid))) <= set(PLACE.findall(entry.msgstr))
             or not set(PLACE.findall(entry.msgstr)) <= set(PLACE.findall(entry.msgid))]
    assert wrong == []


def test_explanations_are_those_of_the_codes() -> None:
    """Each code has a title and a text in Chinese, and the same examples."""
    said, ours = (tomllib.loads((SOURCE / name).read_text(encoding="utf-8"))
                  for name in ("codes.zh.toml", "codes.toml"))
    assert list(said) == list(ours)
    for code, known in ours.items():
        examples = [line for line in known["text"].splitlines() if line.startswith("    ")]
        assert [line for line in said[code]["text"].splitlines() if line.startswith("    ")] == examples, code
        assert re.search("[一-鿿]", said[code]["title"]), code


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
@pytest.mark.usefixtures("chinese")
def test_a_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No English is left in it; codes and places are those of the English one."""
    monkeypatch.chdir(folder)
    with pytest.raises(SourceError) as caught:
        check(Path("questions.yaml"), strict=True)
    problems, sources = caught.value.problems, caught.value.sources
    assert english(text := render(problems, {}, said=translated)) == [], text
    ours, said = (render(problems, sources, said=how).splitlines() for how in (str, translated))
    excerpt = re.compile(r" *\d* \| |  --> ")
    assert [row for row in said if excerpt.match(row)] == [row for row in ours if excerpt.match(row)]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Of every command."""
    assert run([*words, "--help", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "用法：" in said
    beside = r"^用法：.*|^  [a-z]+(?=  )|\[默认：[^\]]*\]"
    assert english(re.sub(beside, "", said, flags=re.MULTILINE)) == [], said


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help_in_english(words: list[str]) -> None:
    """To the letter what click makes of it."""
    command = cli.commands[words[0]] if words else cli
    ours, theirs = (command.get_help(kind(command, info_name="dlexport"))
                    for kind in (command.context_class, click.Context))
    assert ours == theirs


@pytest.mark.parametrize("words", [
    ["chek"], ["check", "--sorce"], ["check", "--format=txt"], ["export"], ["preview", "--port", "x"],
    ["explain", "nix"], ["import", "a", "--level", "9"], ["check", "a"], ["export", "pdf", "-O", "pdf"],
    ["export", "nix"], ["check", "--source"],
], ids=" ".join)
def test_a_usage_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--lang=zh"]) == 2
    said = capsys.readouterr().err
    assert "错误" in said
    assert english(re.sub(r"^用法：.*|^  怎么办：已安装的有：.*", "", said, flags=re.MULTILINE)) == [], said


@pytest.mark.parametrize(("place", "said"), [
    (Place("my file.csv"), "文件my file.csv：当作GB 18030读取"),
    (Place("d.apkg", record="note k+T*]{y>"), "d.apkg的笔记k+T*]{y>：当作GB 18030读取"),
    (Place("d.apkg", record="note abc"), "d.apkg的笔记abc：当作GB 18030读取"),
    (Place("x.xlsx", 3, "单选题 row 3"), "x.xlsx，单选题第3行：当作GB 18030读取"),
    (Place("x.xlsx", record="Sheet1"), "x.xlsx，Sheet1：当作GB 18030读取"),
    (Place("w.docx", record="paragraph 2 “答案”"), "w.docx第2段“答案”：当作GB 18030读取"),
    (Place("w.docx", 3, "table 1 row 3"), "w.docx的表1第3行：当作GB 18030读取"),
], ids=str)
@pytest.mark.usefixtures("chinese")
def test_what_an_import_leaves_out_is_said_with_its_place(place: Place, said: str) -> None:
    """Whatever the source's records are called."""
    assert translated(left_out(place, "it was read as GB 18030").message) == said


@pytest.mark.usefixtures("chinese")
def test_what_an_import_mends_is_said() -> None:
    """A text that the bank would refuse: which one, what was done, and the reader's own reason."""
    draft = DraftQuestion("t", Place("d.apkg", record="note 1"), answer="x\x01 $\\nosuch{a}$", hint="a\x02")
    told = [translated(remark.message) for remark in settle([draft]).remarks]
    assert len(told) > 2
    assert [words for text in told for words in english(text)] == []
