"""Labels of the parts of a question, as people write them in several languages -> the bank's fields."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldName: TypeAlias = Literal[
    "title",
    "prompt",
    "answer",
    "analysis",
    "references",
    "topic",
    "difficulty",
    "tags",
    "options",
    "summary",
    "hint",
    "kind",
    "number",
    "id",
    "score",
]

LABEL_AT_MOST: Final = 200  # characters that are looked at: more is no label, and patterns take the square of it
_NAMES: Final[Mapping[FieldName, str]] = {
    "title": "标题 题名 title heading name",
    "prompt": "题目 题干 问题 试题 题面 题目内容 试题内容 正面 q question prompt front stem problem term "
    "術語 问 frage pregunta 問題",
    "answer": "答案 参考答案 正确答案 标准答案 正确选项 标准解答 答 回答 解答 背面 a answer answers back "
    "correct solution definition "
    "correctanswer rightanswer 答え réponse répondre antwort respuesta 参考回答 答案要点",
    "analysis": "解析 答案解析 试题解析 题目解析 解释 分析 说明 详解 讲解 explanation reason rationale "
    "analysis extra backextra notes "
    "note remark 備考 备注 解説 erklärung explication feedback",
    "references": "参考资料 参考 参考文献 出处 来源 reference references source sources src link links",
    "topic": "知识点 章节 章 科目 分类 类别 专业 课程 课程结构 模块 主题 topic chapter category deck subject "
    "section unit",
    "difficulty": "难度 难易度 难易程度 难度系数 试题难度 difficulty level",
    "tags": "标签 考点 关键词 关键字 tag tags keywords label labels",
    "options": "选项 备选项 备选答案 选择项 候选项 option options choices choice alternatives",
    "summary": "摘要 概要 简述题 summary",
    "hint": "提示 hint tip clue",
    "kind": "题型 题目类型 试题类型 类型 type kind questiontype",
    "number": "序号 编号 题号 no number index #",
    "id": "id guid uuid identifier",
    "score": "分值 分数 得分 score points mark marks",
}
_FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names.split()}
_ASIDE: Final = re.compile(r"[（(【\[].*?[）)】\]]")
_SPACE: Final = re.compile(r"[\s\u3000_*＊:：\-]+")


def field_of(label: str, own: Mapping[str, FieldName] | None = None) -> FieldName | None:
    """The field that a label names; None if it names none.

    Args:
        label: as typed; spaces, stars, colons and text in brackets are ignored.
        own: plain form of a label of the user's -> field.
    """
    plain = plain_label(label)
    return (own or {}).get(plain) or _FIELDS.get(plain)


def plain_label(label: str) -> str:
    """The plain form of a label, by which it is looked up."""
    text = unicodedata.normalize("NFKC", label[:LABEL_AT_MOST])
    return _SPACE.sub("", _ASIDE.sub("", text)).casefold()


def own_labels(settings: Mapping[str, str]) -> dict[str, FieldName]:
    """The user's own labels: plain form -> field, made of `--label`'s field -> label.

    Args:
        settings: field, by its name or a usual label -> label, or several with commas between.

    Raises:
        ValueError: there is no such field; the message lists the fields.
    """
    made: dict[str, FieldName] = {}
    for name, label in settings.items():
        field = field_of(name)
        if field is None:
            raise ValueError(f"there is no field {name!r}; there are {', '.join(_NAMES)}")
        for one in re.split(r"[,，|]", label):
            made[plain_label(one)] = field
    return made
