"""Cache of the XHTML of each question: written again only if something in it has changed."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING

from dlexport.book.fingerprints import keys, packed
from dlexport.exporters.epub.manuscript import Piece
from dlexport.exporters.epub.pages.mentions import BESIDE, mention, row
from dlexport.exporters.epub.pages.question import NUMBER, answer_side, question_side, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.book.bank import Question
    from dlexport.book.book import Entry
    from dlexport.cache import Cache
    from dlexport.exporters.epub.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class WrittenBook:
    """The pieces of all questions; each is told to the manuscript when it is shown."""

    manuscript: Manuscript
    pieces: Mapping[str, Mapping[str, Piece]]

    def show(self, entry: Entry, part: str, beside: str = "") -> str:
        """The markup of a part, for its place in the book: `question`, `answer`, `whole`, `row` or `mention`.

        `beside` is the markup that a `row` has between the question and its answer.
        """
        markup = self.manuscript.show(self.pieces[entry.question.id][part])
        return markup.replace(NUMBER, str(entry.number)).replace(BESIDE, beside)


def written(manuscript: Manuscript, fonts: str, cache: Cache, progress: Callable[[int], None]) -> WrittenBook:
    """Every question's pieces.

    Args:
        manuscript: the book.
        fonts: tells the faces from all others.
        cache: what was written before; a piece whose drawings are not all there is written anew.
        progress: told after each question how many are done.
    """
    def links(_question: Question, targets: Sequence[str]) -> list[str | None]:
        return [manuscript.addresses.question(target) for target in targets]

    options = json.dumps(asdict(manuscript.options))
    all_keys = keys(cache, manuscript.book, ["epub-2", options, fonts], links)
    known = {key: {part: Piece(*piece) for part, piece in json.loads(entry).items()}
             for key, entry in cache.get_all(all_keys).items()}
    drawings = manuscript.formulas.recall(
        {name for pieces in known.values() for piece in pieces.values() for name in piece.drawings})
    found = {}
    for done, (entry, key) in enumerate(zip(manuscript.book.entries(), all_keys, strict=True), 1):
        pieces = known.get(key, {})
        if not pieces or not all(drawings.issuperset(piece.drawings) for piece in pieces.values()):
            pieces = _write(entry, manuscript)
            cache.put(key, packed({part: astuple(piece) for part, piece in pieces.items()}))
        found[entry.question.id] = pieces
        progress(done)
    return WrittenBook(manuscript, found)


def _write(entry: Entry, manuscript: Manuscript) -> dict[str, Piece]:
    if manuscript.options.answers == "inline":
        parts = {"whole": manuscript.piece(lambda own: whole(entry, own, 2))}
    else:
        level = 3 if manuscript.options.answers == "after-each" else 2
        parts = {"question": manuscript.piece(lambda own: question_side(entry, own, level)),
                 "answer": manuscript.piece(lambda own: answer_side(entry, own, level))}
    return parts | {"row": manuscript.piece(lambda own: row(entry, own)),
                    "mention": manuscript.piece(lambda own: mention(entry, own))}
