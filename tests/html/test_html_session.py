"""A session of the study page in Chromium: asked, shown, graded, taken back, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from learner import DAY, SHOWN, Learner, reviews
from study_pages import ROOT, book, study_page

from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chromium import Chromium

pytestmark = pytest.mark.unmeasured


@pytest.fixture
def learner(phone: Chromium, folder: Path) -> Learner:
    """On a Monday at nine, before the real bank."""
    return Learner(phone, folder / "real.html")


def test_a_card_is_graded_only_after_its_answer_was_shown(learner: Learner) -> None:
    """The grades say when the card comes back; the ear hears what was done; focus goes where reading goes on."""
    learner.click("study")
    first = learner.card()
    assert learner.counts() == [20, 0, 0]
    learner.press("3", "3")
    assert (learner.card(), learner.answered()) == (first, False)
    learner.press(" ", " ")
    assert learner.answered()
    assert learner.ask("document.activeElement.closest('.answer') !== null")
    assert learner.waits() == ["1分钟", "6分钟", "10分钟", "8天"]
    learner.press("3", "3")
    assert (learner.card() != first, learner.answered()) == (True, False)
    assert learner.counts() == [19, 1, 0]
    assert learner.heard() == "良好，10分钟后再见；还剩 20 张"
    assert learner.ask("document.activeElement.matches('.current h3')")


def test_again_comes_back_in_the_session_but_not_at_once(learner: Learner) -> None:
    """After its minute, before the new cards."""
    learner.click("study")
    first = learner.card()
    learner.press(" ", " ")
    learner.press("1", "1")
    assert learner.card() != first
    learner.wait(61)
    learner.press(" ", " ")
    learner.press("4", "4")
    assert learner.card() == first


def test_the_last_card_that_is_learned_is_asked_without_a_wait(phone: Chromium, folder: Path) -> None:
    """Alone it comes at once, again and again, until it is known; then the session ends."""
    learner = Learner(phone, folder / "sink.html")
    learner.type("行内写法有哪些")
    learner.click("study")
    for key in "13":
        learner.press(" ", " ")
        learner.press(key, key)
        assert learner.card() == "inlines"
    learner.press(" ", " ")
    learner.press("4", "4")
    assert learner.card() is None
    lines = learner.ask("[...document.querySelectorAll('#ui_summary li')].map(li => li.textContent)")
    assert lines == ["答了 3 次，其中重来 1 次，用时1分钟", "1天后到期 1 张", "3 条记录还没有导出"]
    assert learner.ask("document.activeElement.id") == "ui_endtitle"
    learner.click("more")       # its key points, which otherwise wait for another day
    assert learner.card() == "inlines.strong"


def test_an_undo_takes_back_what_was_given_also_at_the_end(learner: Learner) -> None:
    """The card is there again with its answer; the log keeps both."""
    learner.click("study")
    first = learner.card()
    assert learner.ask("document.querySelector('#ui_session [data-do=undo]').disabled")
    learner.press(" ", " ")
    learner.press("1", "1")
    second = learner.card()
    learner.press("u", "u")
    assert (learner.card(), learner.answered(), learner.counts()) == (first, True, [20, 0, 0])
    learner.press("4", "4")
    assert (learner.card(), learner.counts()) == (second, [19, 0, 0])
    learner.press("z", modifiers=2)
    assert (learner.card(), learner.answered()) == (first, True)
    assert [grade for _, grade, _ in reviews(learner.exported())] == [1, 0, 4, 0]


def test_two_quick_taps_grade_nothing_that_was_not_seen(learner: Learner) -> None:
    """The second of a double tap falls on the bar, where the grades have just appeared."""
    learner.browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
    learner.click("study")
    first = learner.card()
    learner.tap("#ui_show")
    learner.tap("#ui_grade3", later=0.1)
    assert (learner.card(), learner.answered()) == (first, True)
    learner.tap("#ui_grade3")
    assert learner.card() != first
    assert reviews(learner.exported())[0][:2] == (first, 3)


def test_a_swipe_turns_the_card_and_never_leaves_the_page(learner: Learner) -> None:
    """In both directions; to grade by it is a choice. The browser takes none for a gesture of its own."""
    learner.browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
    learner.ask("window.testTaken = [], addEventListener('pointercancel', e => testTaken.push(e.type)), 0")
    learner.click("study")
    first = learner.card()
    assert learner.swipe(300, 100) == "touchend"
    assert (learner.card(), learner.answered()) == (first, True)
    assert learner.swipe(100, 300) == "touchend"
    assert (learner.card(), learner.answered()) == (first, True)
    learner.click("swipes")
    assert learner.swipe(100, 300) == "touchend"
    assert learner.card() != first
    assert learner.ask("testTaken") == []
    assert reviews(learner.exported())[0][:2] == (first, 3)


def test_a_tap_on_the_card_shows_its_answer(learner: Learner) -> None:
    """Not one on a link."""
    learner.browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
    learner.click("study")
    learner.tap(".current [data-part=prompt]")
    assert learner.answered()
    assert not learner.ask("document.querySelector('.current [data-part=analysis]').checkVisibility()")     # folded
    learner.ask("document.querySelector('.current .analysis .fold').focus()")
    learner.press("Enter", "\r")
    assert learner.ask("document.querySelector('.current [data-part=analysis]').checkVisibility()")
    assert learner.answered()


def test_the_grades_are_in_view_wherever_one_reads(learner: Learner) -> None:
    """At the foot of a phone, each large enough for a thumb."""
    learner.click("study")
    learner.press(" ", " ")
    learner.ask("scrollTo(0, document.documentElement.scrollHeight)")
    boxes = learner.ask("[1, 2, 3, 4].map(n => document.getElementById('ui_grade' + n).getBoundingClientRect())"
                        ".map(r => [r.top, r.bottom, r.width, r.height])")
    assert all(top > 700 and bottom <= 844 and width > 80 and height >= 56 for top, bottom, width, height in boxes)


def test_a_reload_in_the_middle_goes_on(learner: Learner) -> None:
    """With the same card, the same counts, the same selection; Back leaves the session, not the page."""
    learner.type("网络")
    learner.click("study")
    learner.press(" ", " ")
    learner.press("3", "3")
    card, counts = learner.card(), learner.counts()
    learner.reload()
    assert (learner.card(), learner.counts()) == (card, counts)
    learner.press("u", "u")
    assert learner.card() != card
    learner.ask("new Promise(done => { addEventListener('popstate', done, {once: true}); history.back(); })")
    assert learner.ask("document.body.classList.contains('cards')") is False
    assert learner.ask("document.getElementById('ui_search').value") == "网络"


def test_a_link_in_a_card_leads_out_and_back_leads_in(learner: Learner) -> None:
    """To the question in the list."""
    learner.click("study")
    card = learner.card()
    learner.ask("new Promise(done => { addEventListener('hashchange', done, {once: true}); location.hash = '#gan'; })")
    assert learner.ask("document.body.classList.contains('cards')") is False
    learner.ask("new Promise(done => { addEventListener('popstate', done, {once: true}); history.back(); })")
    assert learner.card() == card


def by_keyboard(learner: Learner, grade: int) -> None:
    learner.press(" ", " ")
    learner.press(str(grade), str(grade))


def by_touch(learner: Learner, grade: int) -> None:
    learner.tap("#ui_show")
    learner.tap(f"#ui_grade{grade}")


@pytest.mark.parametrize("graded", [by_keyboard, by_touch])
def test_ten_days(phone: Chromium, folder: Path, graded: Callable[[Learner, int], None]) -> None:
    """Each card comes back when FSRS says: two days after "good", eight after "easy", tomorrow after "again".

    Of each question at most one new card a day, the question itself first; nothing is asked that is not due.
    """
    learner = Learner(phone, folder / "sink.html")
    phone.call("Emulation.setTouchEmulationEnabled", enabled=graded is by_touch)
    questions = [entry.question for entry in book("sink").entries()]
    kinds = dict(zip((question.id for question in questions), [GOOD, EASY, AGAIN, GOOD, EASY] * 2, strict=False))
    first = learner.now // DAY
    asked: dict[str, list[int]] = {}
    for day in range(10):
        learner.open()
        learner.click("study")
        while card := learner.card():
            kind = kinds[card.split(".")[0]]
            begun = len(asked.setdefault(card, []))
            asked[card].append(day)
            graded(learner, AGAIN if kind == AGAIN and begun == 0 else EASY if kind == EASY else GOOD)
        learner.wait(DAY)
    expected = {GOOD: [0, 0, 2], EASY: [0, 8], AGAIN: [0, 0, 0, 1, 3]}
    for question in questions:
        points = [point for point in question.keypoints if "**" in point.text.source.value]
        for day, card in enumerate([question.id, *(f"{question.id}.{point.id}" for point in points)]):
            assert asked[card] == [day + later for later in expected[kinds[question.id]] if day + later < 10], card
    log = reviews(learner.exported())
    assert sorted((card, day - first) for card, _, day in log) == sorted(
        (card, day) for card, days in asked.items() for day in days)


AGAIN, GOOD, EASY = 1, 3, 4


def test_a_day_ends_at_four_in_the_morning(learner: Learner) -> None:
    """Where the learner is: at three it is still yesterday, with yesterday's limit of new cards."""
    learner.click("study")
    learner.wait(17 * 3600)     # 02:00
    learner.press(" ", " ")
    learner.press("4", "4")
    learner.wait(3600)          # 03:00
    learner.press(" ", " ")
    learner.press("4", "4")
    assert learner.counts() == [18, 0, 0]
    learner.wait(3600)          # 04:00
    learner.press(" ", " ")
    learner.press("4", "4")
    assert learner.counts() == [19, 0, 0]
    (_, _, one), (_, _, two), (_, _, three) = reviews(learner.exported())
    assert (two - one, three - one) == (0, 1)


def test_how_many_new_cards_a_day_and_of_what_is_the_learner_s_choice(learner: Learner) -> None:
    """Without key points only questions are asked, on the next day too; a search leaves its own questions only."""
    def choose(name: str, change: str) -> None:
        found = f"document.getElementById('ui_{name}')"
        learner.ask(f"(e => {{ {change}; e.dispatchEvent(new Event('change')); }})({found})")

    def asked() -> list[str]:
        learner.click("study")
        found = []
        while card := learner.card():
            found.append(card)
            learner.press(" ", " ")
            learner.wait(1)
            learner.press("4", "4")
            learner.wait(1)
        learner.open()
        return found

    choose("limit", "e.value = '5'")
    first = asked()
    assert (len(first), [card for card in first if "." in card]) == (5, [])
    learner.wait(DAY)
    learner.open()
    assert learner.ask("document.getElementById('ui_limit').value") == "5"
    choose("points", "e.checked = false")
    learner.type("注意力")
    shown = learner.ask(SHOWN)
    second = asked()
    assert 0 < len(second) <= 5
    assert set(second) <= set(shown) - set(first)
    assert [card for card in second if "." in card] == []


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("tag", ["zh-TW", "ja", "ko", "en", "de", "fr", "es", "ru"])
def test_the_counts_of_a_session_stand_on_one_line(phone: Chromium, tmp_path: Path, tag: str, width: int) -> None:
    """On a phone, in each language, also those of a large bank; no label of a button is cut, nothing runs off."""
    (tmp_path / "page.html").write_bytes(study_page(compose(read(ROOT / f"tests/cases/languages/{tag}.yaml"))))
    phone.size(width, 844)
    learner = Learner(phone, tmp_path / "page.html")
    learner.click("study")
    counts = "document.getElementById('ui_counts')"
    learner.ask(f"{counts}.textContent = {counts}.textContent.replace(/\\d+/g, '200')")
    assert learner.ask(f"[...document.querySelectorAll('#ui_session button'), {counts}].every("
                       "e => e.scrollWidth <= e.clientWidth)")
    assert learner.ask(f"{counts}.clientHeight / parseFloat(getComputedStyle({counts}).lineHeight)") < 1.1
    assert learner.ask("document.documentElement.scrollWidth <= innerWidth")
