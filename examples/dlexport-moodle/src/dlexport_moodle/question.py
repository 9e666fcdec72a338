"""One question as a Moodle essay: what is asked, what graders see, what learners see after their attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.plugin import Part, Problem, attribute, escape, plain
from dlexport_moodle.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.plugin import Book, Question, Reference
    from dlexport_moodle.options import MoodleOptions

_LONGEST_NAME = 255     # characters that Moodle's database has room for
_HARDEST = 3


def essay(question: Question, book: Book, options: MoodleOptions, style: str) -> str:
    """The question as XML. Its id is its idnumber: a file that is imported again is compared by it."""
    asked, after, notes = (Field(book, question.id, style) for _ in range(3))
    asked.marked(Part.PROMPT, asked.rich(question.prompt, "prompt"))
    after.marked(Part.SUMMARY, after.line(question.summary.children), "p")
    _solution(question, book, notes if options.solution == "graders" else after)
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in question.tags)
    return "\n".join([
        '<question type="essay">',
        f"<name><text>{escape(plain(question.title.children))}</text></name>",
        asked.element("questiontext"), after.element("generalfeedback"),
        f"<defaultgrade>{options.grade}</defaultgrade><penalty>0</penalty><hidden>0</hidden>",
        f"<idnumber>{question.id}</idnumber>",
        "<responseformat>editor</responseformat><responserequired>1</responserequired>",
        f"<responsefieldlines>{options.lines}</responsefieldlines>",
        f"<minwordlimit>{options.least or ''}</minwordlimit><maxwordlimit>{options.most or ''}</maxwordlimit>",
        "<attachments>0</attachments><attachmentsrequired>0</attachmentsrequired>",
        notes.element("graderinfo"),
        '<responsetemplate format="html"><text></text></responsetemplate>',
        f"<tags>{tags}</tags>",
        "</question>",
    ])


def problems(question: Question) -> Iterator[Problem]:
    """What Moodle will not take as it is."""
    title = plain(question.title.children)
    if len(title) > _LONGEST_NAME:
        yield Problem("essays-long-name", f"the title of {question.id} has {len(title)} characters", question.span,
                      f"Moodle keeps the first {_LONGEST_NAME}: shorten the title", severity="warning")


def _solution(question: Question, book: Book, field: Field) -> None:
    labels = book.labels
    field.heading(labels.answer)
    field.marked(Part.ANSWER, field.rich(question.answer, "answer"))
    for number, section in enumerate(question.sections, 1):
        title = f"<h4>{field.line(section.title.children)}</h4>"
        field.marked(Part.SECTIONS, title + field.rich(section.body, f"section{number}"))
    field.heading(labels.analysis)
    field.marked(Part.ANALYSIS, field.rich(question.analysis, "analysis"))
    if question.keypoints:
        field.heading(labels.keypoints)
        points = "".join(f"<li>{field.line(point.text.children)}</li>" for point in question.keypoints)
        field.marked(Part.KEYPOINTS, points, "ul")
    if question.references:
        field.heading(labels.references)
        items = "".join(f"<li>{_reference(reference, book)}</li>" for reference in question.references)
        field.marked(Part.REFERENCES, items, "ul")
    if question.difficulty:
        field.heading(labels.difficulty)
        dots = "●" * question.difficulty + "○" * (_HARDEST - question.difficulty)
        field.marked(Part.DIFFICULTY, dots, "p")


def _reference(reference: Reference, book: Book) -> str:
    """Authors: title, venue, year; the title leads to the address."""
    labels = book.labels
    authors = labels.comma.join(reference.authors) + labels.colon if reference.authors else ""
    title = f"<cite>{escape(reference.title)}</cite>"
    if reference.address:
        title = f'<a href="{attribute(reference.address)}">{title}</a>'
    return escape(authors) + title + "".join(escape(labels.comma + fact) for fact in reference.published)
