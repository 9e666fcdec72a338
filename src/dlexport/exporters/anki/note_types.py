"""The note types with their templates, from the theme's files."""

from __future__ import annotations

import hashlib
import html
import json
from string import Template
from typing import TYPE_CHECKING

from dlexport.exporters.anki.deck import NoteType
from dlexport.exporters.anki.identity import number
from dlexport.exporters.anki.schema import SCHEMAS
from dlexport.exporters.anki.templates import check
from dlexport.labels import direction, isolated
from dlexport.problems import Problem, SourceError

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.exporters.anki.schema import Kind
    from dlexport.theme.styles import Styles

STYLE_SHEET, SCRIPT = "anki/card.css", "anki/choice.js"


def note_type(kind: Kind, book: Book, styles: Styles, modified: int) -> NoteType:
    """A note type. Its number and name follow from the bank's id: two banks never restyle each other's cards.

    Raises:
        FileNotFoundError: the theme lacks a file.
        SourceError: a template names a placeholder or field there is not, leaves a section open, or asks for no cloze.
    """
    schema = SCHEMAS[kind]
    try:
        templates = tuple((_filled(t.front, book, styles), _filled(t.back, book, styles)) for t in schema.templates)
        for template, (front, back) in zip(schema.templates, templates, strict=True):
            check(template.front, front, schema.fields, cloze=schema.cloze)
            check(template.back, back, schema.fields, cloze=schema.cloze)
    except ValueError as error:
        raise SourceError([Problem("theme-value", str(error), hint="compare with the default theme")]) from error
    return NoteType(
        id=number(book.bank.id, "notetype", kind),
        name=f"{book.bank.id} · {schema.name}",
        schema=schema,
        css=styles.text(STYLE_SHEET),
        templates=templates,
        modified=modified,
    )


def fingerprint(kind: Kind, book: Book, styles: Styles) -> str:
    """A fingerprint of a note type's name, templates and style sheet, which decides its date."""
    made = note_type(kind, book, styles, 0)
    return hashlib.sha256(json.dumps([made.name, made.css, made.templates]).encode()).hexdigest()[:32]


def _filled(file: str, book: Book, styles: Styles) -> str:
    """A template file with its `${…}` replaced by the bank's language and the labels in it."""
    labels = book.labels
    values = {
        "language": book.bank.language,
        "direction": direction(book.bank.language),
        "difficulty": labels.difficulty,
        "question": labels.question,
        "answer": labels.answer,
        "analysis": labels.analysis,
        "keypoint": labels.keypoints,
        "references": labels.references,
        "bank": book.bank.id,
        "which": labels.deck.which,
    }
    filled = {name: html.escape(text) for name, text in values.items()} | {"script": ""}
    filled["which"] = isolated(filled["which"], book.bank.language)     # a question, with its mark
    template = styles.text(file)
    if "${script}" in template:
        filled["script"] = styles.text(SCRIPT).strip()
    try:
        return Template(template).substitute(filled)
    except KeyError as error:
        raise ValueError(f"{file} names a placeholder ${{{error.args[0]}}}; there are {', '.join(values)}") from error
    except ValueError as error:
        raise ValueError(f"{file}: a $ that begins no placeholder is written $$ ({error})") from error
