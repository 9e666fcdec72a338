"""Questions with options and with blanks as cards: through the real backend, and in a browser with the script."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from banks import bank, question
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher
from reviewer import Reviewer

from dlexport.exporters.anki.exporter import AnkiExporter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.plugin.testing import book, exported

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from chromium import Chromium

pytestmark = pytest.mark.unmeasured
OPTIONS = {"甲": "对", "乙": "", "丙": "错", "丁": ""}


def choice(ident: str = "c", options: dict[str, str] = OPTIONS, right: Collection[str] = "甲", extra: str = "") -> str:
    """A question with options, each with why."""
    lines = "".join(f"      - {{text: '{text}'{', correct: true' if text in right else ''}"
                    f"{f', why: {why}' if why else ''}}}\n" for text, why in options.items())
    return f"  - id: {ident}\n    topic: one\n    title: 哪个？\n    choices:\n{lines}{extra}"


TRUTH = "  - {id: t, topic: one, title: 地球是圆的。, true_false: true}\n"
BLANKS = """\
  - id: b
    topic: one
    prompt: '法国的首都是[[巴黎|Paris]]，河是[[塞纳河]]。'
    answer: 都在北方。
"""


def test_each_kind_has_its_note_and_cards(publisher: Publisher, learner: Learner) -> None:
    """One card for options and for true or false, one for each blank; the note of another question is as it was."""
    assert learner.take(publisher.release(bank(question("a"), choice(), TRUTH, BLANKS), JANUARY)) == Log(new=4)
    assert sorted(learner.all_states()) == [("a", 0), ("b", 0), ("b", 1), ("c", 0), ("t", 0)]
    names = {learner.note(ident).note_type()["name"] for ident in ("c", "t")}      # type: ignore[index]
    assert names == {"demo · Choice"}
    assert "{{c1::巴黎或Paris}}" in learner.note("b")["Text"]


PARTS = """\
  - id: p
    topic: one
    title: 反向传播
    prompt: 设$y=wx$。
    hint: 链式法则。
    parts:
      - {id: first, prompt: 写出导数。, answer: $x$, points: 2}
      - {id: second, prompt: 它连续吗？, true_false: true}
      - {id: third, prompt: '它是[[线性]]的。'}
    answer: 到此为止。
"""


def test_each_part_has_a_card_of_its_own_where_that_is_wanted(tmp_path: Path, learner: Learner) -> None:
    """Below what is said to all; each keeps its reviews when another is edited or comes before it."""
    publisher = Publisher(tmp_path, options=AnkiOptions(parts="each"))
    assert learner.take(publisher.release(bank(PARTS), JANUARY)) == Log(new=3)
    assert sorted(learner.all_states()) == [("p/first", 0), ("p/second", 0), ("p/third", 0)]
    note = learner.note("p/second")
    assert note["Number"] == "1（2）"
    assert "设" in note["Prompt"]
    assert [word in note["Prompt"] for word in ("写出导数", "它连续吗", "线性")] == [False, True, False]
    assert [word in note["Answer"] for word in ("正确", "到此为止", "线性")] == [True, True, False]
    learner.review("p/second")
    known = learner.all_states()["p/second", 0]
    edited = PARTS.replace("      - {id: first", "      - {id: none, prompt: 新的。, answer: 是。}\n      - {id: first")
    assert learner.take(publisher.release(bank(edited.replace("写出导数", "写出它的导数")), FEBRUARY)) == Log(
        new=1, updated=3)
    assert learner.all_states()["p/second", 0] == known
    assert learner.note("p/second")["Number"] == "1（3）"


def test_parts_on_cards_of_their_own_are_verified(tmp_path: Path) -> None:
    """With every part that a deck promises; the deck of one card for all is as it was."""
    path = tmp_path / "questions.yaml"
    path.write_text(bank(PARTS), encoding="utf-8")
    each, one = (exported(AnkiExporter, "apkg", book(path), AnkiOptions(parts=parts)) for parts in ("each", "one"))
    assert (each.counts["notes"], one.counts["notes"]) == (3, 1)


def test_a_bank_without_options_has_no_note_type_for_them(publisher: Publisher, learner: Learner) -> None:
    """Nobody who has no use for it gets one."""
    learner.take(publisher.release(bank(question("a")), JANUARY))
    assert not [name for name in (one.name for one in learner.collection.models.all_names_and_ids())
                if name == "demo · Choice"]


@pytest.mark.parametrize("edit", [
    pytest.param(lambda: choice(options={**OPTIONS, "戊": "新"}), id="one more"),
    pytest.param(lambda: choice(options={"甲甲": "", "乙": "", "丙": "错"}, right=["甲甲"]), id="edited"),
    pytest.param(lambda: choice(right="丁"), id="another is right"),
    pytest.param(lambda: choice(right="甲丁", extra="    shuffle: false\n"), id="two are right"),
    pytest.param(lambda: choice(options={**OPTIONS, "丁": "为什么"}), id="why"),
])
def test_options_that_change_are_the_same_card(
    edit: Callable[[], str], publisher: Publisher, learner: Learner,
) -> None:
    """Its reviews go on, and it shows what is right now."""
    learner.take(publisher.release(bank(choice(), TRUTH), JANUARY))
    learner.review("c")
    before = learner.all_states()
    assert learner.take(publisher.release(bank(edit(), TRUTH), FEBRUARY)) == Log(updated=1, duplicate=1)
    assert learner.all_states() == before


def test_what_is_reordered_is_the_same(publisher: Publisher, learner: Learner) -> None:
    """The order follows from the texts, not from the source: it gives nothing away, and no note changes with it."""
    learner.take(publisher.release(bank(choice()), JANUARY))
    learner.review("c")
    before = learner.all_states()
    assert learner.take(publisher.release(bank(choice(options=dict(reversed(OPTIONS.items())))), FEBRUARY)) == Log(
        duplicate=1)
    assert learner.all_states() == before


def test_options_with_ids_keep_their_places(publisher: Publisher, learner: Learner) -> None:
    """However they are edited and reordered at once, unlike those known by their texts; reviews go on."""
    def asked(*options: str) -> str:
        lines = "".join(f"      - {{id: {ident}, text: {text}{', correct: true' if ident == 'a' else ''}}}\n"
                        for ident, _, text in (option.partition(" ") for option in options))
        return f"  - id: c\n    topic: one\n    title: 哪个？\n    choices:\n{lines}"

    learner.take(publisher.release(bank(asked("a 甲", "b 乙", "d 丙", "e 丁")), JANUARY))
    learner.review("c")
    before, order = learner.all_states(), texts(learner.note("c")["Options"])
    edited = asked("e 丁是新的", "d 丙也是", "a 甲改了", "b 乙没有")
    assert learner.take(publisher.release(bank(edited), FEBRUARY)) == Log(updated=1)
    assert texts(learner.note("c")["Options"]) == order
    assert "甲改了" in learner.note("c")["Options"]
    assert learner.all_states() == before


def texts(markup: str) -> list[str]:
    """The signs of the options, in order."""
    return [sign for sign in markup if sign in "甲乙丙丁"]


def test_the_right_one_is_not_always_the_first(publisher: Publisher, learner: Learner) -> None:
    """Over forty questions each place is taken a few times."""
    learner.take(publisher.release(bank(*(choice(f"c{n}") for n in range(40))), JANUARY))
    places = Counter(texts(learner.note(f"c{n}")["Options"]).index("甲") for n in range(40))
    assert len(places) == 4
    assert max(places.values()) < 20


def test_options_that_left_stay_as_they_were(publisher: Publisher, learner: Learner) -> None:
    """As with any question that is retired."""
    learner.take(publisher.release(bank(choice(), TRUTH), JANUARY))
    learner.review("c")
    before = learner.all_states()
    assert learner.take(publisher.release(bank(TRUTH), FEBRUARY)) == Log(duplicate=1)
    assert learner.all_states() == before


def test_a_blank_keeps_its_card(publisher: Publisher, learner: Learner) -> None:
    """One that is new in front takes a number of its own, one that is corrected keeps the card, as in key points."""
    learner.take(publisher.release(bank(BLANKS), JANUARY))
    learner.review("b")
    more = BLANKS.replace("法国", "[[欧洲]]的法国")
    assert learner.take(publisher.release(bank(more), FEBRUARY)) == Log(updated=1)
    assert "{{c3::欧洲}}的法国的首都是{{c1::巴黎或Paris}}，河是{{c2::塞纳河}}" in learner.note("b")["Text"]
    learner.take(publisher.release(bank(more.replace("塞纳河", "塞纳河（Seine）")), MARCH))
    assert "{{c2::塞纳河（Seine）}}" in learner.note("b")["Text"]
    assert sorted(learner.all_states()) == [("b", 0), ("b", 1), ("b", 2)]


@pytest.fixture
def cards(publisher: Publisher, learners: Callable[..., Learner], tmp_path: Path,
          browser: Chromium) -> Iterator[Callable[..., tuple[Reviewer, str, str]]]:
    """Shows the front of a bank's first card; gives the reviewer and both sides."""
    def show(*questions: str) -> tuple[Reviewer, str, str]:
        owner = learners()
        owner.take(publisher.release(bank(*questions), JANUARY))
        found = owner.collection.find_cards("deck:*")[0]
        card = owner.collection.get_card(found)
        reviewer = Reviewer(browser, tmp_path, tmp_path, mathjax=False)
        reviewer.show(card.question())
        return reviewer, card.question(), card.answer()

    yield show
    browser.renew()


SHOWN = "[...document.querySelectorAll('.options > li')].map(one => one.querySelector('p').innerText)"
PICKED = "[...document.querySelectorAll('.options > .picked')].map(one => one.querySelector('p').innerText)"


def tap(browser: Chromium, text: str) -> None:
    browser.evaluate(f"[...document.querySelectorAll('.options button')].find(one => "
                     f"one.innerText.trim() === {json.dumps(text)}).click()")


def test_what_is_tapped_is_marked_and_the_order_kept(
    cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium, tmp_path: Path,
) -> None:
    """In front one of them, the last one tapped; on the back in the same order, also in a page of its own."""
    reviewer, _, back = cards(choice())
    front = browser.evaluate(SHOWN)
    assert sorted(front) == sorted(OPTIONS)
    tap(browser, "乙")
    tap(browser, "丙")
    assert browser.evaluate(PICKED) == ["丙"]
    reviewer.show(back)
    assert (browser.evaluate(SHOWN), browser.evaluate(PICKED)) == (front, ["丙"])
    right = "[...document.querySelectorAll('.is-right .text p')].map(one => one.innerText)"
    assert browser.evaluate(right) == ["甲"]
    again = Reviewer(browser, tmp_path, tmp_path, mathjax=False)      # another document
    again.show(back)
    assert (browser.evaluate(SHOWN), browser.evaluate(PICKED)) == (front, ["丙"])
    assert browser.errors == []


def test_every_order_comes(cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium) -> None:
    """Each of four options stands first; the fixed one stays last; several may be picked where several are right."""
    reviewer, front, back = cards(choice(right="甲乙", extra="    fixed: last\n"))
    orders = set()
    for _ in range(40):
        reviewer.show(front)
        orders.add(tuple(browser.evaluate(SHOWN)))
    assert {order[3] for order in orders} == {"丁"}
    assert len(orders) == 6
    tap(browser, "甲")
    tap(browser, "丁")
    tap(browser, "甲")
    tap(browser, "乙")
    assert sorted(browser.evaluate(PICKED)) == ["丁", "乙"]
    reviewer.show(back)
    assert sorted(browser.evaluate(PICKED)) == ["丁", "乙"]


@pytest.mark.parametrize("stored", [
    "", "null", "[]", '{"order": [0, 0, 1, 2], "picked": []}', '{"order": [3, 2, 1, 0]}',
    '{"order": [0, 1, 2, 9], "picked": []}', "{"])
def test_a_back_alone_keeps_the_order_of_the_bank(
    stored: str, cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium,
) -> None:
    """In a preview, or after what was stored is gone or for another card."""
    reviewer, _, back = cards(choice())
    expected = texts(back.partition("</style>")[2])
    browser.evaluate(f"sessionStorage.setItem('dlexport demo/c', {json.dumps(stored)})")
    reviewer.show(back)
    assert "".join(browser.evaluate(SHOWN)) == "".join(dict.fromkeys(expected))
    assert browser.errors == []


def test_one_card_leaves_nothing_to_the_next(
    cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium,
) -> None:
    """In one page for all cards: what was stored for another is dropped, and nothing is declared twice."""
    reviewer, front, _ = cards(choice())
    tap(browser, "乙")
    browser.evaluate("sessionStorage.setItem('dlexport demo/x', '1'), sessionStorage.setItem('other', '1')")
    reviewer.show(front)
    assert browser.evaluate("Object.keys(sessionStorage).sort()") == ["dlexport demo/c", "other"]
    assert browser.evaluate(PICKED) == []
    assert browser.errors == []


def test_without_storage_it_still_works(
    cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium,
) -> None:
    """Where a client forbids it, the front shuffles and marks, and the back has the order of the bank."""
    reviewer, front, back = cards(choice())
    browser.evaluate("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }}), 0")
    reviewer.show(front)
    tap(browser, "乙")
    assert browser.evaluate(PICKED) == ["乙"]
    reviewer.show(back)
    assert browser.evaluate(PICKED) == []
    assert browser.errors == []


def test_without_script_it_reads_well(
    cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium,
) -> None:
    """All options with letters, and on the back the right one with a sign."""
    reviewer, front, back = cards(choice())
    still = front.replace("<script>", "<script type='text/plain'>")
    reviewer.show(still)
    assert sorted(browser.evaluate(SHOWN)) == sorted(OPTIONS)
    letter = "getComputedStyle(document.querySelector('.options button'), '::before').content"
    assert "option" in browser.evaluate(letter)
    reviewer.show(back.replace("<script>", "<script type='text/plain'>"))
    assert browser.evaluate("document.querySelector('.is-right').innerText.replace(/\\s/g, '')") == "✓甲对"


INJECTED = "<script>alert(1)</script>"
HOSTILE = {f"{INJECTED}甲": "</li></ol><img src=x onerror=alert(2)>", "</button><b onclick=alert(3)>乙": "",
           "{{Answer}}": "", "[sound:x.mp3]": ""}


def test_injected_text_is_inert(cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium) -> None:
    """What looks like markup is read as the characters typed, and the list keeps its items."""
    quoted = {text.replace("'", "''"): f"'{why}'" if why else "" for text, why in HOSTILE.items()}
    reviewer, _, back = cards(choice(options=quoted, right=[f"{INJECTED}甲"]))
    for side in (None, back):
        if side:
            reviewer.show(side)
        assert browser.evaluate("document.querySelectorAll('.options > li').length") == 4
        assert browser.evaluate("document.querySelectorAll('#qa img, #qa b, #qa [onclick]').length") == 0
        assert "{{Answer}}" in browser.evaluate("document.querySelector('.options').innerText")
    assert (browser.dialogs, browser.errors, browser.requests) == ([], [], [])


def test_options_look_right_by_day_and_night(
    cards: Callable[..., tuple[Reviewer, str, str]], browser: Chromium,
) -> None:
    """Contrast, sizes, no sideways scrolling on a phone; those picked and those right too."""
    browser.size(360, 800)
    options = {"很长的选项" * 20: "因为" * 40, "乙": "错", "丙": "", "丁": ""}
    reviewer, front, back = cards(choice(options=options, right="乙"))
    for side in (front, back):
        reviewer.show(side)
        if side == front:
            tap(browser, "丙")
        for night in (False, True):
            seen = reviewer.look(night=night)
            assert ({name: seen[name] for name in ("weak", "tiny", "faded", "broken") if seen[name]},
                    seen["overflow"]) == ({}, 0)
