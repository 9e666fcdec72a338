"""Kinds of questions: a question and its answer as typed -> choices, true or false, blanks, or an answer in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.importers.answers import Kind
    from dlexport.importers.draft import DraftChoice, DraftQuestion

_LONGEST: Final = 120
_EMPTY_SLOT: Final = re.compile(r"(?<![ \t　])[ \t　]*+（    ）[ \t　]*+")
_SLOT: Final = re.compile(r"[（(][ \t　]*+[）)][ \t　]*+([。.？?]?)[ \t　]*+$")


def answered(
    question: DraftQuestion,
    options: Sequence[str],
    answer: str,
    kind: Kind,
    ticked: Sequence[int] = (),
) -> DraftQuestion:
    """The question with its answer in the fields of its kind: choices, `true_false`, blanks, or an answer in words.

    Args:
        question: a question without an answer.
        options: the options that it offers; empty if it has none.
        answer: the answer as typed.
        kind: the kind named by the source; empty if unknown.
        ticked: indices of the options that the source itself marks as right.
    """
    first, _, rest = answer.partition("\n")
    rest = rest.strip()
    if options:
        return _chosen(question, options, (answer, first, rest), ticked)
    stem, slot = answers.answer_in_stem(question.prompt or question.title)
    judged = answers.truth(answer or slot, sure=kind == "truefalse")
    if judged is None and rest and kind == "truefalse":
        judged = answers.truth(first, sure=True)
    if judged is not None and kind in {"truefalse", ""}:
        question = replace(
            question, true_false=judged, analysis=_joined(rest if answer != first else "", question.analysis)
        )
        return _stem(question, _EMPTY_SLOT.sub("", stem)) if slot and not answer else question
    filled = answers.gapped(question.prompt or question.title, answer)
    if filled and (kind == "blank" or "__" in (question.prompt or question.title)):
        return replace(question, prompt=filled, title="" if not question.prompt else question.title)
    return replace(question, answer=answer)


def _chosen(
    question: DraftQuestion,
    options: Sequence[str],
    said: tuple[str, str, str],
    ticked: Sequence[int],
) -> DraftQuestion:
    answer, first, rest = said
    places = list(ticked)
    same = not places or not answer or _named(options, answer) == places
    after = "" if same else answer      # of options that are ticked and have an answer in words too
    if not places:
        stem, slot = answers.answer_in_stem(question.prompt or question.title)
        found = _named(options, answer) if answer else answers.letters(slot)
        if not found and answer:
            head = re.match(r"^\s*(?:\*\*)?([A-Z](?:[,、，\s]*[A-Z])*)(?:\*\*)?(?:[.。、，,:：）)]|\s|$)(.*)$", first)
            found = answers.letters(head[1]) if head else None
            named = options[found[0]] if found and found[0] < len(options) else ""
            said_again = head and named and answers.right_by_text([named], head[2].strip(" ;；"))
            after = _joined(head[2].strip() if head and not said_again else "", rest)
        if slot and (not answer or answers.letters(slot) == found):
            question = _stem(question, stem)
        places = [place for place in found or () if place < len(options)]
        if not places or len(places) != len(found or ()):
            question = _relisted(question, options)
            return replace(question, answer=answer)
    choices: tuple[DraftChoice, ...] = answers.marked(options, places)
    question = replace(question, prompt=_closed(question.prompt), title=_closed(question.title))
    return replace(question, choices=choices, analysis=_joined(after, question.analysis))


def _stem(question: DraftQuestion, stem: str) -> DraftQuestion:
    return replace(question, prompt=stem) if question.prompt else replace(question, title=stem)


def _closed(stem: str) -> str:
    """A stem without the empty brackets at its end, in which a letter was to be written."""
    return _SLOT.sub(r"\1", stem).rstrip("。 ") if _SLOT.search(stem) else stem


def _relisted(question: DraftQuestion, options: Sequence[str]) -> DraftQuestion:
    """The question with its options in the prompt, as typed: for options of which none is known to be right."""
    rows = [f"{chr(ord('A') + place)}. {option}" for place, option in enumerate(options)]
    return replace(question, prompt=_joined(question.prompt, "\n".join(rows)))


def settled(question: DraftQuestion) -> DraftQuestion:
    """The question with its prompt as the title if that is possible, and without a prompt that repeats the title."""
    title, prompt = question.title.strip(), question.prompt.strip()
    if (
        not title
        and prompt
        and "\n" not in prompt
        and len(prompt) <= _LONGEST
        and not re.search(r"!\[|\]\(|\[\[|\[\^|</?[a-z]", prompt)
    ):
        return replace(question, title=prompt, prompt="")
    if title and _bare(title) == _bare(prompt):
        return replace(question, prompt="")
    if title and not prompt and (len(title) > _LONGEST * 2 or re.search(r"!\[|\]\(|\[\[", title)):
        return replace(question, title="", prompt=title)
    return question


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _bare(text: str) -> str:
    return re.sub(r"[\s*_`?？。.]+", "", text).casefold()


def _named(options: Sequence[str], answer: str) -> list[int] | None:
    """Indices of the options that an answer names: by letters, if all exist, else by text; None if by neither."""
    found = answers.letters(answer)
    return found if found and found[-1] < len(options) else answers.right_by_text(options, answer)
