"""The notes of a dated book, in the order in which their cards shall be new."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporter import unwatched
from dlexport.exporters.anki.cloze import cloze
from dlexport.exporters.anki.decks import BANK
from dlexport.exporters.anki.identity import guid
from dlexport.exporters.anki.inert import inert
from dlexport.exporters.anki.markup import escaped
from dlexport.exporters.anki.package import Note
from dlexport.exporters.anki.words import words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dlexport.bank import Reference
    from dlexport.compose import Chapter, Entry
    from dlexport.exporters.anki.markup import Writer
    from dlexport.exporters.anki.options import AnkiOptions
    from dlexport.exporters.anki.package import Deck
    from dlexport.lock import DatedBook, Retired

RETIRED_TAG = "dlexport::retired"
_FILLED = "1"


@dataclass(frozen=True, slots=True)
class Notes:
    """Makes the notes.

    Attributes:
        decks: topic id or `BANK` -> its deck.
        progress: told after each question how many are done.
        rendered: when this exporter last began to render notes another way: none is older.
    """

    dated: DatedBook
    options: AnkiOptions
    writer: Writer
    decks: Mapping[str, Deck]
    rendered: int
    progress: Callable[[int], None] = unwatched

    def all(self) -> Iterator[Note]:
        """Each question's note, then those of its key points; last, what was retired."""
        due = 0
        for chapter in self.dated.book.chapters:
            for entry in chapter.entries:
                if self.options.questions:
                    due += 1
                    yield self._question(chapter, entry, due)
                if self.options.keypoints:
                    for note in self._keypoints(chapter, entry, due):
                        due = note.due
                        yield note
                self.progress(entry.number)
        for gone in self.dated.retired:
            if (self.options.questions if gone.kind == "question" else self.options.keypoints):
                yield self._retired(gone)

    def _question(self, chapter: Chapter, entry: Entry, due: int) -> Note:
        question, write = entry.question, self.writer.blocks
        sections = "".join(
            f"<section><h3>{self.writer.line(section.title.children)}</h3>"
            f"{write(section.body.blocks, f'{question.id}-s{place}-')}</section>"
            for place, section in enumerate(question.sections, 1)
        )
        return Note(
            kind="qa",
            guid=guid(self.dated.book.bank.id, self.dated.identity(question.id)),
            deck=self.decks[chapter.topic.id].id,
            fields={
                **self._head(chapter, entry),
                "Id": question.id,
                "Prompt": write(question.prompt.blocks, f"{question.id}-p-"),
                "Answer": write(question.answer.blocks, f"{question.id}-a-"),
                "Sections": sections,
                "Analysis": write(question.analysis.blocks, f"{question.id}-n-"),
                "References": self._references(question.references),
                "Place": self._place(chapter, entry),
                "Reverse": _FILLED if self.options.reverse else "",
            },
            tags=_tags(entry),
            cards=(0, 1) if self.options.reverse else (0,),
            due=due,
            modified=max(self.dated.questions[question.id], self.rendered),
        )

    def _keypoints(self, chapter: Chapter, entry: Entry, due: int) -> Iterator[Note]:
        for place, point in enumerate(entry.question.keypoints, 1):
            key = f"{entry.question.id}/{point.id}"
            text = cloze(point, self.dated.blanks[key], self.writer)
            yield Note(
                kind="keypoint",
                guid=guid(self.dated.book.bank.id, self.dated.identity(key)),
                deck=self.decks[chapter.topic.id].id,
                fields={
                    **self._head(chapter, entry), "Id": key, "Text": text.html, "Extra": self._place(chapter, entry),
                },
                tags=_tags(entry),
                cards=tuple(number - 1 for number in text.numbers),
                due=due + place,
                modified=max(self.dated.keypoints[key], self.rendered),
            )

    def _retired(self, gone: Retired) -> Note:
        """A note without cards, emptied: an old learner's card of it becomes empty, a new learner gets none."""
        title = escaped(gone.title)
        words = words_for(self.dated.book.bank.language)
        fields = {"Id": gone.id, "Title": title, "Retired": words.retired.format(title=title)}
        if gone.kind == "keypoint":
            fields["Text"] = fields["Retired"]      # Anki wants the first field filled; without a blank it is no card
        return Note(
            kind="qa" if gone.kind == "question" else "keypoint",
            guid=guid(self.dated.book.bank.id, gone.identity),
            deck=self.decks[BANK].id,
            fields=fields,
            tags=(RETIRED_TAG,),
            cards=(),
            due=0,
            modified=max(gone.retired, self.rendered),
        )

    def _head(self, chapter: Chapter, entry: Entry) -> dict[str, str]:
        return {
            "Number": str(entry.number),
            "Topic": self.writer.line(chapter.topic.title.children),
            "Title": self.writer.line(entry.question.title.children),
        }

    def _place(self, chapter: Chapter, entry: Entry) -> str:
        label = self.dated.book.labels.place
        return escaped(label.format(chapter=chapter.number, place=entry.place, number=entry.number))

    def _references(self, references: tuple[Reference, ...]) -> str:
        comma = self.dated.book.labels.comma
        return f"<ul>{''.join(_reference(one, comma) for one in references)}</ul>" if references else ""


def _reference(reference: Reference, comma: str) -> str:
    title = html.escape(reference.title)
    if reference.address:
        title = f'<a href="{html.escape(reference.address)}">{title}</a>'
    facts = (comma.join(reference.authors), *reference.published)
    source = html.escape(" · ".join(filter(None, facts)))
    return inert(f"<li>{title}{f' <small>{source}</small>' if source else ''}</li>")


def _tags(entry: Entry) -> tuple[str, ...]:
    difficulty = entry.question.difficulty
    return (*entry.question.tags, *((f"difficulty::{difficulty}",) if difficulty else ()))
