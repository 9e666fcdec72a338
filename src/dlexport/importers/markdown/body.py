"""The text under a question's title -> its fields: labelled parts, options, answers, references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.answered import answered, settled
from dlexport.importers.draft import DraftQuestion, DraftReference
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.rows import Row
from dlexport.importers.markdown.titles import title_of, without_closing
from dlexport.importers.small_fields import SMALL, with_small_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.importers.answers import Kind
    from dlexport.importers.labels import FieldName

BOLD: Final = re.compile(
    r"^(?:\*\*|__)[ \t]*+([^ \t*\n:：][^*\n:：]{0,39}?)[ \t]*+"
    r"(?:[:：][ \t]*+(?:\*\*|__)|(?:\*\*|__)[ \t]*+[:：])[ \t]*+(.*)$"
)
_BOLD_ALONE: Final = re.compile(r"^(?:\*\*|__)[ \t]*+([^ \t*\n:：][^*\n:：]{0,19}?)[ \t]*+(?:\*\*|__)[ \t]*+$")
_BRACKETED: Final = re.compile(
    r"^(?:\*\*)?[【\[][ \t]*+([^ \t】\]\n][^】\]\n]{0,19})[ \t]*+[】\]](?!\()(?:\*\*)?[ \t]*+[:：]?[ \t]*+(.*)$"
)
_PLAIN: Final = re.compile(r"^[ \t]{0,3}([^\W\d_][^\n:：*|\[\]`$]{0,18}?)[ \t]*+[:：][ \t]*+(.*)$")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]++(.*)$")
_TASK: Final = re.compile(r"^([ \t]*)[-*+][ \t]+\[([ xX])\][ \t]*(.*)$")
_REFERENCE: Final = re.compile(r"^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?\[([^\]]+)\]\((https?://[^)\s]+)\)[。.]?[ \t]*$")
_RULE: Final = re.compile(r"^[ \t]*+(?:-[ \t]*+){3,}$|^[ \t]*+(?:\*[ \t]*+){3,}$|^[ \t]*+(?:_[ \t]*+){3,}$")


@dataclass(slots=True)
class Parts:
    """The parts of a body, in source order; `body` holds the rows without a label."""

    body: list[Row] = field(default_factory=list)
    labelled: dict[FieldName, list[Row]] = field(default_factory=dict)
    sections: list[tuple[str, list[Row]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reader of bodies.

    Args:
        text: function from rows to the text of a field (cleaned Markdown).
        remark: called with line and description of each part that was lost.
        own: plain form of a label of the user's -> field.
        labelled: whether unknown labels begin sections, as in documents that label their answers.
    """

    text: Callable[[Sequence[Row]], str]
    remark: Callable[[int, str], None]
    own: Mapping[str, FieldName]
    labelled: bool

    def read(self, question: DraftQuestion, rows: Sequence[Row], kind: Kind = "") -> DraftQuestion:
        """The question with the fields found in its body."""
        parts = self.parts(rows)
        for title, below in parts.sections:
            if all(row.blank for row in below):
                self.remark(question.place.line, f"the section “{title}” has no text, and is left out")
        question = self._small(question, parts)
        found = parts.labelled
        kind = answers.kind_of(self.text(found.get("kind", ()))) or kind
        if "answer" in found or "prompt" in found or "analysis" in found:
            question = self._labelled(question, parts, kind)
        else:
            parts.body += [Row(0, ""), *found["options"]] if "options" in found else []
            question = self._unlabelled(question, parts, kind)
        return settled(question)

    def parts(self, rows: Sequence[Row]) -> Parts:
        """The rows, grouped by the labels above them."""
        parts = Parts()
        into, fresh, place = parts.body, True, question_place(rows)
        before: list[Row] | None = None     # what a field of one line, or tags, have interrupted
        lone = True
        for row in rows:
            if row.code:
                into.append(row)
                fresh = False
                continue
            field, title, rest = self._label(row.text, fresh=fresh, after=place <= row.line)
            if field or title:
                before = (before or into) if field in _SHORT else None
                lone = field != "tags"
                into = parts.labelled.setdefault(field, []) if field else []
                if into:
                    into.append(row._replace(text=""))
                if not field:
                    parts.sections.append((title, into))
                if rest:
                    into.append(row._replace(text=rest))
            else:
                if before is not None and (lone or row.blank) and any(not one.blank for one in into):
                    into, before = before, None
                into.append(row)
            fresh = row.blank or bool(field or title)
        return parts

    def _label(self, text: str, *, fresh: bool, after: bool) -> tuple[FieldName | None, str, str]:
        """The field that a row begins, or the title of a section; and the rest of the row."""
        match = _HEADING.match(text)
        if match:
            heading = without_closing(match[1])
            words, rest = re.split(r"[:：]", heading, maxsplit=1) if re.search("[:：]", heading) else (heading, "")
            known = field_of(words, self.own)
            if known and known != "title":
                return known, "", rest.strip()
            return None, title_of(heading).words if after else "", ""
        match = BOLD.match(text)
        if match:
            known = field_of(match[1], self.own)
            if known and known != "title":
                return known, "", match[2]
            return (
                None,
                match[1].strip() if fresh and self.labelled else "",
                match[2] if fresh and self.labelled else "",
            )
        for pattern, careful in ((_BRACKETED, False), (_BOLD_ALONE, True), (_PLAIN, True)):
            match = pattern.match(text)
            known = field_of(match[1], self.own) if match else None
            if (
                match
                and known
                and known not in {"title", "number", "id", "score", "kind"}
                and (known in _STRONG or not careful)
            ):
                return known, "", match[2] if pattern is not _BOLD_ALONE else ""
        return None, "", ""

    def _small(self, question: DraftQuestion, parts: Parts) -> DraftQuestion:
        """Fields of a few words, and the topic."""
        found = {name: self.text(rows) for name, rows in parts.labelled.items() if name in SMALL or name == "topic"}
        lines = [rows[0].line for name, rows in parts.labelled.items() if name in SMALL]

        def remark(what: str) -> None:
            self.remark(lines[0], what)

        question = replace(question, topic=found.get("topic", "").partition("\n")[0] or question.topic)
        return with_small_fields(question, found, remark)

    def _labelled(self, question: DraftQuestion, parts: Parts, kind: Kind) -> DraftQuestion:
        found = parts.labelled
        body = [*parts.body, *found.get("prompt", ())] if "prompt" in found or "answer" in found else parts.body
        listed = found.get("options", [])
        stem, options, right = self._options([*body, *listed])
        sections = tuple((title, self.text(rows)) for title, rows in parts.sections)
        question = replace(
            question,
            prompt="\n\n".join(text for text in (stem, self.text(right.rest)) if text),     # a note below the options
            analysis=self.text(found.get("analysis", ())),
            sections=tuple((title, text) for title, text in sections if text),
        )
        answer = self.text(found.get("answer", ()))
        if "answer" not in found and not options:  # a question and its explanation
            judged = answered(question, (), "", kind)
            if judged.true_false is not None:
                return judged
            return replace(question, answer=question.analysis, analysis="")
        return answered(question, options, answer, kind, right.places)

    def _unlabelled(self, question: DraftQuestion, parts: Parts, kind: Kind) -> DraftQuestion:
        """A body without labels: it is the answer, or, if it has options, a prompt before them."""
        stem, options, right = self._options(parts.body)
        if options:
            rest, references = self._references(right.rest, alone=True)
            question = replace(
                question, prompt=stem, analysis=self.text(rest), references=(*question.references, *references)
            )
            question = answered(question, options, "", kind, right.places)
        else:
            rows, references = self._references(parts.body)
            question = replace(question, answer=self.text(rows), references=(*question.references, *references))
        sections = [(title, self.text(rows)) for title, rows in parts.sections]
        if not question.answered and sections:  # all of it is under headings of its own
            whole = [row for title, rows in parts.sections for row in _headed(title, rows)]
            return replace(question, answer=self.text(whole))
        return replace(question, sections=tuple((title, text) for title, text in sections if text))

    def _references(self, rows: Sequence[Row], *, alone: bool = False) -> tuple[list[Row], list[DraftReference]]:
        """The rows without those at the end that are only a link; and the references made of these.

        `alone`: whether the rows may consist of links only; otherwise such links are the answer, and stay.
        """
        rest, found = list(rows), list[DraftReference]()
        while rest and (
            rest[-1].blank
            or (not rest[-1].code and (match := _REFERENCE.match(rest[-1].text)) and not match[1].startswith("!"))
        ):
            row = rest.pop()
            if match := _REFERENCE.match(row.text):
                found.insert(0, DraftReference(match[1].strip(" []") or match[2], match[2]))
        if not alone and not any(not row.blank for row in rest):
            return list(rows), []
        return rest, found

    def _options(self, rows: Sequence[Row]) -> tuple[str, list[str], Right]:
        """The text before the options, the options, and which of them are right."""
        tasks = [place for place, row in enumerate(rows) if not row.code and _TASK.match(row.text)]
        if len(tasks) > 1 and not _other_items(rows, tasks):
            options, end = self._tasks(rows, tasks)
            ticked = [
                place
                for place, index in enumerate(tasks)
                if (match := _TASK.match(rows[index].text)) and match[2] != " "
            ]
            return self.text(rows[: tasks[0]]), options, Right(ticked, rows[end:])
        lettered = answers.options_in([row.text for row in rows])
        if lettered:
            before, options, after = lettered
            rest = rows[len(rows) - len(after) :] if after else []
            return self.text(rows[: len(before)]), [self._option(option) for option in options], Right([], rest)
        return self.text(rows), [], Right([], [])

    def _option(self, option: str) -> str:
        if "![" in option or "\n" in option or "<" in option or "$" in option or "[" in option:
            return self.text([Row(0, text) for text in option.split("\n")])
        return option

    def _tasks(self, rows: Sequence[Row], tasks: Sequence[int]) -> tuple[list[str], int]:
        options = []
        end = tasks[-1] + 1
        while end < len(rows) and (rows[end].blank or rows[end].code or rows[end].text.startswith((" ", "\t"))):
            end += 1
        for place, index in enumerate(tasks):
            match = _TASK.match(rows[index].text)
            words = match[3].strip() if match else ""
            below = list(rows[index + 1 : tasks[place + 1] if place + 1 < len(tasks) else end])
            code = _dedent(below)
            letter = re.fullmatch(r"[A-Za-z][.)]?", words) and any(not row.blank for row in code)
            options.append(self.text([*([] if letter else [rows[index]._replace(text=words)]), *code]))
        return options, end


@dataclass(frozen=True, slots=True)
class Right:
    """The right options as marked in the list itself: their indices, and the rows after the list."""

    places: Sequence[int]
    rest: Sequence[Row]


_SHORT: Final = {"kind", "difficulty", "score", "number", "id", "tags", "topic"}     # of one line, or a list of tags
_STRONG: Final = {"answer", "analysis", "prompt", "options", "references", "difficulty", "tags", "hint", "topic"}


def question_place(rows: Sequence[Row]) -> int:
    """The line of the first row that is not blank."""
    return next((row.line for row in rows if not row.blank), 0)


def is_rule(row: Row) -> bool:
    """Whether a row is a thematic break."""
    return not row.code and bool(_RULE.match(row.text))


def _other_items(rows: Sequence[Row], tasks: Sequence[int]) -> bool:
    """Whether list items without a box stand among the tasks."""
    return any(
        not row.code and re.match(r"^[-*+][ \t]", row.text) and not _TASK.match(row.text)
        for row in rows[tasks[0] : tasks[-1]]
    )


def _dedent(rows: list[Row]) -> list[Row]:
    indents = [len(row.text) - len(row.text.lstrip(" ")) for row in rows if not row.blank]
    least = min(indents, default=0)
    return [row._replace(text=row.text[least:]) for row in rows]


def _headed(title: str, rows: list[Row]) -> list[Row]:
    line = rows[0].line if rows else 0
    return [Row(line, f"**{title}**"), Row(line, ""), *rows, Row(line, "")]
