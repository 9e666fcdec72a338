"""Questions that left the bank: the search with which a learner finds their notes.

An import can neither delete nor suspend a note. One that is emptied keeps a blank card for ever: *Empty Cards* opens
with "Keep notes with no valid cards" ticked, and *Check Database* gives each note without cards a new one. So a note
that left stays as it was, and a search in Anki's browser finds it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.plugin.contract import Note

TAG = "retired"
_ID = re.compile("[^0-9A-Za-z-]")


def search(bank: str, ids: Iterable[str]) -> str:
    """The search that finds exactly the notes of these ids, and no note of another bank.

    Args:
        bank: the bank's id, with which the names of its note types begin.
        ids: of questions, whose key points are found with them, and `question/keypoint`.
    """
    wanted = sorted(set(ids))
    questions = [ident for ident in wanted if "/" not in ident]
    points: Mapping[str, list[str]] = defaultdict(list)
    for question, _, point in (ident.partition("/") for ident in wanted if "/" in ident):
        if question not in questions:
            points[question].append(_literal(point))
    parts = [f"{_literal(one)}(/.*)?" for one in questions]
    parts += [f"{_literal(question)}/({'|'.join(found)})" for question, found in points.items()]
    return f'"note:{bank} · *" "Id:re:^({"|".join(parts)})$"'


def advice(notes: Iterable[Note]) -> str:
    """Advice on how a learner deletes the notes of removed questions; empty if there are none."""
    by_bank: Mapping[str, list[str]] = defaultdict(list)
    for note in notes:
        by_bank[note.bank].append(note.id)
    return "\n".join(f"To remove them from Anki: Browse, search for `{search(bank, ids)}`, select all, Notes › Delete."
                     for bank, ids in by_bank.items())


def _literal(ident: str) -> str:
    return _ID.sub(lambda sign: f"\\{sign[0]}" if sign[0].isascii() else sign[0], ident)
