"""Notes of decks that dlexport made -> the questions from which they were made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dlexport.importers.answers import truth
from dlexport.importers.draft import DraftChoice, DraftPoint, DraftQuestion, DraftReference, Place
from dlexport.labels import LANGUAGES, labels_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.importers.anki.package import PackedNote

    Text = Callable[[PackedNote, str], str]

_KINDS: Final = (" · Q&A", " · Key point", " · Choice")
_FIELDS: Final = {"Id", "Number", "Topic", "Title"}
_CLOZE: Final = re.compile(r"\{\{c(\d+)::((?>.*?(?=\{\{c\d+::|\}\})))\}\}", re.DOTALL)
_SECTION: Final = re.compile(
    r"<section><h3>((?>.*?(?=</h3>|<section><h3>)))</h3>"
    r"((?>.*?(?=<section><h3>|</section>(?:<section><h3>|\s*\Z))))</section>(?=<section><h3>|\s*\Z)", re.DOTALL)
_ITEM: Final = re.compile(r'<li(?: class="([^"]*+)")?>')
_ITEM_END: Final = re.compile(r"</li>(?=<li|</ol>\s*\Z)")
_WHY: Final = re.compile(
    r'\A((?>.*?(?=<div class="why" data-part="why">)))<div class="why" data-part="why">(.*)</div>\s*\Z', re.DOTALL)
_LOOSE: Final = re.compile(r'data-loose="([0-9]{1,3})"')
_SIGN: Final = re.compile(
    r'<span class="sign"(?>.*?(?=<span class="sign"|</span>))</span>|</?div[^<>]*+>|</?button[^<>]*+>', re.DOTALL)
_HINT: Final = re.compile(
    r'<details class="more"><summary>(?>.*?(?=<details|</summary>))</summary>'
    r'<div data-part="hint">((?>.*?(?=<details class="more">|</div></details>)))</div></details>', re.DOTALL)
_BEHIND: Final = re.compile(
    r'<div class="(answer|sections|analysis|references)" data-part="\1">'
    r'((?>.*?(?=<div class="(?:answer|sections|analysis|references)" data-part="'
    r'|</div>(?:<div class="(?:sections|analysis|references)" data-part="|\s*\Z))))</div>'
    r'(?=<div class="(?:sections|analysis|references)" data-part="|\s*\Z)', re.DOTALL)
_PARTS: Final = re.compile(r'<div class="(?:parts|solutions)"')
_REFERENCE: Final = re.compile(
    r"<li>(?:<small>(?P<authors>[^<]*?)\. ?</small>)?"
    r"(?:<a href=\"(?P<url>[^\"]*+)\">(?P<linked>(?>.*?(?=<li>|</a>)))</a>|(?P<title>[^<]*+))"
    r"(?:<small>(?P<rest>(?>.*?(?=<li>|</small>)))</small>)?</li>", re.DOTALL)
_YEAR: Final = re.compile(r"(?:, |^)(\d{4})$")
_USUAL_TAGS: Final = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
_DIGITS: Final = re.compile(r"\d{1,9}")
_LEVEL: Final = re.compile(r"^difficulty::([123])$")


def is_own(note: PackedNote) -> bool:
    """Whether dlexport made the note."""
    return note.kind.name.endswith(_KINDS) and set(note.kind.fields) >= _FIELDS


def bank_of(note: PackedNote) -> str:
    """The id of the bank of a note that dlexport made."""
    return note.kind.name.rpartition(" · ")[0]


def questions(
    notes: Sequence[PackedNote], file: str, text: Text, remark: Callable[[PackedNote, str], None],
) -> list[DraftQuestion]:
    """The questions of dlexport's own notes, in the order of their numbers, each with its key points."""
    found: dict[str, tuple[int, DraftQuestion]] = {}
    points: dict[str, list[DraftPoint]] = {}
    for note in _whole(notes):
        ident, _, point = note.fields["Id"].partition("/")
        if note.fields.get("Retired"):
            remark(note, f"the retired {ident} is left out")
            continue
        if note.kind.name.endswith(_KINDS[1]) and point:
            points.setdefault(ident, []).append(_point(note, point, text))
            continue
        made = _question(note, ident, file, text, remark)
        number = _DIGITS.match(note.fields["Number"])
        found[ident] = (int(number[0]) if number else len(found), made)
    ordered = sorted(found.values(), key=lambda one: one[0])
    for ident in points.keys() - found.keys():
        remark(notes[0], f"key points of {ident} are left out: its question is not in the deck")
    return [replace(question, keypoints=tuple(points.get(question.id, ()))) for _, question in ordered]


def _whole(notes: Sequence[PackedNote]) -> Iterator[PackedNote]:
    """The notes, those of one question's parts (`parts=each`) put together where the first of them stands."""
    parts: dict[str, list[PackedNote]] = {}
    for note in notes:
        if _of_a_part(note):
            parts.setdefault(note.fields["Id"].partition("/")[0], []).append(note)
    for note in notes:
        ident = note.fields["Id"].partition("/")[0]
        if not _of_a_part(note):
            yield note
        elif asked := parts.pop(ident, None):
            further = [_PARTS.search(one.fields["Prompt"]) for one in asked[1:]]
            yield replace(note, fields={
                **note.fields, "Id": ident, "Answer": "".join(one.fields["Answer"] for one in asked),
                "Prompt": note.fields["Prompt"] + "".join(found.string[found.start():] for found in further if found)})


def _of_a_part(note: PackedNote) -> bool:
    return "/" in note.fields["Id"] and not note.kind.name.endswith(_KINDS[1]) and not note.fields.get("Retired")


def topics(notes: Sequence[PackedNote], text: Text) -> tuple[tuple[str, str], ...]:
    """(id, title) of each topic, in the order of the numbers that begin their decks' names."""
    found: dict[tuple[str, str], None] = {}
    for note in sorted(notes, key=lambda one: one.deck):
        ident = _topic(note)
        if ident and not note.fields.get("Retired"):
            found[ident, text(note, note.fields["Topic"])] = None
    return tuple(found)


def numbering(found: Sequence[DraftQuestion], order: Sequence[tuple[str, str]]) -> str:
    """The bank's `numbering`: `source` if numbers do not run topic by topic, else empty (the default)."""
    places = {ident: place for place, (ident, _) in enumerate(order)}
    wanted = [places.get(question.topic_id, 0) for question in found if question.topic_id]
    return "" if wanted == sorted(wanted) else "source"


def language(notes: Sequence[PackedNote]) -> str:
    """The language of the deck's own words, by how a note says where its question stands; empty if none fits."""
    said = next((note.fields["Place"] for note in notes if note.fields.get("Place")), "")
    for tag in LANGUAGES:
        pattern = re.sub(r"\\\{\w+\\\}", r"\\d+", re.escape(labels_for(tag).place))
        if re.fullmatch(pattern, said):
            return _USUAL_TAGS.get(tag, tag)
    return ""


def _topic(note: PackedNote) -> str:
    start = f"{bank_of(note)}::topic::"
    return next((tag.removeprefix(start) for tag in note.tags if tag.startswith(start)), "")


def _question(
    note: PackedNote, ident: str, file: str, text: Text, remark: Callable[[PackedNote, str], None],
) -> DraftQuestion:
    fields = note.fields
    root = f"{bank_of(note)}::"
    tags = [tag.removeprefix(root) for tag in note.tags]
    levels = [int(match[1]) for tag in tags if (match := _LEVEL.match(tag))]
    prompt, hint = _parted(fields.get("Prompt", ""))
    gapped, beside = _parted(fields.get("Text", ""))
    if _PARTS.search(prompt):
        remark(note, "its parts are kept as text")
    untitled = 'class="untitled"' in fields["Title"]
    question = DraftQuestion(
        "" if untitled else text(note, fields["Title"]), Place(file, record=f"question {ident}"), key=note.guid,
        id=ident,
        topic=text(note, fields["Topic"]), topic_id=_topic(note), prompt=text(note, prompt),
        hint=text(note, hint or beside),
        answer=text(note, fields.get("Answer", "")), analysis=text(note, fields.get("Analysis", "")),
        sections=tuple((text(note, title), text(note, body))
                       for title, body in _SECTION.findall(fields.get("Sections", ""))),
        difficulty=levels[-1] if levels else None, guid=note.guid,
        tags=tuple(tag for tag in tags if not tag.startswith("topic::") and not _LEVEL.match(tag)),
        references=tuple(_references(fields.get("References", ""), note, text)))
    if note.kind.name.endswith(_KINDS[1]):      # a question whose prompt has blanks
        return replace(question, prompt=_gaps(text(note, _CLOZE.sub(_gap, gapped))), **_behind(note, text))
    return _chosen(question, note, text) if fields.get("Marked") else question


def _behind(note: PackedNote, text: Text) -> dict[str, Any]:
    """The texts after the blanks of a question, which share one field: answer, sections, analysis, references."""
    found = dict(_BEHIND.findall(note.fields.get("Answer", "")))
    return {
        "answer": text(note, found.get("answer", "")), "analysis": text(note, found.get("analysis", "")),
        "sections": tuple((text(note, title), text(note, body))
                          for title, body in _SECTION.findall(found.get("sections", ""))),
        "references": tuple(_references(note.fields["Answer"] if "references" in found else "", note, text))}


def _parted(field: str) -> tuple[str, str]:
    """The prompt in a field, and the hint folded below it."""
    match = _HINT.search(field)
    return (_HINT.sub("", field), match[1]) if match else (field, "")


def _gap(match: re.Match[str]) -> str:
    return f"\ue0f2{re.sub(' or | 或 |或者', '|', match[2])}\ue0f3"


def _gaps(text: str) -> str:
    return text.replace("\ue0f2", "[[").replace("\ue0f3", "]]")


def _chosen(question: DraftQuestion, note: PackedNote, text: Text) -> DraftQuestion:
    choices = []
    for classes, inner in _items(note.fields["Marked"]):
        why = _WHY.search(inner)
        body = _SIGN.sub("", why[1] if why else inner)
        choices.append(DraftChoice(text(note, body), "is-right" in classes, text(note, why[2]) if why else ""))
    if "truths" in note.fields["Marked"] and len(choices) > 1:
        judged = truth(choices[0].text, sure=True)
        return replace(question, true_false=choices[0].correct if judged is not False else not choices[0].correct)
    loose = _LOOSE.search(note.fields["Marked"])
    free = int(loose[1]) if loose else len(choices)
    return replace(question, choices=tuple(choices), shuffle=free > 0, fixed="last" if 0 < free < len(choices) else "")


def _items(field: str) -> Iterator[tuple[str, str]]:
    """(classes, content) of each item of a list, from the first `<li>` to the last `</li>` before the next one."""
    place = 0
    while (begin := _ITEM.search(field, place)) and (end := _ITEM_END.search(field, begin.end())):
        yield begin[1] or "", field[begin.end():end.start()]
        place = end.end()


def _point(note: PackedNote, ident: str, text: Text) -> DraftPoint:
    def blank(match: re.Match[str]) -> str:
        shown, _, hint = match[2].partition("::")
        return f"\ue0f2{shown}\ue0f3{f'{{{hint}}}' if hint else ''}"

    marked = _CLOZE.sub(blank, note.fields["Text"])
    return DraftPoint(text(note, marked).replace("\ue0f2", "**").replace("\ue0f3", "**"), ident)


def _references(field: str, note: PackedNote, text: Text) -> list[DraftReference]:
    found = []
    for match in _REFERENCE.finditer(field):
        rest = text(note, match["rest"] or "").strip(" .")
        year = _YEAR.search(rest)
        venue = rest[:year.start()] if year else rest
        url = match["url"] or ""
        doi = url.removeprefix("https://doi.org/") if url.startswith("https://doi.org/") else ""
        arxiv = url.removeprefix("https://arxiv.org/abs/") if url.startswith("https://arxiv.org/abs/") else ""
        authors = text(note, match["authors"] or "").replace("、", ", ").split(", ")
        found.append(DraftReference(
            text(note, match["linked"] or match["title"] or ""), "" if doi or arxiv else url,
            tuple(author for author in authors if author), int(year[1]) if year else None, venue, doi, arxiv))
    return found
