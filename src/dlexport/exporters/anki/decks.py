"""The decks: one for the bank, below it one per topic."""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from typing import TYPE_CHECKING

from dlexport.exporters.anki.deck import Deck
from dlexport.exporters.anki.identity import number
from dlexport.exporters.anki.retirement import search
from dlexport.labels import direction, isolated
from dlexport.lock.lock import DatedBook
from dlexport.pictures import cover_drawing as cover
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.bank import Bank, Topic
    from dlexport.book.book import Book

BANK = ""
"""Stands for the parent deck where the others are named by their topic's id."""

_SEPARATOR = "::"
_NAMED = 12                                         # questions that left, named in the description
_COLONS = re.compile(r":{2,}|^:|:$")
_BANNER = (480, 96)                                 # CSS pixels; the width that a phone's overview has
_MID_TONES = {"accent": "#2F8FA3", "rule": "#9FB0B5"}   # the same file shows on white and on near-black


def decks(dated: DatedBook, dates: Mapping[str, int], style: str = "numbered") -> dict[str, Deck]:
    """Topic id -> its deck, and `BANK` -> their parent, which comes first.

    Anki matches decks by name, whatever the case of its letters: two topics of one title get their ids added.

    Args:
        dated: its chapters become the subdecks.
        dates: topic id or `BANK` -> when that deck last changed.
        style: as the option `decks` says.
    """
    book, bank = dated.book, dated.book.bank
    parent = deck_name(unmarked(bank.title.children))
    moment = max((gone.retired for gone in dated.retired), default=0)
    about = _about(bank, book) + _left(dated)
    made = {BANK: Deck(number(bank.id, "deck"), parent, about, max(dates[BANK], moment))}
    if style == "single":
        return made | {chapter.topic.id: made[BANK] for chapter in book.chapters}
    taken: set[str] = set()
    for chapter in book.chapters:
        topic = chapter.topic
        own = deck_name(unmarked(topic.title.children))
        if own.casefold() in taken:
            own = f"{own} ({topic.id})"
        taken.add(own.casefold())
        if style == "numbered":
            own = f"{dated.topics.get(topic.id, str(chapter.number).zfill(2))} {own}"
        name = f"{parent}{_SEPARATOR}{own}"
        made[topic.id] = Deck(number(bank.id, "deck", topic.id), name, _about_topic(book, topic), dates[topic.id])
    return made


def deck_name(title: str) -> str:
    """A title as one level of a deck's name: Anki splits names at `::`, so runs of colons become full-width ones."""
    title = " ".join(unicodedata.normalize("NFC", title).split())
    return _COLONS.sub(lambda match: "：" * len(match[0]), title)


def fingerprints(book: Book) -> dict[str, str]:
    """Topic id or `BANK` -> fingerprint of that deck's name and description, which decides its date."""
    dates = dict.fromkeys((BANK, *(chapter.topic.id for chapter in book.chapters)), 0)
    found = decks(DatedBook(book, {}, {}, {}), dates, "plain")
    return {key: hashlib.sha256(json.dumps([deck.name, deck.description]).encode()).hexdigest()[:32]
            for key, deck in found.items()}


def _about(bank: Bank, book: Book) -> str:
    """The parent deck's description: the bank's subject, version, licence and source, and how to report an error."""
    labels, words = book.labels, book.labels.deck
    width, height = _BANNER
    drawing = cover.to_svg(cover.lattice(bank.id, width, height), **_MID_TONES)
    banner = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%"'
              f' role="presentation">{drawing}</svg>')
    facts = [labels.version.format(version=bank.version), labels.comma.join(bank.authors)]
    facts.append(f"{labels.license}{labels.colon}{bank.license}" if bank.license else "")
    address = f'<a href="{html.escape(bank.url)}">{html.escape(bank.url)}</a>'
    report = words.report.format(address=address) if bank.url else words.report_how
    subtitle = html.escape(unmarked(bank.subtitle.children)) if bank.subtitle else ""
    paragraphs = [subtitle, html.escape(bank.description), html.escape(" · ".join(filter(None, facts))),
                  isolated(report, bank.language)]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)
    return f"<div {_language(bank)}>{banner}{text}</div>"


def _language(bank: Bank) -> str:
    """The attributes of the bank's language, and of its direction where that is not the usual one."""
    way = ' dir="rtl"' if direction(bank.language) == "rtl" else ""
    return f'lang="{html.escape(bank.language)}"{way}'


def _left(dated: DatedBook) -> str:
    """The questions that left the bank, and how a learner finds their notes: the newest by name, all by a search."""
    if not dated.retired:
        return ""
    bank, labels = dated.book.bank, dated.book.labels
    newest = sorted((gone for gone in dated.retired if gone.kind == "question"), key=lambda gone: -gone.retired)
    names = labels.comma.join(gone.title for gone in newest[:_NAMED]) + ("…" if len(newest) > _NAMED else "")
    text = labels.deck.left.format(names=names or labels.keypoints)
    found = search(bank.id, [gone.id for gone in dated.retired])
    return (f"<div {_language(bank)}><p>{isolated(html.escape(text), bank.language)}</p>"
            f"<p><code>{html.escape(found)}</code></p></div>")


def _about_topic(book: Book, topic: Topic) -> str:
    bank = book.bank
    text = book.labels.deck.topic.format(bank=unmarked(bank.title.children), topic=unmarked(topic.title.children))
    return f"<div {_language(bank)}><p>{isolated(html.escape(text), bank.language)}</p></div>"
