"""Markdown of the kinds that people have, as a bank."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from click.testing import CliRunner

from dlexport import reader
from dlexport.cli.commands import cli
from dlexport.importers import clean
from dlexport.importers.contract import ImportOptions
from dlexport.problems import SourceError
from dlexport.run.import_files import ImportRequest, ImportResult, import_files

REAL = yaml.safe_load((Path(__file__).parents[2] / "source" / "questions.yaml").read_text(encoding="utf-8"))
OPEN = [question for question in REAL["questions"] if "choices" not in question]


def owner_s_document() -> str:
    """The owner's kind of document: numbered headings, bold labels, more named parts, an appendix."""
    rows = [f"# {REAL['bank']['title']}", "", "面试前通读一遍。", ""]
    for number, question in enumerate(OPEN, 1):
        rows += [f"## {number}. {question['title']}", "", f"**题目：** {question['prompt'].strip()}", "",
                 f"**答案：** {question['answer'].strip()}", ""]
        for section in question.get("sections", ()):
            rows += [f"**{section['title']}：**", "", section["body"].strip(), ""]
        rows += [f"**解析：** {plain(question['analysis'])}", ""]
    rows += ["## 附录：面试题及答案解析汇总", ""]
    rows += [f"{number}. {question['summary']}" for number, question in enumerate(OPEN, 1)]
    return "\n".join(rows) + "\n"


def plain(text: str) -> str:
    """Without what a document alone does not have: pictures in a folder, links to ids, headings of its own."""
    text = re.sub(r"^!\[.*\n?", "", text.strip(), flags=re.MULTILINE)
    text = re.sub(r"\[([^]]*)\]\(#[^)]*\)", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"^\*\*([^*]+)\*\*", r"\1", text, flags=re.MULTILINE)).strip()


def brought(folder: Path, text: str, name: str = "doc.md", **more: Any) -> ImportResult:   # noqa: ANN401 - ImportRequest's
    (folder / name).write_text(text, encoding="utf-8")
    return import_files(ImportRequest((folder / name,), folder / "out", ImportOptions(), **more))


def questions(done: ImportResult) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(done.path.read_text(encoding="utf-8"))["questions"]
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_owner_s_document_becomes_the_bank(tmp_path: Path) -> None:
    """Every text of twenty questions is in its field, without an edit by hand."""
    done = brought(tmp_path, owner_s_document())
    assert (done.questions, done.remarks) == (20, ())
    for found, question in zip(questions(done), OPEN, strict=True):
        assert found["title"] == question["title"]
        assert found["summary"] == question["summary"]
        for name in ("prompt", "answer"):
            assert squeezed(found[name]) == squeezed(question[name]), (question["id"], name)
        assert squeezed(found["analysis"]) == squeezed(plain(question["analysis"])), question["id"]
        assert [(one["title"], squeezed(one["body"])) for one in found.get("sections", ())] == [
            (one["title"], squeezed(one["body"])) for one in question.get("sections", ())]
    bank = reader.read(done.path)
    assert bank.language == "zh-CN"
    assert bank.warnings == ()


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.unmeasured
def test_the_owner_s_document_becomes_all_outputs(tmp_path: Path) -> None:
    """By two commands and no edit; each file is read back, and words of each text stand on the handout's pages."""
    (tmp_path / "面试题.md").write_text(owner_s_document(), encoding="utf-8")
    with contextlib.chdir(tmp_path):
        for words in (("import", "面试题.md"), ("all", "--strict"), ("verify",)):
            done = CliRunner().invoke(cli, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    files = [path for path in (tmp_path / "build").iterdir() if path.suffix in {".apkg", ".epub", ".html", ".pdf"}]
    assert done.output.count("all 20 questions are there") == len(files) == 7
    handout = next(path for path in files if re.fullmatch(r"(?!.*-(?:quiz|key|cards)\.pdf).*\.pdf", path.name))
    with pypdfium2.PdfDocument(handout) as document:
        printed = words_of("".join(page.get_textpage().get_text_range() for page in document))
    for question in OPEN:
        for text in (question["title"], question["prompt"], question["answer"], plain(question["analysis"]),
                     *(section["title"] for section in question.get("sections", ()))):
            begins = re.match(r"[^$`*|#\[\\<\n]*", text.strip())
            assert begins
            assert words_of(begins[0])[:24] in printed, (question["id"], begins[0])


def words_of(text: str) -> str:
    """Letters and digits alone: lines break and hyphenate as they like."""
    return re.sub(r"[\W_]+", "", text)


CARDS = """\
# 概率

Q: 期望是线性的吗？
A: 是。

C: 方差是[二阶矩]减去[均值的平方]。
"""
FOLDED = """\
# Trees

<details><summary>What is a leaf?</summary>

A node without **children**.

</details>
"""
PAPER = """\
## Which criterion is built into a regression tree?

- [ ] entropy
- [x] variance reduction
- [ ] cosine distance
"""


@pytest.mark.parametrize(("text", "expected"), [
    (CARDS, [("期望是线性的吗？", "是。", None), (None, None, "方差是**二阶矩**减去**均值的平方**。")]),
    (FOLDED, [("What is a leaf?", "A node without **children**.", None)]),
], ids=["cards", "folded"])
def test_other_ways_to_write_questions(text: str, expected: list[tuple[str | None, ...]], tmp_path: Path) -> None:
    """Each found out by itself."""
    found = questions(brought(tmp_path, text))
    for one, (title, answer, point) in zip(found, expected, strict=True):
        assert title is None or one["title"] == title
        assert answer is None or one["answer"].strip() == answer
        assert point is None or one["keypoints"][0]["text"] == point


def test_task_lists_are_choices(tmp_path: Path) -> None:
    """What is ticked is right."""
    one, = questions(brought(tmp_path, PAPER))
    assert [(choice["text"], choice.get("correct", False)) for choice in one["choices"]] == [
        ("entropy", False), ("variance reduction", True), ("cosine distance", False)]


def test_again_changes_only_what_the_source_changed(tmp_path: Path) -> None:
    """What was made by hand stays: comments, key points, another answer."""
    text = "# 题\n\n## 甲是什么？\n\n**答案：** 一\n\n## 乙是什么？\n\n**答案：** 二\n"
    done = brought(tmp_path, text)
    by_hand = done.path.read_text(encoding="utf-8").replace("    answer: 二", "    # 我改的\n    answer: 二百")
    done.path.write_text(by_hand, encoding="utf-8")
    same = brought(tmp_path, text, update=True)
    assert (same.new, same.changed) == ((), ())
    assert done.path.read_text(encoding="utf-8") == by_hand
    again = brought(tmp_path, text.replace("一", "一百") + "\n## 丙是什么？\n\n**答案：** 三\n", update=True)
    assert (len(again.new), len(again.changed)) == (1, 1)
    after = done.path.read_text(encoding="utf-8")
    assert "answer: 一百" in after
    assert "    # 我改的\n    answer: 二百" in after
    assert [one["title"] for one in questions(again)] == ["甲是什么？", "乙是什么？", "丙是什么？"]


def test_a_bank_is_not_written_over(tmp_path: Path) -> None:
    """Without --force or --update; nothing changes."""
    done = brought(tmp_path, CARDS)
    before = done.path.read_bytes()
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, FOLDED)
    assert [problem.code for problem in caught.value.problems] == ["import-exists"]
    assert done.path.read_bytes() == before
    assert questions(brought(tmp_path, FOLDED, force=True))[0]["title"] == "What is a leaf?"


@pytest.mark.parametrize(("name", "text"), [
    ("a.md", ""), ("a.md", "Only words, no question.\n"), ("a.xyz", "Q: a\nA: b\n"), ("a.md", "\0" * 100)])
def test_what_is_no_bank_leaves_nothing(name: str, text: str, tmp_path: Path) -> None:
    """One sentence, status 1, nothing written."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["import", str(tmp_path / name), "-o", str(tmp_path / "out")])
    assert isinstance(done.exception, SourceError)
    problem, = done.exception.problems
    assert problem.code in {"import-unusable", "control-character"}
    assert not (tmp_path / "out").exists()


def test_what_a_bank_cannot_hold_is_told_and_kept(tmp_path: Path) -> None:
    """A formula that nothing can set stays as it was typed; a picture that is not there is named."""
    done = brought(tmp_path, "## 甲？\n\n**答案：** $\\frac{1}$与![图](no.png)\n\n## 乙？\n")
    assert {problem.code for problem in done.remarks} == {"import-left"}
    one, = questions(done)
    assert "\\frac{1}" in one["answer"]
    assert len(done.remarks) >= 3
    assert reader.read(done.path).questions


@pytest.mark.parametrize(("name", "data", "told"), [
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "is damaged"),
    ("a.png", b"GIF", "is no picture"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "a.svg"),
], ids=["checksum", "kind", "drawing"])
def test_a_damaged_picture_does_not_stop_an_import(name: str, data: bytes, told: str, tmp_path: Path) -> None:
    """Its name is shown in its place; the rest is imported."""
    (tmp_path / name).write_bytes(data)
    done = brought(tmp_path, f"## 甲？\n\n**答案：** 见![图]({name})。\n\n## 乙？\n\n**答案：** 乙\n")
    assert [told in problem.message for problem in done.remarks] == [True]
    assert [question["answer"] for question in questions(done)] == [f"见`![图]({name})`。", "乙"]


@pytest.mark.parametrize(("text", "told", "kept"), [
    ("# T\n## 1. 甲？\n\n**分值：** 5分\n\n**难度：** 很难很难\n\n**答案：** 甲\n", "很难很难", {"points": 5}),
    ("# T\n## 1. 甲？\n\n**分值：** 很多\n\n**难度：** 难\n\n**答案：** 甲\n", "很多", {"difficulty": 3}),
    ("# T\n## 1. 甲？\n\n**题目：** 选\nA. 一\nB. 二\n\n**答案：** C\n", "names none of the choices", {"answer": "C"}),
    ("# T\n## 1. 甲？\n\n**答案：** 甲\n\n# 附录\n\n1. 一\n2. 多出来的\n", "2. 多出来的", {"summary": "一"}),
    ("# T\n#### Q1. a?\n- [ ] a\n- [ ] b\n#### Q2. b?\n- [x] a\n- [ ] b\n", "no choice is marked", {"title": "b?"}),
], ids=["difficulty", "points", "letter", "appendix", "unmarked"])
def test_what_is_not_understood_is_told(text: str, told: str, kept: dict[str, object], tmp_path: Path) -> None:
    """And the rest of the question is there."""
    done = brought(tmp_path, text)
    assert [told in remark.message for remark in done.remarks] == [True]
    assert kept.items() <= questions(done)[0].items()
    assert "write one below it" not in done.remarks[0].hint


@pytest.mark.parametrize(("text", "answers"), [
    ("Q: a?\nA: x\n\nQ：乙？\nA：乙的答案\n", ["x", "乙的答案"]),
    ("a :: x\nThe ==b== of it.\n中国的首都::北京\n", ["x", "The b of it.", "北京"]),
    ("1. 圆周率约为____，e约为____。\n答案：3.14；2.718\n2. 甲是____，乙是____。\n答案：1. 一；2. 二\n", [
        "圆周率约为[[3.14]]，e约为[[2.718]]。", "甲是[[一]]，乙是[[二]]。"]),
], ids=["full-width colons", "a cloze among cards", "blanks of decimals"])
def test_answers_are_whole(text: str, answers: list[str], tmp_path: Path) -> None:
    """No part of an answer is taken for a mark of the source's form."""
    done = brought(tmp_path, text)
    assert done.remarks == ()
    assert [question.get("answer", question.get("prompt")) for question in questions(done)] == answers


KEYED = """\
一、单选题（每小题 2.5 分）
1. (5分) 甲？
A. 一
B. 二
2. 乙？
A. 一
B. 二
二、填空题（每空1分）
3. 天是____。
三、简答
4. 为何？（本题共 10 分）
5. 如何？
四、判断
6. 对吗
参考答案
一、选择题
1-2 AB
3. 蓝
4. 因为甲。
因为乙。
【解析】书上有。
5. 链式法则 6. √
9. C
"""


def test_a_key_is_read_to_its_last_word(tmp_path: Path) -> None:
    """Also answers in words, and points; those of questions that are not there are told."""
    done = brought(tmp_path, KEYED, "paper.txt")
    made = questions(done)
    assert [(one.get("points"), [choice["text"] for choice in one.get("choices", ()) if choice.get("correct")],
             one.get("prompt"), str(one.get("answer", one.get("true_false", ""))).strip(), one.get("analysis"))
            for one in made] == [
        (5, ["一"], None, "", None), (2.5, ["二"], None, "", None), (None, [], "天是[[蓝]]。", "", None),
        (10, [], None, "因为甲。\n因为乙。", "书上有。"), (None, [], None, "链式法则", None),
        (None, [], None, "True", None)]
    assert [remark.message for remark in done.remarks] == ["text outside any question is left out: “9. C”"]


def test_a_number_before_a_number(tmp_path: Path) -> None:
    """`2、1/2` was no question: it and its options were lost in the one above, which got its answer."""
    text = "1、3 与 4 哪个大？\nA. 1\nB. 3\n答案：B\n2、1/2 对吗？\nA. 是\nB. 否\n注意单位。\n答案：A\n"
    first, second = questions(brought(tmp_path, text, "paper.txt"))
    assert (first["title"], second["title"]) == ("3 与 4 哪个大？", "1/2 对吗？")
    assert [[choice["text"].strip() for choice in one["choices"]] for one in (first, second)] == [
        ["1", "3"], ["是", "否\n注意单位。"]]
    assert [choice.get("correct", False) for one in (first, second) for choice in one["choices"]] == [
        False, True, True, False]


def test_a_note_below_options(tmp_path: Path) -> None:
    """It was lost."""
    one, = questions(brought(tmp_path, "## 1. 甲？\n\nA. 一\nB. 二\n\n注意单位。\n\n**答案：** A\n"))
    assert (one["title"], one["prompt"], len(one["choices"])) == ("甲？", "注意单位。", 2)


def test_a_key_of_one_line(tmp_path: Path) -> None:
    """It was a question named by its letter, and the word above it the end of an answer."""
    done = brought(tmp_path, "1. 甲？（  ）\nA. 一\nB. 二\n2. 乙？\n答：是。\n\n参考答案\n1. B\n", "paper.txt")
    assert [(one["title"], one.get("answer")) for one in questions(done)] == [("甲？", None), ("乙？", "是。")]
    assert (questions(done)[0]["choices"], done.remarks) == ([{"text": "一"}, {"text": "二", "correct": True}], ())


MIXED = """\
# 书

## 2. 什么是动量？

**答案：** 累积。

Q: 什么是梯度？
A: 方向。
A: 再说。

**题目：** 哪个？

**答案：** 乙

**解析：** 略。

## 有说明的题

说明。

**Answer:** 甲

## 空

外面的话

C: 方差是[二阶矩]。

- [ ] 甲
- [x] 乙

A: 又一句。
"""


def test_cards_beside_headings_and_labels(tmp_path: Path) -> None:
    """Nothing is dropped in silence, whatever forms a file mixes."""
    done = brought(tmp_path, MIXED)
    fields = ("topic", "title", "prompt", "answer", "analysis")
    assert [tuple(str(question.get(field, "")).strip() for field in fields) for question in questions(done)] == [
        ("shu", "什么是动量？", "", "累积。", ""), ("shu", "什么是梯度？", "", "方向。\n\n再说。", ""),
        ("shu", "哪个？", "", "乙", "略。"), ("shu", "有说明的题", "说明。", "甲", ""),
        ("kong", "方差是____。 - [ ] 甲 - [x] 乙", "", "方差是二阶矩。\n\n- [ ] 甲\n- [x] 乙", "又一句。")]
    assert [(problem.span.line if problem.span else 0, problem.message) for problem in done.remarks] == [
        (25, "text outside any question is left out: “外面的话”"),
        (9, "a card has this side already: the text is added to it")]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says what would come."""
    (tmp_path / "a.md").write_text(CARDS, encoding="utf-8")
    done = CliRunner().invoke(cli, ["import", str(tmp_path / "a.md"), "-o", str(tmp_path / "out"), "--dry-run"])
    assert done.exit_code == 0
    assert "2 questions" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("piece", ["<!--", '<img "', "<img '"])
def test_openings_without_an_end_are_looked_at_once(piece: str) -> None:
    """In processor time: 30,000 of them would take a minute if each looked for its end."""
    start = time.process_time()
    for pattern in (vars(clean)["_COMMENT"], vars(clean)["_IMAGE_TAG"]):
        assert pattern.sub("", piece * 30_000) == piece * 30_000
    assert time.process_time() - start < 5
