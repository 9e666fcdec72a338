"""One question as an assessmentItem of QTI 2.1: declarations, body, response processing, the solution as feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.qti.body import QtiBody, marked
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import filled, reasons, right_options
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.plain import plain, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Choice, Question, Reference, Subquestion
    from dlexport.book.book import Book
    from dlexport.exporters.qti.options import QtiOptions
    from dlexport.richtext.nodes import Gap, RichText

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_HARDEST: Final = 3
_LINE: Final = 60       # characters per line of an answer box


def identifier(ident: str) -> str:
    """The QTI identifier of a question. It differs from the id, as an identifier must not begin with a digit."""
    return f"q_{ascii_form(ident)}"


@dataclass(slots=True)
class QtiItem:
    """An item while it is built.

    Attributes:
        book: the book of the question.
        body: writer of its texts.
        declarations: XML of the response declarations.
        scores: XML expressions whose sum is the score.
        conditions: XML rules that add to the score afterwards.
        points: the highest possible score.
    """

    book: Book
    body: QtiBody
    declarations: list[str] = field(default_factory=list)
    scores: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    points: float = 0.0
    _responses: int = 0

    def response(self) -> str:
        """A new identifier for a response."""
        self._responses += 1
        return f"RESPONSE_{self._responses}"


def item(question: Question, book: Book, options: QtiOptions) -> tuple[str, dict[str, bytes]]:
    """The item as XML; and file name -> bytes of its pictures."""
    made = QtiItem(book, QtiBody(book, options))
    blocks = "".join(_asked(question, made))
    solution = "".join(_solution(question, made))
    score = f"<sum>{''.join(made.scores)}</sum>" if made.scores else _float(0)
    title = unmarked(question.title.children)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (f'<assessmentItem xmlns="{NAMESPACE}" identifier="{identifier(question.id)}" title="{attribute(title)}"'
        f' adaptive="false" timeDependent="false" xml:lang="{attribute(book.bank.language)}" toolName="dlexport">'),
        *made.declarations,
        ('<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value>'
        "</defaultValue></outcomeDeclaration>"),
        ('<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue>'
        f"<value>{made.points:g}</value></defaultValue></outcomeDeclaration>"),
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>',
        f"<itemBody>{blocks}</itemBody>",
        (f'<responseProcessing><setOutcomeValue identifier="SCORE">{score}</setOutcomeValue>{"".join(made.conditions)}'
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">solution</baseValue></setOutcomeValue>'
        "</responseProcessing>"),
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="solution" showHide="show"><div>{solution}</div>'
        "</modalFeedback>" if solution else "",
        "</assessmentItem>", "",
    ]
    return "\n".join(filter(None, lines)) + "\n", made.body.pictures


def _asked(question: Question, made: QtiItem) -> Iterator[str]:
    body = made.body
    if not question.untitled:
        yield marked(Part.TITLE, f"<strong>{body.line(question.title.children)}</strong>", "p")
    points = question.points or float(not question.parts)
    yield from _task(question, made, points, Part.PROMPT, Part.CHOICES)
    share = question.points / len(question.parts) if question.points and question.parts else 1.0
    for number, part in enumerate(question.parts, 1):
        label = f'<p class="number">{escape(made.book.labels.part.format(number=number))}</p>'
        yield f'<div class="subquestion">{label}'
        yield from _task(part, made, part.points or share, Part.PARTS, Part.PARTS)
        yield "</div>"


def _task(task: Question | Subquestion, made: QtiItem, points: float, prompt: Part, options: Part) -> Iterator[str]:
    """The prompt of a question or part, and the interaction that takes the answer."""
    gaps, body = task.gaps, made.body
    left = list(gaps)

    def gap(node: Gap, _answers: Sequence[str]) -> str:
        left.pop()
        return _gap(node, made, points / len(gaps))

    yield marked(prompt, body.rich(task.prompt, gap))
    if task.hint.blocks:
        part = Part.HINT if prompt is Part.PROMPT else Part.PARTS
        yield f'<p class="hint">{escape(made.book.labels.hint)}</p>{marked(part, body.rich(task.hint))}'
    if task.kind == "parts":
        return
    made.points += points
    if task.choices:
        yield _choices(task, made, points, options)
    elif not gaps:
        name = made.response()
        made.declarations.append(
            f'<responseDeclaration identifier="{name}" cardinality="single" baseType="string"/>')
        lines = task.lines or max(3, len(plain(task.answer)) // _LINE + 2)
        yield f'<extendedTextInteraction responseIdentifier="{name}" expectedLines="{lines}"/>'


def _choices(task: Question | Subquestion, made: QtiItem, points: float, part: Part) -> str:
    name, right = made.response(), [choice for choice in task.choices if choice.correct]
    several = len(right) > 1
    loss = points / max(len(task.choices) - len(right), 2) if several else 0
    entries = "".join(
        f'<mapEntry mapKey="{_choice_id(one)}" mappedValue="{points / len(right) if one.correct else -loss:.6g}"/>'
        for one in task.choices)
    values = "".join(f"<value>{_choice_id(one)}</value>" for one in right)
    made.declarations.append(
        f'<responseDeclaration identifier="{name}" cardinality="{"multiple" if several else "single"}"'
        f' baseType="identifier">{f"<correctResponse>{values}</correctResponse>" if values else ""}'
        f'<mapping lowerBound="0" upperBound="{points:g}" defaultValue="0">{entries}</mapping></responseDeclaration>')
    made.scores.append(f'<mapResponse identifier="{name}"/>')
    shuffled = task.shuffle and task.true_false is None
    items = "".join(
        f'<simpleChoice identifier="{_choice_id(one)}"{_FIXED if task.fixed and place == len(task.choices) else ""}>'
        f"{marked(part, made.body.rich(one.text))}</simpleChoice>" for place, one in enumerate(task.choices, 1))
    return (f'<choiceInteraction responseIdentifier="{name}" shuffle="{str(shuffled).lower()}"'
            f' maxChoices="{0 if several else 1}">{items}</choiceInteraction>')


_FIXED: Final = ' fixed="true"'


def _choice_id(choice: Choice) -> str:
    return f"c_{ascii_form(choice.id)}"


def _gap(node: Gap, made: QtiItem, points: float) -> str:
    """A text field for a gap; any of its answers is right, with a tolerance any number within it."""
    name = made.response()
    texts = [plain(answer).replace("−", "-") if node.tolerance else plain(answer) for answer in node.answers]
    longest = max(map(len, texts), default=0)
    if node.tolerance and all(map(_NUMBER.fullmatch, texts)):
        values = f"<correctResponse><value>{texts[0]}</value></correctResponse>"
        made.declarations.append(
            f'<responseDeclaration identifier="{name}" cardinality="single" baseType="float">{values}'
            "</responseDeclaration>")
        near = node.tolerance.rstrip("%")
        mode = "relative" if node.tolerance.endswith("%") else "absolute"
        tests = "".join(f'<equal toleranceMode="{mode}" tolerance="{near} {near}"><variable identifier="{name}"/>'
                        f'<baseValue baseType="float">{text}</baseValue></equal>' for text in texts)
        made.conditions.append(
            f"<responseCondition><responseIf>{f'<or>{tests}</or>' if len(texts) > 1 else tests}"
            f'<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/>{_float(points)}</sum>'
            "</setOutcomeValue></responseIf></responseCondition>")
    else:
        both = dict.fromkeys(text for answer in node.answers for text in (plain(answer), unmarked(answer)))
        entries = "".join(f'<mapEntry mapKey="{attribute(text)}" mappedValue="{points:.6g}" caseSensitive="false"/>'
                          for text in both)
        made.declarations.append(
            f'<responseDeclaration identifier="{name}" cardinality="single" baseType="string"><correctResponse>'
            f"<value>{escape(texts[0])}</value></correctResponse>"
            f'<mapping defaultValue="0">{entries}</mapping></responseDeclaration>')
        made.scores.append(f'<mapResponse identifier="{name}"/>')
    return f'<textEntryInteraction responseIdentifier="{name}" expectedLength="{max(12, longest)}"/>'


def _float(value: float) -> str:
    return f'<baseValue baseType="float">{value:.6g}</baseValue>'


def _solution(question: Question, made: QtiItem) -> Iterator[str]:
    body, labels = made.body, made.book.labels

    def all_of(part: Part, texts: Iterator[RichText]) -> str:
        return marked(part, "".join(f"<div>{body.rich(text)}</div>" for text in texts))

    yield all_of(Part.CORRECT, right_options(question))
    yield all_of(Part.WHY, reasons(question))
    yield all_of(Part.BLANKS, filled(question, labels))
    for number, part in enumerate(question.parts, 1):
        label = f"<p>{escape(labels.part.format(number=number))}</p>"
        texts = [*right_options(part), *reasons(part), *filled(part, labels)]
        texts += [text for text in (part.answer, part.analysis) if text.blocks]
        yield marked(Part.SOLUTIONS, label + "".join(f"<div>{body.rich(text)}</div>" for text in texts))
    yield marked(Part.ANSWER, body.rich(question.answer))
    for section in question.sections:
        yield marked(Part.SECTIONS, f"<h4>{body.line(section.title.children)}</h4>{body.rich(section.body)}")
    if question.analysis.blocks:
        yield f"<h4>{escape(labels.analysis)}</h4>{marked(Part.ANALYSIS, body.rich(question.analysis))}"
    if question.keypoints:
        points = "".join(f"<li>{body.line(point.text.children)}</li>" for point in question.keypoints)
        yield f"<h4>{escape(labels.keypoints)}</h4>{marked(Part.KEYPOINTS, points, 'ul')}"
    yield marked(Part.SUMMARY, body.line(question.summary.children), "p")
    if question.source:
        yield f"<h4>{escape(labels.source)}</h4>{marked(Part.SOURCE, body.line(question.source.children), 'p')}"
    if question.references:
        items = "".join(f"<li>{_reference(reference, made.book)}</li>" for reference in question.references)
        yield f"<h4>{escape(labels.references)}</h4>{marked(Part.REFERENCES, items, 'ul')}"
    yield marked(Part.TAGS, " ".join(f"<span>{escape(tag)}</span>" for tag in question.tags), "p")
    if question.difficulty:
        dots = "●" * question.difficulty + "○" * (_HARDEST - question.difficulty)
        yield marked(Part.DIFFICULTY, dots, "p")


def _reference(reference: Reference, book: Book) -> str:
    labels = book.labels
    authors = labels.comma.join(reference.authors) + labels.colon if reference.authors else ""
    title = escape(reference.title)
    if reference.address:
        title = f'<a href="{attribute(reference.address)}">{title}</a>'
    return escape(authors) + title + "".join(escape(labels.comma + fact) for fact in reference.published)
