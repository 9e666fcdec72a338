"""Question papers: numbered questions with options `A.` to `D.`, and answers after `答案：` or in a key at the end.

Exports of Word, of learning platforms and plain text have this form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.answered import answered, settled
from dlexport.importers.draft import DraftQuestion, Place
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.titles import CHAPTER, NUMBERED, chapter_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.importers.answers import Kind
    from dlexport.importers.labels import FieldName
    from dlexport.importers.markdown.body import BodyReader
    from dlexport.importers.markdown.rows import Row

_ANSWER: Final = re.compile(
    r"^[ \t]*+(?:\*\*)?[【\[(（]?[ \t]*+(?:参考|正确|标准)?答案[ \t]*+[】\])）]?(?:\*\*)?[ \t]*+[:：]?"
    r"|^[ \t]*(?:\*\*)?(?:Answer|ANSWER|答)(?:\*\*)?[ \t]*[:：]"
)
_OPTION: Final = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?[(（]?A[)）]?[ \t]*[.、．:：)）]")
_SECTION: Final = re.compile(r"^[ \t]*#{1,6}[ \t]+(.*)$")
_KIND_HEAD: Final = re.compile(r"(?:选择|判断|填空|简答|问答|论述|计算|名词解释|单选|多选|不定项)题?")
_BRACKETED: Final = re.compile(r"[（(【\[]([^）)】\]]{0,80})[）)】\]]")
_SCORE: Final = re.compile(r"共|每|.*?[0-9.][ \t]{0,9}分", re.DOTALL)
_KIND_MARK: Final = re.compile(
    r"^[ \t]*[【\[(（][ \t]*((?:单项?选择?|多项?选择?|不定项选择|判断|填空|简答|问答|论述|名词解释|计算)题?)"
    r"[^】\])）]*[】\])）]"
)
_KEY_HEAD: Final = re.compile(
    r"^[ \t]*+(?:#{1,6}[ \t]++|\*\*)?[ \t]*+(?:参考|标准)?答案(?:与解析|及解析)?(?:\*\*)?[ \t]*+[:：]?[ \t]*+$"
)
_RANGE: Final = re.compile(
    r"(?<!\d)(\d++)[ \t]*+[-—–~～至][ \t]*+(\d++)[ \t]*+[:：.、]?[ \t]*+([A-Za-z√×对错](?:[ \t]*+[A-Za-z√×对错])*+)"
)
_ONE: Final = re.compile(r"(?<!\d)(\d++)[ \t]*+[.、．:：)）][ \t]*+([A-Za-z]++|√|×|对|错|正确|错误)(?=[\s,，;；]|$)")
_PLATFORM: Final = re.compile(r"我的答案[:：](?:(?!我的答案).)*?正确答案[:：]")
_NOISE: Final = re.compile(r"^[ \t]*(?:AI讲解|[0-9.]+[ \t]*分|得分[:：].*)[ \t]*$")
_LEAST: Final = 2
_LONGEST_TITLE: Final = 40


def score(rows: Sequence[Row]) -> int:
    """The number of numbered lines that are questions: options or an answer follow below."""
    starts = [place for place, row in enumerate(rows) if _starts(row)]
    ends = [*starts[1:], len(rows)]
    return sum(
        any(_OPTION.match(row.text) or _ANSWER.match(row.text) for row in rows[start + 1 : end] if not row.code)
        for start, end in zip(starts, ends, strict=False)
    )


def _starts(row: Row) -> bool:
    if row.code or row.text.startswith((" ", "\t")):
        return False
    match = NUMBERED.match(row.text)
    return match is not None and bool(row.text[match.end() :].strip())


@dataclass(slots=True)
class PaperReader:
    """Reader of question papers.

    Attributes:
        title: the first heading above the questions.
        topics: titles of the topics, in order.
        left: (line, text) of rows that belong to no question.
    """

    file: str
    body: BodyReader
    own: Mapping[str, FieldName]
    title: str = ""
    topics: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def read(self, rows: Sequence[Row]) -> list[DraftQuestion]:
        """The questions."""
        rows = [
            row if row.code else row._replace(text=_PLATFORM.sub("答案：", row.text))
            for row in rows
            if row.code or not _NOISE.match(row.text)
        ]
        rows, key = self._key(rows)
        found: list[tuple[Row, list[Row], str, Kind]] = []
        topic, kind = "", answers.kind_of("")
        into: list[Row] | None = None
        for row in rows:
            heading = None if row.code else self._heading(row)
            if heading is not None:
                if (
                    not self.title
                    and not found
                    and not topic
                    and _SECTION.match(row.text)
                    and not CHAPTER.match(row.text.lstrip("# "))
                    and not _KIND_HEAD.search(heading)
                ):
                    self.title = heading
                    into = None
                    continue
                topic, kind = heading, answers.kind_of(heading)
                into = None
            elif _starts(row):
                into = []
                found.append((row, into, topic, kind))
            elif into is not None:
                into.append(row)
            elif not row.blank and not self.title and not found and len(row.text.strip()) <= _LONGEST_TITLE:
                self.title = row.text.strip().strip("*# ")
            elif not row.blank:
                self.left.append((row.line, row.text.strip()))
        self.topics = list(dict.fromkeys(topic for _, _, topic, _ in found if topic))
        return [self._question(row, below, topic, kind, key) for row, below, topic, kind in found]

    def _heading(self, row: Row) -> str | None:
        match = _SECTION.match(row.text)
        if match and field_of(match[1], self.own) not in {"answer", "analysis"}:
            return _without_score(chapter_of(match[1])).strip()
        text = row.text.strip().strip("*")
        if CHAPTER.match(text) and len(text) <= 60 and (_KIND_HEAD.search(text) or row.text.startswith("**")):  # noqa: PLR2004 - characters
            return _without_score(chapter_of(text)).strip().strip("。.：: ")
        return None

    def _question(self, row: Row, below: list[Row], topic: str, kind: Kind, key: Mapping[str, str]) -> DraftQuestion:
        match = NUMBERED.match(row.text)
        number = next((group for group in match.groups() if group), "") if match else ""
        stem = row.text[match.end() :].strip() if match else row.text
        told = _KIND_MARK.match(stem)
        if told:
            kind, stem = answers.kind_of(told[1]) or kind, stem[told.end() :].strip()
        unscored = _without_score(stem)
        stem = unscored.strip() if told or unscored != stem else stem
        rows = [row._replace(text=stem), *below]
        question = DraftQuestion("", Place(self.file, row.line), topic=topic, number=number)
        parts = self.body.parts(rows)
        if "answer" not in parts.labelled and number in key:
            parts_rows = [*rows, row._replace(text=""), row._replace(text=f"答案：{key[number]}")]
        else:
            parts_rows = rows
        read = self.body.read(question, self._prompted(parts_rows), kind)
        if not read.answered:
            read = settled(answered(replace(read, prompt=read.prompt), (), "", kind))
        return replace(read, key=read.title or read.prompt)

    def _prompted(self, rows: list[Row]) -> list[Row]:
        """The rows with a label before the prompt, so that no part of it is read as the answer."""
        first = rows[0]
        return [first._replace(text=f"**题目：** {first.text}"), *rows[1:]]

    def _key(self, rows: list[Row]) -> tuple[list[Row], dict[str, str]]:
        """The rows without the key at their end; and number -> answer from the key."""
        heads = [place for place, row in enumerate(rows) if not row.code and _KEY_HEAD.match(row.text)]
        for place in reversed(heads):
            if any(_OPTION.match(row.text) for row in rows[place:]):
                continue
            key: dict[str, str] = {}
            for row in rows[place + 1 :]:
                for first, last, signs in _RANGE.findall(row.text):
                    each = re.findall(r"[A-Za-z√×对错]", signs)
                    if int(last) - int(first) + 1 == len(each):
                        key |= {str(int(first) + index): sign for index, sign in enumerate(each)}
                rest = _RANGE.sub("", row.text)
                key |= dict(_ONE.findall(rest))
            if len(key) >= _LEAST:
                return rows[:place], key
        return rows, {}


def _without_score(text: str) -> str:
    """The text without brackets that tell points, such as `（每小题3分，共30分）`."""
    return _BRACKETED.sub(lambda match: "" if _SCORE.match(match[1]) else match[0], text)
