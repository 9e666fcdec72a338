"""Options, blanks and parts of a question as rich text that any writer can write: what is asked, and what is right.

An exporter may write them in a better way; this is one that reads well everywhere.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import bidirectional

from dlexport.plugin.contract import Part
from dlexport.richtext.nodes import Gap, Paragraph, RichText, Strong, Styled, Text
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.book.bank import Choice, Question, Subquestion
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Block, Inline

_LETTERS: Final = 26
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HOLD_INLINES: Final = frozenset({"blocks", "children", "items", "head", "rows", "caption", "title", "notes"})
_LEFT_TO_RIGHT: Final = "\u200e"
_RIGHT, _WRONG = "✓", "×"       # as the options of page and card are marked; the fonts of prints have both


class FurtherPart(NamedTuple):
    """A part of a question: fields, one below the other. `label` heads it where it stands alone."""

    part: Part
    label: str
    texts: tuple[RichText, ...]


def asked(question: Question, labels: Labels) -> list[FurtherPart]:
    """The texts after the prompt, as far as there are any: options, parts, the hint."""
    pieces = [
        FurtherPart(Part.CHOICES, "", tuple(options(question))),
        FurtherPart(Part.PARTS, "", tuple(text for number, part in enumerate(question.parts, 1)
                                    for text in part_asked(part, number, labels))),
        FurtherPart(Part.HINT, labels.hint, (question.hint,) if question.hint.blocks else ()),
    ]
    return [piece for piece in pieces if piece.texts]


def solved(question: Question, labels: Labels) -> list[FurtherPart]:
    """The texts before the answer in words: right options, reasons, answers of blanks and of parts."""
    pieces = [
        FurtherPart(Part.CORRECT, labels.answer, tuple(right_options(question))),
        FurtherPart(Part.WHY, labels.why, tuple(reasons(question))),
        FurtherPart(Part.BLANKS, labels.answer, tuple(filled(question, labels))),
        FurtherPart(Part.SOLUTIONS, labels.answer, tuple(text for number, part in enumerate(question.parts, 1)
                                                   for text in part_solved(part, number, labels))),
    ]
    return [piece for piece in pieces if piece.texts]


def labelled(piece: FurtherPart, labels: Labels) -> tuple[RichText, ...]:
    """Its fields, the label before the first words; as they are where it has none."""
    if not piece.label:
        return piece.texts
    first, *others = piece.texts
    return _marked((Strong((Text(piece.label),)), Text(labels.colon)), first), *others


def letter(place: int) -> str:
    """A, B, …, Z, AA, … for a place from 0."""
    return (letter(place // _LETTERS - 1) if place >= _LETTERS else "") + chr(ord("A") + place % _LETTERS)


def options(task: Question | Subquestion) -> Iterator[RichText]:
    """The options with their letters; true and false stand beside each other."""
    if task.true_false is not None and task.choices:
        words = [_words(choice) for choice in task.choices]
        between = "　／　" if max("".join(words)) >= "\u2e80" else " / "      # East Asian, or not
        yield RichText((Paragraph((Text(between.join(words)),)),), task.choices[0].text.source)
        return
    for place, choice in enumerate(task.choices):
        yield _marked((Text(f"{letter(place)}. "),), choice.text)


def right_options(task: Question | Subquestion) -> Iterator[RichText]:
    """The right options with their letters."""
    for place, choice in enumerate(task.choices):
        if choice.correct:
            mark = () if task.true_false is not None else (Text(f"{letter(place)}. "),)
            yield _marked(mark, choice.text)


def reasons(task: Question | Subquestion) -> Iterator[RichText]:
    """Why each option is right or wrong, with its letter, for those that have a reason."""
    for place, choice in enumerate(task.choices):
        if choice.why.blocks:
            yield _marked((Strong((Text(verdict(place, choice)),)), Text("　")), choice.why)


def verdict(place: int, choice: Choice) -> str:
    """The letter of an option with the mark for right or wrong, before its reason."""
    return f"{letter(place)} {_RIGHT if choice.correct else _WRONG}"


def filled(task: Question | Subquestion, labels: Labels) -> Iterator[RichText]:
    """The right answers of each blank, numbered if there are several blanks."""
    gaps = task.gaps
    if gaps:
        found: list[Inline] = []
        arabic = False
        for number, gap in enumerate(gaps):
            found += [Text("　")] if number else []
            # numbers around a sign change places after Arabic letters, but for a mark of direction (UAX 9, W2)
            mark = _LEFT_TO_RIGHT if arabic and gap.tolerance else ""
            found += [Text(f"{circled(number)}\u00a0{mark}")] if len(gaps) > 1 else []
            found += answers(gap, labels)
            arabic = arabic or any(bidirectional(char) == "AL" for answer in gap.answers for char in plain(answer))
        yield RichText((Paragraph(tuple(found)),), task.prompt.source)


def filled_in(prompt: RichText, labels: Labels) -> RichText:
    """Those blocks of a prompt that have blanks, each blank with all its answers on a rule."""
    blocks = tuple(block for block in prompt.blocks if any(isinstance(node, Gap) for node in walk((block,))))
    return RichText(_with_answers(blocks, labels), prompt.source)


def _with_answers(node: Any, labels: Labels) -> Any:  # noqa: ANN401 - any node, or a tuple of them
    match node:
        case Gap():
            return Styled("underline", (Strong(tuple(answers(node, labels))),))
        case tuple():
            return tuple(_with_answers(one, labels) for one in node)
        case _ if is_dataclass(node) and not isinstance(node, type):
            held = {one.name for one in fields(node)} & _HOLD_INLINES
            return replace(node, **{name: _with_answers(getattr(node, name), labels) for name in held})
        case _:
            return node


def circled(number: int) -> str:
    """①, ②, … for a number from 0; in brackets where there is no such sign."""
    return _CIRCLED[number] if number < len(_CIRCLED) else f"({number + 1})"


def answers(gap: Gap, labels: Labels) -> Iterator[Inline]:
    """The answers that are right in a blank, one beside the other."""
    for number, answer in enumerate(gap.answers):
        if number:
            yield Text(labels.alternative)
        yield from answer
    if gap.tolerance:
        yield Text(f"±{gap.tolerance}")


def points(task: Question | Subquestion, labels: Labels) -> str:
    """The points of a question in words; empty if it has none."""
    if task.points is None:
        return ""
    # a number before the word would change places with it after Arabic letters, but for a mark of direction (UAX 9, W7)
    mark = _LEFT_TO_RIGHT if _from_right(task.prompt) and labels.points.startswith("{") else ""
    return mark + labels.points.format(points=f"{task.points:g}")


def _from_right(text: RichText) -> bool:
    """Whether the first letter of a text is one of those that are written from right to left (UAX 9, P2)."""
    words = (node.text for node in walk(text.blocks) if isinstance(node, Text))
    return next((kind != "L" for part in words for kind in map(bidirectional, part) if kind in {"L", "R", "AL"}), False)


def with_points(part: Subquestion, labels: Labels) -> RichText:
    """The prompt of a part, with its points in brackets after the first words."""
    counted = points(part, labels)
    match part.prompt.blocks:
        case (Paragraph(children), *others) if counted:
            said = f"（{counted}）" if labels.comma == "、" else f" ({counted})"
            return RichText((Paragraph((*children, Text(said))), *others), part.prompt.source)
        case _:
            return part.prompt


def part_asked(part: Subquestion, number: int, labels: Labels) -> Iterator[RichText]:
    """What a part asks, its number and points first; its options and hint."""
    mark: list[Inline] = [_numbered(number, labels)]
    counted = points(part, labels)
    if counted:
        mark.append(Text(f"（{counted}）" if labels.comma == "、" else f"({counted}) "))
    yield _marked(mark, part.prompt)
    yield from options(part)
    if part.hint.blocks:
        yield _marked((Strong((Text(labels.hint),)), Text(labels.colon)), part.hint)


def part_solved(part: Subquestion, number: int, labels: Labels) -> Iterator[RichText]:
    """What is right in a part, and why; the first line has its number."""
    texts = [*right_options(part), *reasons(part), *filled(part, labels)]
    texts += [body for body in (part.answer, part.analysis) if body.blocks]
    for place, text in enumerate(texts):
        yield text if place else _marked((_numbered(number, labels),), text)


def _numbered(number: int, labels: Labels) -> Text:
    """The mark of a part, with a space behind it where brackets have none of their own."""
    mark = labels.part.format(number=number)
    return Text(mark if mark.endswith("）") else f"{mark} ")


def _marked(mark: Iterable[Inline], text: RichText) -> RichText:
    """A field with words before those of its first paragraph, or in a paragraph of their own."""
    return RichText(_before(tuple(mark), text.blocks), text.source)


def _before(mark: tuple[Inline, ...], blocks: Sequence[Block]) -> tuple[Block, ...]:
    match blocks:
        case (Paragraph(children), *others):
            return Paragraph((*mark, *children)), *others
        case _:
            return Paragraph(mark), *blocks


def _words(choice: Choice) -> str:
    return "".join(node.text for block in choice.text.blocks if isinstance(block, Paragraph)
                   for node in block.children if isinstance(node, Text))
