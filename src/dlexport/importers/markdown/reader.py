"""A Markdown or text file -> a draft: detects the way in which its questions are written, and calls its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.answered import settled
from dlexport.importers.clean import cleaned
from dlexport.importers.decoding import TEXT_LIMIT, contents, decoded
from dlexport.importers.draft import Draft, DraftQuestion, Place, left_out, unusable
from dlexport.importers.labels import own_labels
from dlexport.importers.markdown import cards, folded, headed, papers
from dlexport.importers.markdown.body import BodyReader
from dlexport.importers.markdown.rows import Row, rows_of
from dlexport.importers.markdown.titles import title_of
from dlexport.importers.pictures import Pictures
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dlexport.importers.contract import ImportOptions
    from dlexport.importers.labels import FieldName
    from dlexport.importers.markdown.rows import SourceText
    from dlexport.problems import Problem

_SHORT: Final = 30
_CARDS: Final = "flashcards/"       # a tag that means a topic, in notes of Obsidian
_BULLET: Final = re.compile(r"^[-*+][ \t]+(?!\[[ xX]\])(.+)$")
_UNANSWERED: Final = re.compile(r"^\W*(?:todo|tbd|待补充|待完善|暂无|略)\W*$", re.IGNORECASE)


class MarkdownImporter:
    """Importer of Markdown and plain text."""

    suffixes = (".md", ".markdown", ".mdx", ".txt")
    about = "Markdown and text: headings, Q:/A: lines, folded answers, task lists, numbered question papers"

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a file.

        Raises:
            SourceError: the file is no text, or holds no question.
        """
        text, encoding = decoded(contents(path, TEXT_LIMIT), str(path), options.encoding)
        draft = read_text(text, str(path), options, path.parent)
        if encoding not in {"UTF-8", "UTF-8 with a mark"}:
            draft = replace(draft, remarks=(left_out(Place(str(path)), f"it was read as {encoding}"), *draft.remarks))
        return draft


def read_text(
    text: str, file: str, options: ImportOptions, folder: Path | None, pictures: Pictures | None = None
) -> Draft:
    """The draft of a text.

    Args:
        text: Markdown.
        file: name of its file, for positions.
        options: the user's options.
        folder: the folder to which paths of pictures are relative; None if they are `media/…` already.
        pictures: collects the pictures.

    Raises:
        SourceError: the text holds no question.
    """
    return _Reading(file, options, folder, pictures or Pictures()).draft(rows_of(text))


@dataclass(slots=True)
class _Reading:
    file: str
    options: ImportOptions
    folder: Path | None
    pictures: Pictures
    remarks: list[Problem]
    title: str
    description: str
    topics: list[str]

    def __init__(self, file: str, options: ImportOptions, folder: Path | None, pictures: Pictures) -> None:
        self.file, self.options, self.folder, self.pictures = file, options, folder, pictures
        self.remarks, self.title, self.description, self.topics = [], "", "", []

    def draft(self, text: SourceText) -> Draft:
        for line in text.unclosed:
            self._remark(line, "this block of code has no end: it was taken to end before the next heading")
        front = text.settings
        self.title = " ".join(front.get("title", front.get("name", ())))
        questions = self._questions(text.rows)
        tags = tuple(re.sub(r"\s+", "-", tag) for key in ("tags", "tag") for tag in front.get(key, ()))
        named = self.title if "name" in front or "title" in front else ""
        decks = [tag.removeprefix(_CARDS).replace("/", " · ") for tag in tags if tag.startswith(_CARDS)]
        tags = tuple(tag for tag in tags if not f"{tag}/".startswith(_CARDS))
        category = (front.get("category") or decks or [named])[0]
        questions = [
            replace(question, tags=(*question.tags, *tags), topic=question.topic or category) for question in questions
        ]
        self._doubles(questions)
        found = list(self._answered(questions))
        if not found:
            raise SourceError(
                [
                    unusable(
                        self.file,
                        "has no question that could be read",
                        "questions are headings with answers below, or lines with `Q:` and `A:`; see docs/importing.md",
                    )
                ]
            )
        return Draft(
            tuple(found),
            self.title,
            description=self.description,
            topics=tuple(("", topic) for topic in self.topics),
            media=self.pictures.found,
            remarks=tuple(self.remarks),
        )

    def _questions(self, rows: Sequence[Row]) -> list[DraftQuestion]:
        own = own_labels(self.options.labels)
        wanted = self.options.dialect
        if wanted == "cards" or (not wanted and cards.has_sides(rows)):
            if cards.has_sides(rows):
                return self._with_left(cards.SideReader(self.file, self._text), rows)
            return self._with_left(cards.LineReader(self.file, self._text), rows)
        folds = folded.count(rows)
        plain = folded.unfolded(rows)
        outline = headed.outline(plain)
        level = self.options.level or headed.question_level(outline, own)
        asked = sum(heading.level == level and not _is_kind(heading.words) for heading in outline.headings)
        if wanted == "folded" or (not wanted and folds and folds >= asked):
            return self._folded(rows)
        lines = cards.has_lines(plain)
        numbered = papers.score(plain)
        if wanted == "paper" or (
            not wanted and numbered > max(lines, 0) and numbered > asked * (0 if not level else 1)
        ):
            return self._paper(plain, own)
        if not wanted and lines and lines >= self._answering(outline, level):
            return self._with_left(cards.LineReader(self.file, self._text), plain)
        if level:
            return self._headed(outline, plain, level)
        return self._bullets(plain)

    def _answering(self, outline: headed.HeadingOutline, level: int) -> int:
        return sum(
            heading.level == level and (headed.numbered(heading) or heading.words.rstrip().endswith(("?", "？")))
            for heading in outline.headings
        )

    def _headed(self, outline: headed.HeadingOutline, rows: Sequence[Row], level: int) -> list[DraftQuestion]:
        own = own_labels(self.options.labels)
        body = BodyReader(self._text, self._remark, own, headed.labelled(rows, own))
        reader = headed.HeadedReader(self.file, body, level, own)
        found = reader.read(outline)
        self.title = self.title or reader.title
        self.description, self.topics = reader.description, reader.topics
        self._leave(reader.left)
        return found

    def _paper(self, rows: Sequence[Row], own: dict[str, FieldName]) -> list[DraftQuestion]:
        body = BodyReader(self._text, self._remark, own, labelled=True)
        reader = papers.PaperReader(self.file, body, own)
        found = reader.read(rows)
        self.title, self.topics = self.title or reader.title, reader.topics
        self._leave(reader.left)
        return found

    def _folded(self, rows: Sequence[Row]) -> list[DraftQuestion]:
        reader = folded.FoldedReader(self.file, self._text)
        found = list(reader.read(rows, ""))
        self.title = self.title or reader.title
        self._leave(reader.left)
        return found

    def _with_left(self, reader: cards.SideReader | cards.LineReader, rows: Sequence[Row]) -> list[DraftQuestion]:
        found = list(reader.read(rows, ""))
        self._leave(reader.left)
        for line in reader.doubled if isinstance(reader, cards.SideReader) else ():
            self._remark(line, "a card has this side already: the text is added to it",
                         "begin another card with `Q:`, a heading or a line `---`")
        return found

    def _bullets(self, rows: Sequence[Row]) -> list[DraftQuestion]:
        """Questions as a list: each item is a question, the text indented below it the answer."""
        found: list[DraftQuestion] = []
        held: list[Row] = []
        topic = ""

        def question() -> None:
            if held:
                match = _BULLET.match(held[0].text)
                title = title_of(match[1]) if match else title_of(held[0].text)
                below = [
                    row._replace(
                        text=row.text.removeprefix("    ") if row.text.startswith("    ") else row.text.strip()
                    )
                    for row in held[1:]
                ]
                found.append(
                    settled(
                        DraftQuestion(
                            title.words,
                            Place(self.file, held[0].line),
                            key=title.words,
                            topic=topic,
                            number=title.number,
                            references=title.references,
                            answer=self._text(below),
                        )
                    )
                )

        for row in rows:
            heading = None if row.code else re.match(r"^ {0,3}#{1,6}[ \t]+(.*)$", row.text)
            if heading or (not row.code and _BULLET.match(row.text)):
                question()
                held = [] if heading else [row]
                topic = title_of(heading[1]).words if heading else topic
            elif held:
                held.append(row)
            elif not row.blank:
                self._leave([(row.line, row.text.strip())])
        question()
        return found

    def _answered(self, questions: Sequence[DraftQuestion]) -> list[DraftQuestion]:
        """The questions that have an answer; each other one is a warning."""
        found = []
        for question in questions:
            words = question.title or question.prompt or "a question"
            if _UNANSWERED.match(question.answer) or not question.answered:
                unticked = "- [ ]" in question.prompt or bool(re.search(r"^A\. ", question.prompt, re.MULTILINE))
                why = "no choice is marked correct" if unticked else "it has no answer"
                advice = ("mark the right ones with [x], or write a line such as `Answer: B` below them"
                          if unticked else "write one below it, and import again")
                self._remark(question.place.line, f"“{_short(words)}” is left out: {why}", advice)
                self._leave([(question.place.line, question.summary)] if question.summary else [])
                continue
            if not question.title and not question.prompt:
                self._remark(question.place.line, "an answer without a question is left out")
                continue
            found.append(question)
        return found

    def _doubles(self, questions: Sequence[DraftQuestion]) -> None:
        seen: dict[tuple[str, str], int] = {}
        for question in questions:
            key = (question.topic, question.number)
            if question.number and key in seen:
                self._remark(
                    question.place.line,
                    f"the number {question.number} is here a second time; the first is in line {seen[key]}",
                )
            seen.setdefault(key, question.place.line)

    def _text(self, rows: Sequence[Row]) -> str:
        line = next((row.line for row in rows if not row.blank), 0)
        return cleaned(
            "\n".join(row.text for row in rows),
            self.folder,
            self.pictures,
            lambda what, hint: self._remark(line, what, hint),
        )

    def _remark(self, line: int, what: str, hint: str = "") -> None:
        self.remarks.append(left_out(Place(self.file, line), what, hint))

    def _leave(self, left: Sequence[tuple[int, str]]) -> None:
        for line, words in left:
            self._remark(line, f"text outside any question is left out: “{_short(words)}”")


def _is_kind(words: str) -> bool:
    """Whether a heading is over questions of a kind, and asks nothing itself."""
    return len(words) <= _SHORT and bool(answers.kind_of(words)) and not words.rstrip().endswith(("?", "？"))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - columns
