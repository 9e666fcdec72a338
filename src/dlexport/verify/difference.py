"""The difference between two releases, note by note, from what was read back of each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlexport.plugin.contract import Note, Part
from dlexport.verify.blocks import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.plugin.contract import Passage


@dataclass(frozen=True, slots=True)
class Changed:
    """A note that is in both releases.

    Attributes:
        note: as it is now.
        fields: those whose words differ: id, title, topic, tags, or a part of the question.
        looks: those whose words are the same, but not their pictures, emphasis or addresses.
        cards: what became of its cards, where it has several: corrected (and so with its reviews), new, or gone.
    """

    note: Note
    fields: tuple[str, ...]
    looks: tuple[str, ...]
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A note in another place. `topic` is the title of its former topic; its present topic, if it moved within it."""

    note: Note
    topic: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Every note of both releases, in one group, or in both moved and changed; in the order of the newer release.

    Attributes:
        removal: how a learner removes the retired ones, where the format has a way.
    """

    added: tuple[Note, ...] = ()
    changed: tuple[Changed, ...] = ()
    retired: tuple[Note, ...] = ()
    moved: tuple[Moved, ...] = ()
    untouched: tuple[Note, ...] = ()
    removal: str = ""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.retired or self.moved)


@dataclass(slots=True)
class _Content:
    """A note with its parts: name -> (words, markup)."""

    note: Note
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)


def compare(old: Iterable[Passage], new: Iterable[Passage]) -> Difference:
    """The difference between two releases. Notes are the same if their keys are, whatever their ids."""
    before, after = _contents(old), _contents(new)
    both = [key for key in after if key in before]
    renamed = _renamed_topics([(before[key].note.topic, after[key].note.topic) for key in both])
    moved = {key: before[key].note.topic for key in both
             if renamed.get(topic := before[key].note.topic, topic) != after[key].note.topic}
    places = {key: place for place, key in enumerate(before)}
    within = [key for key in both if key not in moved]
    moved |= {within[index]: before[within[index]].note.topic
              for index in _out_of_order([places[key] for key in within])}
    changed = [_changed(before[key], after[key], topic=key not in moved) for key in both]
    touched = moved.keys() | {key for key, one in zip(both, changed, strict=True) if one}
    return Difference(
        added=tuple(content.note for key, content in after.items() if key not in before),
        changed=tuple(one for one in changed if one),
        retired=tuple(content.note for key, content in before.items() if key not in after),
        moved=tuple(Moved(after[key].note, moved[key]) for key in both if key in moved),
        untouched=tuple(after[key].note for key in both if key not in touched),
    )


def _contents(passages: Iterable[Passage]) -> Mapping[str, _Content]:
    """Key -> note. In a format without notes, each question is one."""
    notes: dict[str, Note] = {}
    pieces: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for passage in passages:
        note = passage.note or Note(passage.question, passage.question)
        notes.setdefault(note.key, note)
        parts = pieces.setdefault(note.key, {})
        parts.setdefault(passage.part or "text", []).append((canonical(passage.text), passage.markup))
    return {key: _Content(note, {name: ("".join(words for words, _ in found), "".join(markup for _, markup in found))
                                 for name, found in pieces[key].items()}) for key, note in notes.items()}


def _changed(before: _Content, after: _Content, *, topic: bool) -> Changed | None:
    """The fields of a note that differ, apart from its place; `topic` says whether the topic's name counts."""
    old, new = before.note, after.note
    heads = {"id": old.id != new.id, Part.TITLE: old.title != new.title, "topic": topic and old.topic != new.topic,
             Part.TAGS: sorted(old.tags) != sorted(new.tags)}
    names = dict.fromkeys([*heads, *before.parts, *after.parts])
    nothing = ("", "")
    pairs = {name: (before.parts.get(name, nothing), after.parts.get(name, nothing)) for name in names}
    fields = tuple(str(name) for name, (one, other) in pairs.items() if heads.get(name) or one[0] != other[0])
    looks = tuple(str(name) for name, (one, other) in pairs.items() if str(name) not in fields and one[1] != other[1])
    return Changed(new, fields, looks, _cards(dict(old.cards), dict(new.cards))) if fields or looks else None


def _cards(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The change of each card that differs."""
    corrected = [f"{name}: {old[name]} → {text}, reviews kept" for name, text in new.items()
                 if name in old and old[name] != text]
    added = [f"{name}: {text} is new" for name, text in new.items() if name not in old]
    gone = [f"{name}: {text} is gone" for name, text in old.items() if name not in new]
    return (*corrected, *added, *gone)


def _renamed_topics(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Former -> present title of each topic that all its notes left together for one that was not there before."""
    goals: dict[str, set[str]] = {}
    for old, new in pairs:
        goals.setdefault(old, set()).add(new)
    olds, news = {old for old, _ in pairs}, {new for _, new in pairs}
    return {old: min(goal) for old, goal in goals.items()
            if len(goal) == 1 and old not in news and not goal & olds}


def _out_of_order(places: Sequence[int]) -> list[int]:
    """The fewest indexes to leave out so that the rest ascends (the complement of a longest ascending subsequence)."""
    ends: list[int] = []                    # the least place at which an ascending run of each length can end
    lengths = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length:length + 1] = [place]
        lengths.append(length)
    wanted, moved = len(ends) - 1, []
    for index in reversed(range(len(places))):
        if lengths[index] == wanted:
            wanted -= 1
        else:
            moved.append(index)
    return moved
