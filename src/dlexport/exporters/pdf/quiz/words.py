"""The words that only exams have: in Chinese, and in English for all other languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.labels import chapter_label, labels_for, spoken_by_us

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.papers import SectionKind


@dataclass(frozen=True, slots=True)
class ExamWords:
    """One language's. `{…}` are filled by `str.format`.

    Attributes:
        version: with `{name}`.
        info: with `{count}`; `full` with `{points}`, `minutes` with `{minutes}`: what the paper is.
        fields: what whoever sits it fills in, and each one's share of the line.
        notes: heads the instructions.
        heading: with `{numeral}`, `{kind}` and `{sum}`; `plain`, `each`, `some` with `{count}`, `{each}` and
            `{points}` are sums.
        kinds, tasks: section -> its name, and what is to be done there.
        choice: the name of the first section, where no other has options.
        points: with `{points}`, before a question.
        bracket: where the letter goes.
        page: with `{page}` and `{pages}`.
        grader: the heads of the rows of the grader's table, and of its last column.
        seal: on the seal line; `sealed` what is to be filled in there.
        sheet: the answer sheet; `sheet_notes` how it is filled in; `number` heads the digits.
        key: the title of the key; `table` and `answers` head its parts.
        others: with `{name}` and `{number}`: where a question stands in another version.
        true, false: how they are marked.
        end: below the last question.
    """

    version: str
    info: str
    full: str
    minutes: str
    gap: str
    fields: Mapping[str, float]
    notes: str
    heading: str
    plain: str
    each: str
    some: str
    kinds: Mapping[SectionKind, str]
    tasks: Mapping[SectionKind, str]
    choice: str
    points: str
    bracket: str
    page: str
    grader: tuple[str, str, str, str]
    seal: str
    sealed: tuple[str, ...]
    sheet: str
    sheet_notes: str
    number: str
    key: str
    table: str
    answers: str
    others: str
    true: str
    false: str


_CHINESE = ExamWords(
    version="（{name}卷）", info="共{count}题", full="满分{points}分", minutes="考试用时{minutes}分钟", gap="　",
    fields={"班级": 0.22, "姓名": 0.22, "学号": 0.28, "得分": 0.16}, notes="注意事项：",
    heading="{numeral}、{kind}：{sum}", plain="本题共{count}小题。",
    each="本题共{count}小题，每小题{each}分，共{points}分。", some="本题共{count}小题，共{points}分。",
    kinds={"single": "单项选择题", "multiple": "多项选择题", "true_false": "判断题", "blanks": "填空题",
           "open": "简答题", "parts": "综合题"},
    tasks={"single": "每小题的选项中，只有一项符合题目要求。",
           "multiple": "每小题的选项中，有多项符合题目要求，全部选对才得分。",
           "true_false": "正确的打“√”，错误的打“×”。", "blanks": "", "open": "",
           "parts": "解答应写出文字说明或演算步骤。"},
    choice="选择题", points="（{points}分）", bracket="（　　）", page="第{page}页（共{pages}页）",
    grader=("题号", "得分", "评卷人", "总分"), seal="密　封　线　内　不　要　答　题",
    sealed=("学校", "班级", "姓名", "学号"),
    sheet="答题卡", sheet_notes="请用2B铅笔把方框涂满；修改时用橡皮擦净；保持卡面清洁，不要折叠。", number="学号",
    key="参考答案", table="客观题答案", answers="答案与评分", others="{name}卷第{number}题", true="√", false="×",
)
_ENGLISH = ExamWords(
    version=" – Version {name}", info="{count} questions", full="{points} points", minutes="{minutes} minutes",
    gap="   ",
    fields={"Name": 0.4, "Date": 0.22, "Score": 0.2}, notes="Instructions",
    heading="{number}. {kind} ({sum})", plain="{count} questions",
    each="{count} questions, {each} points each, {points} points", some="{count} questions, {points} points",
    kinds={"single": "Multiple choice", "multiple": "Multiple answers", "true_false": "True or false",
           "blanks": "Fill in the blanks", "open": "Short answers", "parts": "Problems"},
    tasks={"single": "Choose the one best answer.", "multiple": "More than one answer is right: choose all that are.",
           "true_false": "Write T for true or F for false.", "blanks": "", "open": "", "parts": "Show your work."},
    choice="Multiple choice", points="({points} points) ", bracket="(      )", page="Page {page} of {pages}",
    grader=("Section", "Score", "Grader", "Total"), seal="Do not write beyond this line", sealed=("School", "Class",
    "Name", "Number"),
    sheet="Answer sheet",
    sheet_notes="Fill the boxes with a dark pencil; erase cleanly to change; do not fold the sheet.",
    number="Number", key="Answer key", table="Answers", answers="Model answers", others="{name}: {number}",
    true="T", false="F",
)


def exam_words(language: str) -> ExamWords:
    """The words for a BCP 47 language tag."""
    return _CHINESE if spoken_by_us(language) in {"zh-Hans", "zh-Hant", "zh-HK"} else _ENGLISH


def numeral(number: int) -> str:
    """一, 二, …: as the number of a chapter in Chinese."""
    return chapter_label(labels_for("zh"), number)[1:-1]


def amount(points: float) -> str:
    """Points as they are written: 3, 2.5."""
    return f"{points:g}"
