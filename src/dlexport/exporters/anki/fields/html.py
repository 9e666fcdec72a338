"""Rich text -> the HTML of a note's field."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.anki.fields.inert import FORMULA, inert
from dlexport.richtext.beside import AFTER, BEFORE
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.labels import Labels
    from dlexport.math.tree import Element
    from dlexport.pictures.media import Media
    from dlexport.richtext.nodes import Block, Inline

BLANK_OPENS = re.compile(r"\x02(\d+)\x02")      # no bank holds control characters
BLANK_CLOSES = "\x03"
HINT_BEGINS = "\x04"

_LONG_OPENS, _LONG_CLOSES = '<span class="long">', "</span>"     # may need a line for itself, and a box to scroll in
_SHORT = 14         # signs: that many fit into a list in a quotation on a phone
_FORMULA = rf"(?:{_LONG_OPENS})?{FORMULA}\\\([^{FORMULA}]*{FORMULA}(?:{_LONG_CLOSES})?"
_BESIDE_PUNCTUATION = re.compile(
    # from the first of a row of them: else each would be tried, and all behind it looked at
    rf"(?<![{BEFORE}])([{BEFORE}]*+)({BLANK_OPENS.pattern}{_FORMULA}(?:{HINT_BEGINS}[^{BLANK_CLOSES}]*)?{BLANK_CLOSES}|{_FORMULA})([{AFTER}]*)",
)
_HEADINGS_BEGIN_BELOW = 3     # the card heads its title, its parts and its sections


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the fields of one bank's notes.

    Attributes:
        media: path as written in the text -> the picture.
        labels: of the bank.
    """

    media: Mapping[str, Media]
    labels: Labels

    def blocks(self, blocks: Sequence[Block], prefix: str) -> str:
        """Blocks; `prefix` keeps the footnotes of one field apart from those of the others on its card."""
        return finished(write_blocks(blocks, self.dialect(prefix)))

    def line(self, children: Sequence[Inline]) -> str:
        """A title."""
        return finished(write_inlines(children, self.dialect("")))

    def dialect(self, prefix: str) -> Dialect:
        """The dialect for Anki's HTML; its output must be passed through `finished`."""
        return Dialect(
            math=_math,
            image_src=lambda path: media_name(self.media[path]),
            question_href=_no_address,
            footnote_prefix=prefix,
            heading_shift=_HEADINGS_BEGIN_BELOW,
            labels=self.labels,
        )


def finished(written: str, *, cloze: bool = False) -> str:
    """The dialect's output, made inert, with formulas kept on one line with the punctuation beside them.

    A browser may break a line before and after a formula whatever stands there (CSS Text 3, 5.1: as with any
    atomic inline), so that a comma would begin the next one.

    Args:
        written: with each formula between two `FORMULA`, each blank between `BLANK_OPENS` and `BLANK_CLOSES`, its hint
            after a `HINT_BEGINS`.
        cloze: whether the field is the one with the blanks.
    """
    return inert(_BESIDE_PUNCTUATION.sub(_kept, written), cloze=cloze)


def media_name(media: Media) -> str:
    """A picture's file name in the learner's media folder, where all their decks share one.

    Only the content decides it: the same picture under two names arrives once, another picture of the same name
    never takes its place, and moving a file in the source changes no note.
    """
    return f"dlexport-{media.sha256[:20]}.{'jpg' if media.kind == 'jpeg' else media.kind}"


def escaped(text: str) -> str:
    """Plain text as HTML in which nothing is live."""
    return inert(html.escape(text))


def _kept(match: re.Match[str]) -> str:
    before, after = match[1], match[4]
    return f'<span class="keep">{match[0]}</span>' if before or after else match[0]


def _math(latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the dialect's signature
    r"""Between the delimiters that Anki hands to MathJax; `$…$` would stay text."""
    latex = html.escape(latex, quote=False)
    if display:
        return rf'<div class="formula">{FORMULA}\[{latex}\]{FORMULA}</div>'
    written = rf"{FORMULA}\({latex}\){FORMULA}"
    long = len(latex) > _SHORT and _signs(tree) > _SHORT    # no sign takes less than a character to write
    return f"{_LONG_OPENS}{written}{_LONG_CLOSES}" if long else written


def _signs(tree: Element) -> int:
    """The number of characters of a formula, as an estimate of its width."""
    return len(tree.text) + sum(map(_signs, tree.children))


def _no_address(_question: str) -> None:
    """A card cannot be linked to: a link to another question stays as its words."""
