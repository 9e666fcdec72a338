"""The proof that every promised part of every question is in an artifact: one function for all formats."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dlexport.book.fingerprints import digest, mentioned, packed
from dlexport.cache import Cache
from dlexport.plugin.contract import Part
from dlexport.problems import Problem
from dlexport.verify.blocks import (
    SHOWN,
    USED,
    begun,
    find,
    lacking_anywhere,
    lacking_blocks,
    lacking_stretches,
    squeeze,
    wrong_ones,
)
from dlexport.verify.expected import (
    blocks_of,
    facts_of,
    figures_of,
    pictures_apart,
    pictures_of,
    pictures_shuffle,
    stretches_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import Question, Reference
    from dlexport.book.book import Book
    from dlexport.labels import Labels
    from dlexport.pictures.media import Media
    from dlexport.plugin.contract import Passage, Picture

_ANY_ORDER = frozenset({Part.CHOICES, Part.CORRECT, Part.WHY, Part.HINT})     # an output may shuffle options
_ROUNDING = 0.02        # of a drawing's proportions
_LARGE = 1_000          # pixels: no bitmap is scaled down to a longer side of less


@dataclass(slots=True)
class _Found:
    """Everything found for one part of a question, from all its passages."""

    text: str = ""
    pictures: list[Picture] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    floats: bool = False


def verify(   # noqa: PLR0913 - what should be there, what is, and what helps
    book: Book, promised: Collection[Part], passages: Iterable[Passage], artifact: str, cache: Cache | None = None,
    *, omitted: Callable[[Question], Collection[Part]] = lambda _: (),
) -> tuple[Problem, ...]:
    """A problem for each question with a promised part that the passages lack; none if all is there.

    docs/verification.md says part by part when it is. All of it must be found in the passages of its own question
    and part, or in those that only name the question, in the order of the source.

    Args:
        book: what should be in the artifact.
        promised: the parts the exporter promises.
        passages: what was read back from the artifact.
        artifact: its name, for the messages.
        cache: remembers of which questions just these passages lacked nothing.
        omitted: question -> those of the parts promised that this artifact need not have of it.
    """
    found: dict[str, dict[Part | None, _Found]] = defaultdict(lambda: defaultdict(_Found))
    for passage in passages:
        one = found[passage.question][passage.part]
        one.text += passage.text
        one.pictures += passage.pictures
        one.links += passage.links
        one.floats |= passage.floats
    cache = cache or Cache()
    questions = [entry.question for entry in book.entries()]
    due = [frozenset(promised).difference(omitted(question)) for question in questions]
    keys = _keys(cache, book, due, found)
    whole = cache.get_all(keys)
    problems: list[Problem] = []
    for question, parts, key in zip(questions, due, keys, strict=True):
        if key not in whole:
            lacking = _Lacking(question, found.get(question.id, {}), book.bank.media, book.labels,
                               dict(book.bank.tag_names))
            missing = [Problem("not-verified", f"{artifact}: question {question.id}, {what}", question.span,
                               "this is a fault of the exporter or of the file, not of the bank")
                       for what in lacking.all(parts)]
            problems += missing
            if not missing:
                cache.put(key, b"")
    known = {question.id for question in questions}
    problems += [
        Problem("not-verified", f"{artifact} holds a question {stranger!r} that the bank does not have")
        for stranger in sorted(found.keys() - known)
    ]
    return tuple(problems)


def _keys(cache: Cache, book: Book, due: Sequence[Collection[Part]],
          found: Mapping[str, Mapping[Part | None, _Found]]) -> list[bytes]:
    """The cache keys of the verdicts on questions: of the question, its pictures, and what was found."""
    questions = [entry.question for entry in book.entries()]
    if not cache.keeps:
        return [b""] * len(questions)
    language, keys = book.bank.language, []
    names = repr(book.bank.tag_names)
    shared = {parts: cache.key("verified", names, language, *sorted(parts)) for parts in {*map(frozenset, due)}}
    for question, parts in zip(questions, map(frozenset, due), strict=True):
        pictures = [book.bank.media[path].sha256 for path in mentioned(question)[0]]
        here = [(part, one.text, [astuple(picture) for picture in one.pictures], one.links, one.floats)
                for part, one in found.get(question.id, {}).items()]
        keys.append(cache.key(shared[parts], digest(question), packed([pictures, here])))
    return keys


@dataclass(frozen=True, slots=True)
class _Lacking:
    """The list of what was not found of a question, in words that begin with the part."""

    question: Question
    found: Mapping[Part | None, _Found]
    media: Mapping[str, Media]
    labels: Labels
    tag_names: Mapping[str, str]

    def all(self, promised: Collection[Part]) -> Iterator[str]:
        """The missing items of the promised parts, in their order."""
        for part in Part:
            if part not in promised:
                continue
            here = self.found.get(part) or self.found.get(None) or _Found()
            match part:
                case Part.REFERENCES:
                    yield from _lacking_of_references(self.question.references, here, self.labels)
                case Part.DIFFICULTY:
                    yield from self._difficulty(here)
                case Part.TAGS:
                    yield from self._tags(squeeze(here.text))
                case _ if part in _ANY_ORDER:
                    text = squeeze(here.text)
                    yield from lacking_anywhere(part, blocks_of(self.question, part), text)
                    if part is Part.CORRECT:
                        yield from wrong_ones(self.question, text)
                case Part.PARTS | Part.SOLUTIONS:
                    yield from lacking_stretches(part, stretches_of(self.question, part), squeeze(here.text))
                case _:
                    blocks, text = blocks_of(self.question, part), squeeze(here.text)
                    lacking = list(lacking_blocks(part, blocks, text))
                    if lacking and here.floats:
                        lacking = list(lacking_blocks(part, blocks, text, figures_of(self.question, part)))
                    yield from lacking
            if Part.PICTURES in promised:
                wanted = pictures_of(self.question, part, self.media)
                ordered = not pictures_shuffle(self.question, part)
                lost = list(_lacking_pictures(part, wanted, here.pictures, ordered=ordered))
                if lost and here.floats:
                    apart = pictures_apart(self.question, part, self.media)
                    lost = [] if _interleaved(*apart, here.pictures) else lost
                yield from lost

    def _tags(self, text: str) -> Iterator[str]:
        """The tags that stand there neither as they are, as for tools such as Anki, nor by their names."""
        tags = blocks_of(self.question, Part.TAGS)
        if list(lacking_blocks(Part.TAGS, tags, text)):
            yield from lacking_blocks(Part.TAGS, [self.tag_names.get(tag, tag) for tag in tags], text)

    def _difficulty(self, here: _Found) -> Iterator[str]:
        wanted, found = "".join(blocks_of(self.question, Part.DIFFICULTY)), squeeze(here.text)
        if wanted and not found:
            yield f"{Part.DIFFICULTY} is missing: {wanted}"
        elif wanted and set(found) != {wanted}:
            yield f"{Part.DIFFICULTY} is {found[:SHOWN]!r}, not {wanted}"


def _lacking_pictures(part: Part, wanted: Sequence[Media], found: Sequence[Picture], *, ordered: bool) -> Iterator[str]:
    """The pictures that are not found, one after the other where they are `ordered`; each that is found counts once."""
    left = list(found)
    for number, media in enumerate(wanted, 1):
        at = next((k for k, picture in enumerate(left) if _same(media, picture)), None)
        if at is None:
            flaws = [picture.flaw for picture in left if picture.flaw]
            yield f"{part}, picture {number} ({media.path}) is missing{f': {flaws[0]}' if flaws else ''}"
        else:
            del left[0 if ordered else at:at + 1]


def _interleaved(figures: Sequence[Media], others: Sequence[Media], found: Sequence[Picture]) -> bool:
    """Whether the pictures found are just these, each kind in its order: figures that float pass those in text."""
    reached = {0}       # how many of the figures are among the pictures so far
    for number, picture in enumerate(found):
        reached = {count + 1 for count in reached if count < len(figures) and _same(figures[count], picture)} | {
            count for count in reached if number - count < len(others) and _same(others[number - count], picture)}
    return len(figures) in reached and len(found) == len(figures) + len(others)


def _same(media: Media, picture: Picture) -> bool:
    """Whether a found picture is the expected one: by the hash of its file, else by its size or proportions.

    Prints scale large bitmaps down. A drawing of no size, or with bitmaps in it, is known by its place and by its
    description, which is part of the text.
    """
    if picture.flaw:
        return False
    if picture.sha256:
        return picture.sha256 == media.sha256
    if media.kind == "svg" and b"<image" in media.data:
        return True
    if media.kind == "svg":
        return abs(picture.width * media.height - picture.height * media.width) <= \
            _ROUNDING * picture.width * media.height
    longest = max(media.width, media.height)
    scale = max(picture.width, picture.height) / longest
    # a side is rounded to whole ones
    return scale * longest >= min(longest, _LARGE) and \
        max(abs(picture.width - scale * media.width), abs(picture.height - scale * media.height)) <= max(1.0, scale)


def _lacking_of_references(references: Sequence[Reference], found: _Found, labels: Labels) -> Iterator[str]:
    """The facts not found, of which reference. References must come in order, the facts of one in any order.

    Where no link leads to a reference, its text must say what it is found by: DOI, arXiv id or address.
    """
    text, links, start = squeeze(found.text), list(map(_address, found.links)), 0
    for number, reference in enumerate(references, 1):
        facts = {name: squeeze(fact) for name, fact in facts_of(reference, labels).items()}
        end, address = start, _address(reference.address)
        if address in links:        # then it need not be in the text
            links = links[links.index(address) + 1:]
        elif address:
            facts["address"] = squeeze(reference.doi or reference.arxiv or reference.url)
        following = find(text, squeeze(references[number].title), start) if number < len(references) else len(text)
        besides = {name: squeeze(fact) for name, fact in
                   (("DOI", reference.doi), ("arXiv id", reference.arxiv), ("URL", reference.url))
                   if fact and squeeze(fact) != facts.get("address")}
        # the longest first, and none in another: a year may be part of an address
        for name, fact in sorted([*facts.items(), *besides.items()], key=lambda item: -len(item[1])):
            at = find(text, fact, start, following if name in besides else None)
            if at >= 0:
                text = text[:at] + USED * len(fact) + text[at + len(fact):]
                end = max(end, at + len(fact))
            elif name in facts:
                yield f"{Part.REFERENCES}, {name} of number {number} is missing: {begun(fact)}"
        start = end


def _address(address: str) -> str:
    """An address in the form that is compared, since formats percent-encode it differently."""
    return squeeze(unquote(address))
