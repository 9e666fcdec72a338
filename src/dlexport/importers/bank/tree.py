"""Questions as YAML trees, with keys in the order of the format's description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.writer.yaml_style import block, in_a_row, line, listed, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.importers.draft import DraftChoice, DraftPoint, DraftQuestion, DraftReference
    from dlexport.writer.yaml_style import Tree

ORDER: Final = (
    "id",
    "topic",
    "title",
    "summary",
    "difficulty",
    "tags",
    "source",
    "points",
    "time",
    "lines",
    "prompt",
    "choices",
    "shuffle",
    "fixed",
    "true_false",
    "parts",
    "answer",
    "sections",
    "analysis",
    "hint",
    "keypoints",
    "references",
    "renamed_from",
)
"""The keys of a question."""


def bank_tree(
    head: Mapping[str, str],
    topics: Iterable[tuple[str, str]],
    questions: Iterable[tuple[DraftQuestion, str]],
) -> Tree:
    """The tree of a whole bank.

    Args:
        head: the keys under `bank`.
        topics: (id, title) of each topic.
        questions: (question, id of its topic) for each question.
    """
    return mapping(
        [
            ("format", 1),
            (
                "bank",
                mapping(
                    [
                        (key, block(value) if key == "description" else line(value))
                        for key, value in head.items()
                        if value
                    ]
                ),
            ),
            ("topics", listed(topic_tree(ident, title) for ident, title in topics)),
            ("questions", listed(mapping(question_fields(question, topic).items()) for question, topic in questions)),
        ]
    )


def topic_tree(ident: str, title: str) -> Tree:
    """The tree of a topic."""
    return mapping([("id", line(ident)), ("title", line(title))])


def question_fields(question: DraftQuestion, topic: str) -> dict[str, Tree]:
    """Key -> value of the fields of a question that are not empty."""
    fields: dict[str, Tree] = {
        "id": line(question.id),
        "topic": line(topic),
        "title": line(question.title) if question.title else None,
        "summary": line(question.summary) if question.summary else None,
        "difficulty": question.difficulty,
        "tags": in_a_row(question.tags) if question.tags else None,
        "points": _number(question.points),
        "prompt": _block(question.prompt),
        "choices": listed(map(_choice, question.choices)) if question.choices else None,
        "shuffle": None if question.shuffle or not question.choices else False,
        "fixed": question.fixed if question.fixed and question.choices else None,
        "true_false": question.true_false,
        "answer": _block(question.answer),
        "sections": listed(
            mapping([("title", line(title)), ("body", block(body))]) for title, body in question.sections
        )
        if question.sections
        else None,
        "analysis": _block(question.analysis),
        "hint": _block(question.hint),
        "keypoints": listed(map(_point, question.keypoints)) if question.keypoints else None,
        "references": listed(map(_reference, question.references)) if question.references else None,
    }
    return {key: fields[key] for key in ORDER if fields.get(key) is not None}


def _block(text: str) -> Tree:
    return block(text) if text else None


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _choice(choice: DraftChoice) -> Tree:
    made = mapping([("text", block(choice.text))])
    if choice.correct:
        made["correct"] = True
    if choice.why:
        made["why"] = block(choice.why)
    return made


def _point(point: DraftPoint) -> Tree:
    return mapping([("id", line(point.id)), ("text", line(point.text))])


def _reference(reference: DraftReference) -> Tree:
    return mapping(
        [
            ("title", line(reference.title)),
            ("authors", in_a_row(reference.authors) if reference.authors else None),
            ("year", reference.year),
            *(
                (key, line(value))
                for key, value in (
                    ("venue", reference.venue),
                    ("doi", reference.doi),
                    ("arxiv", reference.arxiv),
                    ("url", reference.url),
                )
                if value
            ),
        ]
    )


def insert_in_order(entry: Tree, key: str, value: Tree, order: Sequence[str] = ORDER) -> None:
    """Insert a key into a mapping at its place in `order`."""
    if key in entry:
        entry[key] = value
        return
    rank = {name: place for place, name in enumerate(order)}
    place = next((index for index, name in enumerate(entry) if rank.get(str(name), -1) > rank[key]), len(entry))
    entry.insert(place, key, value)
