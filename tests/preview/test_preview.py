"""The preview in a real browser, and whom it refuses."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path
from socket import create_connection
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image

from dlexport import messages
from dlexport.cli.commands import cli

if TYPE_CHECKING:
    from chromium import Chromium
    from conftest import Desk

AXE = Path(__file__).parents[1] / "npm/node_modules/axe-core/axe.min.js"
LOADED = """new Promise(done => {
  const look = () => (document.documentElement.dataset.shown || "").startsWith(%s) ? done(true)
    : requestAnimationFrame(look);
  look();
})"""


def wait(browser: Chromium, shown: str) -> None:
    """Until the page shows this version, question and format."""
    assert browser.evaluate(LOADED % json.dumps(shown))


def card(desk: Desk, question: str, index: int) -> str:
    return desk.ask(f"views/apkg/{question}/{index}")[1].decode()


@pytest.mark.slow
def test_a_save_changes_the_card_on_screen(desk: Desk, browser: Chromium) -> None:
    """Without a click; a broken source shows its problems beside the last good state, and is forgotten once mended."""
    browser.open(desk.address)
    wait(browser, "0 a apkg")
    frames = "[...document.querySelectorAll('iframe')].map((frame, place) => %s)"
    before = browser.evaluate(frames % "(frame.id = `f${place}`, frame.src)")
    desk.save("答案一", "改过的答案")
    wait(browser, "1 a apkg")
    assert "改过的答案" in card(desk, "a", 1)
    front, back = browser.evaluate(frames % "[frame.id, frame.src]")[:2]
    assert front == ["f0", before[0]]       # what has not changed is not loaded again
    assert not back[0]
    assert back[1].endswith("?" + sha256(card(desk, "a", 1).encode()).hexdigest())
    assert back[1] != before[1]
    desk.save("analysis: 解析一", "anaylsis: 解析一")
    wait(browser, "2 a apkg")
    told = browser.evaluate("document.getElementById('problems').innerText")
    assert "did you mean `analysis`?" in told
    places = browser.evaluate("[...document.querySelectorAll('#problems a')].map(a => a.href)")
    assert f"vscode://file{desk.request.source}:10:5" in places
    assert "改过的答案" in card(desk, "a", 1)
    desk.save("anaylsis: 解析一", "analysis: 解析一")
    wait(browser, "3 a apkg")
    assert browser.evaluate("document.getElementById('problems').hidden")
    assert browser.errors == []


@pytest.mark.slow
def test_the_page_speaks_the_language_of_the_program(desk: Desk, browser: Chromium) -> None:
    """Its own words and the problems; a hint is told apart by a word, not by its colour."""
    messages.use("zh")
    try:
        desk.save("analysis: 解析一", "anaylsis: 解析一")
        browser.open(desk.address)
        wait(browser, "1 a apkg")
        assert browser.evaluate("document.documentElement.lang") == "zh-CN"
        assert browser.evaluate("document.querySelector('#formats button').textContent") == "卡片"
        told = browser.evaluate("document.getElementById('problems').innerText")
        assert "1个问题" in told
        assert "没有键" in told
        assert "建议：" in told
    finally:
        messages.use("")


@pytest.mark.slow
def test_keyboard_search_and_looks(desk: Desk, browser: Chromium) -> None:
    """J and k walk, / searches, Enter takes the first found; formats are tabs; axe-core finds nothing."""
    browser.open(desk.address)
    wait(browser, "0 a apkg")

    def press(key: str, code: str = "") -> None:
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=code or key,
                         **({"text": key} if kind == "keyDown" and len(key) == 1 else {}))

    press("j")
    wait(browser, "0 b apkg")
    press("k")
    wait(browser, "0 a apkg")
    press("/")
    assert browser.evaluate("document.activeElement.id") == "search"
    browser.call("Input.insertText", text="乙类")
    assert browser.evaluate("document.querySelectorAll('#list button').length") == 1
    press("Enter")
    wait(browser, "0 b apkg")
    browser.evaluate("[...document.querySelectorAll('#formats button')].find(b => b.textContent === 'Handout').focus()")
    browser.evaluate("document.activeElement.click()")
    wait(browser, "0 b pdf")
    assert browser.evaluate("document.querySelector('#views img').decode().then(() => true)")
    press("ArrowRight")
    wait(browser, "0 b quiz-pdf")
    assert browser.evaluate("document.activeElement.textContent") == "Quiz"     # made anew, and in focus still
    browser.evaluate("document.querySelector('[data-look=night]').click()")
    assert browser.evaluate("document.getElementById('views').className") == "night"
    for width in (390, 1280):
        browser.size(width, 800)
        assert browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in tests/npm")
    browser.call("Page.setBypassCSP", enabled=True)
    browser.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    report = "r => r.violations.map(v => [v.id, v.nodes[0].html, v.nodes[0].failureSummary])"
    assert browser.evaluate(f"axe.run({{iframes: false}}).then({report})") == []


@pytest.mark.slow
def test_night_falls_on_the_cards_that_are_shown(desk: Desk, browser: Chromium) -> None:
    """At once, and day comes back: the frame is told, it is not loaded again."""
    browser.size(1280, 800)
    browser.open(desk.address)
    wait(browser, "0 a apkg")
    x, y = browser.evaluate("(r => [r.x + r.width / 2, r.y + r.height * 0.9])"
                            "(document.querySelector('iframe').getBoundingClientRect())")
    for light in (True, False, True):
        while (sum(Image.open(io.BytesIO(browser.view())).convert("RGB").getpixel((x, y))) > 382) is not light:
            browser.evaluate("new Promise(requestAnimationFrame)")
        browser.evaluate("document.querySelector('[data-look=night]').click()")


def test_others_are_refused(desk: Desk) -> None:
    """Another origin, another site, another name of this machine, and who has no token."""
    own = {"Origin": f"http://127.0.0.1:{desk.port}", "Sec_Fetch_Site": "same-origin"}
    assert desk.ask("bank.json", **own)[0] == 200
    assert desk.ask("bank.json", Origin="http://example.com")[0] == 403
    assert desk.ask("bank.json", Origin="null")[0] == 403
    assert desk.ask("bank.json", Sec_Fetch_Site="cross-site")[0] == 403
    assert desk.ask("bank.json", Host="example.com")[0] == 403
    assert desk.ask(f"http://127.0.0.1:{desk.port}/bank.json")[0] == 403
    assert desk.ask(f"http://127.0.0.1:{desk.port}/")[0] == 403
    status, _, headers = desk.ask("views/apkg/a/0")
    assert (status, headers["content-security-policy"].split(";")[0]) == (200, "sandbox allow-scripts")
    assert "access-control-allow-origin" not in headers


def test_requests_without_a_path_are_refused(desk: Desk) -> None:
    """`*` and a bare host are what a request may ask for by HTTP; they hold no token, and are no bug."""
    for asked in ("OPTIONS *", f"CONNECT 127.0.0.1:{desk.port}"):
        with create_connection(("127.0.0.1", desk.port), 60) as line:
            line.sendall(f"{asked} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n\r\n".encode())
            assert line.recv(12) == b"HTTP/1.1 403", asked


def test_what_is_not_there(desk: Desk) -> None:
    """A plain 404, whatever is asked for."""
    for path in ("views/apkg/nothing", "views/nothing/a", "views/apkg/a/99", "views/apkg/..%2Fa/0", "nothing.js"):
        assert desk.ask(path)[0] == 404, path


def test_a_port_that_is_taken(desk: Desk) -> None:
    """One sentence."""
    done = CliRunner().invoke(cli, ["preview", "--source", str(desk.request.source), "--port", str(desk.port)])
    problem, = getattr(done.exception, "problems", [None])
    assert (problem.code, problem.hint) == ("port-taken", "leave `--port` out: a free one is taken")    # as `desk` does
    done = CliRunner().invoke(cli, ["preview", "--editor", "x://{nothing}"])
    assert (done.exit_code, "{path}" in done.stderr) == (2, True)
