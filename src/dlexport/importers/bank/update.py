"""Update of an existing bank with drafts: changes of the sources are taken over, changes made by hand stay."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.bank.record import Imported, fingerprint
from dlexport.importers.bank.settle import give_ids
from dlexport.importers.bank.tree import insert_in_order, question_fields, topic_tree
from dlexport.importers.draft import left_out
from dlexport.importers.slugs import Taken, slug
from dlexport.writer.yaml_style import listed, mapping, plain_value, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.importers.draft import DraftQuestion
    from dlexport.problems import Problem
    from dlexport.writer.yaml_style import Tree

_OWN: Final = ("id", "topic")  # keys never changed in an existing question


@dataclass(slots=True)
class Changes:
    """The effect of an update, as ids of questions.

    Attributes:
        new, changed, same: questions of the drafts.
        gone: questions once imported from the same file and no longer in it; they stay in the bank.
        remarks: warnings.
        record: the new record of imports.
        guids: id of a new question -> GUID of the note from which it came.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    record: dict[str, Imported] = field(default_factory=dict)
    guids: dict[str, str] = field(default_factory=dict)


def topics_for(
    questions: Sequence[DraftQuestion],
    listed_topics: Sequence[tuple[str, str]],
    known: Mapping[str, str],
    otherwise: str,
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Title -> id of each topic that the questions name; and (id, title) of the new ones, in order.

    Args:
        questions: the questions whose topics are needed.
        listed_topics: (id or empty, title) of topics in the source's own order.
        known: title -> id of the bank's topics.
        otherwise: title of the topic for questions without one.
    """
    wanted = dict.fromkeys(question.topic or otherwise for question in questions)
    order = [title for _, title in listed_topics if title in wanted]
    ids = Taken(set(known.values()))
    own = {title: ident for ident, title in listed_topics if ident}
    own |= {question.topic or otherwise: question.topic_id for question in questions if question.topic_id}
    found, new = dict(known), list[tuple[str, str]]()
    for title in dict.fromkeys((*order, *wanted)):
        if title not in found:
            found[title] = ids.new(own.get(title) or slug(title, "topic"))
            new.append((found[title], title))
    return found, new


def update(
    tree: Tree,
    questions: Sequence[DraftQuestion],
    listed_topics: Sequence[tuple[str, str]],
    record: Mapping[str, Imported],
    otherwise: str,
) -> Changes:
    """Bring a bank's tree up to date.

    Args:
        tree: the bank's tree, which is changed.
        questions: the settled questions of the drafts; ids only if their sources gave them.
        listed_topics: (id or empty, title) of the topics that the drafts list.
        record: the record of earlier imports.
        otherwise: title of the topic for questions without one.
    """
    entries = {str(entry.get("id")): entry for entry in tree.get("questions") or ()}
    changes = Changes(record=dict(record))
    matched = _matched(questions, entries, record)
    known = {str(topic.get("title")): str(topic.get("id")) for topic in tree.get("topics") or ()}
    topics, new_topics = topics_for(
        [question for question, ident in zip(questions, matched, strict=True) if not ident],
        listed_topics,
        known,
        otherwise,
    )
    for ident, title in new_topics:
        tree["topics"].append(topic_tree(ident, title))
    fresh = iter(give_ids([question for question, ident in zip(questions, matched, strict=True) if not ident], entries))
    for question, ident in zip(questions, matched, strict=True):
        if ident:
            _bring(entries[ident], replace(question, id=ident), changes)
        else:
            added = next(fresh)
            fields = question_fields(added, topics[added.topic or otherwise])
            if not isinstance(tree.get("questions"), list):
                tree["questions"] = listed([])
            tree["questions"].append(mapping(fields.items()))
            changes.new.append(added.id)
            if added.guid:
                changes.guids[added.id] = added.guid
            changes.record[added.id] = _imported(added, fields)
    sources = {question.place.file for question in questions}
    there = {ident for ident in matched if ident} | set(changes.new)
    changes.gone = [
        one.question
        for one in record.values()
        if one.source in map(_name, sources) and one.question in entries and one.question not in there
    ]
    return changes


def _matched(
    questions: Sequence[DraftQuestion],
    entries: Mapping[str, Tree],
    record: Mapping[str, Imported],
) -> list[str]:
    """For each question the id of the bank's entry for it; empty if it is new.

    Matched by the source's key, then the source's id, then the title, and last by an answer that occurs only once.
    """
    free = dict.fromkeys(entries)
    by_key = {(one.source, one.key): one.question for one in record.values() if one.key}
    by_title = _unique((_said(entry, "title") or _said(entry, "prompt"), ident) for ident, entry in entries.items())
    by_answer = _unique((_said(entry, "answer"), ident) for ident, entry in entries.items())
    found = [""] * len(questions)
    for way in (
        lambda question: by_key.get((_name(question.place.file), question.key), ""),
        lambda question: question.id,
        lambda question: by_title.get(question.title.strip() or question.prompt.strip(), ""),
        lambda question: by_answer.get(question.answer.strip(), ""),
    ):
        for place, question in enumerate(questions):
            ident = "" if found[place] else way(question)
            if ident in free:
                found[place] = ident
                del free[ident]
    return found


def _bring(entry: Tree, question: DraftQuestion, changes: Changes) -> None:
    """Change the fields of an entry that the source has changed since the last import."""
    fields = {name: value for name, value in question_fields(question, "").items() if name not in _OWN}
    before = changes.record.get(question.id)
    changed = False
    for name, value in fields.items():
        if name == "keypoints" and name in entry:
            changed |= _add_points(entry, value)
            continue
        if name in entry and same(entry[name], value):
            continue
        last = before.fields.get(name) if before else None
        if last == fingerprint(value):
            continue  # unchanged in the source: the difference was made by hand
        if last and name in entry and last != fingerprint(entry[name]):
            changes.remarks.append(
                left_out(
                    question.place,
                    f"`{name}` of `{question.id}` was changed in the source and by hand: yours is kept",
                    "put in what is new, or delete the field and import again",
                )
            )
            continue
        insert_in_order(entry, name, value)
        changed = True
    for name, last in (before.fields if before else {}).items():
        if name not in fields and name in entry and name != "keypoints" and fingerprint(entry[name]) == last:
            del entry[name]
            changed = True
    (changes.changed if changed else changes.same).append(question.id)
    changes.record[question.id] = _imported(question, fields)


def _add_points(entry: Tree, points: Tree) -> bool:
    """Add key points that the entry lacks, and return whether there were any; existing ones may have been edited."""
    there = {str(point.get("id")) for point in entry["keypoints"]}
    texts = {str(point.get("text")) for point in entry["keypoints"]}
    new = [point for point in points if point["id"] not in there and str(point["text"]) not in texts]
    for point in new:
        entry["keypoints"].append(point)
    return bool(new)


def _imported(question: DraftQuestion, fields: Mapping[str, Tree]) -> Imported:
    return Imported(
        question.id,
        _name(question.place.file),
        question.key,
        {name: fingerprint(value) for name, value in fields.items() if name not in _OWN},
    )


def first_record(questions: Sequence[DraftQuestion]) -> dict[str, Imported]:
    """The record of a first import."""
    return {question.id: _imported(question, question_fields(question, "")) for question in questions}


def _name(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def _said(entry: Tree, name: str) -> str:
    value = plain_value(entry.get(name))
    return value.strip() if isinstance(value, str) else ""


def _unique(pairs: object) -> dict[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for text, ident in pairs:  # type: ignore[attr-defined]
        if text and text in found:
            twice.add(text)
        if text:
            found[text] = ident
    return {text: ident for text, ident in found.items() if text not in twice}
