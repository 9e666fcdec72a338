"""The controls around the questions: search and filters, settings, the bar of a session. Hidden until a script runs.

Their ids begin with `ui_`, which no id of a question can.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Final

from dlexport.book.natural import natural
from dlexport.richtext.escape import attribute, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.exporters.html.question import QuestionMarkup
    from dlexport.labels.words import PageWords

_LIMITS: Final = (5, 10, 20, 30, 50, 100)
_NO_LIMIT: Final = 9999
_LEVELS: Final = (1, 2, 3)


def markup_of(words: PageWords) -> PageWords:
    """Words of the labels as escaped markup: a bank's own labels may hold any sign."""
    texts = {name: attribute(value) for name, value in dataclasses.asdict(words).items() if isinstance(value, str)}
    again, hard, good, easy = map(attribute, words.grades)
    return dataclasses.replace(words, **texts, grades=(again, hard, good, easy))


def controls(sheet: QuestionMarkup) -> str:
    """The controls above the questions."""
    words = sheet.words
    return "\n".join([
        f'<div id="ui_bar" role="search" aria-label="{words.tools}" hidden="">',
        '<input id="ui_search" type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"',
        f'aria-label="{words.search}" placeholder="{words.find}" title="{words.search}"/>',
        f'<button type="button" id="ui_study" class="strong">{words.study} <span id="ui_due"></span></button>',
        "</div>",
        f'<div id="ui_options" role="region" aria-label="{words.settings}" hidden="">',
        f'<button type="button" id="ui_selftest" aria-pressed="false">{words.selftest}</button>',
        _filters(sheet), _settings(sheet), '<p id="ui_found" role="status"></p>',
        '<p id="ui_score"></p>', "</div>",
        '<p id="ui_unkept" role="alert" hidden=""></p>',
        *(f'<p id="ui_said{number}" class="heard" role="status"></p>' for number in (0, 1)),
        f'<div id="ui_session" role="region" aria-label="{words.study}" hidden="">',
        f'<button type="button" data-do="leave">{words.leave}</button>',
        f'<p><progress id="ui_progress" aria-label="{words.progress}"></progress><span id="ui_counts"></span></p>',
        f'<button type="button" data-do="undo">{words.undo}</button>', "</div>",
    ])


def grades(sheet: QuestionMarkup) -> str:
    """The controls below the card of a session: the buttons to grade it, and the end of the session."""
    words = sheet.words
    buttons = "".join(
        f'<button type="button" id="ui_grade{grade}">{word}<small id="ui_wait{grade}"></small></button>'
        for grade, word in enumerate(words.grades, 1))
    return "\n".join([
        '<div id="ui_ended" role="region" aria-labelledby="ui_endtitle" hidden="">',
        f'<h2 id="ui_endtitle" tabindex="-1">{words.ended}</h2>',
        '<ul id="ui_summary"></ul>', '<div class="buttons">',
        f'<button type="button" id="ui_more">{words.more}</button>',
        f'<button type="button" data-do="undo">{words.undo}</button>',
        f'<button type="button" data-do="export">{words.save}</button>',
        f'<button type="button" data-do="leave" class="strong">{words.leave}</button>', "</div>", "</div>",
        f'<div id="ui_grades" role="region" aria-label="{words.grade}" hidden="">',
        f'<button type="button" id="ui_show" class="strong">{words.show}</button>{buttons}',
        f'<p class="keys">{words.keys}</p>', "</div>",
    ])


def nothing(sheet: QuestionMarkup) -> str:
    """The message in place of the questions if no question matches."""
    return (f'<p id="ui_nothing" hidden="">{sheet.words.nothing} <button type="button" data-do="clear">'
            f"{sheet.words.clear}</button></p>")


def data(sheet: QuestionMarkup) -> str:
    """The words for the script, as JSON, which the policy lets through: it is not run."""
    content = json.dumps(dataclasses.asdict(sheet.book.labels.page), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="ui_words">{content}</script>'


def _filters(sheet: QuestionMarkup) -> str:
    words, labels = sheet.words, sheet.book.labels
    questions = [entry.question for entry in sheet.book.entries()]
    name = sheet.book.bank.tag_name
    tags = [(tag, tag) for tag in sorted({name(tag) for question in questions for tag in question.tags}, key=natural)]
    levels = [(str(level), "●" * level + "○" * (len(_LEVELS) - level)) for level in _LEVELS]
    standings = [("new", words.fresh), ("due", words.due), ("known", words.known)]
    every = [("", words.every)]
    return "\n".join([
        f'<details id="ui_filters"><summary>{words.filters}</summary>', '<div class="panel">',
        _select("tag", labels.tags, every + tags), _select("level", labels.difficulty, every + levels),
        _select("standing", words.standing, every + standings),
        f'<button type="button" data-do="clear">{words.clear}</button>', "</div>", "</details>",
    ])


def _settings(sheet: QuestionMarkup) -> str:
    words = sheet.words
    limits = [*((str(limit), str(limit)) for limit in _LIMITS), (str(_NO_LIMIT), words.no_limit)]
    looks = [("", words.system), ("light", words.day), ("dark", words.night)]
    return "\n".join([
        f'<details id="ui_settings"><summary>{words.settings}</summary>', '<div class="panel">',
        '<div class="buttons">', f'<button type="button" id="ui_smaller">{words.smaller}</button>',
        f'<button type="button" id="ui_larger">{words.larger}</button>', "</div>",
        _select("theme", words.theme, looks), _select("limit", words.limit, limits),
        f'<label class="check"><input type="checkbox" id="ui_points"/>{words.points}</label>',
        f'<label class="check"><input type="checkbox" id="ui_swipes"/>{words.swipes}</label>',
        '<div class="buttons">', f'<button type="button" data-do="export">{words.save}</button>',
        f'<button type="button" id="ui_import">{words.load}</button>',
        f'<input id="ui_file" type="file" accept=".json,application/json" aria-label="{words.load}" hidden=""/>',
        "</div>",
        f"<p>{words.private}</p>", '<p id="ui_imported" role="status"></p>', "</div>", "</details>",
    ])


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f'<option value="{attribute(value)}">{escape(shown)}</option>' for value, shown in options)
    return f'<label>{escape(label)}<select id="ui_{name}">{inner}</select></label>'
