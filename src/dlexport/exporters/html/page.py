"""The page around the questions: head, policy, tools, contents."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from dlexport.exporters.html.cached import styles, written
from dlexport.exporters.html.question import Sheet
from dlexport.exporters.html.words import words_for
from dlexport.labels import chapter_label
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dlexport.book.book import Book, Chapter
    from dlexport.cache import Cache
    from dlexport.exporters.html.cached import Written


def page(book: Book, style: str, script: str, cache: Cache, progress: Callable[[int], None]) -> str:
    """The whole file. It asks for nothing: the policy in it forbids every request (CSP 3).

    Args:
        book: what it holds.
        style: the theme's.
        script: the same.
        cache: questions that were written before.
        progress: told after each question that is written how many are done.
    """
    bank = book.bank
    sheet = Sheet(book, words_for(bank.language), frozenset(entry.question.id for entry in book.entries()))
    style, script = _enclosed(style), _enclosed(script)
    questions = written(sheet, cache, progress)
    head, titles = _head(sheet), {chapter.topic.id: _title(chapter, sheet) for chapter in book.chapters}
    body = "\n".join([
        f'<a class="skip" href="#questions">{sheet.words.skip}</a>', head, _tools(sheet),
        '<div class="columns">', _contents(sheet, titles, questions), '<main id="questions" tabindex="-1">',
        *(_chapter(chapter, titles, questions) for chapter in book.chapters), "</main>", "</div>", _foot(sheet),
    ])
    attributes = set(styles("".join([head, *titles.values()]))).union(*(one.styles for one in questions.values()))
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(bank.language)}" data-bank="{attribute(bank.id)}">\n<head>\n'
        '<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script, attributes)}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="color-scheme" content="light dark"/>\n<meta name="referrer" content="no-referrer"/>\n'
        f'<title>{escape(unmarked(bank.title.children))}</title>\n<link rel="icon" href="data:,"/>\n'
        f"<style>{style}</style>\n</head>\n<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _policy(style: str, script: str, attributes: Iterable[str]) -> str:
    """Only this style, this script, and the few `style` attributes with which MathML draws boxes and strokes."""
    hashes = sorted(map(_hash, attributes))
    allowed = " ".join([_hash(style), *(["'unsafe-hashes'", *hashes] if hashes else [])])
    return (f"default-src 'none'; img-src data:; style-src {allowed}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _enclosed(content: str) -> str:
    r"""Style or script that cannot end its own element; in both, `\/` is a `/`."""
    return content.replace("</", "<\\/")


def _head(sheet: Sheet) -> str:
    bank = sheet.book.bank
    subtitle = f"\n<p>{sheet.line(bank.subtitle)}</p>" if bank.subtitle else ""
    return f"<header>\n<h1>{sheet.line(bank.title)}</h1>{subtitle}\n</header>"


def _tools(sheet: Sheet) -> str:
    """Hidden until the script is there to serve them."""
    words, labels = sheet.words, sheet.book.labels
    questions = [entry.question for entry in sheet.book.entries()]
    tags = [(tag, tag) for tag in sorted({tag for question in questions for tag in question.tags})]
    levels = [(str(level), "●" * level + "○" * (3 - level)) for level in (1, 2, 3)]
    marks = [("none", words.unmarked), ("again", words.again), ("known", words.known)]
    return "\n".join([
        f'<div id="tools" role="search" aria-label="{words.tools}" hidden="">',
        f'<label class="wide">{words.search}',
        '<input id="search" type="search" autocomplete="off" spellcheck="false"/></label>',
        _select("tag", labels.tags, tags, sheet), _select("level", labels.difficulty, levels, sheet),
        _select("mark", words.marks, marks, sheet),
        '<div class="buttons">', f'<button type="button" id="cards">{words.cards}</button>',
        f'<button type="button" id="save">{words.save}</button>',
        f'<button type="button" id="load">{words.load}</button>',
        f'<input id="file" type="file" accept=".json,application/json" aria-label="{words.load}" hidden=""/>', "</div>",
        f'<p id="status" role="status" data-found="{words.found}" data-bad="{words.bad_file}"></p>', "</div>",
        f'<div id="deck" role="region" aria-label="{words.cards}" hidden="">',
        *(f'<button type="button" id="{name}">{label}</button>' for name, label in (
            ("previous", words.previous), ("flip", words.flip), ("next", words.following), ("again", words.again),
            ("known", words.known), ("leave", words.leave))),
        f"<p>{words.keys}</p>", "</div>",
    ])


def _select(name: str, label: str, options: Iterable[tuple[str, str]], sheet: Sheet) -> str:
    inner = "".join(f'<option value="{attribute(value)}">{escape(shown)}</option>' for value, shown in options)
    return (f'<label>{escape(label)}<select id="{name}"><option value="">{sheet.words.every}</option>{inner}</select>'
            "</label>")


def _contents(sheet: Sheet, titles: Mapping[str, str], questions: Mapping[str, Written]) -> str:
    chapters = "\n".join(
        f"<li><details><summary>{titles[chapter.topic.id]}</summary>\n<ol>\n"
        + "\n".join(questions[entry.question.id].line for entry in chapter.entries)
        + "\n</ol></details></li>" for chapter in sheet.book.chapters)
    label = escape(sheet.book.labels.contents)
    heading = f'<h2 id="contents.title">{label}</h2>'
    return f'<nav aria-labelledby="contents.title">\n{heading}\n<ol>\n{chapters}\n</ol>\n</nav>'


def _title(chapter: Chapter, sheet: Sheet) -> str:
    return f"{chapter_label(sheet.book.labels, chapter.number)} {sheet.line(chapter.topic.title)}"


def _chapter(chapter: Chapter, titles: Mapping[str, str], questions: Mapping[str, Written]) -> str:
    content = "\n".join(questions[entry.question.id].article for entry in chapter.entries)
    name = f"topic.{chapter.topic.id}"
    heading = f'<h2 id="{name}">{titles[chapter.topic.id]}</h2>'
    return f'<section class="topic" aria-labelledby="{name}">\n{heading}\n{content}\n</section>'


def _foot(sheet: Sheet) -> str:
    bank, labels = sheet.book.bank, sheet.book.labels
    facts = [labels.comma.join(bank.authors), labels.version.format(version=bank.version), bank.license]
    return f'<footer><p>{escape(" · ".join(filter(None, facts)))}</p></footer>'
