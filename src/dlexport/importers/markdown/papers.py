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
from dlexport.importers.markdown.body import is_rule
from dlexport.importers.markdown.rows import Row
from dlexport.importers.markdown.titles import CHAPTER, NUMBERED, chapter_of
from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.importers.answers import Kind
    from dlexport.importers.labels import FieldName
    from dlexport.importers.markdown.body import BodyReader

_ANSWER: Final = re.compile(
    r"^[ \t]*+(?:\*\*)?[【\[(（]?[ \t]*+(?:参考|正确|标准)?答案[ \t]*+[】\])）]?(?:\*\*)?[ \t]*+[:：]?"
    r"|^[ \t]*(?:\*\*)?(?:Answer|ANSWER|答)(?:\*\*)?[ \t]*[:：]"
)
_OPTION: Final = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?[(（]?A[)）]?[ \t]*[.、．:：)）]")
_SECTION: Final = re.compile(r"^[ \t]*#{1,6}[ \t]+(.*)$")
_KIND_HEAD: Final = re.compile(r"(?:选择|判断|填空|简答|问答|论述|计算|名词解释|单选|多选|不定项)题?")
_BRACKETED: Final = re.compile(r"[（(【\[]([^）)】\]]{0,80})[）)】\]]")
_SCORE: Final = re.compile(r"共|每|.*?[0-9.][ \t]{0,9}分", re.DOTALL)
_NUMBER: Final = r"([0-9]{1,4}(?:\.[0-9]{1,3})?)[ \t]{0,9}分"
_EACH: Final = re.compile(rf"每小?题[ \t]{{0,9}}{_NUMBER}")
_OWN: Final = re.compile(rf"共[ \t]{{0,9}}{_NUMBER}|^[^每]*?{_NUMBER}")
_KEY_NAMED: Final = re.compile(r"[ \t#*]*+(?:参考|标准)答案|[ \t#*]*+答案(?:与|及)解析")
_BETWEEN_KEYS: Final = re.compile(r"[\s,，;；。.、|]+")
_KIND_MARK: Final = re.compile(
    r"^[ \t]*[【\[(（][ \t]*((?:单项?选择?|多项?选择?|不定项选择|判断|填空|简答|问答|论述|名词解释|计算)题?)"
    r"[^】\])）]*[】\])）]"
)
_KEY_HEAD: Final = re.compile(
    r"^[ \t]*+(?:#{1,6}[ \t]++|\*\*)?[ \t]*+(?:参考|标准)?答案(?:与解析|及解析)?(?:\*\*)?[ \t]*+[:：]?[ \t]*+$"
)
_RANGE: Final = re.compile(
    r"(?<!\d)(\d++)[ \t]*+[-—–~～至][ \t]*+(\d++)[ \t]*+[:：.、]?[ \t]*+"
    r"([A-Za-z√×对错]" + many(r"[ \t]*+[A-Za-z√×对错]") + ")"
)
_ONE: Final = re.compile(r"(?<!\d)(\d++)[ \t]*+[.、．:：)）][ \t]*+([A-Za-z]++|√|×|对|错|正确|错误)(?=[\s,，;；]|$)")
_PLATFORM: Final = re.compile(r"我的答案[:：](?>.*?(?=我的答案|正确答案[:：]))正确答案[:：]")
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
        left: (line, text) of rows that belong to no question, and of answers in a key that no question takes.
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
        found: list[tuple[Row, list[Row], DraftQuestion, Kind]] = []
        topic, kind, each = "", answers.kind_of(""), None
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
                topic, kind, each = heading, answers.kind_of(heading), _score(row.text, _EACH)
                into = None
            elif _starts(row):
                into = []
                asked = DraftQuestion("", Place(self.file, row.line), topic=topic, points=each)
                found.append((row, into, asked, kind))
            elif into is not None:
                into.append(row)
            elif not row.blank and not self.title and not found and len(row.text.strip()) <= _LONGEST_TITLE:
                self.title = row.text.strip().strip("*# ")
            elif not row.blank:
                self.left.append((row.line, row.text.strip()))
        self.topics = list(dict.fromkeys(asked.topic for _, _, asked, _ in found if asked.topic))
        made = [self._question(asked, [row, *below], kind, key) for row, below, asked, kind in found]
        numbers = {question.number for question in made}
        self.left += [(line, f"{number}. {words}") for number, (line, words) in key.items() if number not in numbers]
        return made

    def _heading(self, row: Row) -> str | None:
        match = _SECTION.match(row.text)
        if match and field_of(match[1], self.own) not in {"answer", "analysis"}:
            return _without_score(chapter_of(match[1])).strip()
        text = row.text.strip().strip("*")
        if CHAPTER.match(text) and len(text) <= 60 and (_KIND_HEAD.search(text) or row.text.startswith("**")):  # noqa: PLR2004 - characters
            return _without_score(chapter_of(text)).strip().strip("。.：: ")
        return None

    def _question(
        self, question: DraftQuestion, rows: list[Row], kind: Kind, key: Mapping[str, tuple[int, str]]
    ) -> DraftQuestion:
        row, *below = rows
        match = NUMBERED.match(row.text)
        number = next((group for group in match.groups() if group), "") if match else ""
        stem = row.text[match.end() :].strip() if match else row.text
        told = _KIND_MARK.match(stem)
        if told:
            kind, stem = answers.kind_of(told[1]) or kind, stem[told.end() :].strip()
        unscored = _without_score(stem)
        stem = unscored.strip() if told or unscored != stem else stem
        rows = [row._replace(text=stem), *below]
        question = replace(question, number=number, points=_score(row.text, _OWN) or question.points)
        parts = self.body.parts(rows)
        if "answer" not in parts.labelled and number in key:
            line, said = key[number]
            parts_rows = [*rows, Row(line, ""), *(Row(line, text) for text in f"答案：{said}".split("\n"))]
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

    def _key(self, rows: list[Row]) -> tuple[list[Row], dict[str, tuple[int, str]]]:
        """The rows without the key at their end; and number -> line and answer from the key."""
        heads = [place for place, row in enumerate(rows) if not row.code and _KEY_HEAD.match(row.text)]
        for place in reversed(heads):
            if any(_OPTION.match(row.text) for row in rows[place:]):
                continue
            key: dict[str, tuple[int, str]] = {}
            left: list[tuple[int, str]] = []
            letters, last = 0, ""
            for row in rows[place + 1 :]:
                if row.blank or self._heading(row) is not None or is_rule(row):
                    continue
                signs, rest = _signs(row.text)
                letters += len(signs)
                key |= {number: (row.line, sign) for number, sign in signs.items()}
                last = [last, *signs][-1]
                match = NUMBERED.match(rest)
                if match and (said := rest[match.end() :].strip()):
                    last = next(group for group in match.groups() if group)
                    key[last] = (row.line, said)
                elif rest and key:
                    key[last] = (key[last][0], f"{key[last][1]}\n{rest}")
                elif rest:
                    left.append((row.line, rest))
            if letters >= _LEAST or (letters == len(key) == 1 and not left and _KEY_NAMED.match(rows[place].text)):
                self.left += left
                return rows[:place], key
        return rows, {}


def _signs(text: str) -> tuple[dict[str, str], str]:
    """Number -> letter or sign in a row of a key, such as `1-3 ABC  4. D`; and what else the row holds."""
    found: dict[str, str] = {}

    def several(match: re.Match[str]) -> str:
        each = re.findall(r"[A-Za-z√×对错]", match[3])
        first, last = int(match[1][:9]), int(match[2][:9])
        if last - first + 1 != len(each):
            return match[0]
        found.update({str(first + index): sign for index, sign in enumerate(each)})
        return " "

    def one(match: re.Match[str]) -> str:
        found[match[1]] = match[2]
        return " "

    rest = _ONE.sub(one, _RANGE.sub(several, text))
    return found, _BETWEEN_KEYS.sub(" ", rest).strip() and rest.strip(" \t,，;；。、|") if found else text.strip()


def _score(text: str, pattern: re.Pattern[str]) -> float | None:
    """The points told in brackets, as a pattern reads them; None if there are none."""
    told = (pattern.search(bracket[1]) for bracket in _BRACKETED.finditer(text) if _SCORE.match(bracket[1]))
    return next((float(next(group for group in match.groups() if group)) or None for match in told if match), None)


def _without_score(text: str) -> str:
    """The text without brackets that tell points, such as `（每小题3分，共30分）`."""
    return _BRACKETED.sub(lambda match: "" if _SCORE.match(match[1]) else match[0], text)
