"""The log of reviews in Chromium: the schedule that follows from it, kept, carried to another device, united."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from learner import DAY, Learner, reviews
from study_pages import book

from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from chromium import Chromium

pytestmark = [pytest.mark.unmeasured, pytest.mark.usefixtures("within_bounds")]
HISTORIES: Final = [history for name in ("fsrs_6_3_2", "fsrs_at_random")
                    for history in json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))]


def file(log: object, name: str = "a", version: int = 1, bank: str = "dl-interview") -> str:
    """As an export writes it."""
    return json.dumps({"format": "dlexport-reviews", "version": version, "bank": bank, "devices": {name: log}})


REFUSED: Final = {
    "no JSON": "不是本题库", "null": "不是本题库", "[]": "不是本题库", file("", bank="other"): "不是本题库",
    file("", version=2): "更新的版本", file(3): "不是本题库", file("=x,3,,1,1\n9,3,,,\n"): "不是本题库",
    file("=x,3,,1,1\nnonsense\n"): "不是本题库", file("=x,3,,1,1\n", name="__proto__"): "不是本题库",
}
STORE: Final = "Object.fromEntries(Object.keys(localStorage).sort().map(k => [k, localStorage[k]]))"
FULL: Final = """Storage.prototype.setItem = new Proxy(Storage.prototype.setItem, {apply(real, box, given) {
  if (window.testFull !== false) throw new DOMException('full', 'QuotaExceededError');
  return real.apply(box, given);
}})"""
STANDING: Final = "Object.fromEntries([...document.querySelectorAll('article')].map(a => [a.id, a.dataset.standing]))"
REPLAY: Final = """(history => {
  let time = Date.parse('2026-01-01T04:00:00Z') / 1000, last = time, state;
  return history.split(' ').map(step => {
    const [, grade, when, sign, number, unit] = /^(\\d)([=@])([+-]?)(\\d*)([dm]?)$/.exec(step);
    const span = Number(number) * (unit === 'd' ? 86400 : 60) * (sign === '-' ? -1 : 1);
    const due = state ? state.due ?? last + state.wait : time;
    last = when === '@' ? last + span : due + span;
    state = graded(state, Number(grade), last, studyDay(last));
    const {wait, stability, difficulty, phase} = state;
    return [Number(grade), Math.round(wait / 60), stability.toFixed(4), difficulty.toFixed(4), phase];
  });
})"""


COUNTED: Final = """window.counted = 0;
Math.exp = new Proxy(Math.exp, {apply(real, _, given) { window.counted++; return real(...given); }})"""


@pytest.fixture
def learner(phone: Chromium, folder: Path) -> Learner:
    """Before the real bank."""
    return Learner(phone, folder / "real.html")


def study(learner: Learner, grades: str) -> None:
    """A session of so many grades."""
    learner.click("study")
    for grade in grades:
        learner.press(" ", " ")
        learner.press(grade, grade)
        learner.wait(5)
    learner.ask("new Promise(done => { addEventListener('popstate', done, {once: true}); history.back(); })")


def test_the_schedule_is_that_of_the_reference_implementation(learner: Learner) -> None:
    """Histories that `fsrs` 6.3.2 of PyPI was fed, step by step, in the very script of the page.

    Twenty by hand, 120 at random; of these "ts-fsrs" is how many steps `ts-fsrs` 5.4.2 of npm gave the same, until it
    first kept a "hard" longer in its steps, or an "easy" a day longer than "good".
    """
    page = learner.ask("document.scripts[document.scripts.length - 1].text")
    files = [theme(None).text(f"html/{name}.js") for name in ("fsrs", "page")]
    assert all(text in page for text in files)
    parts = [files[0], files[1][files[1].index("const ROLLOVER"):files[1].index("const today")]]
    learner.browser.call("Emulation.setTimezoneOverride", timezoneId="UTC")
    found = learner.ask(f"(() => {{ {' '.join(parts)}; return {json.dumps([one['history'] for one in HISTORIES])}"
                        f".map({REPLAY}); }})()")
    for history, steps in zip(HISTORIES, found, strict=True):
        expected = [[grade, minutes, f"{stability:.4f}", f"{difficulty:.4f}", state]
                    for grade, minutes, stability, difficulty, state in history["steps"]]
        assert steps == expected, history["history"]


def test_two_devices_are_united(phone: Chromium, folder: Path, tmp_path: Path) -> None:
    """In whatever order, however often: both then know the same, and neither has lost a review."""
    files = []
    for number, grades in enumerate(("4141", "13")):
        if number:
            phone.renew()
            phone.size(390, 844)
        one = Learner(phone, folder / "real.html", f"2026-03-02T0{9 + number}:00:00+08:00" if not number
                      else "2026-03-02T10:00:00+08:00")
        study(one, grades)
        files.append(tmp_path / f"{number}.json")
        files[number].write_text(one.exported(), encoding="utf-8")
    assert one.imports(files[0]) == "已导入，新增 4 条记录"
    assert one.imports(files[0]) == "已导入，新增 0 条记录"
    both, standing = one.exported(), one.ask(STANDING)
    assert sorted(reviews(both)) == sorted(record for file in files for record in reviews(file.read_text()))
    one.open()
    assert (one.exported(), one.ask(STANDING)) == (both, standing)

    phone.renew()
    phone.size(390, 844)
    other = Learner(phone, folder / "real.html", "2026-03-02T10:30:00+08:00")
    for file in (files[1], files[0]):
        other.imports(file)
    assert (json.loads(other.exported())["devices"], other.ask(STANDING)) == (json.loads(both)["devices"], standing)


def test_a_copied_profile_loses_nothing(learner: Learner, tmp_path: Path) -> None:
    """Two logs that one device wrote after a backup was restored: what differs goes on under another name."""
    study(learner, "4")
    backup = learner.ask(STORE)
    study(learner, "14")
    (tmp_path / "one.json").write_text(learner.exported(), encoding="utf-8")
    learner.ask(f"localStorage.clear(), Object.assign(localStorage, {json.dumps(backup)}), 0")
    learner.wait(600)
    learner.open()
    study(learner, "3")
    learner.imports(tmp_path / "one.json")
    united = learner.exported()
    assert sorted(grade for _, grade, _ in reviews(united)) == [1, 3, 4, 4]
    assert learner.imports(tmp_path / "one.json") == "已导入，新增 0 条记录"
    learner.open()
    assert learner.exported() == united


def test_what_another_tab_wrote_or_another_page_emptied_is_not_lost(learner: Learner) -> None:
    """All local files may share one store."""
    study(learner, "4")
    (key,) = learner.ask("Object.keys(localStorage).filter(k => k.startsWith('dlexport:dl-interview:log:'))")
    learner.ask(f"localStorage['{key}'] += '=lora,3,,5,1\\n', 0")      # this tab hears of no event
    study(learner, "1")
    given = [record[:2] for record in reviews(learner.exported())]
    assert given == [("deep-learning", 4), ("lora", 3), ("transfer-learning", 1)]
    learner.ask("localStorage.clear()")
    study(learner, "3")
    learner.open()
    assert [grade for _, grade, _ in reviews(learner.exported())] == [4, 3, 1, 3]


@pytest.mark.parametrize("script", [
    "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})", FULL])
def test_a_store_that_fails_is_said_and_the_session_goes_on(phone: Chromium, folder: Path, script: str) -> None:
    """Visibly, with the way out: the export holds everything."""
    phone.call("Page.addScriptToEvaluateOnNewDocument", source=script)
    learner = Learner(phone, folder / "real.html")
    assert "导出" in learner.ask("document.getElementById('ui_unkept').innerText")
    study(learner, "41")
    assert [grade for _, grade, _ in reviews(learner.exported())] == [4, 1]


def test_a_store_that_was_full_for_a_while_is_caught_up_with(phone: Chromium, folder: Path) -> None:
    """What could not be kept goes on in a log of its own, and is kept as soon as it can be."""
    phone.call("Page.addScriptToEvaluateOnNewDocument", source=f"window.testFull = false; {FULL}")
    learner = Learner(phone, folder / "real.html")
    study(learner, "4")
    learner.ask("window.testFull = true")
    study(learner, "1")
    assert learner.ask("document.getElementById('ui_unkept').checkVisibility()")
    learner.ask("window.testFull = false")
    study(learner, "3")
    assert not learner.ask("document.getElementById('ui_unkept').checkVisibility()")
    learner.open()
    devices = json.loads(learner.exported())["devices"]
    assert sorted(log.count("\n") for log in devices.values()) == [1, 2]


def test_a_damaged_log_is_said_read_to_the_damage_and_left_as_it_is(learner: Learner) -> None:
    """What is reviewed from then on goes into a log of its own."""
    study(learner, "41")
    (key,) = learner.ask("Object.keys(localStorage).filter(k => k.includes(':log:'))")
    damaged = learner.ask(f"localStorage['{key}'] = localStorage['{key}'].replace(/\\n.*/, '\\n?')")
    learner.open()
    assert "损坏" in learner.ask("document.getElementById('ui_unkept').innerText")
    study(learner, "3")
    learner.open()
    assert sorted(grade for _, grade, _ in reviews(learner.exported())) == [3, 4]
    assert learner.ask(f"localStorage['{key}']") == damaged


def test_marks_of_older_pages_are_taken_over(phone: Chromium, folder: Path, tmp_path: Path) -> None:
    """From the browser and from a file: known is easy, again is again; where there is a review it counts alone."""
    learner = Learner(phone, folder / "real.html")
    marks = {"deep-learning": "known", "lora": "again", "no-such-question": "known", "__proto__x": "nonsense"}
    learner.ask(f"localStorage['dlexport:dl-interview'] = JSON.stringify({json.dumps(marks)}), 0")
    learner.open()
    expected = [("deep-learning", 4), ("lora", 1), ("no-such-question", 4)]
    assert [record[:2] for record in reviews(learner.exported())] == expected
    (tmp_path / "old.json").write_text(json.dumps({"bank": "dlexport:dl-interview", "marks": {"lora": "known"}}))
    learner.imports(tmp_path / "old.json")
    learner.open()
    assert [record[:2] for record in reviews(learner.exported())] == expected


def test_a_file_is_taken_whole_or_not_at_all(learner: Learner, tmp_path: Path) -> None:
    """A file of something else, of another bank, of a newer page, or with a damaged line is refused."""
    study(learner, "4")
    before, path = learner.exported(), tmp_path / "file.json"
    for text, said in REFUSED.items():
        path.write_text(text, encoding="utf-8")
        assert said in learner.imports(path), text
        assert learner.exported() == before, text
    path.write_text(file("=<img/src/onerror=alert(1)>,3,,1,1\n=constructor,1,,1,1\n"), encoding="utf-8")
    assert learner.imports(path) == "已导入，新增 2 条记录"      # text, whatever it says; unknown cards are kept
    study(learner, "3")
    learner.open()
    assert sorted(card for card, _, _ in reviews(learner.exported())) == [
        "<img/src/onerror=alert(1)>", "constructor", "deep-learning", "transfer-learning"]


def test_a_hundred_thousand_reviews_fit(learner: Learner) -> None:
    """Of three years, as the page itself writes them, each replayed once; the next one is added to them.

    That takes 40 to 90 ms on a busy machine. Counted are the exponentials: at most three in a review.
    """
    cards = [entry.question.id for entry in book("real").entries()]
    cards += [f"question-{number}.point" for number in range(1000 - len(cards))]
    start, chunk = 1_680_000_000, 2000
    for first in range(0, 100_000, chunk):
        seen: dict[str, int] = {}
        lines, last = [], 0
        for number in range(first, first + chunk):
            card = cards[number * 7 % len(cards)]
            name = base36(seen[card]) or "0" if card in seen else f"={card}"
            seen.setdefault(card, len(seen))
            time = start + number * 900
            lines.append(f"{name},{number % 4 + 1},,{base36(time - last)},c\n")
            last = time
        key = f"dlexport:dl-interview:log:old:{first // chunk}"
        learner.ask(f"localStorage[{json.dumps(key)}] = {json.dumps(''.join(lines))}, 0")
    learner.browser.call("Page.addScriptToEvaluateOnNewDocument", source=COUNTED)
    learner.open()
    assert learner.ask(STANDING)["deep-learning"] == "due"
    assert 200_000 < learner.ask("window.counted") <= 300_000
    learner.ask("window.counted = 0")
    study(learner, "34")
    assert learner.ask("window.counted") < 100      # the grades, and what the buttons offer
    assert not learner.ask("document.getElementById('ui_unkept').checkVisibility()")
    size = "Object.entries(localStorage).reduce((sum, entry) => sum + entry.join('').length, 0)"
    assert learner.ask(size) < 3_500_000     # of the 5,242,880 that browsers grant
    learner.open()
    assert len(reviews(learner.exported())) == 100_002


def base36(number: int) -> str:
    """As JavaScript writes it; 0 is left out."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def test_a_bank_keeps_to_its_own_part_of_the_store(learner: Learner) -> None:
    """All keys carry its id."""
    study(learner, "4")
    assert all(key.startswith("dlexport:dl-interview:") for key in learner.ask("Object.keys(localStorage)"))
    assert learner.now // DAY == reviews(learner.exported())[0][2]
