"""Drafts made valid for a bank: texts mended, ids assigned, tags brought into shape; each change is a warning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.bank.mend import Form, mended
from dlexport.importers.draft import DraftChoice, DraftPoint, DraftReference, left_out
from dlexport.importers.slugs import Taken, kept, slug
from dlexport.reader import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.importers.draft import DraftQuestion
    from dlexport.problems import Problem

_YEARS: Final = range(1500, 2101)
_SHORT: Final = 40
_OFFERED: Final = re.compile(r"^A\. .*\nB\. ", re.MULTILINE)
_STRONG: Final = re.compile(r"(?<!\\)\*\*")


@dataclass(slots=True)
class Settled:
    """Questions that are valid in a bank, and warnings about what was changed."""

    questions: list[DraftQuestion]
    remarks: list[Problem]


def settle(questions: Iterable[DraftQuestion]) -> Settled:
    """The questions, changed wherever the bank's reader would refuse them."""
    found = Settled([], [])
    for question in questions:
        found.questions.append(_Settling(question, found.remarks).done())
    return found


def give_ids(questions: Sequence[DraftQuestion], taken: Iterable[str] = ()) -> list[DraftQuestion]:
    """The questions, each with an id: the source's own, or else one made of its title.

    Args:
        questions: in the order in which ids of equal titles are numbered.
        taken: ids that are in use already.
    """
    others = set(taken)
    own = [kept(question.id) for question in questions]
    given = {ident for ident in own if ident}
    ids = Taken(others | given)
    seen: set[str] = set()
    made = []
    for question, ident in zip(questions, own, strict=True):
        if ident and ident not in seen and ident not in others:
            new = ident
        else:
            new = ids.new(slug(question.title or question.prompt.partition("\n")[0]))
        seen.add(new)
        made.append(replace(question, id=new))
    return made


class _Settling:
    """The mending of one question."""

    def __init__(self, question: DraftQuestion, remarks: list[Problem]) -> None:
        self._question = question
        self._remarks = remarks

    def done(self) -> DraftQuestion:
        """The question, its texts mended."""
        question = self._question
        if not question.choices and _OFFERED.search(question.prompt) and _is_short(question.answer):
            self._remark(f"the answer “{question.answer}” names none of the choices: they are kept as text")
        title = self._text(" ".join(question.title.split()), "title", "its title")
        return replace(
            question,
            title=title,
            summary=self._text(" ".join(question.summary.split()), "title", "its summary"),
            prompt=self._text(question.prompt, "asked", "what is asked"),
            answer=self._text(question.answer, "blocks", "its answer"),
            analysis=self._text(question.analysis, "blocks", "its analysis"),
            hint=self._text(question.hint, "blocks", "its hint"),
            sections=tuple(
                (
                    self._text(" ".join(name.split()), "title", "the title of a section"),
                    self._text(body, "blocks", f"the section “{name}”"),
                )
                for name, body in question.sections
            ),
            choices=tuple(self._choices(question.choices)),
            keypoints=tuple(self._points(question.keypoints)),
            tags=tuple(self._tags(question.tags)),
            references=tuple(self._references(question.references)),
            difficulty=question.difficulty if question.difficulty in {1, 2, 3} else None,
        )

    def _text(self, text: str, form: Form, what: str) -> str:
        made, done = mended(text.strip("\n"), form) if text.strip() else ("", ())
        for one in dict.fromkeys(done):
            self._remark(f"{what}: {one}")
        return made

    def _remark(self, what: str) -> None:
        self._remarks.append(left_out(self._question.place, what))

    def _choices(self, choices: Sequence[DraftChoice]) -> Iterable[DraftChoice]:
        seen: dict[str, int] = {}
        made: list[DraftChoice] = []
        for choice in choices:
            text = self._text(choice.text, "blocks", "a choice") or "—"
            plain = " ".join(text.split())
            if plain in seen:
                self._remark(f"the choice “{plain}” is there twice: it is kept once")
                first = made[seen[plain]]
                made[seen[plain]] = replace(first, correct=first.correct or choice.correct)
                continue
            seen[plain] = len(made)
            made.append(DraftChoice(text, choice.correct, self._text(choice.why, "blocks", "why a choice is so")))
        return made

    def _points(self, points: Sequence[DraftPoint]) -> Iterable[DraftPoint]:
        ids = Taken()
        for point in points:
            text = self._text(point.text, "inline", "a key point")
            if not _STRONG.search(text):
                self._remark(f"the key point “{text}” hides nothing and is left out")
                continue
            hidden = re.findall(r"\*\*(.+?)\*\*", text)
            yield DraftPoint(
                text, ids.new(kept(point.id) or slug(hidden[0] if hidden else text, "point")[:40].strip("-"))
            )

    def _tags(self, tags: Sequence[str]) -> Iterable[str]:
        made = dict[str, None]()
        for tag in tags:
            fitting = tag if shapes.TAG.fits(tag) else shapes.TAG.mend(tag)
            if shapes.TAG.fits(fitting):
                made[fitting] = None
            elif tag.strip():
                self._remark(f"the tag “{tag}” is left out")
        return made

    def _references(self, references: Sequence[DraftReference]) -> Iterable[DraftReference]:
        for reference in references:
            url = reference.url if not reference.url or shapes.URL.fits(reference.url) else ""
            if reference.url and not url:
                self._remark(f"the address “{reference.url[:80]}” is left out of a reference")
            yield replace(
                reference,
                title=" ".join(reference.title.split()) or reference.url,
                url=url,
                year=reference.year if reference.year in _YEARS else None,
                doi=reference.doi if shapes.DOI.fits(reference.doi) else "",
                arxiv=reference.arxiv if shapes.ARXIV.fits(reference.arxiv) else "",
            )


def _is_short(answer: str) -> bool:
    return bool(answer) and "\n" not in answer and len(answer) <= _SHORT
