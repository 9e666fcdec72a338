"""The notes of a dated book, in the order in which their cards come up as new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.anki.deck import DeckNote
from dlexport.exporters.anki.decks import BANK
from dlexport.exporters.anki.fields.cached import renderings
from dlexport.exporters.anki.fields.html import escaped
from dlexport.exporters.anki.identity import guid
from dlexport.exporters.anki.retirement import TAG
from dlexport.labels import isolated
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dlexport.book.bank import Question
    from dlexport.book.book import Chapter, Entry
    from dlexport.cache import Cache
    from dlexport.exporters.anki.deck import Deck
    from dlexport.exporters.anki.fields.cached import Rendered
    from dlexport.exporters.anki.fields.html import Writer
    from dlexport.exporters.anki.options import AnkiOptions
    from dlexport.exporters.anki.schema import Kind
    from dlexport.lock.lock import DatedBook, Retired

_DOTS = 3


@dataclass(frozen=True, slots=True)
class NoteWriter:
    """Makes the notes.

    Attributes:
        decks: topic id or `BANK` -> its deck.
        cache: what was rendered before.
        progress: told after each question how many are done.
        rendered: when this exporter last began to render notes another way: none is older.
    """

    dated: DatedBook
    options: AnkiOptions
    writer: Writer
    decks: Mapping[str, Deck]
    rendered: int
    cache: Cache
    progress: Callable[[int], None]

    def all(self) -> Iterator[DeckNote]:
        """Each question's note, then those of its key points; last the retired ones, if they are to be marked."""
        due = done = 0
        texts = renderings(self.dated, self.writer, self.cache)
        for chapter in self.dated.book.chapters:
            topic = self.writer.line(chapter.topic.title.children)
            for entry in chapter.entries:
                said = next(texts)
                title = f'<span class="untitled">{said.title}</span>' if entry.question.untitled else said.title
                asked = {"Title": title}
                head = {"Number": str(entry.number), "Topic": topic, "Title": said.title,
                        "Place": self._place(chapter, entry), "Difficulty": _dots(entry)}
                if self.options.asks(entry.question) and said.parts and self.options.parts == "each":
                    for note in self._parts(chapter, entry, said, head | asked, due):
                        due = note.due
                        yield note
                elif self.options.asks(entry.question):
                    due += 1
                    yield self._question(chapter, entry, said, head | asked, due)
                if self.options.recalls(entry.question):
                    for note in self._keypoints(chapter, entry, said, head, due):
                        due = note.due
                        yield note
                done += 1
                self.progress(done)
        for gone in self.dated.retired if self.options.retired == "mark" else ():
            if (self.options.questions if gone.kind == "question" else self.options.keypoints):
                yield self._retired(gone)

    def _question(
        self, chapter: Chapter, entry: Entry, said: Rendered, head: Mapping[str, str], due: int,
    ) -> DeckNote:
        question = entry.question
        kind, fields, cards = self._by_kind(question, said)
        return DeckNote(
            kind=kind,
            guid=self._guid(question.id, "" if kind == "qa" else question.kind),
            deck=self.decks[chapter.topic.id].id,
            fields={**head, "Id": question.id, **fields},
            tags=self._tags(chapter, entry),
            cards=cards,
            due=due,
            modified=max(self.dated.questions[question.id], self.rendered),
        )

    def _parts(
        self, chapter: Chapter, entry: Entry, said: Rendered, head: Mapping[str, str], due: int,
    ) -> Iterator[DeckNote]:
        """A note for each part; its number stands beside the question's."""
        question, labels = entry.question, self.dated.book.labels
        further = {"Sections": said.sections, "Analysis": said.analysis, "References": said.references, "Reverse": ""}
        bank = self.dated.book.bank.id
        for place, (part, (prompt, answer)) in enumerate(zip(question.parts, said.parts, strict=True), 1):
            number = f"{entry.number}{labels.part.format(number=place)}"
            yield DeckNote(
                kind="qa",
                guid=guid(bank, self.dated.identity(question.id), "part", part.id),
                deck=self.decks[chapter.topic.id].id,
                fields={**head, "Number": number, "Id": f"{question.id}/{part.id}", "Prompt": prompt, "Answer": answer,
                        **further},
                tags=self._tags(chapter, entry),
                cards=(0,),
                due=due + place,
                modified=max(self.dated.questions[question.id], self.rendered),
            )

    def _by_kind(self, question: Question, said: Rendered) -> tuple[Kind, Mapping[str, str], tuple[int, ...]]:
        """The note type, fields and cards that a question has by the way it is answered."""
        further = {"Sections": said.sections, "Analysis": said.analysis, "References": said.references}
        if said.options:
            return "choice", {"Prompt": said.prompt, "Options": said.options, "Marked": said.marked,
                              "Answer": said.words, **further}, (0,)
        text, numbers = said.filling
        if numbers:
            behind = [(Part.ANSWER, said.words), (Part.SECTIONS, said.sections), (Part.ANALYSIS, said.analysis),
                      (Part.REFERENCES, said.references)]
            answer = "".join(f'<div class="{part}" data-part="{part}">{one}</div>' for part, one in behind if one)
            return "keypoint", {"Text": text + said.hint, "Answer": answer}, tuple(number - 1 for number in numbers)
        both = self.options.reverses(question)
        return "qa", {"Prompt": said.prompt, "Answer": said.answer, **further,
                      "Reverse": said.masked if both else ""}, (0, 1) if both else (0,)

    def _keypoints(
        self, chapter: Chapter, entry: Entry, said: Rendered, head: Mapping[str, str], due: int,
    ) -> Iterator[DeckNote]:
        points = zip(entry.question.keypoints, said.points, strict=True)
        for place, (point, (text, numbers)) in enumerate(points, 1):
            key = f"{entry.question.id}/{point.id}"
            yield DeckNote(
                kind="keypoint",
                guid=self._guid(key),
                deck=self.decks[chapter.topic.id].id,
                fields={**head, "Id": key, "Text": text, "Answer": said.answer, "Siblings": said.siblings[place - 1]},
                tags=self._tags(chapter, entry),
                cards=tuple(number - 1 for number in numbers),
                due=due + place,
                modified=max(self.dated.keypoints[key], self.rendered),
            )

    def _guid(self, key: str, kind: str = "") -> str:
        """A note cannot change its type: a question that is answered in another way is another note to Anki."""
        names = (self.dated.book.bank.id, self.dated.identity(key), *([kind] if kind else []))
        return self.dated.guids.get(key) or guid(*names)

    def _retired(self, gone: Retired) -> DeckNote:
        """A note of a retired question: learners who have its cards see a mark on them, others get no card.

        The lock remembers no more of it than its title and its blanks; no card of it is ever empty.
        """
        title = escaped(gone.title)
        book = self.dated.book
        said = isolated(book.labels.deck.retired.format(title=title), book.bank.language)
        blanks = " ".join(f"{{{{c{number}::{escaped(text)}}}}}" for text, number in gone.blanks.items())
        fields = {"Id": gone.id, "Title": title, "Retired": said}
        fields |= {"Text": f"{said} {blanks}"} if gone.kind == "keypoint" else {
            "Prompt": said, "Answer": said, "Reverse": said if self.options.reverse else ""}
        return DeckNote(
            kind="qa" if gone.kind == "question" else "keypoint",
            guid=gone.guid or guid(self.dated.book.bank.id, gone.identity),
            deck=self.decks[BANK].id,
            fields=fields,
            tags=(f"{self.dated.book.bank.id}::{TAG}",),
            cards=(),
            due=0,
            modified=max(gone.retired, self.rendered),
        )

    def _tags(self, chapter: Chapter, entry: Entry) -> tuple[str, ...]:
        difficulty = entry.question.difficulty
        tags = (*entry.question.tags, *((f"difficulty::{difficulty}",) if difficulty else ()))
        if self.options.tags == "plain":
            return tags
        root = self.dated.book.bank.id
        return (*(f"{root}::{tag}" for tag in tags), f"{root}::topic::{chapter.topic.id}")

    def _place(self, chapter: Chapter, entry: Entry) -> str:
        label = self.dated.book.labels.place
        return escaped(label.format(chapter=chapter.number, place=entry.place, number=entry.number))


def _dots(entry: Entry) -> str:
    """One to three full dots of three."""
    difficulty = entry.question.difficulty or 0
    return "●" * difficulty + "○" * (_DOTS - difficulty) if difficulty else ""
