"""The page around the questions: head, policy, contents."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from dlexport.exporters.html.cached import styles, written
from dlexport.exporters.html.controls import controls, data, grades, markup_of, nothing
from dlexport.exporters.html.formulas import font_face
from dlexport.exporters.html.pictures import with_pictures
from dlexport.exporters.html.question import QuestionMarkup
from dlexport.labels import chapter_label, direction
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.html.cached import Written
    from dlexport.plugin.contract import ExportContext

_STYLES: Final = ("page.css", "text.css", "study.css")
_SCRIPTS: Final = (    # in this order: what a file does when it runs rests on those before it
    "page.js", "fsrs.js", "log.js", "store.js", "memory.js", "queue.js", "selftest.js", "choices.js", "search.js",
    "contents.js", "look.js", "files.js", "session.js", "hands.js", "start.js")


def page(book: Book, context: ExportContext) -> str:
    """The whole file. Its policy forbids every request (CSP 3)."""
    bank = book.bank
    sheet = QuestionMarkup(book, markup_of(book.labels.page), frozenset(entry.question.id for entry in book.entries()))
    questions = written(sheet, context.cache, context.progress)
    head, titles = _head(sheet), {chapter.topic.id: _title(chapter, sheet) for chapter in book.chapters}
    body = "\n".join([
        f'<a class="skip" href="#ui_questions">{sheet.words.skip}</a>', head, controls(sheet),
        '<div class="columns">', _contents(sheet, titles, questions), '<main id="ui_questions" tabindex="-1">',
        *(_chapter(chapter, titles, questions) for chapter in book.chapters), nothing(sheet), "</main>", "</div>",
        grades(sheet), _foot(sheet), data(sheet),
    ])
    attributes = set(styles("".join([head, *titles.values()]))).union(*(one.styles for one in questions.values()))
    face, body = font_face(body, context), with_pictures(body, bank.media.values())
    style = _enclosed("\n".join([face, *_texts(_STYLES, context)]))
    script = _enclosed("\n".join(["(() => {", "'use strict';", *_texts(_SCRIPTS, context), "})();"]))
    way = ' dir="rtl"' if direction(bank.language) == "rtl" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(bank.language)}"{way} data-bank="{attribute(bank.id)}">\n<head>\n'
        '<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script, attributes)}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>\n'
        '<meta name="color-scheme" content="light dark"/>\n<meta name="referrer" content="no-referrer"/>\n'
        f'<title>{escape(unmarked(bank.title.children))}</title>\n<link rel="icon" href="data:,"/>\n'
        f"<style>{style}</style>\n</head>\n<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _texts(names: Iterable[str], context: ExportContext) -> Iterable[str]:
    return (context.styles.text(f"html/{name}") for name in names)


def _policy(style: str, script: str, attributes: Iterable[str]) -> str:
    """The policy: allows this style, this script, and the `style` attributes with which MathML draws boxes."""
    hashes = sorted(map(_hash, attributes))
    allowed = " ".join([_hash(style), *(["'unsafe-hashes'", *hashes] if hashes else [])])
    return (f"default-src 'none'; img-src data:; font-src data:; style-src {allowed}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _enclosed(content: str) -> str:
    r"""Style or script that cannot end its own element; in both, `\/` is a `/`."""
    return content.replace("</", "<\\/")


def _head(sheet: QuestionMarkup) -> str:
    bank = sheet.book.bank
    subtitle = f"\n<p>{sheet.line(bank.second_title)}</p>" if bank.second_title else ""
    return f"<header>\n<h1>{sheet.line(bank.title)}</h1>{subtitle}\n</header>"


def _contents(sheet: QuestionMarkup, titles: Mapping[str, str], questions: Mapping[str, Written]) -> str:
    chapters = "\n".join(
        f"<li><details><summary>{titles[chapter.topic.id]}</summary>\n<ol>\n"
        + "\n".join(questions[entry.question.id].line for entry in chapter.entries)
        + "\n</ol></details></li>" for chapter in sheet.book.chapters)
    label = escape(sheet.book.labels.contents)
    return (f'<nav aria-label="{label}">\n<details id="ui_contents" open="">\n<summary>{label}</summary>\n'
            f"<ol>\n{chapters}\n</ol>\n</details>\n</nav>")


def _title(chapter: Chapter, sheet: QuestionMarkup) -> str:
    return f"{chapter_label(sheet.book.labels, chapter.number)} {sheet.line(chapter.topic.title)}"


def _chapter(chapter: Chapter, titles: Mapping[str, str], questions: Mapping[str, Written]) -> str:
    content = "\n".join(questions[entry.question.id].article for entry in chapter.entries)
    name = f"ui_topic.{chapter.topic.id}"
    heading = f'<h2 id="{name}">{titles[chapter.topic.id]}</h2>'
    return f'<section class="topic" aria-labelledby="{name}">\n{heading}\n{content}\n</section>'


def _foot(sheet: QuestionMarkup) -> str:
    bank, labels = sheet.book.bank, sheet.book.labels
    facts = [labels.comma.join(bank.authors), labels.version.format(version=bank.version), bank.license]
    return f'<footer><p>{escape(" · ".join(filter(None, facts)))}</p></footer>'
