"""The words that outputs add of their own, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

CalloutKind: TypeAlias = Literal["note", "tip", "important", "warning", "caution"]


class Citation(NamedTuple):
    """The words between the parts of a reference: `authors`, `opening` title `closing`, facts separated by `facts`.

    Attributes:
        most: so many authors are all named; of more the first three, then `rest`. 0 names all, however many.
        online: behind the title of a work that is nowhere but online.
        names: between two authors; empty for a comma of their script.
    """

    authors: str
    opening: str
    closing: str
    facts: str
    most: int = 0
    rest: str = ""
    online: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class DeckWords:
    """Words that only a deck has. `{…}` are filled by `str.format`.

    Attributes:
        retired: with `{title}`, what a note says that the bank no longer has, where it is marked.
        left: with `{names}`, in the deck's description: which questions left, before the search that finds them.
        masked: stands for the term that a reverse card asks for.
        which: what the reverse card asks.
        report: how to report an error; `{address}` is a link.
        report_how: the same, where the bank names no address.
        topic: with `{topic}` and `{bank}`, a subdeck's description.
    """

    retired: str
    left: str
    masked: str
    which: str
    report: str
    report_how: str
    topic: str


@dataclass(frozen=True, slots=True)
class BookWords:
    """Words that only an e-book has. `{…}` are filled by `str.format`."""

    questions: str
    answers: str
    to_answer: str
    to_question: str
    hint: str
    """With `{number}`: the link to a key point, as a hint."""
    start: str
    identifier: str
    modified: str
    made_with: str
    homepage: str
    authors: str
    language: str
    levels: str
    """With `{level}`: a difficulty of three, for those who hear it."""
    accessibility: str
    """What the book does for readers with disabilities, in sentences."""


@dataclass(frozen=True, slots=True)
class HandoutWords:
    """Words that only the handout has. `{…}` are filled by `str.format`.

    Attributes:
        continued: stands above the part of a table that is on a later page.
        figure, table: with `{number}`, before the caption of a figure or table where they are numbered.
        levels: what the three difficulties are called.
        crib: heads the page of a chapter's key points.
        made_with, fonts: in the colophon.
    """

    continued: str
    figure: str
    table: str
    levels: tuple[str, str, str]
    crib: str
    made_with: str
    fonts: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words that only the study page has. `{…}` are filled by `str.format`, or by the script."""

    language: str
    """The BCP 47 tag by which numbers and spans of time are written."""
    skip: str
    tools: str
    search: str
    find: str
    every: str
    levels: str
    """With `{level}`: a difficulty of three, for those who hear it."""
    found: str
    """With `{count}`: how many questions are shown."""
    nothing: str
    clear: str
    filters: str
    standing: str
    fresh: str
    due: str
    known: str
    link: str
    """With `{number}`: the address of a question."""

    selftest: str
    show: str
    hide: str
    blank: str
    right: str
    wrong: str
    check: str
    scored: str
    """With `{right}` and `{all}`: how many were answered well."""
    typed: str

    settings: str
    limit: str
    no_limit: str
    points: str
    swipes: str
    smaller: str
    larger: str
    theme: str
    system: str
    day: str
    night: str

    save: str
    load: str
    imported: str
    """With `{count}`: how many records are new."""
    bad_file: str
    newer_file: str
    unkept: str
    full: str
    damaged: str
    private: str

    study: str
    offer: str
    """With `{due}` and `{new}`: how many cards wait."""
    leave: str
    undo: str
    progress: str
    counts: str
    """With `{new}`, `{learning}` and `{due}`."""
    grade: str
    grades: tuple[str, str, str, str]
    keys: str
    graded: str
    """With `{grade}`, `{wait}` and `{left}`: what was done, for those who hear it."""
    undone: str
    ended: str
    done: str
    """With `{count}`, `{again}` and `{time}`: what was done in a session."""
    next: str
    """With `{wait}` and `{count}`: when the next cards are due."""
    unexported: str
    """With `{count}`: records that no file holds yet."""
    more: str


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words, those that several outputs share first. `{…}` are filled by `str.format`."""

    question: str
    answer: str
    analysis: str
    keypoints: str
    references: str
    contents: str
    cover: str
    title_page: str
    appendix: str
    colophon: str
    tags: str
    topic: str
    difficulty: str
    chapter: str
    """With `{number}` or `{numeral}`: a chapter's number, in digits or in Chinese numerals."""
    place: str
    """With `{chapter}`, `{place}` and `{number}`: where a question stands in the book."""
    version: str
    """With `{version}`."""
    license: str
    show: str
    comma: str
    """Between the members of a list."""
    colon: str
    """Between a name and what it names."""
    day: str
    """With `{year}`, `{month}` and `{day}`: a date."""
    quiz: str
    cards: str
    answer_key: str
    name: str
    date: str
    score: str
    series: str
    """With `{seed}`: which of the reproducible shuffles it is."""
    calibration: str
    ruler: str
    count: str
    """With `{count}`: so many questions."""
    elsewhere: str
    """With `{parts}`: parts of a question that only the handout has room for."""
    to_do: str
    done: str
    true: str
    false: str
    hint: str
    source: str
    points: str
    """With `{points}`: what a question counts for."""
    right: str
    """Heads the right options."""
    why: str
    """Heads why an option is right or wrong."""
    part: str
    """With `{number}`: the mark of a part of a question."""
    alternative: str
    """Between two answers that are both right."""
    excerpt: str
    """With `{topic}`: what a selection says in the place of the subtitle."""
    callouts: Mapping[CalloutKind, str]
    months: tuple[str, ...]
    """Names of the months as `day` wants them; none where they are numbers."""
    citation: Citation
    """Of works whose title has no Chinese, Japanese or Korean in it."""
    east_citation: Citation
    """Of those whose title has."""
    deck: DeckWords
    book: BookWords
    page: PageWords
    handout: HandoutWords
