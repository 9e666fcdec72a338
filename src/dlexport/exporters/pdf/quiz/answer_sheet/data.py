"""The data of answer sheets and papers as JSON: positions of bubbles and right answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dlexport.exporters.pdf.quiz.answer_sheet.layout import BIT, BOX_HIGH, BOX_WIDE, MARK, sheet_pages
from dlexport.exporters.pdf.quiz.marking import blank_answers, short_answer
from dlexport.plugin.kinds import letter
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from dlexport.book.bank import Question, Subquestion
    from dlexport.book.book import Book
    from dlexport.book.papers import Papers, PaperTask, PaperVersion
    from dlexport.exporters.pdf.quiz.answer_sheet.layout import SheetPage
    from dlexport.exporters.pdf.quiz.words import ExamWords

FORMAT = 1


def sheet_json(book: Book, found: Papers, paper: str, words: ExamWords) -> bytes:
    """All versions as JSON; positions are those of centres, in millimetres from the page's upper left corner."""
    versions = [_version(book, found, version, paper, words) for version in found.versions]
    data = {"format": FORMAT, "bank": book.bank.id, "exam": found.exam.id if found.exam else "",
            "unit": "mm", "origin": "top left", "versions": versions}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def paper_code(book: Book, found: Papers, version: PaperVersion) -> str:
    """The code that identifies a paper: bank, exam and version."""
    return "/".join(filter(None, (book.bank.id, found.exam.id if found.exam else "", version.name)))


def _version(book: Book, found: Papers, version: PaperVersion, paper: str, words: ExamWords) -> dict[str, Any]:
    code = paper_code(book, found, version)
    pages = sheet_pages([*version.tasks()], paper, code, (words.true, words.false))
    return {"name": version.name, "code": code, "questions": [_task(task, words) for task in version.tasks()],
            "pages": [_page(page) for page in pages]}


def _task(task: PaperTask, words: ExamWords) -> dict[str, Any]:
    question = task.question
    told: dict[str, Any] = {"number": task.number, "id": question.id, "kind": question.kind,
                            "title": "" if question.untitled else plain(question.title.children)}
    if task.points is not None:
        told["points"] = task.points
    asked = task.as_asked
    told |= _answer(asked, words)
    if asked.parts:
        told["parts"] = [{"number": number, "id": part.id, "kind": part.kind, **_answer(part, words)}
                         for number, part in enumerate(asked.parts, 1)]
    return told


def _answer(asked: Question | Subquestion, words: ExamWords) -> dict[str, Any]:
    """Right letters, options in the order of the paper, answers of blanks; empty for an answer in words."""
    told: dict[str, Any] = {}
    if asked.choices:
        truths = (words.true, words.false) if asked.true_false is not None else ()
        told |= {"answer": short_answer(asked, words), "options": [
            {"letter": truths[k] if truths else letter(k), "id": choice.id, "correct": choice.correct,
             "text": plain(choice.text)} for k, choice in enumerate(asked.choices)]}
    if asked.gaps:
        told["blanks"] = blank_answers(asked)
    return told


def _page(page: SheetPage) -> dict[str, Any]:
    def spot(x: float, y: float) -> dict[str, float]:
        return {"x": round(x, 3), "y": round(y, 3)}

    return {
        "page": page.page, "width": page.width, "height": page.height, "code": page.code,
        "marks": {"size": MARK, "at": [spot(*mark) for mark in page.marks]},
        "bits": {"size": BIT,
                 "at": [{**spot(*box), "set": bit} for box, bit in zip(page.boxes, page.bits, strict=True)]},
        "bubble": {"width": BOX_WIDE, "height": BOX_HIGH},
        "digits": [[spot(*mark) for mark in column] for column in page.digits],
        "bubbles": [{"question": one.question, "option": one.option, **spot(one.x, one.y)} for one in page.bubbles],
    }
