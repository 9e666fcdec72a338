"""Several drafts joined into one: their questions in a row, different pictures of the same name renamed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.bank.settle import settle
from dlexport.pictures.media import FOLDER
from dlexport.source import files as regular

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.importers.draft import Draft, DraftQuestion
    from dlexport.problems import Problem

_LIMIT: Final = 64_000_000      # bytes of a picture


def together(
    drafts: Sequence[Draft],
    there: Mapping[str, bytes],
) -> tuple[list[DraftQuestion], dict[str, bytes], tuple[Problem, ...]]:
    """The questions, pictures and remarks of all drafts; different pictures of the same name are renamed.

    Args:
        drafts: in order.
        there: name -> bytes of the pictures that the bank has already.
    """
    media: dict[str, bytes] = {}
    questions: list[DraftQuestion] = []
    remarks: list[Problem] = []
    for draft in drafts:
        renamed = {}
        for name, data in draft.media.items():
            new = name
            count = 1
            while media.get(new, there.get(new, data)) != data:
                count += 1
                stem, _, suffix = name.rpartition(".")
                new = f"{stem}-{count}.{suffix}"
            renamed[name] = new
            if there.get(new) != data:
                media[new] = data
        moved = {f"{FOLDER}/{old}": f"{FOLDER}/{new}" for old, new in renamed.items() if old != new}
        settled = settle(_moved(question, moved) for question in draft.questions)
        questions += settled.questions
        remarks += [*draft.remarks, *settled.remarks]
    return questions, media, tuple(dict.fromkeys(remarks))


def _moved(question: DraftQuestion, moved: Mapping[str, str]) -> DraftQuestion:
    if not moved:
        return question
    pattern = re.compile("|".join(rf"(?<=\(){re.escape(old)}(?=[)\s])" for old in moved))

    def new(text: str) -> str:
        return pattern.sub(lambda match: moved[match[0]], text)

    return replace(
        question,
        prompt=new(question.prompt),
        answer=new(question.answer),
        analysis=new(question.analysis),
        hint=new(question.hint),
        sections=tuple((title, new(body)) for title, body in question.sections),
        choices=tuple(replace(choice, text=new(choice.text), why=new(choice.why)) for choice in question.choices),
        keypoints=tuple(replace(point, text=new(point.text)) for point in question.keypoints),
    )


def pictures_in(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of the pictures in a bank's folder."""
    found = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found[file.name] = regular.contents(file, _LIMIT)
        except (OSError, ValueError):
            continue
    return found
