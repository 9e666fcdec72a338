"""Options as a list: to choose from in front, marked as right or wrong on the back."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from dlexport.book.bank import Choice, Question
    from dlexport.exporters.anki.fields.html import Writer


def choosable(question: Question, writer: Writer) -> str:
    """The options as buttons, in the order of the book.

    The list says how many of them, from the first, may be shuffled, and whether several may be chosen.
    """
    return _list(question, "".join(
        f'<li><button type="button">{_text(choice, question, at, "o", writer)}</button></li>'
        for at, choice in enumerate(question.choices)))


def marked(question: Question, writer: Writer) -> str:
    """The options in the same order, the right ones with a sign, each followed by why it is right or wrong."""
    return _list(question, "".join(_item(choice, question, at, writer) for at, choice in enumerate(question.choices)))


def _list(question: Question, items: str) -> str:
    loose = len(question.choices) - (question.fixed == "last")
    free = loose if question.shuffle and question.true_false is None else 0
    many = " data-many" if sum(choice.correct for choice in question.choices) > 1 else ""
    kind = "options truths" if question.true_false is not None else "options"
    return f'<ol class="{kind}" type="A" data-loose="{free}"{many}>{items}</ol>'


def _item(choice: Choice, question: Question, at: int, writer: Writer) -> str:
    text = _text(choice, question, at, "m", writer)
    why = writer.blocks(choice.why.blocks, f"{question.id}-w{at}-")
    reason = f'<div class="why" data-part="{Part.WHY}">{why}</div>' if why else ""
    if not choice.correct:
        return f'<li><div class="option">{text}</div>{reason}</li>'
    sign = f'<span class="sign" role="img" aria-label="{html.escape(writer.labels.right)}">✓</span>'
    return (f'<li class="is-right"><div class="option">{sign}<div class="text" data-part="{Part.CORRECT}">{text}</div>'
            f"</div>{reason}</li>")


def _text(choice: Choice, question: Question, at: int, side: str, writer: Writer) -> str:
    return writer.blocks(choice.text.blocks, f"{question.id}-{side}{at}-")
