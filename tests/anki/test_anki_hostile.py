"""Any text in any field: it arrives, it shows as typed, and it does nothing."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from releases import JANUARY, Learner, Log, Publisher
from reviewer import Reviewer

from dlexport.problems import SourceError
from dlexport.richtext.plain import plain
from dlexport.verify.blocks import canonical
from hostile import INJECTIONS, as_yaml, everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chromium import Chromium
    from dlexport.book.bank import Question

pytestmark = pytest.mark.unmeasured
GLOBALS = "Object.getOwnPropertyNames(window)"
LIVE = """[...document.querySelectorAll('#qa *')].flatMap(element => [...element.attributes].filter(attribute =>
    attribute.name.startsWith('on') || attribute.name === 'style' ||
    (attribute.name === 'href' && !/^(https:|#)/.test(attribute.value)) ||
    (attribute.name === 'src' && !/^dlexport-/.test(attribute.value))
).map(attribute => element.outerHTML))"""


def test_injections_in_every_field_do_nothing(
    publisher: Publisher, learner: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """No dialog, no request, no added global, nothing that waits for a click – on cards and in descriptions."""
    reviewer = Reviewer(browser, tmp_path, Path(learner.collection.media.dir()), mathjax=False)
    before = browser.evaluate(GLOBALS)
    for number, text in enumerate(INJECTIONS):
        bank = everywhere(text)
        bank["questions"][0]["id"] = f"q{number}"
        publisher.lock = {}
        learner.take(publisher.release(as_yaml(bank), JANUARY))
    cards = [learner.collection.get_card(found) for found in learner.collection.find_cards("deck:*")]
    assert len(cards) == 2 * len(INJECTIONS)
    descriptions = [str(learner.collection.decks.get(deck.id)["desc"])   # type: ignore[index, arg-type] # it is there
                    for deck in learner.collection.decks.all_names_and_ids()]
    for html in [*descriptions, *(side for card in cards for side in (card.question(), card.answer()))]:
        reviewer.show(html)
        assert browser.evaluate(LIVE) == []
        browser.evaluate("new Promise(done => setTimeout(done, 10))")
    assert browser.dialogs == []
    assert browser.requests == []
    assert set(browser.evaluate(GLOBALS)) - set(before) == set()


def test_the_page_would_run_what_got_through(browser: Chromium, tmp_path: Path) -> None:
    """Else the corpus proves nothing."""
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    reviewer.show("<script>alert('ran'); window.owned = 1</script><img src='https://evil.example/a.png' onerror=''>")
    assert browser.dialogs == ["ran"]
    assert browser.requests == ["https://evil.example/a.png"]
    assert "owned" in browser.evaluate(GLOBALS)
    assert len(browser.evaluate(LIVE)) == 2


ANY = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="$\ufeff\ufffe\uffff"),
              max_size=30)
MARKS = st.sampled_from([*"\\`*_{}[]()<>#+-.!|~&;:\"'/= ", "{{c1::", "}}", "[sound:", "[latex]", "\\(", "\\[", "&amp;",
                         "<b>", "</div>", "<script>", "`a`", "深度", "\n", "\n\n", "1. "])
TEXT = (st.lists(ANY | MARKS, min_size=1, max_size=8).map("".join)).map(str.strip).filter(canonical)
COUNTER = itertools.count()
# of footnotes, and the ways back from them
NUMBERS = re.compile(r'<sup class="note">.*?</sup>|<a class="back".*?</a>')


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """One collection for many banks."""
    learner = Learner(tmp_path_factory.mktemp("collector"))
    yield learner
    learner.close()


@pytest.mark.long
@given(title=TEXT.map(lambda text: " ".join(text.split())), prompt=TEXT, answer=TEXT, blank=TEXT, marked=st.booleans())
@settings(max_examples=60)
def test_any_text_shows_as_typed(   # noqa: PLR0913, PLR0917 - four texts, and what it takes to see them
    title: str, prompt: str, answer: str, blank: str, marked: bool,   # noqa: FBT001 - Hypothesis draws it
    collector: Learner, browser: Chromium, tmp_path: Path,
) -> None:
    """The import succeeds, each note has the cards promised, and Chromium shows each field's plain text."""
    ident = f"q{next(COUNTER)}"
    escape = (lambda text: text) if marked else (lambda text: re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text))
    prompt, answer, blank = escape(prompt), escape(answer), escape(" ".join(blank.split()))
    publisher = Publisher(tmp_path)
    try:
        deck = publisher.release(as_yaml({
            "format": 1, "bank": {"id": "any", "title": "库", "language": "zh-CN", "version": "1"},
            "topics": [{"id": "one", "title": "甲"}],
            "questions": [{"id": ident, "topic": "one", "title": title, "prompt": prompt, "answer": answer,
                           "analysis": "解析", "keypoints": [{"id": "k", "text": f"前**空{blank}格**后"}]}],
        }), JANUARY)
    except SourceError:
        reject()    # stray stars, links to nowhere: the reader says so, before anything is made
    dated = publisher.date(publisher.book((tmp_path / "questions.yaml").read_text(encoding="utf-8")), JANUARY)
    (entry,) = dated.book.entries()
    assert collector.take(deck) == Log(new=2)
    assert collector.ordinals(ident) == [0]
    assert collector.ordinals(f"{ident}/k") == sorted(n - 1 for n in dated.blanks[f"{ident}/k"].values())
    reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
    for (note, name), text in wanted(entry.question, ident).items():
        html = NUMBERS.sub("", collector.note(note)[name])
        reviewer.show(re.sub(r"\{\{c\d+::|\}\}", "", html) if name == "Text" else html)
        assert canonical(reviewer.look()["text"]) == canonical(text), html


def wanted(one: Question, ident: str) -> dict[tuple[str, str], str]:
    """(note, field) -> what it must show."""
    return {
        (ident, "Title"): plain(one.title.children), (ident, "Prompt"): plain(one.prompt.blocks),
        (ident, "Answer"): plain(one.answer.blocks), (f"{ident}/k", "Text"): plain(one.keypoints[0].text.children),
    }
