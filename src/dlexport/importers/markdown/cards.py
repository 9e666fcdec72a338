"""Cards in lines: `Q:` and `A:`, `C:` with `[cloze]`, `front::back`, sides separated by `?`, `==cloze==`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.answered import settled
from dlexport.importers.draft import DraftPoint, DraftQuestion, Place
from dlexport.importers.labels import field_of
from dlexport.importers.markdown.body import BOLD, is_rule
from dlexport.importers.markdown.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.importers.markdown.rows import Row

_SIDE: Final = re.compile(r"^([QACP])(?::(?=[ \t]|$)|：)[ \t]*(.*)$")
_CLOZE_BRACKET: Final = re.compile(     # and no box of a list of tasks
    r"(?<![!\]\\])(?!(?<=[-*+] )\[[xX]\])\[(?!\s*+\])([^\[\]]++)\](?![(\[])")
_LABELS: Final = {"prompt": "Q", "answer": "A", "analysis": "E"}     # bold labels -> the side that they begin
_CLOZES: Final = re.compile(
    r"==(?=\S)((?:(?!==).)+)(?<=\S)==|\{\{(?:c?\d+(?:,\d+)*::)?((?:(?!\{\{|::|\}\}).)+)(?:::([^{}]*))?\}\}")
_INLINE: Final = re.compile(r"^(?:[-*+][ \t]+)?(\S[^`$]*?)(:::?)[ \t]*+(\S.*)$")
_TURNED: Final = re.compile(r"^[ \t]*\?\??[ \t]*$")
_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_DECK: Final = re.compile(r"#flashcards(?:/([\w/\-]+))?", re.IGNORECASE)
_SCHEDULE: Final = re.compile(r"(?<![ \t])[ \t]*+<!--SR:(?>.*?(?=<!--|-->))-->|(?<![ \t])[ \t]++\^[\w-]++$")
_LONGEST: Final = 120
_LONGEST_ROW: Final = 1_000       # characters of a card on one line


def has_sides(rows: Sequence[Row]) -> bool:
    """Whether the rows hold cards with `Q:` and `A:`, or `C:` with a cloze."""
    sides = [match[1] for row in rows if not row.code and (match := _SIDE.match(row.text))]
    clozes = any(not row.code and row.text[:2] in {"C:", "C："} and _CLOZE_BRACKET.search(row.text) for row in rows)
    return ("Q" in sides and "A" in sides) or clozes


def has_lines(rows: Sequence[Row], *, surely: bool = False) -> int:
    """The number of cards with `::` or with `?` between sides; those with `==…==` count only if `surely`."""
    tagged = surely or any(_DECK.search(row.text) for row in rows if not row.code)
    inline = sum(not row.code and bool(_front_and_back(row.text)) for row in rows)
    turned = sum(
        not row.code and bool(_TURNED.match(row.text)) and _touches(rows, place) for place, row in enumerate(rows)
    )
    clozes = sum(not row.code and "==" in row.text and bool(_CLOZES.search(row.text)) for row in rows)
    return inline + turned + (clozes if tagged else 0)


@dataclass(slots=True)
class SideReader:
    """Reader of cards with `Q:` and `A:`, or `C:`; bold labels among them begin sides too.

    Attributes:
        left: lines that belong to no card.
        doubled: lines of sides that their card has already, and which are added to these.
    """

    file: str
    text: Callable[[Sequence[Row]], str]
    doubled: list[int] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def read(self, rows: Sequence[Row], topic: str) -> Iterator[DraftQuestion]:
        """The questions, in order; headings between cards are topics."""
        side, above = "", topic
        held: dict[str, list[Row]] = {}
        titled: list[Row] = []      # a heading and what follows it: a question if a bold label comes next
        start = 0
        for row in rows:
            match = None if row.code else _side(row.text)
            heading = None if row.code else _HEADING.match(row.text)
            if match or heading or is_rule(row):
                begins = bool(heading or is_rule(row)) or (match is not None and match[0] in "QCP")
                if begins and held:
                    yield from self._card(held, start, topic)
                    held, side = {}, ""
                if titled and match and _SIDE.match(row.text) is None:
                    held, start, topic = {"T": titled[:1], "Q": titled[1:]}, titled[0].line, above
                else:
                    self._leave(titled[1:])
                titled = []
                if heading:
                    above, topic = topic, title_of(heading[2]).words
                    titled = [row._replace(text=heading[2])]
                if match:
                    side = match[0]
                    start = start if held else row.line
                    if any(not one.blank for one in held.get(side, ())):
                        self.doubled += [row.line] * ("T" not in held or side != "Q")
                        held[side].append(row._replace(text=""))
                    held.setdefault(side, []).append(row._replace(text=match[1]))
            elif side:
                held[side].append(row)
            elif titled:
                titled.append(row)
            else:
                self._leave([row])
        self._leave(titled[1:])
        if held:
            yield from self._card(held, start, topic)

    def _leave(self, rows: Sequence[Row]) -> None:
        self.left += [(row.line, row.text.strip()) for row in rows if not row.blank]

    def _card(self, held: dict[str, list[Row]], line: int, topic: str) -> Iterator[DraftQuestion]:
        place = Place(self.file, line)
        if "C" in held:
            sentence = self.text(
                [row if row.code else row._replace(text=_CLOZE_BRACKET.sub(r"==\1==", row.text)) for row in held["C"]]
            )
            further = [part for part in (self.text(held.get("A", ())), self.text(held.get("E", ()))) if part]
            yield replace(cloze(sentence, place, topic), analysis="\n\n".join(further))
            return
        asked, answer = self.text(held.get("Q", held.get("P", ()))), self.text(held.get("A", ()))
        first, _, rest = asked.partition("\n")
        title, prompt = (first, rest.strip()) if _is_title(first) and rest.strip() else ("", asked)
        number = ""
        if "T" in held:
            found = title_of(held["T"][0].text)
            title, prompt, number = found.words, asked, found.number
        yield settled(DraftQuestion(title, place, key=asked or title, topic=topic, prompt=prompt, answer=answer,
                                    analysis=self.text(held.get("E", ())), number=number))


def _side(text: str) -> tuple[str, str] | None:
    """The letter of the side that a row begins, and the rest of the row."""
    if match := _SIDE.match(text):
        return match[1], match[2]
    match = BOLD.match(text)
    letter = _LABELS.get(field_of(match[1]) or "") if match else None
    return (letter, match[2]) if match and letter else None


@dataclass(slots=True)
class LineReader:
    """Reader of Obsidian's cards: `front::back`, sides with `?` between them, sentences with clozes.

    Attributes:
        left: lines that belong to no card.
    """

    file: str
    text: Callable[[Sequence[Row]], str]
    left: list[tuple[int, str]] = field(default_factory=list)

    def read(self, rows: Sequence[Row], topic: str) -> Iterator[DraftQuestion]:
        """The questions, in order; topics are the nearest headings above, or tags `#flashcards/topic`."""
        for paragraph in _paragraphs(rows):
            heading = _HEADING.match(paragraph[0].text)
            if heading and not paragraph[0].code:
                topic = title_of(_DECK.sub("", heading[2])).words or topic
                paragraph = paragraph[1:]  # noqa: PLW2901 - the rest of it
            if not paragraph:
                continue
            deck = _DECK.search(paragraph[0].text)
            if deck:
                topic = (deck[1] or topic).replace("/", " · ") if deck[1] else topic
                paragraph = [row._replace(text=_DECK.sub("", row.text).rstrip()) for row in paragraph]  # noqa: PLW2901 - the same
                paragraph = [row for row in paragraph if not row.blank]  # noqa: PLW2901 - the same
                if not paragraph:
                    continue
            yield from self._cards([row._replace(text=_SCHEDULE.sub("", row.text)) for row in paragraph], topic)

    def _cards(self, rows: list[Row], topic: str) -> Iterator[DraftQuestion]:
        place = Place(self.file, rows[0].line)
        turn = next((index for index, row in enumerate(rows) if not row.code and _TURNED.match(row.text)), None)
        if turn and turn + 1 < len(rows):
            yield self._two_sided(self.text(rows[:turn]), self.text(rows[turn + 1 :]), place, topic)
            return
        sides = [_front_and_back(row.text) for row in rows]
        if any(sides):
            for row, found in zip(rows, sides, strict=True):
                if found:
                    yield self._two_sided(
                        self.text([row._replace(text=found[0])]),
                        self.text([row._replace(text=found[1])]),
                        Place(self.file, row.line),
                        topic,
                    )
                elif not row.code and _CLOZES.search(row.text):
                    yield cloze(self.text([row]), Place(self.file, row.line), topic)
                elif not row.blank:
                    self.left.append((row.line, row.text.strip()))
            return
        sentence = self.text(rows)
        if not rows[0].code and _CLOZES.search(sentence):
            yield cloze(sentence, place, topic)
        elif sentence:
            self.left.append((rows[0].line, rows[0].text.strip()))

    def _two_sided(self, front: str, back: str, place: Place, topic: str) -> DraftQuestion:
        first, _, rest = front.partition("\n")
        title, prompt = (first, rest.strip()) if _is_title(first) and rest.strip() else ("", front)
        return settled(DraftQuestion(title, place, key=front, topic=topic, prompt=prompt, answer=back))


def cloze(sentence: str, place: Place, topic: str, tags: tuple[str, ...] = ()) -> DraftQuestion:
    """A sentence with `==…==` or `{{c1::…::hint}}` as a question; its hidden parts are the blanks of a key point."""
    plain = _CLOZES.sub(lambda match: (match[1] or match[2]).strip(), sentence)
    bare = re.sub(r"(?<!\\)\*\*", "", sentence)
    point = " ".join(_CLOZES.sub(_blank, bare).split())
    shown = " ".join(_CLOZES.sub("____", bare).split())
    title = shown if _is_title(shown) else ""
    return DraftQuestion(
        title,
        place,
        key=plain,
        topic=topic,
        prompt="" if title else _CLOZES.sub("____", sentence),
        answer=plain,
        keypoints=(DraftPoint(point),),
        tags=tags,
    )


def _blank(match: re.Match[str]) -> str:
    hint = " ".join((match[3] or "").split())
    return f"**{(match[1] or match[2]).strip()}**" + (f"{{{hint}}}" if hint else "")


def _is_title(text: str) -> bool:
    return (
        bool(text) and len(text) <= _LONGEST and not re.search(r"!\[|\]\(|^\s*([-*+>|#]|\d+[.)])\s|```|</?[a-z]", text)
    )


def _front_and_back(text: str) -> tuple[str, str] | None:
    if "::" not in text or len(text) > _LONGEST_ROW:
        return None
    match = _INLINE.match(text)
    if not match or re.search(r"\w::\w", text) or match[1].lstrip().startswith(("#", "|", ">")):
        spaced = re.match(r"^(?:[-*+][ \t]+)?(\S.*?)[ \t](:::?)[ \t]++(\S.*)$", text)
        han = re.match(r"^(?:[-*+][ \t]+)?(\S.*?[\u3400-\u9fff？?）)])(:::?)(\S.*)$", text)
        match = spaced or han
    return (match[1].strip(), match[3].strip()) if match else None


def _touches(rows: Sequence[Row], place: int) -> bool:
    return 0 < place < len(rows) - 1 and not rows[place - 1].blank and not rows[place + 1].blank


def _paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows grouped into paragraphs, which end at an empty row or before a heading; code is not split."""
    held: list[Row] = []
    for row in rows:
        if (row.blank and not row.code) or (not row.code and _HEADING.match(row.text)):
            if held:
                yield held
            held = [] if row.blank else [row]
        else:
            held.append(row)
    if held:
        yield held
