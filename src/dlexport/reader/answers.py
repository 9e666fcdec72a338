"""The answer of a question or a part: `answer`, options, true or false, blanks, parts."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Final, TypedDict

from dlexport.book.bank import Choice, Subquestion
from dlexport.problems import errors
from dlexport.reader import keys, shapes
from dlexport.reader.ids import new_id
from dlexport.reader.texts import blocks
from dlexport.richtext.nodes import EMPTY, Gap
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.kinds import Fixed
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields
    from dlexport.richtext.nodes import RichText
    from dlexport.source.yaml_tree import Node

_LEAST: Final = 2
_LINES, _POINTS, _MINUTES = 200, 10_000, 1_000


class Asked(TypedDict):
    """The fields that questions and parts have alike, by the names that both give them."""

    prompt: RichText
    answer: RichText
    analysis: RichText
    choices: tuple[Choice, ...]
    shuffle: bool
    fixed: Fixed
    true_false: bool | None
    points: float | None
    time: float | None
    lines: int | None
    hint: RichText


def asked(fields: Fields, what: str, node: Node, reading: Reading) -> Asked:
    """The prompt and the answer of a question; no answer, or answers of several kinds, are problems.

    Args:
        fields: of the question or part.
        what: names it in messages.
        node: its place.
        reading: the document.
    """
    before = len(reading.problems)
    prompt = blocks(fields, "prompt", reading, gaps=True)
    read = not errors(reading.problems[before:])
    found = Asked(
        prompt=prompt,
        answer=blocks(fields, "answer", reading),
        choices=tuple(_choices(fields, reading)),
        true_false=reading.truth(fields, "true_false"),
        shuffle=reading.truth(fields, "shuffle") is not False,
        fixed="last" if reading.shaped(fields, "fixed", shapes.FIXED) else "",
        analysis=blocks(fields, "analysis", reading),
        hint=blocks(fields, "hint", reading),
        points=reading.number(fields, "points", _POINTS),
        time=reading.number(fields, "time", _MINUTES),
        lines=reading.whole_number(fields, "lines", 1, _LINES),
    )
    gaps = read and "[[" in prompt.source.value and any(isinstance(one, Gap) for one in walk(prompt.blocks))
    _check(fields, what, node, reading, gaps=gaps, read=read)
    return found


def _check(   # noqa: PLR0913 - what may be there
    fields: Fields, what: str, node: Node, reading: Reading, *, gaps: bool, read: bool,
) -> None:
    kinds = [f"`{name}`" for name in ("choices", "true_false", "parts") if name in fields]
    kinds += ["blanks in its prompt"] if gaps else []
    if len(kinds) > 1:
        name = next(name for name in ("parts", "true_false", "choices") if name in fields)
        reading.note("two-answers", f"{what} has {' and '.join(kinds)}: it can be answered one way only", fields[name],
                     "keep one of them; several questions under one prompt are `parts`")
    if not kinds and "answer" not in fields and read:
        reading.note("missing-key", f"{what} has no answer", node,
                     "add `answer`, `choices`, `true_false` or `parts`, or a blank to the prompt: `[[answer]]`")
    for name in ("shuffle", "fixed"):
        if name in fields and "choices" not in fields:
            reading.note("no-choices", f"{what} has `{name}` and no `choices`", fields[name],
                         f"delete `{name}`, or add the choices that it is about")


def _choices(fields: Fields, reading: Reading) -> Iterator[Choice]:
    """The options; no two alike, two at least, one of them right."""
    nodes = reading.items(fields, "choices")
    seen: dict[str, int] = {}
    texts: dict[str, int] = {}
    right = 0
    for node in nodes:
        one = reading.mapping(node, keys.CHOICE)
        if one is None:
            right += 1      # nobody knows
            continue
        text = blocks(one, "text", reading)
        said = " ".join(unicodedata.normalize("NFC", text.source.value).split())
        if said in texts:
            reading.note("equal-choices", f"this choice is the same as that in line {texts[said]}",
                         one.get("text", node), "choices must differ, else one of them is neither right nor wrong")
        elif said:
            texts[said] = one["text"].line
        ident = new_id(one, seen, "choice", reading) if "id" in one else _derived(said)
        correct = reading.truth(one, "correct") or False
        right += correct
        yield Choice(ident, text, correct, blocks(one, "why", reading))
    if nodes and not right:
        reading.note("no-correct-choice", "none of these choices is right", fields["choices"],
                     "add `correct: true` to the one that is, or to each of several")
    if len(nodes) == 1 < _LEAST:
        reading.note("few-choices", "there is one choice only", fields["choices"], "add those that are wrong")


def _derived(text: str) -> str:
    """The id of an option that has none of its own."""
    return f"c{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def parts(fields: Fields, reading: Reading) -> Iterator[Subquestion]:
    """The parts of a question."""
    seen: dict[str, int] = {}
    for number, node in enumerate(reading.items(fields, "parts"), 1):
        one = reading.mapping(node, keys.SUBQUESTION)
        if one is not None:
            what = f"part {number}"
            found = asked(one, what, node, reading)
            if found["prompt"] is EMPTY and not (found["choices"] or "prompt" in one):
                reading.note("missing-key", f"{what} has no `prompt`", node, "add what is asked: `prompt: …`")
            ident = new_id(one, seen, "part", reading) if "id" in one else _part_id(number, found["prompt"])
            yield Subquestion(ident, reading.span(node), **found)


def _part_id(number: int, prompt: RichText) -> str:
    said = " ".join(unicodedata.normalize("NFC", prompt.source.value).split())
    return "p" + (_derived(said)[1:] if said else str(number))
