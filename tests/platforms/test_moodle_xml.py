"""Moodle XML: what Moodle's reader (question/format/xml/format.php) needs of each kind of question."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dlexport.exporters.moodle.exporter import MoodleXmlExporter
from dlexport.plugin.testing import book, exported

KINDS = Path(__file__).parents[1] / "cases" / "valid" / "kinds" / "questions.yaml"


@pytest.fixture(scope="module")
def questions() -> dict[str, ET.Element]:
    """The questions by their idnumbers."""
    quiz = ET.fromstring(exported(MoodleXmlExporter, "moodle", book(KINDS)).data)     # noqa: S314 - our own
    return {question.findtext("idnumber", ""): question for question in quiz if question.get("type") != "category"}


def test_each_kind_has_its_type(questions: dict[str, ET.Element]) -> None:
    """Parts are a description and a question each."""
    assert {ident.rpartition("/")[0] or ident: question.get("type") for ident, question in questions.items()
            if "/" not in ident} == {
        "单选-1": "multichoice", "multi": "multichoice", "tf": "truefalse", "fill": "cloze", "parts": "description",
        "plain": "essay", "marks": "cloze", "残差-2": "essay", "Exact-Ids": "multichoice"}
    parts = [question for ident, question in questions.items() if ident.startswith("parts/")]
    assert [(one.get("type"), one.findtext("defaultgrade")) for one in parts] == [
        ("essay", "4"), ("multichoice", "6"), ("cloze", "1")]


def fractions(question: ET.Element) -> dict[str, str]:
    return {"".join(ET.fromstring(answer.findtext("text", "")).itertext()).strip(): answer.get("fraction", "")    # noqa: S314 - our own
            for answer in question.iterfind("answer")}


def test_options_have_their_share(questions: dict[str, ET.Element]) -> None:
    """All of it for the one that is right; a half each for two, and wrong ones cost as much together."""
    assert set(fractions(questions["单选-1"]).values()) == {"100", "0"}
    assert fractions(questions["单选-1"])["tanh"] == "100"
    assert (questions["单选-1"].findtext("single"), questions["单选-1"].findtext("shuffleanswers")) == ("true", "1")
    assert fractions(questions["multi"]) == {
        "权重衰减": "50", "Dropout": "50", "增大模型": "-50", "以上都不对": "-50"}
    assert (questions["multi"].findtext("single"), questions["multi"].findtext("shuffleanswers")) == ("false", "0")
    assert questions["Exact-Ids"].findtext("shuffleanswers") == "0"


def test_true_and_false_are_moodle_s_own(questions: dict[str, ET.Element]) -> None:
    """In this order."""
    assert [(answer.findtext("text"), answer.get("fraction")) for answer in questions["tf"].iterfind("answer")] == [
        ("true", "0"), ("false", "100")]


def test_gaps_are_written_as_moodle_reads_them(questions: dict[str, ET.Element]) -> None:
    """Alternatives, numbers with how far they may be off, signs that mean something escaped, formulas in both forms."""
    text = questions["fill"].findtext("questiontext/text", "")
    assert "{1:SHORTANSWER:%100%巴黎~%100%Paris}" in text
    assert "{1:NUMERICAL:%100%3.14:0.01}" in text
    marks = questions["marks"].findtext("questiontext/text", "")
    assert "{1:NUMERICAL:%100%2.5:0.025}" in marks
    assert "{1:SHORTANSWER:%100%a|b}" in marks
    assert marks.count("{1:") == 8


@pytest.mark.parametrize("text", ["a}b", "a#b~c", 'q"/s', "x*y", "\\\\ back"])
def test_signs_of_its_own_are_escaped_and_read_again(text: str, tmp_path: Path) -> None:
    """Each after a backslash."""
    file = tmp_path / "questions.yaml"
    file.write_text("format: 1\nbank: {id: b, title: B, language: en}\ntopics: [{id: t, title: T}]\nquestions:\n"
                    f"  - id: q\n    topic: t\n    prompt: |\n      It is [[{text}]].\n", encoding="utf-8")
    made = exported(MoodleXmlExporter, "moodle", book(file)).data
    found = [one.text for one in MoodleXmlExporter().read_back(made, None) if one.part == "blanks"]     # type: ignore[arg-type] # unused
    assert found == [text.replace("\\\\", "\\")]
