"""One question as XHTML: its question side, and the parts of its answer side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.book.citations import cited
from dlexport.exporters.epub.package.addresses import answer_anchor, hint_anchor, keypoint_anchor, question_anchor
from dlexport.exporters.epub.pages.page import lines, link, outward, text
from dlexport.labels import isolated
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import asked, solved
from dlexport.richtext.xhtml import BACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import KeyPoint, Question, Reference
    from dlexport.book.book import Entry
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.plugin.kinds import FurtherPart

NUMBER = "\x1a"
"""Stands for the number of the question until its place is known. No bank holds control characters."""

_NUMBER = f'<span class="no">{NUMBER}</span> '
_HARDEST = 3


def question_side(entry: Entry, manuscript: Manuscript, level: int) -> str:
    """Number, title, facts, prompt and the links to answer and key points.

    Args:
        entry: the question in its place.
        manuscript: the book.
        level: of the heading.
    """
    question = entry.question
    return (
        f'<section class="question" id="{question_anchor(question.id)}" data-question="{question.id}">\n'
        + lines([
            *_opening(entry, manuscript, level),
            _jump(entry, manuscript),
        ])
        + "\n</section>"
    )


def answer_side(entry: Entry, manuscript: Manuscript, level: int) -> str:
    """The answer's parts under the question's title, which leads back to the question."""
    question, words = entry.question, manuscript.words
    back = link(manuscript.addresses.question(question.id) or "", BACK,
                f' class="back" role="doc-backlink" aria-label="{words.to_question}"')
    return (
        f'<section class="solution" id="{answer_anchor(question.id)}" data-question="{question.id}">\n'
        f'<h{level}>{_NUMBER}{manuscript.line(question.title)} {back}</h{level}>\n'
        + lines(_parts(entry, manuscript, level + 1, popups=True))
        + "\n</section>"
    )


def whole(entry: Entry, manuscript: Manuscript, level: int) -> str:
    """Question and answer in one section."""
    question = entry.question
    return (
        f'<section class="question" id="{question_anchor(question.id)}" data-question="{question.id}">\n'
        + lines([*_opening(entry, manuscript, level),
                 f'<div class="solution" id="{answer_anchor(question.id)}">',
                 *_parts(entry, manuscript, level + 1, popups=False), "</div>"])
        + "\n</section>"
    )


def _opening(entry: Entry, manuscript: Manuscript, level: int) -> Iterator[str]:
    question = entry.question
    title = f'<span data-part="{Part.TITLE}">{manuscript.line(question.title)}</span>'
    yield f"<h{level}>{_NUMBER}{'' if question.untitled else title}</h{level}>"
    facts = [*_difficulty(question.difficulty, manuscript), *_tags(question.tags, manuscript)]
    if facts:
        yield f'<p class="facts">{" ".join(facts)}</p>'
    if question.prompt.blocks:
        yield _marked(Part.PROMPT, manuscript.rich(question.prompt, f"{question_anchor(question.id)}.prompt.", level))
    for piece in asked(question, manuscript.labels):
        if piece.part is not Part.HINT:     # it would be seen at once
            yield _piece(piece, question, manuscript, level)


def _piece(piece: FurtherPart, question: Question, manuscript: Manuscript, level: int) -> str:
    """Options, parts, …: a field below the other, with a label where they have one."""
    fields = [manuscript.rich(text, f"{question_anchor(question.id)}.{piece.part}{number}.", level)
              for number, text in enumerate(piece.texts, 1)]
    content = "\n".join(f'<div class="option">\n{one}\n</div>' for one in fields)
    return _part(piece.part, piece.label, content, level) if piece.label else _marked(piece.part, content)


def _jump(entry: Entry, manuscript: Manuscript) -> str:
    """The links to the answer, and to each key point as a pop-up note."""
    question, where = entry.question, manuscript.addresses
    answer = link(where.answer(question.id), manuscript.words.to_answer, ' class="to-answer"')
    hints = " ".join(
        link(where.keypoint(question.id, point.id), manuscript.words.hint.format(number=number),
             f' id="{hint_anchor(question.id, point.id)}" epub:type="noteref" role="doc-noteref"')
        for number, point in enumerate(question.keypoints, 1)
    )
    shown = f' <span class="hints">{hints}</span>' if hints else ""
    return f'<p class="jump">{answer}{shown}</p>'


def _parts(entry: Entry, manuscript: Manuscript, level: int, *, popups: bool) -> Iterator[str]:
    question, labels = entry.question, manuscript.labels
    prefix = f"{question_anchor(question.id)}."
    hints = [piece for piece in asked(question, labels) if piece.part is Part.HINT]
    for piece in [*hints, *solved(question, labels)]:
        yield _piece(piece, question, manuscript, level)
    if question.answer.blocks:
        answer = manuscript.rich(question.answer, f"{prefix}answer.", level)
        yield (_part(Part.ANSWER, labels.answer, answer, level) if question.kind == "open"
               else _marked(Part.ANSWER, answer))
    for number, section in enumerate(question.sections, 1):
        body = manuscript.rich(section.body, f"{prefix}section{number}.", level)
        title = f'<h{level} class="label">{manuscript.line(section.title)}</h{level}>'
        yield f'<section class="part" data-part="{Part.SECTIONS}">\n{title}\n{body}\n</section>'
    if question.analysis.blocks:
        analysis = manuscript.rich(question.analysis, f"{prefix}analysis.", level)
        yield _part(Part.ANALYSIS, labels.analysis, analysis, level)
    if question.keypoints:
        items = lines(_keypoint(point, question.id, manuscript, popup=popups) for point in question.keypoints)
        yield _part(Part.KEYPOINTS, labels.keypoints, f"<ol>\n{items}\n</ol>", level)
    if question.source:
        yield _part(Part.SOURCE, labels.source, f"<p>{manuscript.line(question.source)}</p>", level)
    if question.references:
        items = lines(f'<li data-part="{Part.REFERENCES}">{_reference(reference, manuscript)}</li>'
                      for reference in question.references)
        yield (f'<section class="part {Part.REFERENCES}">\n<h{level} class="label">{text(labels.references)}</h{level}>'
               f"\n<ul>\n{items}\n</ul>\n</section>")


def _part(part: Part, label: str, content: str, level: int) -> str:
    return (f'<section class="part {part}">\n<h{level} class="label">{text(label)}</h{level}>\n'
            f"{_marked(part, content)}\n</section>")


def _marked(part: Part, content: str) -> str:
    """Content with the attributes by which reading back finds it."""
    return f'<div class="{part}" data-part="{part}">\n{content}\n</div>'


def _keypoint(point: KeyPoint, question: str, manuscript: Manuscript, *, popup: bool) -> str:
    """A list item; where marks beside the question lead to it, a note that can pop up there."""
    anchor, content = keypoint_anchor(question, point.id), manuscript.line(point.text)
    if not popup:
        return f'<li id="{anchor}">{content}</li>'
    back = link(manuscript.addresses.hint(question, point.id), BACK,
                f' class="back" role="doc-backlink" aria-label="{manuscript.words.to_question}"')
    # not an <aside>: Apple Books takes those out of the page, and the list must stay readable in its place
    return f'<li><div id="{anchor}" epub:type="footnote" role="doc-footnote"><p>{content} {back}</p></div></li>'


def _difficulty(difficulty: int | None, manuscript: Manuscript) -> Iterator[str]:
    if difficulty is not None:
        dots = "●" * difficulty + "○" * (_HARDEST - difficulty)
        heard = manuscript.words.levels.format(level=difficulty)
        yield (f'<span class="difficulty">{text(manuscript.labels.difficulty)} '
               f'<span data-part="{Part.DIFFICULTY}" role="img" aria-label="{heard}">{dots}</span></span>')


def _tags(tags: tuple[str, ...], manuscript: Manuscript) -> Iterator[str]:
    if tags:
        marked = " ".join(f'<span class="tag" data-part="{Part.TAGS}">{text(tag)}</span>'
                          for tag in map(manuscript.bank.tag_name, tags))
        yield f'<span class="tags">{text(manuscript.labels.tags)} {marked}</span>'


def _reference(reference: Reference, manuscript: Manuscript) -> str:
    """A reference in the citation style of the book's language, its title as a link; then its other addresses."""
    before, title, after = map(text, cited(reference, manuscript.labels))
    more = "".join(f" {outward(address, text(shown))}" for address, shown in reference.addresses)
    markup = before + outward(reference.address, f"<cite>{title}</cite>") + after + more
    return isolated(markup, manuscript.bank.language)

