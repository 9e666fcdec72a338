"""The papers that a bank names: `bank.exams`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from dlexport.book.draw import drawn
from dlexport.book.exams import Draw, Exam
from dlexport.reader import keys, shapes
from dlexport.reader.ids import new_id
from dlexport.reader.texts import blocks, title_if_any
from dlexport.source.yaml_tree import MappingNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dlexport.book.bank import Question, Topic
    from dlexport.book.kinds import Kind
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields
    from dlexport.source.yaml_tree import Node

_T = TypeVar("_T")
_MOST: Final = 1_000            # questions of a line, minutes
_VERSIONS: Final = 26           # A to Z
_LINES: Final = 200
_POINTS: Final = 10_000
_DIFFICULTIES: Final = 1, 3


class Exams:
    """Reads exams, and sees whether the bank can supply them."""

    def __init__(self, reading: Reading, topics: Sequence[Topic], questions: Sequence[Question]) -> None:
        self._reading = reading
        self._topics = [topic.id for topic in topics]
        self._questions = questions
        self._ids = {question.id for question in questions}
        self._tags = {tag for question in questions for tag in question.tags}

    def all(self, file: Fields) -> tuple[Exam, ...]:
        """The exams, in the order of the file."""
        bank = file.get("bank")
        entries = bank.entries if isinstance(bank, MappingNode) else ()
        fields = {key.value: value for key, value in entries if key.value == "exams"}
        seen: dict[str, int] = {}
        found = []
        for node in self._reading.items(fields, "exams"):
            exam = self._reading.mapping(node, keys.EXAM)
            if exam is not None:
                found.append(self._exam(exam, node, seen))
        return tuple(found)

    def _exam(self, fields: Fields, node: Node, seen: dict[str, int]) -> Exam:
        reading, before = self._reading, len(self._reading.problems)
        ident = new_id(fields, seen, "exam", reading)
        exam = Exam(
            id=ident,
            span=reading.span(fields.get("id", node)),
            draws=tuple(self._draws(fields)),
            title=title_if_any(fields, "title", reading),
            subject=reading.plain(fields, "subject"),
            instructions=blocks(fields, "instructions", reading),
            duration=reading.number(fields, "duration", _MOST),
            versions=reading.whole_number(fields, "versions", 1, _VERSIONS) or 1,
            seed=reading.plain(fields, "seed") or ident,
            points=self._points(fields),
        )
        if len(reading.problems) == before:     # else it is not known what it asks for
            reading.problems += drawn(exam, self._questions)[1]
        return exam

    def _points(self, fields: Fields) -> Mapping[Kind, float]:
        """The points by kind."""
        node = fields.get("points")
        found = None if node is None else self._reading.mapping(node, keys.EXAM_POINTS)
        kinds = {name: self._reading.number(found, name, _POINTS) for name in found or ()} if found else {}
        return {cast("Kind", kind): points for kind, points in kinds.items() if points is not None}

    def _draws(self, fields: Fields) -> Iterator[Draw]:
        named: dict[str, int] = {}
        nodes = self._reading.items(fields, "questions")
        if len(nodes) > _LINES:
            self._reading.note("exam-line", f"an exam has at most {_LINES} lines", nodes[_LINES], "divide it")
        for node in nodes[:_LINES]:
            line = self._reading.mapping(node, keys.DRAW)
            if line is None:
                continue
            yield Draw(
                span=self._reading.span(node),
                ids=self._list(line, "ids", lambda one: self._named(one, named)),
                kinds=cast("tuple[Kind, ...]", self._list(line, "kind", self._kind)),
                topics=self._list(line, "topics", lambda one: self._known(one, "topic", self._topics, shapes.ID)),
                tags=self._list(line, "tags", lambda one: self._known(one, "tag", self._tags, shapes.TAG)),
                difficulties=self._list(line, "difficulty", self._difficulty),
                count=self._reading.whole_number(line, "count", 1, _MOST),
                points=self._reading.number(line, "points", _POINTS),
            )
            others = [name for name in ("kind", "topics", "tags", "difficulty", "count") if name in line]
            if "ids" in line and others:
                self._reading.note("exam-line", f"a line of an exam has `ids` and `{others[0]}`", line[others[0]],
                                   "name questions by their ids, or say what they must have: two lines can do both")

    def _list(self, fields: Fields, name: str, read: Callable[[Node], _T | None]) -> tuple[_T, ...]:
        """One value, or a list of them."""
        node = fields.get(name)
        if node is None:
            return ()
        nodes = (node,) if isinstance(node, ScalarNode) and node.value else self._reading.items(fields, name)
        return tuple(value for value in map(read, nodes) if value is not None)

    def _named(self, node: Node, named: dict[str, int]) -> str | None:
        ident = self._known(node, "question", self._ids, shapes.ID)
        if ident in named:
            self._reading.note("exam-line", f"the question `{ident}` is in this exam before, in line {named[ident]}",
                               node, "a question is asked once in a paper: delete one")
        if ident is not None:
            named.setdefault(ident, node.line)
        return ident

    def _known(self, node: Node, what: str, known: Collection[str], shape: shapes.Shape) -> str | None:
        said = self._reading.shaped_node(what, node, shape)
        if not said:
            return None
        if said not in known:
            message = f"no question has the tag `{said}`" if what == "tag" else f"there is no {what} `{said}`"
            self._reading.note("exam-line", message, node,
                               self._reading.suggestion(said, known) or "write one that is there")
        return said

    def _kind(self, node: Node) -> str | None:
        return self._reading.shaped_node("kind", node, shapes.KIND) or None

    def _difficulty(self, node: Node) -> int | None:
        return self._reading.whole_number({"difficulty": node}, "difficulty", *_DIFFICULTIES)
