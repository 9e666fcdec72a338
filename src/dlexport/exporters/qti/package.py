"""The files of a QTI package: manifest, test, items, media."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.book.ascii_ids import ascii_form
from dlexport.exporters.qti.body import MEDIA
from dlexport.exporters.qti.items import NAMESPACE, identifier
from dlexport.richtext.escape import attribute
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book

MANIFEST: Final = "imsmanifest.xml"
TEST: Final = "test.xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'


def item_file(ident: str) -> str:
    """The path of a question's item within the package."""
    return f"items/{identifier(ident)}.xml"


def manifest(book: Book, media: Mapping[str, Iterable[str]]) -> str:
    """The package's manifest as XML; `media` maps question ids to file names of their pictures."""
    lines = [
        _HEAD, f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m_{ascii_form(book.bank.id)}">',
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>", "<organizations/>",
        "<resources>", f'<resource identifier="test" type="imsqti_test_xmlv2p1" href="{TEST}"><file href="{TEST}"/>',
        *(f'<dependency identifierref="{identifier(entry.question.id)}"/>' for entry in book.entries()), "</resource>",
    ]
    for entry in book.entries():
        file, name = item_file(entry.question.id), identifier(entry.question.id)
        files = "".join(f'<file href="{MEDIA}{picture}"/>' for picture in media[entry.question.id])
        lines.append(f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="{file}"><file href="{file}"/>'
                     f"{files}</resource>")
    return "\n".join([*lines, "</resources>", "</manifest>", ""])


def test(book: Book) -> str:
    """The test as XML: all questions, with a section for each topic."""
    title = attribute(unmarked(book.bank.title.children))
    lines = [
        _HEAD, f'<assessmentTest xmlns="{NAMESPACE}" identifier="t_{ascii_form(book.bank.id)}" title="{title}">',
        ('<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value>'
        "</defaultValue></outcomeDeclaration>"),
        '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">',
    ]
    for chapter in book.chapters:
        name = attribute(unmarked(chapter.topic.title.children))
        lines.append(f'<assessmentSection identifier="s_{ascii_form(chapter.topic.id)}" title="{name}" visible="true">')
        lines += [f'<assessmentItemRef identifier="{identifier(entry.question.id)}"'
                  f' href="{item_file(entry.question.id)}"/>' for entry in chapter.entries]
        lines.append("</assessmentSection>")
    return "\n".join([
        *lines, "</testPart>", ('<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum>'
        '<testVariables variableIdentifier="SCORE"/></sum></setOutcomeValue></outcomeProcessing>'),
        "</assessmentTest>", ""])
