"""Fields and templates of the note types. Frozen with the first release.

A field or template that is added, removed or renamed makes every note that learners already have conflict with
the new package, and it is not updated. So there are spare fields, every field and template has a number that
follows from its place alone, and a test holds a fingerprint of all this. To use a spare field, rename it here:
it keeps its place, hence its number, and Anki takes it for the same field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["qa", "keypoint", "choice"]

_SPARES = ("Spare1", "Spare2", "Spare3", "Spare4")


@dataclass(frozen=True, slots=True)
class Template:
    """A card of a note type.

    Attributes:
        name: as Anki shows it.
        front, back: its style files.
        needs: the field without which the front is empty.
    """

    name: str
    front: str
    back: str
    needs: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A note type.

    Attributes:
        kind: names it in stamps and numbers.
        name: what Anki shows after the bank's id.
        sort: the field the browser lists notes by.
        cloze: whether each blank makes a card of the only template.
    """

    kind: Kind
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    sort: str
    cloze: bool = False


QA = Schema(
    kind="qa",
    name="Q&A",
    fields=(
        "Id", "Number", "Topic", "Title", "Prompt", "Answer", "Sections", "Analysis", "References", "Place",
        "Difficulty", "Reverse", "Retired", *_SPARES,
    ),
    templates=(
        Template("Question", "anki/qa-front.html", "anki/qa-back.html", needs="Title"),
        Template("Reverse", "anki/reverse-front.html", "anki/reverse-back.html", needs="Reverse"),
    ),
    sort="Title",
)
KEYPOINT = Schema(
    kind="keypoint",
    name="Key point",
    fields=(
        "Text", "Id", "Number", "Topic", "Title", "Answer", "Siblings", "Place", "Difficulty", "Retired", *_SPARES,
    ),
    templates=(Template("Key point", "anki/keypoint-front.html", "anki/keypoint-back.html", needs="Text"),),
    sort="Text",
    cloze=True,
)
CHOICE = Schema(
    kind="choice",
    name="Choice",
    fields=(
        "Id", "Number", "Topic", "Title", "Prompt", "Options", "Marked", "Answer", "Sections", "Analysis",
        "References", "Place", "Difficulty", "Retired", *_SPARES,
    ),
    templates=(Template("Question", "anki/choice-front.html", "anki/choice-back.html", needs="Options"),),
    sort="Title",
)
SCHEMAS: dict[Kind, Schema] = {"qa": QA, "keypoint": KEYPOINT, "choice": CHOICE}
