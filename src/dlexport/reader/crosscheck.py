"""Checks across the whole bank: each link leads to a question, each picture exists and can be used."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dlexport.book.fingerprints import further_bodies
from dlexport.pictures.media import FOLDER, Flaw, Media, take
from dlexport.richtext.nodes import Image, Line, QuestionLink, RichText
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dlexport.book.bank import Question
    from dlexport.reader.fields import Reading
    from dlexport.reader.incremental.known_questions import KnownQuestion
    from dlexport.source.yaml_tree import Located

_REPORTED_AT_MOST: Final = 500      # in one text; finding the place of each takes as long as the text
_FILES_AT_MOST: Final = 2_000
SHOWN_LIMIT: Final = 150_000_000    # bytes of all pictures; in the study page they take a third more, a browser's limit


class Crosscheck:
    """Checks the links and pictures of all texts.

    Args:
        reading: takes the problems.
        folder: the bank's, in which `media/` lies.

    Attributes:
        sources: file name -> lines, of each SVG file that has a problem, for excerpts.
    """

    def __init__(self, reading: Reading, folder: Path) -> None:
        self.sources: dict[str, Sequence[str]] = {}
        self._reading = reading
        self._folder = folder
        self._taken: dict[str, Media | Flaw] = {}
        self._there: list[str] | None = None
        self._shown = 0     # bytes

    def all(self, questions: Sequence[Question], known: Iterable[KnownQuestion]) -> Mapping[str, Media]:
        """Check all questions; returns path as written -> picture, for each picture that can be used.

        Args:
            questions: the bank's.
            known: those among them that were read before.
        """
        ids = {question.id for question in questions}
        before = {one.question.id: one for one in known}
        for question in questions:
            one = before.get(question.id)
            texts = one.linking if one and one.linking is not None else _linking(question)
            if one:
                one.linking = texts
            for text in texts:
                self._text(text, ids)
        return {path: media for path, media in self._taken.items() if isinstance(media, Media)}

    def _text(self, text: RichText | Line, ids: set[str]) -> None:
        noted = set()
        most = len(self._reading.problems) + _REPORTED_AT_MOST
        for node in walk(text.blocks if isinstance(text, RichText) else text.children):
            if len(self._reading.problems) >= most:
                return
            match node:
                case QuestionLink(question=target) if target not in ids and target not in noted:
                    noted.add(target)
                    message = f"there is no question `{target}`, so the link leads nowhere"
                    self._reading.note("unknown-question", message,
                                       text.source.span(*_found(text.source, f"#{target}")),
                                       self._reading.suggestion(target, ids)
                                       or "link to a question by its id: `[…](#id)`", "warning")
                case Image(path=path, alt=alt):
                    if not alt.strip():
                        self._reading.note("no-description", f"the picture `{path}` has no description",
                                           text.source.span(*_found(text.source, path)),
                                           "say what it shows, for those who cannot see it: `![a graph of …](…)`",
                                           "warning")
                    if path not in noted:
                        noted.add(path)
                        self._picture(path, text.source)

    def _weigh(self, path: str, source: Located) -> None:
        """Note the first picture that takes the total beyond the limit; each file counts once."""
        taken, before = self._taken[path], self._shown
        if isinstance(taken, Media):
            self._shown += len(taken.data)
            if before <= SHOWN_LIMIT < self._shown:
                message = f"the pictures up to `{path}` have more than {SHOWN_LIMIT // 1_000_000} MB together"
                self._reading.note("media-total", message, source.span(*_found(source, path)),
                                   "scale the large ones down, or divide the bank")

    def _picture(self, path: str, source: Located) -> None:
        first = path not in self._taken
        if first:
            self._taken[path] = take(self._folder, path)
            self._weigh(path, source)
        taken = self._taken[path]
        if isinstance(taken, Media):
            if first:
                self._losses(taken, source)
            return
        if taken.inside and first:
            self._reading.problems += taken.inside
            self.sources |= taken.sources
        elif not taken.inside:
            absent = taken.code == "media-missing" and path not in self._files()
            told = "capitals count" in taken.message
            hint = (absent and not told and self._reading.suggestion(path, self._files())) or taken.hint
            self._reading.note(taken.code, taken.message, source.span(*_found(source, path)), hint)

    def _losses(self, media: Media, source: Located) -> None:
        """Warn, where a picture is first named, of what its file has and the outputs will lack."""
        span = source.span(*_found(source, media.path))
        for loss in media.losses:
            self._reading.note("media-reduced", f"`{media.path}`: {loss.message}", span, loss.hint, "warning")

    def _files(self) -> list[str]:
        """The files of the media folder, at most 2,000; looked up once."""
        if self._there is None:
            there = islice((self._folder / FOLDER).rglob("*"), _FILES_AT_MOST)
            self._there = sorted(file.relative_to(self._folder).as_posix() for file in there if file.is_file())
        return self._there


def _linking(question: Question) -> tuple[RichText | Line, ...]:
    """The texts with a bracket: no link and no picture without one, so most texts need no walk."""
    return tuple(text for text in _texts(question) if "[" in text.source.value)


def _texts(question: Question) -> Iterator[RichText | Line]:
    yield question.prompt
    yield question.answer
    for section in question.sections:
        yield section.body
    yield question.analysis
    yield from further_bodies(question)
    for keypoint in question.keypoints:
        yield keypoint.text


def _found(source: Located, typed: str) -> tuple[int, int]:
    """Offset and length of a path or target in the source text, since nodes have no places; (0, 0) if not found."""
    spellings = {typed, quote(typed), typed.removeprefix(f"{FOLDER}/")}
    whole = f"(?:{'|'.join(map(re.escape, sorted(spellings, key=len, reverse=True)))})" + r"(?=[\s)>|\]]|\Z)"
    for pattern in (r"\]\(<?(" + whole + ")", f"({whole})"):
        match = re.search(pattern, source.value)
        if match:
            return match.start(1), max(1, len(typed))
    return 0, 1
