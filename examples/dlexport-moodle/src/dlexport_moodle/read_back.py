"""A Moodle XML file's bytes -> the passages that are really in it, read with expat."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dlexport.plugin import Part, Passage, marked_passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.plugin import Cache

_FIELDS = ("questiontext", "generalfeedback", "graderinfo")


def passages(data: bytes, cache: Cache) -> Iterator[Passage]:
    """The passages of every question, in the order of the file.

    Raises:
        ValueError: it is no whole Moodle XML file.
    """
    try:
        quiz = ET.fromstring(data)   # noqa: S314 - expat itself stops entities that multiply
    except ET.ParseError as error:
        raise ValueError(f"it is no whole XML file: {error}") from error
    if quiz.tag != "quiz":
        raise ValueError("it is no Moodle quiz")
    for question in quiz.iterfind("question"):
        if question.get("type") != "category":
            yield from _question(question, cache)


def _question(question: ET.Element, cache: Cache) -> Iterator[Passage]:
    ident = question.findtext("idnumber")
    if not ident:
        raise ValueError("a question in it has no idnumber")
    yield Passage(ident, Part.TITLE, question.findtext("name/text", ""))
    for tag in question.iterfind("tags/tag/text"):
        yield Passage(ident, Part.TAGS, tag.text or "")
    for name in _FIELDS:
        files = {f"@@PLUGINFILE@@/{file.get('name')}": base64.b64decode(file.text or "", validate=True)
                 for file in question.iterfind(f"{name}/file")}
        yield from marked_passages(question.findtext(f"{name}/text", ""), ident, files, cache)
