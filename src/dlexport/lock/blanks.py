"""Permanent cloze numbers of a key point's blanks: the number tells which blank is the one that learners know."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.lock.records import Record


def numbered(texts: Sequence[str], old: Record | None) -> tuple[dict[str, int], dict[str, int], int]:
    """The blanks of a sentence with their numbers, those that left with theirs, and the next unused number.

    A blank is the same one while its text is. Where between two such blanks as many are new as are gone, the new ones
    are corrections of those that are gone, in their order, and have their numbers. A blank that comes back has its
    own number again. Any other is new.

    Args:
        texts: of the blanks, each once, in the order of the sentence.
        old: the record of the sentence as it was.
    """
    if old is None:
        return {text: number for number, text in enumerate(texts, 1)}, {}, len(texts) + 1
    known = {**old.gone, **old.blanks}
    former = list(old.blanks)
    if former != list(texts):
        known |= {new: known[was] for was, new in _corrections(former, texts, old.gone)}
    found, following = {}, max(old.next, max(known.values(), default=0) + 1)
    for text in texts:
        if text not in known:
            known[text], following = following, following + 1
        found[text] = known[text]
    taken = set(found.values())
    return found, {text: number for text, number in known.items() if number not in taken}, following


def corrected(old: Record, new: Record) -> list[tuple[str, str]]:
    """The blanks whose text was corrected between two records: former text -> present text."""
    now = {number: text for text, number in new.blanks.items()}
    return [(text, now[number]) for text, number in old.blanks.items() if now.get(number, text) != text]


def anew(record: Record, text: str, now: int) -> Record:
    """The record with a new number for a blank that was wrongly taken for the correction of another.

    Raises:
        KeyError: the sentence has no such blank.
    """
    old = record.blanks[text]
    return replace(record, blanks={**record.blanks, text: record.next}, next=record.next + 1,
                   gone={**record.gone, f"#{old}": old}, changed=max(now, record.newest + 1))


def _corrections(
    old: Sequence[str], new: Sequence[str], gone: Mapping[str, int],
) -> list[tuple[str, str]]:
    """Blanks that left -> the new blank that stands in the same place."""
    pairs: list[tuple[str, str]] = []
    stay = set(old) & set(new)
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            left = [text for text in old[first:last] if text not in stay]
            came = [text for text in new[start:end] if text not in stay and text not in gone]
            if len(left) == len(came):
                pairs += zip(left, came, strict=True)
    return pairs
