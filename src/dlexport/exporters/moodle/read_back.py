"""The passages in a Moodle XML file, read with expat from its bytes."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING, Final

from dlexport.exporters.moodle.gaps import GAP, answers_in
from dlexport.foreign.xml_tree import tree
from dlexport.plugin.contract import Part, Passage
from dlexport.plugin.marked_html import marked_passages
from dlexport.richtext.plain import GAP as ROOM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from dlexport.cache import Cache

_FIELDS: Final = ("questiontext", "generalfeedback", "graderinfo")
_NEAR: Final = re.compile(r'<span data-near="([^"]*)">(\{1:NUMERICAL:[^}]*\})</span>')


def passages(data: bytes, cache: Cache) -> Iterator[Passage]:
    """The passages of every question, in the order of the file.

    Raises:
        ValueError: the bytes are not a complete Moodle XML file.
    """
    quiz = tree(data)
    if quiz.tag != "quiz":
        raise ValueError("it is no Moodle quiz")
    for question in quiz.iterfind("question"):
        if question.get("type") != "category":
            yield from _question(question, cache)


def _question(question: ET.Element, cache: Cache) -> Iterator[Passage]:
    whole, _, part = question.findtext("idnumber", "").partition("/")
    if not whole:
        raise ValueError("a question in it has no idnumber")
    for tag in question.iterfind("tags/tag/text"):
        yield Passage(whole, Part.TAGS, tag.text or "")
    gaps = list(_gaps(question.findtext("questiontext/text", ""))) if question.get("type") == "cloze" else []
    for name in _FIELDS:
        element = question.find(name)
        if element is not None:
            yield from _field(element, whole, cache)
        if name == "questiontext" and gaps:
            yield Passage(whole, Part.SOLUTIONS if part else Part.BLANKS, "\n".join(gaps))
        if name == "questiontext" and question.get("type") == "multichoice":
            yield from _answers(question, whole, part, cache)


def _answers(question: ET.Element, whole: str, part: str, cache: Cache) -> Iterator[Passage]:
    """The passages of a choice question: all options, then the right ones, then the reasons."""
    answers = [(float(answer.get("fraction", "0")), list(_field(answer, whole, cache)), answer.find("feedback"))
               for answer in question.iterfind("answer")]
    for _, texts, _ in answers:
        yield from texts
    for fraction, texts, _ in answers:
        if fraction > 0:
            yield from (Passage(whole, Part.SOLUTIONS if part else Part.CORRECT, one.text) for one in texts)
    for _, _, feedback in answers:
        if feedback is not None:
            yield from _field(feedback, whole, cache)


def _field(element: ET.Element, question: str, cache: Cache) -> Iterator[Passage]:
    files = {f"@@PLUGINFILE@@/{file.get('name')}": base64.b64decode(file.text or "", validate=True)
             for file in element.iterfind("file")}
    text = element.findtext("text", "")
    yield from marked_passages(GAP.sub("_" * ROOM, text), question, files, cache)


def _gaps(text: str) -> Iterator[str]:
    """The right answers of each gap."""
    near = {gap: html.unescape(said) for said, gap in _NEAR.findall(text)}
    for match in GAP.finditer(text):
        yield from answers_in(html.unescape(match[2]), match[1])
        if match[0] in near:
            yield f"±{near[match[0]]}"
