"""Tables with a question in each row: CSV of any encoding and separator, workbooks, Anki's notes as text."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from dlexport.importers.contract import ImportOptions
from dlexport.importers.tables.delimited import read_delimited
from dlexport.problems import SourceError
from dlexport.run.import_files import ImportRequest, ImportResult, import_files

if TYPE_CHECKING:
    from pathlib import Path

BANK = """\
题型,题干（必填）,选项A,选项B,选项C,选项D,正确答案,解析,难度,知识点
单选题,下列哪一项不是正则化？（　）,丢弃法,早停,记日志,权重衰减,C,与容量无关。,易,正则化
多选题,常见的数据增强有（ ）。,翻转,裁剪,改标签,调色,"A,B,D",,中,数据
多选题,"下列说法正确的有
①学习率过大会震荡
②批越大噪声越小",只有①,只有②,①②,都不对,C,"见""优化""一章。",中,优化;训练
判断题,验证集可以用来调超参数。,,,,,√,测试集才不可以。,易,评估
判断题,准确率适合极不平衡的数据。,对,错,,,B,,易,评估
填空题,F1 是____与____的调和平均。,,,,,精确率|召回率,,中,评估
简答题,简述过拟合。,,,,,训练误差小而验证误差大。,可用正则化缓解。,难,正则化
,,,,,,,,,
"""


def brought(
    folder: Path, data: bytes, name: str, **options: Any,   # noqa: ANN401 - of an import
) -> tuple[ImportResult, list[dict[str, Any]]]:
    (folder / name).write_bytes(data)
    done = import_files(ImportRequest((folder / name,), folder / "out", ImportOptions(**options)))
    found: list[dict[str, Any]] = yaml.safe_load(done.path.read_text(encoding="utf-8"))["questions"]
    return done, found


def right(question: dict[str, Any]) -> str:
    return "".join("ABCDEFGH"[place] for place, choice in enumerate(question["choices"]) if choice.get("correct"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_question_bank_comes_whole_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """Every kind of question is what its column says; an encoding that is not UTF-8 is told."""
    done, found = brought(tmp_path, BANK.replace("\n", "\r\n").encode(encoding), "bank.csv")
    assert [right(question) for question in found if "choices" in question] == ["C", "ABD", "C"]
    assert [question["true_false"] for question in found if "true_false" in question] == [True, False]
    assert found[0]["title"] == "下列哪一项不是正则化？"
    assert found[2]["prompt"].split("\n")[:2] == ["下列说法正确的有", "①学习率过大会震荡"]
    assert (found[2]["analysis"], found[2]["tags"]) == ('见"优化"一章。', ["训练"])
    assert found[5]["prompt"] == "F1 是[[精确率]]与[[召回率]]的调和平均。"
    assert found[6]["answer"] == "训练误差小而验证误差大。"
    assert [question.get("difficulty") for question in found] == [1, 2, 2, 1, 1, 2, 3]
    assert ["it was read as" in remark.message for remark in done.remarks] == \
        ([] if encoding.startswith("utf-8") else [True])


@pytest.mark.parametrize(("answer", "letters"), [
    ("C", "C"), ("ABD", "ABD"), ("A,B,D", "ABD"), ("A、B", "AB"), ("A;B", "AB"), ("A###B", "AB"), ("Ｂ", "B"),
    ("c", "C"), ("B. two", "B"), ("two", "B"), ("one###three", "AC"), ("【B】", "B"),
])
def test_answers_name_choices_in_all_spellings(tmp_path: Path, answer: str, letters: str) -> None:
    """Letters with any signs between, full width, the option's own text."""
    text = f"题干\t选项A\t选项B\t选项C\t选项D\t答案\n数？\tone\ttwo\tthree\tfour\t{answer}\n"
    assert right(brought(tmp_path, text.encode(), "a.tsv")[1][0]) == letters


@pytest.mark.parametrize(("answer", "value"), [
    ("对", True), ("正确", True), ("是", True), ("√", True), ("T", True), ("TRUE", True), ("同意", True),
    ("A", True), ("1", True), ("错", False), ("错误", False), ("否", False), ("×", False), ("F", False),
    ("不同意", False), ("B", False), ("0", False),
])
def test_true_and_false_in_all_spellings(tmp_path: Path, answer: str, value: bool) -> None:  # noqa: FBT001 - expected
    """Where the column says what kind of question it is."""
    found = brought(tmp_path, f"题型,题目,答案\n判断题,天是蓝的,{answer}\n".encode(), "a.csv")[1]
    assert found[0]["true_false"] is value


def test_options_in_one_cell(tmp_path: Path) -> None:
    """`A. x,B. y` over lines or in a row; options without letters between bars."""
    text = '题目,选项,答案\n一？,"A. x\nB. y",B\n二？,A. x B. y C. z,C\n三？,x|y|z,y\n'
    found = brought(tmp_path, text.encode(), "a.csv")[1]
    assert [[choice["text"] for choice in question["choices"]] for question in found] == \
        [["x", "y"], ["x", "y", "z"], ["x", "y", "z"]]
    assert list(map(right, found)) == ["B", "C", "B"]


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    """`--map` by name or number; without it a table of unknown columns is refused with its first row."""
    text = b"Foo,Bar,Baz\nWhy?,Because.,more\n"
    with pytest.raises(SourceError, match=r"Foo \| Bar \| Baz"):
        brought(tmp_path, text, "a.csv")
    found = brought(tmp_path, text, "a.csv", mapping={"prompt": "Foo", "answer": "2", "analysis": "baz"})[1]
    assert {key: found[0][key] for key in ("title", "answer", "analysis")} == \
        {"title": "Why?", "answer": "Because.", "analysis": "more"}


def test_what_no_column_takes_is_told(tmp_path: Path) -> None:
    """Columns without a field, cells behind the last column, rows without a question or an answer."""
    text = "问题;答案;班级\n什么是A？;a;一班\n什么是B？;b;二班;z\n;c;\n什么是C？;;\n"
    done, found = brought(tmp_path, text.encode(), "a.csv")
    assert [question["title"] for question in found] == ["什么是A？", "什么是B？"]
    assert [(remark.span.line if remark.span else 0, remark.message[:24]) for remark in done.remarks] == [
        (3, "this row has 4 cells, th"), (1, "the column “班级” is left "), (4, "this row has no question"),
        (5, "“什么是C？” is left out: it ")]


def test_small_columns_and_those_that_come_twice(tmp_path: Path) -> None:
    """Points and ids are taken; a second column of the same field is told, like one of no field."""
    text = "id,题干,答案,解析,备注,分值\nq-one,甲？,甲,因为,旧题,2.5\nq-two,乙？,乙,,,三分\n"
    done, found = brought(tmp_path, text.encode(), "a.csv")
    assert [(one["id"], one.get("points")) for one in found] == [("q-one", 2.5), ("q-two", None)]
    assert [remark.message.split("”")[0] for remark in done.remarks] == ["the column “备注", "the points “三分"]


@pytest.mark.parametrize(("text", "line"), [
    ('question,answer\n"unclosed,foo\nbar,baz\n', 2), ('question,answer\na,b\nc,d\ne,"f\ng,h\n', 4)])
def test_a_quotation_mark_without_an_end(text: str, line: int, tmp_path: Path) -> None:
    """It takes all that follows into its cell; so its line is told, and nothing is written."""
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, text.encode(), "a.csv")
    assert [f"line {line}" in problem.message for problem in caught.value.problems] == [True]


@pytest.mark.parametrize(("name", "better"), [("a.xls", ".xlsx"), ("a.doc", ".docx"), ("a.pdf", ".docx")])
def test_a_kind_that_is_saved_anew(name: str, better: str, tmp_path: Path) -> None:
    """The hint names the kind to save it as."""
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, b"x", name)
    assert caught.value.problems[0].hint.endswith(f"save it as {better}")


def test_a_mapping_to_a_column_that_is_not_there(tmp_path: Path) -> None:
    """The nearest one is named, and nothing is written."""
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, b"Frage,Antwort\na,b\n", "a.csv", mapping={"prompt": "Fage", "answer": "2"})
    assert [problem.hint for problem in caught.value.problems] == ["did you mean `Frage`?"]
    assert not (tmp_path / "out").exists()


def test_notes_that_anki_exported_as_text(tmp_path: Path) -> None:
    """Header lines say what the columns are; fields are HTML; clozes become key points; a GUID may begin with `#`."""
    text = ("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
            "g1\tBasic\tDL::优化\t动量的作用？\t<ul><li>加速</li><li>减小振荡</li></ul>\ta b::c\n"
            '"#g2"\tCloze\tDL\t"\\(x^2\\) is {{c1::even::hint}} &amp; {{c2::smooth}}"\t\t\n')
    found = brought(tmp_path, text.encode(), "notes.txt")[1]
    assert found[0]["answer"].strip() == "- 加速\n- 减小振荡"
    assert (found[0]["topic"], found[0]["tags"]) == ("you-hua", ["a", "b::c"])
    assert found[1]["keypoints"][0]["text"] == "$x^2$ is **even**{hint} & **smooth**"


def test_what_a_sheet_shows(tmp_path: Path) -> None:
    """A topic merged over rows is that of each; dates and percents as displayed; what is hidden is told."""
    book = openpyxl.Workbook()
    sheet = book.active
    day = dt.date(1949, 10, 1)
    for row in (["题目", "答案", "章节"], ["甲？", day, "集合"], ["乙？", 0.5, None], ["丙？", 2, "图"]):
        sheet.append(row)
    sheet["B3"].number_format = "0%"
    sheet.merge_cells("C2:C3")
    sheet.cell(2, 70, "far")
    book.create_sheet("暗").sheet_state = "hidden"
    book.save(tmp_path / "b.xlsx")
    done, found = brought(tmp_path, (tmp_path / "b.xlsx").read_bytes(), "a.xlsx")
    assert [(one["answer"], one["topic"]) for one in found] == [("1949-10-01", "ji-he"), ("50%", "ji-he"), ("2", "tu")]
    told = " ".join(remark.message for remark in done.remarks)
    assert [part for part in ("B2 is a date", "“暗”", "first 60") if part not in told] == []


def workbook(path: Path, *, macros: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "单选题"
    sheet.append(["说明：请勿删除表头"])
    sheet.append(["题干", "选项A", "选项B", "选项C", "正确答案", "解析", "难度"])
    sheet.append(["1+1=?", 1, 2, 3.5, "B", "简单", "易"])
    sheet.append(["哪个最大？", 0.3, 1e-5, "9", None, "", "难"])
    sheet["D4"].font = Font(color="FFFF0000")
    other = book.create_sheet("判断题")
    other.append(["题目", "答案"])
    other.append(["天是蓝的。", True])
    other.append(["地是平的。", "错"])
    book.create_sheet("说明").append(["怎样填写"])
    book.save(path)
    data = path.read_bytes()
    if macros:
        with zipfile.ZipFile(buffer := io.BytesIO(data), "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"macro")
        return buffer.getvalue()
    return data


def test_a_workbook(tmp_path: Path) -> None:
    """A header below a notice, sheets as kinds, numbers as people write them, a right option by its colour."""
    done, found = brought(tmp_path, workbook(tmp_path / "w.xlsx", macros=True), "w.xlsx")
    assert [[choice["text"] for choice in question["choices"]] for question in found[:2]] == \
        [["1", "2", "3.5"], ["0.3", "1e-05", "9"]]
    assert list(map(right, found[:2])) == ["B", "C"]
    assert [question["true_false"] for question in found[2:]] == [True, False]
    assert any("macros" in remark.message for remark in done.remarks)
    assert any("说明" in remark.message for remark in done.remarks)


@pytest.mark.parametrize(("name", "data", "says"), [
    ("a.csv", b"\x81\xff\xfe\xff" * 9, "no text in UTF-8"),
    ("a.csv", b"", "no row with a question"),
    ("a.csv", b"\0\0\0\0", "no text"),
    ("a.xlsx", b"PK\3\4 no archive", "cannot be read as a workbook"),
    ("a.ods", b"x", "of no kind that can be imported"),
])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """Nothing is written."""
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, data, name)
    assert [says in problem.message for problem in caught.value.problems] == [True]
    assert not (tmp_path / "out").exists()


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_told(text: str) -> None:
    """Rows all as wide as the first, or one problem."""
    with contextlib.suppress(SourceError):
        table = read_delimited(text.replace("\0", ""), "a.csv")
        assert len({len(row.cells) for row in table.rows}) <= 1
