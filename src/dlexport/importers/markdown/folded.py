"""Folded answers: `<details><summary>question</summary> answer </details>`; headings above are topics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.importers.answered import settled
from dlexport.importers.draft import DraftQuestion, Place
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.importers.markdown.rows import Row

_MARK: Final = re.compile(r"<(/?)(details|summary)\b[^<>]*+>", re.IGNORECASE)
_SUMMARY: Final = re.compile(
    r"<summary\b[^<>]*+>((?>.*?(?=<summary\b|</summary>)))</summary>", re.IGNORECASE | re.DOTALL)
_BOLD: Final = re.compile(r"</?(?:b|strong|p)>", re.IGNORECASE)
_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_SHOWN: Final = re.compile(
    r"^\W*(?:show|hide|hide/show|toggle|click.*|点击.*|展开.*|查看.*|显示.*|solution|答案|answer|答案与解析|"
    r"table of contents|目录)\W*$",
    re.IGNORECASE,
)


def count(rows: Sequence[Row]) -> int:
    """The number of folded answers whose summary is a question."""
    text = "\n".join(row.text for row in rows if not row.code)
    found = _SUMMARY.findall(text)
    return sum(bool(words.strip()) and not is_cover(words) for words in found)


def is_cover(summary: str) -> bool:
    """Whether a summary only announces an answer, as “Answer” does."""
    words = re.sub(r"<[^<>]++>", "", summary).strip()
    return bool(_SHOWN.match(words)) or field_of(words) in {"answer", "analysis"}


@dataclass(slots=True)
class FoldedReader:
    """Reader of documents with folded answers.

    Attributes:
        left: lines that belong to no question.
    """

    file: str
    text: Callable[[Sequence[Row]], str]
    title: str = ""
    left: list[tuple[int, str]] = field(default_factory=list)

    def read(self, rows: Sequence[Row], topic: str) -> Iterator[DraftQuestion]:
        """The questions. A folded answer within another stays part of it."""
        depth, inside = 0, False
        summary: list[Row] = []
        body: list[Row] = []
        for row in rows:
            heading = None if row.code or depth else _HEADING.match(row.text)
            if heading:
                words = title_of(heading[2]).words
                if len(heading[1]) == 1 and not self.title:
                    self.title = words
                topic = words
                continue
            if row.code or not _MARK.search(row.text):
                self._put(row, depth, inside, summary, body)
                continue
            for piece, mark, closing in _pieces(row.text):
                if piece.strip():
                    self._put(row._replace(text=piece), depth, inside, summary, body)
                if mark == "summary" and depth == 1:
                    inside = not closing
                elif mark == "details":
                    depth = max(0, depth + (-1 if closing else 1))
                    if closing and depth == 0:
                        yield self._question(summary, body, topic)
                        summary, body = [], []
        if summary:
            self.left.append((summary[0].line, summary[0].text.strip()))
            yield self._question(summary, body, topic)

    def _put(self, row: Row, depth: int, inside: bool, summary: list[Row], body: list[Row]) -> None:  # noqa: FBT001 - a state
        if depth and inside:
            summary.append(row)
        elif depth:
            body.append(row)
        elif not row.blank:
            self.left.append((row.line, row.text.strip()))

    def _question(self, summary: list[Row], body: list[Row], topic: str) -> DraftQuestion:
        asked = self.text([row._replace(text=unescape(_BOLD.sub("", row.text))) for row in summary])
        answer = self.text([row if row.code else row._replace(text=_BOLD.sub("", row.text)) for row in body])
        line = summary[0].line if summary else body[0].line if body else 0
        first, _, rest = asked.partition("\n")
        found = title_of(first)
        return settled(
            DraftQuestion(
                found.words,
                Place(self.file, line),
                key=asked,
                topic=topic,
                prompt=rest.strip(),
                answer=answer,
                number=found.number,
                references=found.references,
            )
        )


def unfolded(rows: Sequence[Row]) -> list[Row]:
    """The rows without `<details>` and `<summary>`: folded content is read as if it were not folded."""
    text = list(rows)
    made = []
    for row in text:
        if row.code or not _MARK.search(row.text):
            made.append(row)
            continue
        words = _SUMMARY.sub(
            lambda match: "" if is_cover(match[1]) else f"{match[1].strip()}<br><br>", row.text)
        made.append(row._replace(text=_MARK.sub("", words).strip()))
    return made


def _pieces(text: str) -> Iterator[tuple[str, str, bool]]:
    """(text before the tag, name of the tag, whether it closes) for each tag of a fold."""
    end = 0
    for match in _MARK.finditer(text):
        yield text[end : match.start()], match[2].lower(), bool(match[1])
        end = match.end()
    yield text[end:], "", False
