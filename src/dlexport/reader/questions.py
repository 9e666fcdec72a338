"""The questions of the source file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from dlexport.book.bank import KeyPoint, Question, Reference, Section
from dlexport.reader import keys, shapes
from dlexport.reader.answers import asked, parts
from dlexport.reader.former_points import former_points
from dlexport.reader.ids import new_id
from dlexport.reader.texts import as_title, blocks, opening, other_grammar, recalled, title, title_if_any
from dlexport.richtext.nodes import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import CardKind
    from dlexport.reader.fields import Reading
    from dlexport.reader.incremental.known_questions import KnownQuestion
    from dlexport.reader.keys import Fields
    from dlexport.source.yaml_tree import Node

_YEARS: Final = 1500, 2100
_DIFFICULTIES: Final = 1, 3


class Questions:
    """Reader of the list `questions`; checks that ids and former ids are unique.

    Args:
        reading: the document.
        topics: the ids of the bank's topics.
        known: line of the dash -> question, for those that need not be read again.
    """

    def __init__(self, reading: Reading, topics: Sequence[str], known: Mapping[int, KnownQuestion]) -> None:
        self._reading = reading
        self._topics = topics
        self._known = known
        self._seen: dict[str, int] = {}
        self._former: list[tuple[str, Node]] = []

    def all(self, file: Fields) -> tuple[Question, ...]:
        """The questions, in the order of the file."""
        if "questions" in file:
            self._reading.known_texts.expect(file["questions"])
        questions = tuple(self._each(self._reading.items(file, "questions")))
        self._check_former()
        self._reading.problems.extend(former_points(questions))
        return questions

    def _each(self, nodes: Iterable[Node]) -> Iterator[Question]:
        """The questions, as long as outputs can show them."""
        weight = self._reading.weight
        for node in nodes:
            question = self._any(node)
            if question is not None:
                yield question
            if weight.too_much:
                self._reading.note(
                    "output-limit", "up to this question outputs would show far more than the bank says", node,
                    "give it fewer key points, or let macros stand for less")
                return

    def _any(self, node: Node) -> Question | None:
        if node.line in self._known:
            return self._again(self._known[node.line], node)
        fields = self._reading.mapping(node, keys.QUESTION)
        question = None if fields is None else self._question(node, fields)
        if question is not None:
            self._reading.weight.add_cards(question)
        return question

    def _again(self, known: KnownQuestion, node: Node) -> Question:
        """A question from the cache. If its id or topic clashes with this file, a problem has the file read whole."""
        question = known.question
        if question.id in self._seen or question.topic not in self._topics:
            self._reading.note("duplicate-id", f"`{question.id}` does not fit in", node)
        self._seen[question.id] = node.line
        self._reading.weight.add_again(known)
        if question.renamed_from:
            self._former.append((question.renamed_from, node))
        return question

    def _question(self, node: Node, fields: Fields) -> Question:
        reading, before = self._reading, len(self._reading.problems)
        heading, untitled = title_if_any(fields, "title", reading), "title" not in fields
        ident, topic = new_id(fields, self._seen, "question", reading), self._topic(fields)
        body = asked(fields, "a question", node, reading)
        if "title" not in fields and "prompt" not in fields:
            reading.note("missing-key", "a question has neither `title` nor `prompt`", node,
                         "add what is asked: `title: …`, or `prompt: …`, or both")
        said = as_title(body["prompt"]) if untitled else None
        if said:
            heading, untitled, body["prompt"] = said, False, EMPTY
        told, summary = heading or opening(body["prompt"]), title_if_any(fields, "summary", reading)
        question = Question(
            id=ident,
            topic=topic,
            title=told,
            untitled=untitled,
            other_grammar=other_grammar(said, summary, told, reading),
            **body,
            parts=tuple(parts(fields, reading)),
            source=title_if_any(fields, "source", reading),
            summary=summary or told,
            span=reading.span(fields.get("id", node)),
            sections=tuple(self._sections(fields)),
            keypoints=tuple(self._keypoints(fields)),
            tags=self._tags(fields),
            difficulty=reading.whole_number(fields, "difficulty", *_DIFFICULTIES),
            references=tuple(self._references(fields)),
            renamed_from=self._renamed_from(fields),
            cards=self._cards(fields),
        )
        reading.once("html", before)
        return question

    def _topic(self, fields: Fields) -> str:
        topic = self._reading.shaped(fields, "topic", shapes.ID)
        if topic and self._topics and topic not in self._topics:     # without any, that is the problem
            hint = self._reading.suggestion(topic, self._topics) or "list it under `topics`"
            self._reading.note("unknown-topic", f"there is no topic `{topic}`", fields["topic"], hint)
        return topic

    def _sections(self, fields: Fields) -> Iterator[Section]:
        for node in self._reading.items(fields, "sections"):
            section = self._reading.mapping(node, keys.SECTION)
            if section is not None:
                yield Section(title(section, "title", self._reading), blocks(section, "body", self._reading))

    def _keypoints(self, fields: Fields) -> Iterator[KeyPoint]:
        seen: dict[str, int] = {}
        for node in self._reading.items(fields, "keypoints"):
            keypoint = self._reading.mapping(node, keys.KEYPOINT)
            if keypoint is not None:
                yield KeyPoint(new_id(keypoint, seen, "key point", self._reading),
                               recalled(keypoint, "text", self._reading),
                               self._reading.shaped(keypoint, "renamed_from", shapes.FORMER_KEYPOINT))

    def _tags(self, fields: Fields) -> tuple[str, ...]:
        tags: dict[str, Node] = {}
        for node in self._reading.items(fields, "tags"):
            tag = self._reading.shaped_node("tag", node, shapes.TAG)
            if tag in tags:
                self._reading.note("duplicate-tag", f"the tag `{tag}` is here a second time", node, "delete one")
            if tag:
                tags[tag] = node
        return tuple(tags)

    def _cards(self, fields: Fields) -> tuple[CardKind, ...]:
        cards: dict[CardKind, Node] = {}
        for node in self._reading.items(fields, "cards"):
            kind = cast("CardKind", self._reading.shaped_node("cards", node, shapes.CARD))
            if kind in cards:
                self._reading.note("bad-card", f"`{kind}` is here a second time", node, "delete one")
            elif kind == "keypoints" and "keypoints" not in fields:
                self._reading.note("bad-card", "there are no key points to make cards of", node,
                                   "add `keypoints`, or leave it out here")
            if kind:
                cards[kind] = node
        return tuple(cards)

    def _references(self, fields: Fields) -> Iterator[Reference]:
        reading = self._reading
        for node in reading.items(fields, "references"):
            reference = reading.mapping(node, keys.REFERENCE)
            if reference is not None:
                yield Reference(
                    title=reading.plain(reference, "title"),
                    authors=reading.words(reference, "authors"),
                    year=reading.whole_number(reference, "year", *_YEARS),
                    venue=reading.plain(reference, "venue"),
                    doi=reading.shaped(reference, "doi", shapes.DOI),
                    arxiv=reading.shaped(reference, "arxiv", shapes.ARXIV),
                    url=reading.shaped(reference, "url", shapes.URL),
                )

    def _renamed_from(self, fields: Fields) -> str:
        former = self._reading.shaped(fields, "renamed_from", shapes.ID)
        if former:
            self._former.append((former, fields["renamed_from"]))
        return former

    def _check_former(self) -> None:
        """Note each former id that is a question's id now, or that a second question claims."""
        heirs: dict[str, int] = {}
        for ident, node in self._former:
            if ident in self._seen:
                self._reading.note("renamed-from",
                                   f"`{ident}` is no former id: the question in line {self._seen[ident]} has it",
                                   node, "delete `renamed_from`, or give that question another id")
            elif ident in heirs:
                self._reading.note("renamed-from",
                                   f"`{ident}` is the former id of another question too, in line {heirs[ident]}",
                                   node, "its history can go on in one question only")
            heirs.setdefault(ident, node.line)
