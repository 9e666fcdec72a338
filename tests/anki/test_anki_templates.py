"""Templates of a project's own theme, checked before a learner meets them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from releases import JANUARY

from dlexport.exporters.anki.note_types import note_type
from dlexport.labels import direction
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from releases import Publisher

BANK = bank(question("a", extra=keypoint("**甲**乙")))


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("qa-front.html", "{{Topic}}", "{{Topc}}", "line 3: there is no field 'Topc'; did you mean {{Topic}}?"),
    ("qa-back.html", "{{/Sections}}", "{{/Answer}}", "{{/Answer}} closes a section that is not the last one opened"),
    ("reverse-front.html", "{{/Reverse}}", "", "the section {{#Reverse}} is never closed: write {{/Reverse}}"),
    ("keypoint-front.html", "{{cloze:Text}}", "{{Text}}", "needs {{cloze:Text}}"),
    ("keypoint-front.html", "{{cloze:Text}}", "{{Text}}<!-- {{cloze:Text}} -->", "needs {{cloze:Text}}"),
    ("qa-front.html", "{{Topic}}", "{{=<% %>=}}{{Topic}}", "there is no field '=<% %>='"),
])
def test_a_wrong_template_is_told(file: str, old: str, new: str, said: str, publisher: Publisher) -> None:
    """With file, line and what to do."""
    publisher.restyle(f"anki/{file}", old, new)
    with pytest.raises(SourceError, match=re.escape(said)):
        publisher.release(BANK, JANUARY)


def test_tags_are_a_section_and_comments_are_not_read(publisher: Publisher) -> None:
    """As in Anki."""
    tags = "{{#Tags}}{{Tags}}{{/Tags}}<!-- {{x}}\n{{/Front}} -->{{Topic}}"
    publisher.restyle("anki/qa-front.html", "{{Topic}}", tags)
    assert publisher.release(BANK, JANUARY)


def test_a_language_from_right_to_left_turns_the_card(publisher: Publisher) -> None:
    """As its script says."""
    text = BANK.replace("zh-CN", "ar")
    kind = note_type("qa", publisher.book(text), publisher.styles, 0)
    assert 'lang="ar" dir="rtl"' in kind.templates[0][0]
    assert [direction(tag) for tag in ("he-IL", "fa", "az-Arab", "ar-Latn", "zh-CN", "en")] == [
        "rtl", "rtl", "rtl", "ltr", "ltr", "ltr"]
