"""The words an output adds of its own, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

CalloutKind: TypeAlias = Literal["note", "tip", "important", "warning", "caution"]

@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words. `{…}` are filled by `str.format`."""

    question: str
    prompt: str
    answer: str
    analysis: str
    keypoints: str
    references: str
    contents: str
    cover: str
    title_page: str
    appendix: str
    colophon: str
    tags: str
    topic: str
    difficulty: str
    chapter: str
    """With `{number}`: a chapter's number in words."""
    place: str
    """With `{chapter}`, `{place}` and `{number}`: where a question stands in the book."""
    page: str
    """With `{page}`: a page number."""
    version: str
    """With `{version}`."""
    license: str
    footnote: str
    back: str
    figure: str
    show: str
    comma: str
    colon: str
    quiz: str
    cards: str
    answer_key: str
    name: str
    date: str
    score: str
    series: str
    """With `{seed}`: which of the reproducible shuffles it is."""
    continued: str
    calibration: str
    ruler: str
    count: str
    """With `{count}`: so many questions."""
    elsewhere: str
    """With `{parts}`: parts of a question that only the handout has room for."""
    callouts: Mapping[CalloutKind, str]
    to_do: str
    done: str
    table_continued: str
    """Above the part of a table that stands on a later page."""


_CHINESE = Labels(
    question="问题", prompt="题目", answer="答案", analysis="解析", keypoints="要点", references="参考资料",
    contents="目录", cover="封面", title_page="书名页", appendix="附录：面试题及答案解析汇总", colophon="版本说明",
    tags="标签", topic="主题", difficulty="难度", chapter="第{number}章",
    place="第{chapter}章第{place}题（总第{number}题）",
    page="第{page}页", version="版本 {version}", license="许可", footnote="注", back="返回正文", figure="图",
    show="展开", comma="、", colon="：",
    quiz="测验", cards="问答卡片", answer_key="参考答案", name="姓名", date="日期", score="得分", series="卷 {seed}",
    continued="续", calibration="双面套准校验",
    ruler="印好后从背面对着光看：背面的十字应落在正面的十字上。背面偏右或偏上几毫米，就把dx或dy减去几；方向相反则加。",
    count="共{count}题", elsewhere="{parts}见讲义",
    callouts={"note": "说明", "tip": "提示", "important": "重要", "warning": "注意", "caution": "警告"},
    to_do="未完成", done="已完成", table_continued="续表",
)
_ENGLISH = Labels(
    question="Question", prompt="Question", answer="Answer", analysis="Analysis", keypoints="Key points",
    references="References", contents="Contents", cover="Cover", title_page="Title page",
    appendix="Appendix: all questions", colophon="Colophon", tags="Tags", topic="Topic", difficulty="Difficulty",
    chapter="Chapter {number}", place="Chapter {chapter}, question {place} (no. {number})", page="page {page}",
    version="Version {version}", license="Licence", footnote="Note", back="Back to the text", figure="Figure",
    show="Show", comma=", ", colon=": ",
    quiz="Quiz", cards="Cards", answer_key="Answer key", name="Name", date="Date", score="Score",
    series="Series {seed}", continued="continued", calibration="Duplex calibration",
    ruler="Print, then look at the back against the light: its crosses should fall on those of the front. By as many "
    "millimetres as it lies too far right or up, lower dx or dy; raise them for left or down.",
    count="{count} questions", elsewhere="{parts}: see the handout",
    callouts={"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"},
    to_do="to do", done="done", table_continued="Table, continued",
)
_DIGITS = "零一二三四五六七八九十"


def labels_for(language: str) -> Labels:
    """The labels of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH


def chapter_label(labels: Labels, number: int) -> str:
    """`第三章`, `Chapter 3`: Chinese numerals up to 99, digits beyond."""
    if labels is not _CHINESE or number > 99:   # noqa: PLR2004 - two digits
        return labels.chapter.format(number=number)
    tens, ones = divmod(number, 10)
    word = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    return labels.chapter.format(number=word or _DIGITS[0])


_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """`rtl` for a BCP 47 language tag whose script is written from right to left, else `ltr`."""
    parts = language.lower().split("-")
    if any(part in {"arab", "hebr"} for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT and "latn" not in parts else "ltr"
