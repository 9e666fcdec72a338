"""Questions in Moodle's kinds: multichoice, truefalse, cloze, essay. Parts become a description and a question each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.exporters.moodle.fields import MoodleField
from dlexport.exporters.moodle.gaps import moodle_gap
from dlexport.plugin.contract import Part
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question, Reference, Subquestion
    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.moodle.options import MoodleXmlOptions

_FRACTIONS: Final = (     # the only percentages that Moodle accepts (question/engine/bank.php)
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10,
    5)
_NAME: Final = 255      # characters; limit of Moodle's database
_HARDEST: Final = 3


class MoodleWriter:
    """Writes the questions of one book."""

    def __init__(self, book: Book, options: MoodleXmlOptions) -> None:
        self._book = book
        self._options = options

    def category(self, chapter: Chapter) -> str:
        """The pseudo-question that sets the category of those that follow. Moodle needs slashes in names doubled."""
        titles = (unmarked(self._book.bank.title.children), unmarked(chapter.topic.title.children))
        path = "/".join(title.replace("/", "//") for title in titles)
        return f'<question type="category"><category><text>$course$/top/{escape(path)}</text></category></question>'

    def question(self, question: Question) -> Iterator[str]:
        """The XML elements of a question: one, or several if it has parts. The id becomes Moodle's idnumber."""
        asked = MoodleField(self._book, question.id, moodle_gap)
        if not question.untitled:
            asked.marked(Part.TITLE, asked.line(question.title.children), "p")
        asked.marked(Part.PROMPT, asked.rich(question.prompt, "prompt"))
        asked.marked(Part.HINT, self._hint(question, asked))
        after = self._feedback(question)
        yield self._one(question, question, question.id, asked, after,
                        kind="description" if question.parts else "")
        for number, part in enumerate(question.parts, 1):
            prompt = MoodleField(self._book, f"{question.id}-{part.id}", moodle_gap)
            label = f"<p>{escape(self._book.labels.part.format(number=number))}</p>"
            prompt.marked(Part.PARTS, label + prompt.rich(part.prompt, "prompt") + self._hint(part, prompt))
            notes = MoodleField(self._book, f"{question.id}-{part.id}")
            if part.true_false is not None:
                said = next(choice for choice in part.choices if choice.correct)
                notes.marked(Part.SOLUTIONS, notes.rich(said.text, "truth"))
            for body, name in ((part.answer, "answer"), (part.analysis, "analysis")):
                notes.marked(Part.SOLUTIONS, notes.rich(body, name))
            yield self._one(question, part, f"{question.id}/{part.id}", prompt, notes, number=number)

    def _hint(self, task: Question | Subquestion, field: MoodleField) -> str:
        if not task.hint.blocks:
            return ""
        label = escape(self._book.labels.hint)
        return f"<details><summary>{label}</summary>{field.rich(task.hint, 'hint')}</details>"

    def _one(   # noqa: PLR0913 - what it is made of
        self, question: Question, task: Question | Subquestion, ident: str, asked: MoodleField, after: MoodleField, *,
        kind: str = "", number: int = 0,
    ) -> str:
        kinds = {"open": "essay", "choice": "multichoice", "true_false": "truefalse", "blanks": "cloze"}
        kind = kind or kinds[task.kind]
        lines = [f'<question type="{kind}">', f"<name><text>{escape(self._name(question, number))}</text></name>",
                 asked.element("questiontext")]
        if kind == "essay":
            lines += [MoodleField(self._book, ident).element("generalfeedback")]
        else:
            lines += [after.element("generalfeedback")]
        points = 0 if kind == "description" else task.points or 1
        lines += [f"<defaultgrade>{points:g}</defaultgrade><penalty>0</penalty><hidden>0</hidden>",
                  f"<idnumber>{escape(ident)}</idnumber>"]
        lines += self._answering(task, kind, ident, after)
        tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in question.tags) if task is question else ""
        return "\n".join([*lines, f"<tags>{tags}</tags>", "</question>"])

    def _name(self, question: Question, number: int) -> str:
        title = unmarked(question.title.children)
        return f"{title[:_NAME - 5]} ({number})" if number else title[:_NAME]

    def _answering(self, task: Question | Subquestion, kind: str, ident: str, after: MoodleField) -> Iterator[str]:
        match kind:
            case "multichoice":
                yield from self._choices(task, ident)
            case "truefalse":
                for truth in (True, False):
                    fraction = 100 if task.true_false is truth else 0
                    said = str(truth).lower()
                    yield (f'<answer fraction="{fraction}" format="moodle_auto_format"><text>{said}</text>'
                           '<feedback format="html"><text></text></feedback></answer>')
            case "essay":
                lines = min((5 * -(-(task.lines or self._options.lines) // 5)), 40)
                yield ("<responseformat>editor</responseformat><responserequired>1</responserequired>"
                       f"<responsefieldlines>{lines}</responsefieldlines><attachments>0</attachments>")
                yield after.element("graderinfo")
                yield '<responsetemplate format="html"><text></text></responsetemplate>'
            case _:
                return

    def _choices(self, task: Question | Subquestion, ident: str) -> Iterator[str]:
        right = sum(choice.correct for choice in task.choices)
        shuffled = task.shuffle and not task.fixed      # Moodle cannot keep single options in place
        yield (f"<single>{'true' if right == 1 else 'false'}</single><shuffleanswers>{'1' if shuffled else '0'}"
               "</shuffleanswers><answernumbering>ABCD</answernumbering>")
        share, loss = _nearest(100 / max(right, 1)), _nearest(100 / max(len(task.choices) - right, 2))
        of_part = ident.count("/") > 0
        for number, choice in enumerate(task.choices):
            text, why = MoodleField(self._book, f"{ident}-{number}"), MoodleField(self._book, f"{ident}-{number}w")
            text.marked(Part.PARTS if of_part else Part.CHOICES, text.rich(choice.text, "text"))
            why.marked(Part.SOLUTIONS if of_part else Part.WHY, why.rich(choice.why, "why"))
            fraction = share if choice.correct else 0 if right == 1 else -loss
            yield (f'<answer fraction="{fraction:.7g}" format="html">{text.inner()}'
                   f'{why.element("feedback")}</answer>')

    def _feedback(self, question: Question) -> MoodleField:
        """The field that learners see after their attempt, and graders while they grade an essay."""
        labels = self._book.labels
        field = MoodleField(self._book, f"{question.id}-after")
        field.marked(Part.SUMMARY, field.line(question.summary.children), "p")
        right = [choice for choice in question.choices if choice.correct]
        if question.kind == "true_false":
            field.marked(Part.CORRECT, "".join(field.rich(choice.text, "truth") for choice in right))
        if question.answer.blocks:
            field.heading(labels.answer)
            field.marked(Part.ANSWER, field.rich(question.answer, "answer"))
        for number, section in enumerate(question.sections, 1):
            title = f"<h4>{field.line(section.title.children)}</h4>"
            field.marked(Part.SECTIONS, title + field.rich(section.body, f"section{number}"))
        if question.analysis.blocks:
            field.heading(labels.analysis)
            field.marked(Part.ANALYSIS, field.rich(question.analysis, "analysis"))
        if question.keypoints:
            field.heading(labels.keypoints)
            points = "".join(f"<li>{field.line(point.text.children)}</li>" for point in question.keypoints)
            field.marked(Part.KEYPOINTS, points, "ul")
        if question.source:
            field.heading(labels.source)
            field.marked(Part.SOURCE, field.line(question.source.children), "p")
        if question.references:
            field.heading(labels.references)
            items = "".join(f"<li>{self._reference(reference)}</li>" for reference in question.references)
            field.marked(Part.REFERENCES, items, "ul")
        if question.difficulty:
            field.heading(labels.difficulty)
            dots = "●" * question.difficulty + "○" * (_HARDEST - question.difficulty)
            field.marked(Part.DIFFICULTY, dots, "p")
        return field

    def _reference(self, reference: Reference) -> str:
        """A reference as HTML: authors, title (linked to the address), venue, year."""
        labels = self._book.labels
        authors = labels.comma.join(reference.authors) + labels.colon if reference.authors else ""
        title = f"<cite>{escape(reference.title)}</cite>"
        if reference.address:
            title = f'<a href="{attribute(reference.address)}">{title}</a>'
        return escape(authors) + title + "".join(escape(labels.comma + fact) for fact in reference.published)


def _nearest(fraction: float) -> float:
    return min(_FRACTIONS, key=lambda known: abs(known - fraction))
