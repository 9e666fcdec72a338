"""The cards of a question as a learner sees them: templates and style sheet of the deck at hand.

Formulas are the browser's MathML, each in the element that Anki's MathJax would make of it, so that the deck's rules
for that element hold: lines break where they will break.
"""

from __future__ import annotations

import base64
import html
import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dlexport.exporters.anki.read_back import archive_entries
from dlexport.exporters.anki.rendering import card
from dlexport.math.errors import MathError
from dlexport.math.latex.parse import parse
from dlexport.math.mathml.write import to_mathml
from dlexport.plugin.contract import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BETWEEN: Final = "\x1f"
_FORMULA: Final = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
_SOURCE: Final = re.compile(r'(<img\b[^>]*\ssrc=")([^"]*)(")')
_DISPLAYED: Final = ' display="true"'
_TYPES: Final = {"svg": "svg+xml", "jpg": "jpeg"}
_CARDS: Final = """
    SELECT notes.mid, notes.flds, notes.tags, cards.ord, cards.did FROM cards JOIN notes ON notes.id = cards.nid
    ORDER BY cards.due, cards.ord
"""
# What Anki's own page sets besides the card: a margin, the ground by night, pictures that shrink (ts/reviewer). What
# MathJax sets: a displayed formula in the middle of its line, and no break within one. Each side is a page of its own
# here that remembers nothing: without chance, options stand alike in front and on the back.
_PAGE: Final = """<!doctype html>
<html><head><meta name="color-scheme" content="light dark"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
html {{ scrollbar-color: #888 transparent }}
body {{ margin: 20px; overflow-wrap: break-word; background-color: #f5f5f5 }}
body.nightMode {{ background-color: #2c2c2c; color: #fcfcfc }}
img {{ max-width: 100%; max-height: 95vh }}
mjx-container[display="true"] {{ display: block; margin: 1em 0; text-align: center }}
mjx-container > math {{ white-space: nowrap }}
{css}
</style></head>
<body class="card card{number}"><script>
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.onchange = () => ["nightMode", "night_mode"].forEach(name => document.body.classList.toggle(name, dark.matches));
dark.onchange();
Math.random = () => 0.999;
</script><div id="qa">{inside}</div></body></html>
"""


class RenderedCard(NamedTuple):
    """Both sides of a card, as the backend would render them; `question` is the id of its question."""

    question: str
    name: str
    ordinal: int
    front: str
    back: str
    css: str


def card_views(data: bytes, question: str) -> Iterator[View]:
    """Front and back of each card of a question, as pages that are whole in themselves.

    Raises:
        ValueError: it is no deck of ours, or damaged.
    """
    entries = archive_entries(data)
    try:
        media = {name: entries[number] for number, name in json.loads(entries["media"]).items()}
        found = [one for one in rendered_cards(entries["collection.anki2"]) if one.question == question]
    except (sqlite3.Error, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error
    for number, one in enumerate(found, 1):
        for side, inside in (("front", one.front), ("back", one.back)):
            page = _PAGE.format(css=one.css, number=one.ordinal + 1, inside=_drawn(inside, media))
            yield View(f"{number} {one.name} {side}", "text/html", page.encode())


def rendered_cards(database: bytes) -> list[RenderedCard]:
    """The cards of a collection in the order of their first review.

    Raises:
        sqlite3.Error, KeyError, TypeError, AttributeError, ValueError: it is no collection.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        models, decks = map(json.loads, connection.execute("SELECT models, decks FROM col").fetchone())
        return [_rendered(models[str(model)], decks[str(deck)]["name"], text, tags.strip(), ordinal)
                for model, text, tags, ordinal, deck in connection.execute(_CARDS)]


def _rendered(model: Mapping[str, Any], deck: str, text: str, tags: str, ordinal: int) -> RenderedCard:
    names = [field["name"] for field in model["flds"]]
    is_cloze = model["type"] == 1
    template = model["tmpls"][0 if is_cloze else ordinal]
    fields = dict(zip(names, text.split(_BETWEEN), strict=True))
    fields |= {"Tags": tags, "Type": model["name"], "Deck": deck, "Subdeck": deck.rpartition("::")[2],
               "Card": template["name"], "CardFlag": ""}
    front, back = card(template["qfmt"], template["afmt"], fields, ordinal)
    name = f"c{ordinal + 1}" if is_cloze else template["name"]
    return RenderedCard(fields["Id"].split("/")[0], name, ordinal, front, back, model["css"])


def _drawn(inside: str, media: Mapping[str, bytes]) -> str:
    """The card's HTML with formulas that browsers draw themselves and with embedded pictures."""
    def picture(match: re.Match[str]) -> str:
        name = html.unescape(match[2])
        if name not in media:
            return match[0]
        kind, data = name.rpartition(".")[2], base64.b64encode(media[name]).decode()
        return f"{match[1]}data:image/{_TYPES.get(kind, kind)};base64,{data}{match[3]}"

    return _SOURCE.sub(picture, _FORMULA.sub(_formula, inside))


def _formula(match: re.Match[str]) -> str:
    latex = html.unescape(match[1] if match[1] is not None else match[2])
    displayed = match[1] is None
    try:
        drawn = to_mathml(parse(latex), display=displayed, latex=latex)
    except MathError:       # the author's own text between such signs
        return match[0]
    return f"<mjx-container{_DISPLAYED if displayed else ''}>{drawn}</mjx-container>"
