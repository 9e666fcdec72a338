"""The second example: essay questions for Moodle."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dlexport.plugin.testing import book, exported
from dlexport_moodle.exporter import MoodleExporter
from dlexport_moodle.options import MoodleOptions

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "format: 1\nbank: {id: b, title: 题库/甲, language: zh-CN, version: '1'}\ntopics: [{id: t, title: 主题}]\n"


def quiz(options: MoodleOptions | None = None, bank: Path | None = None) -> ET.Element:
    return ET.fromstring(exported(MoodleExporter, "essays", book(bank), options).data)    # noqa: S314 - our own


def question(root: ET.Element, ident: str) -> ET.Element:
    return next(one for one in root.iterfind("question") if one.findtext("idnumber") == ident)


def bank(folder: Path, **texts: str) -> Path:
    path = folder / "questions.yaml"
    fields = {"title": "题目", "prompt": "问", "answer": "答", "analysis": "析"} | texts
    rows = "".join(f"    {name}: '{text}'\n" for name, text in fields.items())
    path.write_text(f"{HEAD}questions:\n  - id: q\n    topic: t\n{rows}", encoding="utf-8")
    return path


def test_a_chapter_is_a_category_and_a_question_an_essay(tmp_path: Path) -> None:
    """A slash in a name is doubled, since single ones part the names."""
    root = quiz(bank=bank(tmp_path))
    assert [one.get("type") for one in root] == ["category", "essay"]
    assert root.findtext("question/category/text") == "$course$/top/题库//甲/第一章 主题"
    essay = question(root, "q")
    assert essay.findtext("name/text") == "题目"
    assert [essay.findtext(name) for name in ("responseformat", "responsefieldlines", "defaultgrade")] == [
        "editor", "15", "1.0"]
    for name in ("questiontext", "generalfeedback", "graderinfo", "responsetemplate"):
        field = essay.find(name)
        assert field is not None
        assert field.get("format") == "html"


def test_who_sees_the_answer_is_a_choice() -> None:
    """Graders, or everyone after the attempt; never nobody, and nowhere twice."""
    for solution, shown in (("graders", "graderinfo"), ("everyone", "generalfeedback")):
        essay = question(quiz(MoodleOptions(solution=solution)), "inlines")    # type: ignore[arg-type] # one of two
        holding = [name for name in ("questiontext", "generalfeedback", "graderinfo")
                   if "The answer is" in (essay.findtext(f"{name}/text") or "")]
        assert holding == [shown]


def test_formulas_are_between_the_marks_of_moodle_s_filter_and_nothing_else_is(tmp_path: Path) -> None:
    r"""`$$`, `\(` and the address of a file, where somebody only writes of them, are parted by an empty element."""
    html = question(quiz(bank=bank(
        tmp_path, prompt=r"$a<b$ 与 \\(x\\) 及 \$\$ 和 @@PLUGINFILE@@", answer="$$x^2$$")), "q")
    asked = html.findtext("questiontext/text") or ""
    assert r'<span data-math="">\(a&lt;b\)</span>' in asked
    assert [mark for mark in ("$$", "@@PLUGINFILE") if mark in asked] == []
    assert asked.count("\\(") == 1
    assert r'<div data-math="">\[x^2\]</div>' in (html.findtext("graderinfo/text") or "")


def test_pictures_are_in_the_question_that_shows_them() -> None:
    """The files of the bank, each beside the text with its address, as often as there are such texts."""
    essay = question(quiz(), "pictures")
    media = book().bank.media
    for field, paths in (("questiontext", ["media/dot.png"]), ("graderinfo", ["media/drawing.svg", "media/dot.png"])):
        files = {file.get("name"): base64.b64decode(file.text or "") for file in essay.iterfind(f"{field}/file")}
        assert list(files.values()) == [media[path].data for path in paths]
        assert all(f'src="@@PLUGINFILE@@/{name}"' in (essay.findtext(f"{field}/text") or "") for name in files)


def test_a_title_that_moodle_cuts_is_a_warning_of_the_exporter_s_own(tmp_path: Path) -> None:
    """With the place of the question; the whole title is in the file all the same."""
    for length in (255, 256):
        made = exported(MoodleExporter, "essays", book(bank(tmp_path, title="长" * length)))
        found = [(one.code, one.severity, str(one.span).rsplit(":", 2)[1]) for one in made.problems]
        assert found == ([("essays-long-name", "warning", "5")] if length > 255 else [])
        assert ("长" * length).encode() in made.data


@pytest.mark.parametrize("damage", [
    lambda data: data[:-9], lambda data: data.replace(b"quiz", b"quizz"),
    lambda data: data.replace(b"<idnumber>pictures</idnumber>", b""),
    lambda data: data.replace(b'encoding="base64">', b'encoding="base64">!', 1),
    lambda data: data.replace(b"&lt;/div&gt;", b"", 1), lambda _: b'<!DOCTYPE q [<!ENTITY a "b">]><q>&a;</q>',
])
def test_what_is_damaged_is_refused(damage: object) -> None:
    """As the contract says."""
    assert callable(damage)
    data = exported(MoodleExporter, "essays", book()).data
    assert list(MoodleExporter().read_back(data, None))   # type: ignore[arg-type] # not looked at
    with pytest.raises(ValueError, match=r"it is|in it|base64|Non-base64|does not end|ends what"):
        list(MoodleExporter().read_back(damage(data), None))   # type: ignore[arg-type] # the same
