"""Options that are tapped and blanks that are typed on the study page, in Chromium."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from learner import Learner, reviews
from study_pages import KINDS, ROOT, kinds, study_page

from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Chromium

pytestmark = pytest.mark.unmeasured

SINGLE, MANY, TRUTH, BLANKS = "单选-1", "multi", "tf", "fill"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study page of that bank."""
    file = tmp_path_factory.mktemp("kinds") / "kinds.html"
    file.write_bytes(study_page(kinds()))
    return file


@pytest.fixture
def learner(phone: Chromium, page: Path) -> Learner:
    """Before a bank with every kind of question."""
    return Learner(phone, page)


def item(text: str) -> str:
    """The option that says so, for a script."""
    return f"[...document.querySelectorAll('.options > li')].find(one => one.textContent.includes({json.dumps(text)}))"


def states(learner: Learner, ident: str) -> dict[str, str]:
    """What each option of a question is marked as."""
    found: Any = learner.ask(
        f"[...document.getElementById('{ident}').querySelectorAll('[data-part=choices] li')].map(one => "
        "[one.querySelector('.option-text').textContent.trim(), one.className])")
    return {text: " ".join(sorted(marks.split())) for text, marks in found}


def score(learner: Learner) -> str:
    return str(learner.ask("document.getElementById('ui_score').textContent"))


def test_one_option_is_judged_at_once(learner: Learner) -> None:
    """The right one is marked beside the one that was picked, it is said, counted, and then it stays."""
    learner.ask(f"{item('sigmoid')}.click()")
    marks = states(learner, SINGLE)
    assert {text: marks[text] for text in ("sigmoid", "tanh", "ReLU")} == {
        "sigmoid": "picked", "tanh": "is-right", "ReLU": ""}
    assert (learner.heard(), score(learner)) == ("不对", "答对 0/1")
    learner.ask(f"{item('tanh')}.click()")
    assert states(learner, SINGLE)["tanh"] == "is-right"
    learner.ask(f"{item('错误')}.click()")
    assert (learner.heard(), score(learner)) == ("答对了", "答对 1/2")


def test_several_options_wait_to_be_checked(learner: Learner) -> None:
    """Tapped again they are not picked; all that are right, and no other, make the answer right."""
    for text in ("权重衰减", "增大模型", "Dropout", "增大模型"):
        learner.ask(f"{item(text)}.click()")
    assert score(learner) == ""
    learner.ask(f"document.getElementById('{MANY}').querySelector('.check').click()")
    assert (learner.heard(), score(learner)) == ("答对了", "答对 1/1")
    assert states(learner, MANY) == {
        "权重衰减": "is-right picked", "Dropout": "is-right picked", "增大模型": "", "以上都不对": ""}


def test_the_button_that_checks_is_there_while_there_is_something_to_check(learner: Learner) -> None:
    """In a self-test until the answer is shown; beside an answer that stands open only once something was chosen."""
    button = f"document.querySelector('#{MANY} .check').checkVisibility()"
    assert not learner.ask(button)
    learner.ask(f"{item('Dropout')}.click()")
    assert learner.ask(button)
    learner.ask(f"{item('Dropout')}.click()")
    assert not learner.ask(button)
    learner.click("selftest")
    assert learner.ask(button)
    learner.ask(f"document.querySelector('#{MANY} .ask').click()")
    assert not learner.ask(button)
    learner.click("selftest")
    learner.type("能减轻过拟合")
    learner.click("study")
    assert (learner.card(), learner.ask(button)) == (MANY, True)
    learner.press(" ", " ")
    assert (learner.answered(), learner.ask(button)) == (True, False)


def typed(learner: Learner, ident: str, place: int, text: str) -> str:
    """How what is typed into a blank is marked."""
    return str(learner.ask(
        f"(input => {{ input.value = {json.dumps(text)}; input.dispatchEvent(new Event('change')); "
        f"return input.className; }})(document.getElementById('{ident}').querySelectorAll('input.gap')[{place}])"))


@pytest.mark.parametrize(("place", "text", "right"), [
    (0, "巴黎", True), (0, " 巴 黎 ", True), (0, "PARIS", True), (0, "ＰａＲｉｓ", True), (0, "里昂", False),
    (1, "3.15", True), (1, "3.1300", True), (1, "3.151", False), (1, "３．１４", True), (1, "π", False),
    (1, "314e-2", True),
])
def test_a_blank_takes_what_is_the_same(place: int, text: str, right: bool, learner: Learner) -> None:   # noqa: FBT001 - a case
    """Whatever its case, width and white space; a number as near as the bank says."""
    assert typed(learner, BLANKS, place, text) == f"gap is-{'right' if right else 'wrong'}"
    assert learner.heard() == ("答对了" if right else "不对")


def test_formulas_and_percent_count_too(learner: Learner) -> None:
    """A formula as its LaTeX; one hundredth off."""
    assert [typed(learner, "marks", place, text) for place, text in (
        (0, "x[1]"), (1, "a|b"), (7, "2.524"), (7, "2.53"))] == [
        "gap is-right", "gap is-right", "gap is-right", "gap is-wrong"]


def test_in_a_session_an_option_turns_the_card(learner: Learner) -> None:
    """A digit picks it, the grade that follows stands out, the space bar gives it, and the log has it."""
    learner.type("以零为中心")
    learner.click("study")
    assert learner.card() == SINGLE
    options = list(states(learner, SINGLE))
    learner.press(str(options.index("tanh") + 1), str(options.index("tanh") + 1))
    assert learner.answered()
    assert learner.ask("document.querySelector('.aimed').id") == "ui_grade3"
    learner.press(" ", " ")
    assert [one[:2] for one in reviews(learner.exported())] == [(SINGLE, 3)]


def test_a_wrong_one_suggests_again_and_comes_back_unmarked(learner: Learner) -> None:
    """The learner may grade otherwise; asked again, nothing of the answer is to be seen."""
    learner.type("以零为中心")
    learner.click("study")
    wrong = list(states(learner, SINGLE)).index("ReLU") + 1
    learner.press(str(wrong), str(wrong))
    assert learner.ask("document.querySelector('.aimed').id") == "ui_grade1"
    learner.press(" ", " ")
    assert (learner.card(), learner.answered()) == (SINGLE, False)
    assert set(states(learner, SINGLE).values()) == {""}


def test_a_tap_on_an_option_turns_no_card_where_several_are_right(learner: Learner) -> None:
    """It picks; the card that is turned then tells."""
    learner.type("减轻过拟合")
    learner.click("study")
    learner.tap(f"#{MANY} .options > li:first-child")
    assert not learner.answered()
    assert learner.ask("document.querySelectorAll('.picked').length") == 1
    learner.click("show")
    assert learner.answered()
    assert "is-right" in " ".join(states(learner, MANY).values())


def test_typed_blanks_suggest_a_grade(learner: Learner) -> None:
    """Once all of the card are filled in; the answer is shown when it is asked for."""
    learner.type("法国的首都")
    learner.click("study")
    typed(learner, BLANKS, 0, "巴黎")
    assert learner.ask("document.querySelector('.aimed')") is None
    typed(learner, BLANKS, 1, "3")
    assert learner.ask("document.querySelector('.aimed').id") == "ui_grade1"
    assert not learner.answered()


def test_digits_choose_where_the_focus_is(learner: Learner) -> None:
    """In the list; typed into the search they are digits."""
    learner.type("1")
    assert score(learner) == ""
    learner.type("推理时")
    learner.ask(f"(pick => {{ pick.scrollIntoView(); pick.focus(); }})(document.querySelector('#{TRUTH} .pick'))")
    learner.press("1", "1")
    assert (learner.heard(), score(learner)) == ("不对", "答对 0/1")


def test_without_script_it_is_a_list(learner: Learner, page: Path) -> None:
    """Options are letters and texts, blanks are lines, and the answer stands below."""
    learner.browser.call("Emulation.setScriptExecutionDisabled", value=True)
    learner.browser.open(page.as_uri())
    learner.browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert learner.ask("document.querySelectorAll('input.gap, .pick').length") == 0
    assert learner.ask("getComputedStyle(document.querySelector('.options')).listStyleType") == "upper-alpha"
    assert learner.ask(f"document.querySelector('#{BLANKS} .gap').textContent") == "________"
    assert learner.ask(f"document.getElementById('{SINGLE}').textContent.includes('它是奇函数')")


def test_a_card_that_is_turned_without_a_choice_marks_what_is_right(learner: Learner) -> None:
    """Nothing is judged by it, nothing counted, and nothing can be chosen any more; the next time it can."""
    learner.click("study")
    while learner.card() not in {SINGLE, MANY}:
        learner.click("show")
        learner.click("grade4")
    card = str(learner.card())
    assert set(states(learner, card).values()) == {""}
    learner.click("show")
    assert sorted(set(states(learner, card).values())) == ["", "is-right"]
    assert score(learner) == ""
    learner.ask(f"document.querySelector('#{card} .options > li').click()")
    assert sorted(set(states(learner, card).values())) == ["", "is-right"]
    learner.leave()
    assert set(states(learner, card).values()) == {""}


def test_no_line_begins_with_the_comma_after_a_field(phone: Chromium, tmp_path: Path) -> None:
    """At whatever width of the window; the sentence keeps its words."""
    text = "甲乙丙丁戊己庚（[[一]]），辛壬癸子丑寅[[二]]。卯辰巳午未[[三]]；申酉戌亥"
    source = re.sub("法国的首都是.*", text, (ROOT / KINDS).read_text(encoding="utf-8"))
    (tmp_path / "questions.yaml").write_text(source, encoding="utf-8")
    (tmp_path / "fields.html").write_bytes(study_page(compose(read(tmp_path / "questions.yaml"))))
    learner = Learner(phone, tmp_path / "fields.html")
    torn = """[...document.querySelectorAll('#fill input.gap')].filter(field => {
      const range = new Range(), text = field.nextSibling;
      range.setStart(text, 0);
      range.setEnd(text, 1);
      return range.getBoundingClientRect().left < field.getBoundingClientRect().right - 9;
    }).length"""
    for width in range(300, 420, 9):
        phone.size(width, 844)
        assert learner.ask(torn) == 0, width
    assert learner.ask("document.querySelectorAll('#fill .keep > input.gap').length") == 3
    words = "".join(learner.ask("document.querySelector('#fill [data-part=prompt]').textContent").split())
    assert words == "甲乙丙丁戊己庚（），辛壬癸子丑寅。卯辰巳午未；申酉戌亥"
