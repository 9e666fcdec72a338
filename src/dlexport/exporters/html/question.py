"""One question as HTML: an article with a marked element for each of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import mdurl

from dlexport.book.citations import cited
from dlexport.exporters.html.pictures import stand_in
from dlexport.labels import isolated
from dlexport.math.mathml.write import NAMESPACE, to_mathml
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import asked, points, solved
from dlexport.richtext.beside import kept
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.headings import nested
from dlexport.richtext.plain import GAP, plain
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dlexport.book.bank import Question, Reference, Subquestion
    from dlexport.book.book import Book
    from dlexport.labels.words import PageWords
    from dlexport.math.tree import Element
    from dlexport.plugin.kinds import FurtherPart
    from dlexport.richtext.nodes import Gap, Line, RichText, Strong

_WEB: Final = ("http://", "https://", "mailto:")
_TITLE: Final = 3       # the level of a question's heading, below the bank's and the topic's
_LABEL: Final = _TITLE + 1
_RIGHT: Final = ' data-right=""'
_HARDEST: Final = 3
_UNNEEDED: Final = f' xmlns="{NAMESPACE}"'        # HTML knows the names of MathML by itself
_USUAL: Final = ' display="inline"'
_LONG: Final = 24       # characters of LaTeX: beyond it an inline formula may not fit a phone

NUMBER: Final = "\x1a"
"""Stands for the number of the question until its place is known. No bank holds control characters."""


@dataclass(frozen=True, slots=True)
class QuestionMarkup:
    """The context shared by all questions of a page: labels, pictures, formulas.

    Attributes:
        words: its own, as markup.
        ids: of the questions that are in the book, and can be linked to.
    """

    book: Book
    words: PageWords
    ids: Collection[str]

    def line(self, line: Line) -> str:
        """A title, summary or key point as inline markup."""
        return kept(write_inlines(line.children, self._dialect("", 0)), parted=True)

    def rich(self, content: RichText, prefix: str, heading: int = _LABEL) -> str:
        """A field as block markup; `prefix` begins the anchors of its footnotes, `heading` is the level above it."""
        return kept(write_blocks(nested(content.blocks, 6 - heading), self._dialect(prefix, heading)), parted=True)

    def _dialect(self, prefix: str, shift: int) -> Dialect:
        return Dialect(math=_math, image_src=lambda path: stand_in(self.book.bank.media[path]),
                       question_href=lambda ident: f"#{ident}" if ident in self.ids else None,
                       strong=_strong, gap=_gap, footnote_prefix=prefix, heading_shift=shift, labels=self.book.labels)


def _gap(gap: Gap, _answers: Sequence[str]) -> str:
    """Room to write, which the script makes a field to type in; the answers stand below in any case."""
    answers = attribute("\n".join(map(plain, gap.answers)))
    near = f' data-near="{attribute(gap.tolerance)}"' if gap.tolerance else ""
    return f'<span class="blank gap" data-answers="{answers}"{near}>{"_" * GAP}</span>'


def article(question: Question, sheet: QuestionMarkup) -> str:
    """The whole question. Its id is its anchor; the ids of its parts have a full stop in them.

    In those that are not of a key point a `_` or a second full stop follows it, which no key point has. What a script
    can derive from the text – the article's name, its tags and its level for the filters – is not said a second time.
    """
    inner = "\n".join([*_asked(question, sheet), '<div class="solution">', *_answered(question, sheet), "</div>"])
    return f'<article id="{question.id}">\n{inner}\n</article>'


def dots(level: int, sheet: QuestionMarkup) -> str:
    """A difficulty as dots, with its number in words for screen readers."""
    heard = sheet.words.levels.format(level=level)
    return (f'<span data-part="{Part.DIFFICULTY}" role="img" aria-label="{heard}">'
            f'{"●" * level}{"○" * (_HARDEST - level)}</span>')


def line_of_contents(question: Question, sheet: QuestionMarkup) -> str:
    """Title and summary, in the contents; once where both are the same."""
    title, summary = sheet.line(question.title), sheet.line(question.summary)
    marked, below = f' data-part="{Part.SUMMARY}"', ""
    if summary != title:
        marked, below = "", f' <span class="summary"{marked}>{summary}</span>'
    return (f'<li value="{NUMBER}" data-question="{question.id}"><a href="#{question.id}"{marked}>{title}</a>'
            f"{below}</li>")


def _asked(question: Question, sheet: QuestionMarkup) -> Iterator[str]:
    words = sheet.words
    number = (f'<a class="number" href="#{question.id}" aria-label="{words.link.format(number=NUMBER)}">'
              f"{NUMBER}</a>")
    title = f'<span data-part="{Part.TITLE}">{sheet.line(question.title)}</span>'
    if question.untitled:       # its prompt says it all: only who hears the page is told here how it begins
        title = f'<span class="unseen">{sheet.line(question.title)}</span>'
    yield f"<h{_TITLE}>{number} {title}</h{_TITLE}>"
    facts = [f'<span data-part="{Part.TAGS}">{escape(name)}</span>'
             for name in map(sheet.book.bank.tag_name, question.tags)]
    if question.difficulty:
        facts.insert(0, dots(question.difficulty, sheet))
    if facts:
        yield f'<p class="facts">{" ".join(facts)}</p>'
    if question.prompt.blocks:
        yield _marked(Part.PROMPT, sheet.rich(question.prompt, f"{question.id}.prompt.", _TITLE))
    if question.choices:
        options = options_list(question, sheet, f"{question.id}.choices")
        yield f'<div data-part="{Part.CHOICES}">\n{options}\n</div>'
    for piece in asked(question, sheet.book.labels):
        if piece.part is Part.PARTS:
            yield _marked(Part.PARTS, "\n".join(_subquestions(question, sheet)))
        elif piece.part is Part.HINT:
            yield (f'<details class="hint"><summary>{escape(piece.label)}</summary>\n'
                   f'{_marked(Part.HINT, sheet.rich(question.hint, f"{question.id}.hint.", _TITLE))}\n</details>')


def options_list(task: Question | Subquestion, sheet: QuestionMarkup, prefix: str) -> str:
    """The options, from which the script lets a reader choose; it knows which are right, as the answer below does."""
    items = "\n".join(
        f"<li{_RIGHT if choice.correct else ''}>{sheet.rich(choice.text, f'{prefix}{number}.', _TITLE)}</li>"
        for number, choice in enumerate(task.choices, 1))
    many = ' data-many=""' if sum(choice.correct for choice in task.choices) > 1 else ""
    kind = "options truths" if task.true_false is not None else "options"
    return f'<ol class="{kind}" type="A"{many}>\n{items}\n</ol>'


def _subquestions(question: Question, sheet: QuestionMarkup) -> Iterator[str]:
    """The prompts of the parts, with their numbers."""
    labels = sheet.book.labels
    for number, part in enumerate(question.parts, 1):
        prefix = f"{question.id}.part{number}."
        mark = f'<span class="mark">{escape(labels.part.format(number=number))}</span>'
        counted = f' <small class="points">{escape(points(part, labels))}</small>' if part.points is not None else ""
        prompt = sheet.rich(part.prompt, prefix, _TITLE)
        options = f"\n{options_list(part, sheet, f'{prefix}choices')}" if part.choices else ""
        hint = (f'\n<details class="hint"><summary>{escape(labels.hint)}</summary>\n'
                f'{sheet.rich(part.hint, f"{prefix}hint.", _TITLE)}\n</details>') if part.hint.blocks else ""
        yield f'<div class="subquestion">\n<div class="head">{mark}{counted}</div>\n{prompt}{options}{hint}\n</div>'


def _piece(piece: FurtherPart, question: Question, sheet: QuestionMarkup) -> str:
    """Options, parts, …: a field below the other, with a label where they have one."""
    fields = [sheet.rich(text, f"{question.id}.{piece.part}{number}.") for number, text in enumerate(piece.texts, 1)]
    content = "\n".join(f'<div class="option">\n{one}\n</div>' for one in fields)
    return _part(piece.part, piece.label, content) if piece.label else _marked(piece.part, content)


def _answered(question: Question, sheet: QuestionMarkup) -> Iterator[str]:
    labels = sheet.book.labels
    for piece in solved(question, labels):
        yield _piece(piece, question, sheet)
    if question.answer.blocks:
        answer = sheet.rich(question.answer, f"{question.id}.answer.")
        yield (_part(Part.ANSWER, labels.answer, answer) if question.kind == "open" else _marked(Part.ANSWER, answer))
    for number, section in enumerate(question.sections, 1):
        yield (f'<section class="{Part.SECTIONS}" data-part="{Part.SECTIONS}">\n'
               f"{_label(sheet.line(section.title))}\n"
               f'{sheet.rich(section.body, f"{question.id}.section{number}.")}\n</section>')
    if question.analysis.blocks:
        yield _part(Part.ANALYSIS, labels.analysis, sheet.rich(question.analysis, f"{question.id}.analysis."))
    if question.keypoints:
        points = "\n".join(f'<li id="{question.id}.{point.id}">{sheet.line(point.text)}</li>'
                           for point in question.keypoints)
        yield _part(Part.KEYPOINTS, labels.keypoints, f"<ul>\n{points}\n</ul>")
    if question.source:
        yield _part(Part.SOURCE, labels.source, sheet.line(question.source))
    if question.references:
        items = "\n".join(f'<li data-part="{Part.REFERENCES}">{_reference(reference, sheet)}</li>'
                          for reference in question.references)
        yield (f'<section class="{Part.REFERENCES}">\n{_label(escape(labels.references))}\n'
               f"<ul>\n{items}\n</ul>\n</section>")


def _part(part: Part, label: str, content: str) -> str:
    return f'<section class="{part}">\n{_label(escape(label))}\n{_marked(part, content)}\n</section>'


def _label(content: str) -> str:
    return f"<h{_LABEL}>{content}</h{_LABEL}>"


def _marked(part: Part, content: str) -> str:
    """Content with the attributes by which reading back finds it."""
    return f'<div data-part="{part}">\n{content}\n</div>'


def _reference(reference: Reference, sheet: QuestionMarkup) -> str:
    """A reference in the citation style of the book's language, its title as a link."""
    before, title, after = map(escape, cited(reference, sheet.book.labels))
    address, title = reference.address, f"<cite>{title}</cite>"
    if address.lower().startswith(_WEB):
        title = f'<a href="{attribute(str(mdurl.encode(address)))}">{title}</a>'
    return isolated(f"{before}{title}{after}", sheet.book.bank.language)


def _strong(node: Strong, inner: str) -> str:
    """A strong text; a hint is shown only while the text is hidden."""
    return f'<strong data-hint="{attribute(node.hint)}">{inner}</strong>' if node.hint else f"<strong>{inner}</strong>"


def _math(latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the hook's signature
    markup = to_mathml(tree, display=display, latex=latex).replace(_UNNEEDED, "", 1)
    if display:
        return f'<div class="math">{markup}</div>'
    markup = markup.replace(_USUAL, "", 1)
    # a box that scrolls has no baseline of its own: only what may be wider than a phone gets one
    return f'<span class="math">{markup}</span>' if len(latex) > _LONG else markup
