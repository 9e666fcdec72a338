"""Documents with a heading for each question: detection of its level, topics, an appendix of one-line answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.draft import DraftQuestion, Place
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.body import is_rule
from dlexport.importers.markdown.rows import Row
from dlexport.importers.markdown.titles import NUMBERED, chapter_of, title_of, without_closing
from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.importers.labels import FieldName
    from dlexport.importers.markdown.body import BodyReader

_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]++(.*)|(\d++[.、)].*))$")
_UNDERLINE: Final = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_APPENDIX: Final = re.compile(r"附录|汇总|一览|appendix|summary|index of questions", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"\W*(?:table of )?contents?\W*|\W*(?:目录|toc)\W*", re.IGNORECASE)
_EMPTY: Final = re.compile(
    r"^\s*+" + many(r"</?(?:details|summary)\b[^<>]*+>\s*+")
    + r"(?:[^<>]*+</summary>\s*+" + many(r"</?details\b[^<>]*+>\s*+") + ")?$",
    re.IGNORECASE)
_ITEM: Final = re.compile(r"^[ \t]*+(\d++)[.)、．][ \t]*+(.+)$")
_CHOICES: Final = re.compile(r"^[ \t]*[-*+][ \t]+\[[ xX]\]|^[ \t]*+[-*+]?[ \t]*+A[.、:：)）][ \t]*\S")
_LABEL: Final = re.compile(r"^(?:\*\*|【)?[ \t]*+([^ \t*\n:：】][^*\n:：】]{0,15}?)[ \t]*+(?:\*\*)?[ \t]*+[:：】]")
_INTRODUCTION: Final = 80  # characters; a longer text under a chapter's heading is a question itself


@dataclass(slots=True)
class SourceHeading:
    """A heading with the rows up to the next heading."""

    line: int
    level: int
    words: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HeadingOutline:
    """A document divided by its headings; `before` are the rows above the first."""

    before: list[Row]
    headings: list[SourceHeading]


def outline(rows: Sequence[Row]) -> HeadingOutline:
    """The outline of a document's rows."""
    found = HeadingOutline([], [])
    into = found.before
    skip = False
    for place, row in enumerate(rows):
        if skip:
            skip = False
            continue
        match = None if row.code else _HEADING.match(row.text)
        below = rows[place + 1] if place + 1 < len(rows) else None
        if match and (match[2] or match[3]):
            found.headings.append(SourceHeading(row.line, len(match[1]), without_closing(match[2] or match[3])))
        elif (
            below
            and not row.code
            and not below.code
            and _titled(rows, place)
            and (underline := _UNDERLINE.match(below.text))
        ):
            found.headings.append(SourceHeading(row.line, 1 if underline[1][0] == "=" else 2, row.text.strip()))
            skip = True
        elif not match:
            into.append(row)
            continue
        into = found.headings[-1].rows if found.headings else into
    return found


def _titled(rows: Sequence[Row], place: int) -> bool:
    """Whether an underlined row can be a heading: words on one line, with an empty line above."""
    text = rows[place].text
    return (
        bool(text.strip()) and (place == 0 or rows[place - 1].blank) and not re.match(r"^\s*([-*+>|#]|\d+[.)])", text)
    )


def question_level(found: HeadingOutline, own: Mapping[str, FieldName]) -> int:
    """The level of the headings that are questions, judged by numbers, question marks, labels, options; 0 if none."""
    scores: dict[int, float] = {}
    seen: set[tuple[int, str]] = set()
    for heading in found.headings:
        if _is_label(heading, own) or _APPENDIX.search(heading.words):
            continue
        title = title_of(heading.words)
        score = 0.0
        if any(not row.blank for row in heading.rows):
            labels = {
                field_of(match[1], own) for row in heading.rows if not row.code and (match := _LABEL.match(row.text))
            }
            score = 1 + 3 * bool(labels & {"answer", "prompt", "analysis"}) + 2 * bool(title.number)
            score += 2 * any(not row.code and _CHOICES.match(row.text) for row in heading.rows)
            score += title.words.rstrip(" *").endswith(("?", "？"))
        if (heading.level, title.words) not in seen or title.number:
            scores[heading.level] = scores.get(heading.level, 0) + score
        seen.add((heading.level, title.words))
    best = max(scores.values(), default=0)
    return max((level for level, score in scores.items() if score == best and best), default=0)


def labelled(rows: Sequence[Row], own: Mapping[str, FieldName]) -> bool:
    """Whether the document labels its answers."""
    labels = [field_of(match[1], own) for row in rows if not row.code and (match := _LABEL.match(row.text))]
    return sum(label in ("answer", "prompt") for label in labels) > 1


def _is_label(heading: SourceHeading, own: Mapping[str, FieldName]) -> bool:
    known = field_of(re.split("[:：]", heading.words)[0], own)
    return known is not None and known not in {"title", "topic", "number", "kind", "score", "id"}


@dataclass(slots=True)
class HeadedReader:
    """Reader of documents whose questions are the headings of one level.

    Attributes:
        title, description: of the document, as found.
        topics: titles of the topics, in order.
        left: (line, text) of rows that belong to no question.
    """

    file: str
    body: BodyReader
    level: int
    own: Mapping[str, FieldName]
    title: str = ""
    description: str = ""
    topics: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def read(self, found: HeadingOutline) -> list[DraftQuestion]:
        """The questions."""
        questions: list[DraftQuestion] = []
        above: dict[int, str] = {}
        summaries: dict[str, tuple[int, str]] = {}
        appendix = 0
        first = True
        self._introduce(found.before)
        for heading, rows in self._grouped(found.headings):
            if appendix and heading.level > appendix:
                self._summarise(summaries, rows)
                continue
            items = (row for row in rows if not row.code and _ITEM.match(row.text))
            listed = _APPENDIX.search(heading.words) is not None and any(items)
            appendix = heading.level if listed else 0
            if _CONTENTS.fullmatch(heading.words) and all(row.blank or _EMPTY.match(row.text) for row in rows):
                continue
            if listed:
                self._summarise(summaries, rows)
                continue
            if heading.level < self.level:
                above = {level: words for level, words in above.items() if level < heading.level}
                above[heading.level] = chapter_of(heading.words)
                if first and heading is found.headings[0]:
                    self.title = title_of(heading.words).words
                    self._introduce(rows)
                elif self._is_question(rows):
                    questions.append(
                        self._question(
                            heading,
                            rows,
                            self._topic({level: words for level, words in above.items() if level < heading.level}),
                        )
                    )
                else:
                    self._leave(rows)
            else:       # one that is deeper, with no question above it, is a question too
                questions.append(self._question(heading, rows, self._topic(above)))
            first = False
        numbers = [question.number.lstrip("0") or str(place) for place, question in enumerate(questions, 1)]
        self._unclaimed(summaries, set(numbers))
        return [
            replace(question, summary=question.summary or _summary(question, number, summaries))
            for question, number in zip(questions, numbers, strict=True)
        ]

    def _summarise(self, summaries: dict[str, tuple[int, str]], rows: Sequence[Row]) -> None:
        """Add the lines of an appendix; note those of numbers that are there already, and what is no line of a list."""
        for row in rows:
            match = None if row.code else _ITEM.match(row.text)
            if match:
                self.left += [summaries[match[1]]] if match[1] in summaries else []
                summaries[match[1]] = (row.line, match[2].rstrip(" \t"))
            elif not row.blank and not is_rule(row):
                self.left.append((row.line, row.text.strip()))

    def _unclaimed(self, listed: Mapping[str, tuple[int, str]], used: set[str]) -> None:
        """Note the lines of an appendix whose numbers no question has."""
        self.left += [(line, f"{number}. {words}") for number, (line, words) in listed.items() if number not in used]

    def _grouped(self, headings: Sequence[SourceHeading]) -> Iterator[tuple[SourceHeading, list[Row]]]:
        """Each heading down to the level of questions, with all rows below it, deeper headings included."""
        held: SourceHeading | None = None
        rows: list[Row] = []
        for heading in headings:
            if (
                held is not None
                and held.level == self.level
                and (heading.level > self.level or _is_label(heading, self.own))
            ):
                rows += [Row(heading.line, f"{'#' * heading.level} {heading.words}"), *heading.rows]
                continue
            if held is not None:
                yield held, rows
            held, rows = heading, list(heading.rows)
        if held is not None:
            yield held, rows

    def _topic(self, above: Mapping[int, str]) -> str:
        deepest = [words for level, words in sorted(above.items()) if level < self.level]
        topic = deepest[-1] if deepest else ""
        if topic and topic not in self.topics:
            self.topics.append(topic)
        return topic

    def _question(self, heading: SourceHeading, rows: Sequence[Row], topic: str) -> DraftQuestion:
        title = title_of(heading.words)
        question = DraftQuestion(
            title.words,
            Place(self.file, heading.line),
            key=title.words,
            id=title.id,
            topic=topic,
            number=title.number,
            references=title.references,
        )
        kind = answers.kind_of(topic)
        return self.body.read(question, _trimmed(rows), kind)

    def _is_question(self, rows: Sequence[Row]) -> bool:
        return sum(len(row.text.strip()) for row in rows) >= _INTRODUCTION

    def _introduce(self, rows: Sequence[Row]) -> None:
        """Take the first paragraph as the bank's description."""
        paragraphs = re.split(r"\n\s*\n", "\n".join(row.text for row in rows if not row.code).strip())
        words = paragraphs[0] if paragraphs else ""
        if words and not self.description and not re.match(r"^\s*([-*+>|#<!\[]|\d+[.)])", words):
            self.description = words
            paragraphs = paragraphs[1:]
        if any(paragraph.strip() for paragraph in paragraphs) or any(row.code for row in rows):
            self._leave(rows)

    def _leave(self, rows: Sequence[Row]) -> None:
        seen = [
            row
            for row in rows
            if not row.blank
            and not is_rule(row)
            and not re.match(r"^\s*</?\w+[^>]*>\s*$|^\s*<summary>.*</summary>\s*$", row.text)
        ]
        if seen:
            self.left.append((seen[0].line, seen[0].text.strip()))


def _summary(question: DraftQuestion, number: str, summaries: Mapping[str, tuple[int, str]]) -> str:
    """A question's line in the appendix, found by its number, or without one by its position."""
    words = summaries[number][1] if number in summaries else ""
    return "" if words == question.title else words


def _trimmed(rows: Sequence[Row]) -> list[Row]:
    """The rows without thematic breaks and empty rows at both ends."""
    shown = [place for place, row in enumerate(rows) if not (row.blank or is_rule(row))]
    return list(rows[shown[0] : shown[-1] + 1]) if shown else []


def numbered(heading: SourceHeading) -> bool:
    """Whether a heading has a number."""
    return bool(NUMBERED.match(heading.words))
