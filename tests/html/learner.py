"""A learner at the study page: a clock of their own, keys, and a finger."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Chromium

ZONE: Final = "Asia/Shanghai"
DAY: Final = 86400
SHOWN: Final = "[...document.querySelectorAll('article:not([hidden])')].map(a => a.id)"


class Learner:
    """Sits before one tab. The page's clock stands still until they say.

    Attributes:
        now: seconds since 1970.
    """

    def __init__(self, browser: Chromium, page: Path, start: str = "2026-03-02T09:00:00+08:00") -> None:
        self.browser = browser
        self.now = int(datetime.fromisoformat(start).timestamp())
        self._page = page
        self._clock: str | None = None
        self._taps = 0.0
        browser.call("Emulation.setTimezoneOverride", timezoneId=ZONE)
        self.open()

    def open(self) -> None:
        """Open the page, or load it again."""
        if self._clock:
            self.browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=self._clock)
        script = f"window.testNow = {self.now * 1000}; Date.now = () => testNow;"
        self._clock = self.browser.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
        self.browser.open(self._page.as_uri())

    def reload(self) -> None:
        """As F5 does: what the tab remembers stays."""
        self.wait(0)
        self.browser.reload()
        self.wait(0)

    def wait(self, span: float) -> None:
        """Let so many seconds pass."""
        self.now += int(span)
        self.browser.evaluate(f"window.testNow = {self.now * 1000}")

    def ask(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """The value of an expression in the page."""
        return self.browser.evaluate(script)

    def click(self, name: str) -> None:
        """One of the page's own buttons."""
        self.ask(f"document.getElementById('ui_{name}').click()")

    def do(self, action: str) -> None:
        """The button with that action which can be seen."""
        self.ask(f"[...document.querySelectorAll('[data-do={action}]')].find(b => b.checkVisibility()).click()")

    def leave(self) -> None:
        """The button that ends the session: the page goes back, and has heard of it."""
        self.ask("new Promise(done => addEventListener('popstate', () => done(true), {once: true})"
                 " || [...document.querySelectorAll('[data-do=leave]')].find(b => b.checkVisibility()).click())")

    def press(self, key: str, text: str = "", modifiers: int = 0) -> None:
        """A key, for a moment."""
        self.browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, modifiers=modifiers)
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", key=key, modifiers=modifiers)

    def type(self, words: str) -> None:
        """In the search field, instead of what was there."""
        self.ask("document.getElementById('ui_search').select()")
        self.browser.call("Input.insertText", text=words)

    def tap(self, selector: str, later: float = 1) -> None:
        """A finger on the middle of an element, so many seconds after the one before; until the page has heard it."""
        x, y = self.ask(f"(r => [r.x + r.width / 2, r.y + r.height / 2])"
                        f"(document.querySelector('{selector}').getBoundingClientRect())")
        self._hear("click")
        self._touch("touchStart", later, {"x": x, "y": y})
        self._touch("touchEnd", 0.02)
        self.ask("window.testHeard")

    def swipe(self, start: int, end: int, later: float = 1) -> str:
        """A finger drawn across the page; what the page heard last of it.

        Chromium answers a command before the page hears a touch that its listeners cannot cancel: wait for the page.
        """
        self._hear("touchend", "touchcancel")
        self._touch("touchStart", later, {"x": start, "y": 330})
        self._touch("touchMove", 0.02, {"x": end, "y": 330})
        self._touch("touchEnd", 0.02)
        return str(self.ask("window.testHeard"))

    def _hear(self, *events: str) -> None:
        self.ask(f"""window.testHeard = new Promise(done => {{
          for (const type of {json.dumps(events)}) addEventListener(type, () => done(type), {{once: true}});
        }}), 0""")

    def _touch(self, kind: str, later: float, *points: dict[str, float]) -> None:
        self._taps = (self._taps or self.ask("(performance.timeOrigin + performance.now()) / 1000")) + later
        self.browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=points, timestamp=self._taps)

    # ---- what they see ----

    def card(self) -> str | None:
        """The id of the card that is asked: of a question, or `question.keypoint`."""
        return self.ask("(document.querySelector('.asked') ?? document.querySelector('.current'))?.id ?? null")

    def answered(self) -> bool:
        """Whether its answer can be seen."""
        return bool(self.ask("document.getElementById('ui_grade3').checkVisibility()"))

    def heard(self) -> str:
        """What was said last to those who listen."""
        return str(self.ask("[...document.querySelectorAll('.heard')].map(e => e.textContent).join('')"))

    def counts(self) -> list[int]:
        """New, learning, due."""
        return [int(n) for n in self.ask("document.getElementById('ui_counts').textContent.match(/\\d+/g)")]

    def waits(self) -> list[str]:
        """What the grades promise."""
        return list(self.ask("[1, 2, 3, 4].map(n => document.getElementById('ui_wait' + n).textContent)"))

    # ---- files ----

    def exported(self) -> str:
        """The text of the file that the page offers."""
        return str(self.ask("""new Promise(done => {
          const real = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
          URL.createObjectURL = blob => { blob.text().then(done); return real.call(URL, blob); };
          HTMLAnchorElement.prototype.click = () => {};
          document.querySelector('[data-do=export]').click();
          HTMLAnchorElement.prototype.click = click;
          URL.createObjectURL = real;
        })"""))

    def imports(self, path: Path) -> str:
        """Choose a file; what the page says of it."""
        self.ask("""document.getElementById('ui_imported').textContent = '', window.testHeard = new Promise(done =>
          new MutationObserver((_, watch) => { watch.disconnect(); done(); })
            .observe(document.getElementById('ui_imported'), {childList: true})), 0""")
        top = self.browser.call("DOM.getDocument")["root"]["nodeId"]
        node = self.browser.call("DOM.querySelector", nodeId=top, selector="#ui_file")["nodeId"]
        self.browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])
        self.ask("window.testHeard")
        return str(self.ask("document.getElementById('ui_imported').textContent"))


def reviews(exported: str) -> list[tuple[str, int, int]]:
    """Card, grade and study day of each record in an exported file, device by device. Read without the page's code."""
    found = []
    for _, log in sorted(json.loads(exported)["devices"].items()):
        cards: list[str] = []
        time = 0
        for line in log.splitlines():
            name, grade, shift, elapsed, _took = line.split(",")
            if name.startswith("="):
                cards.append(name[1:])
            time += int(elapsed or "0", 36)
            card = cards[-1] if name.startswith("=") else cards[int(name, 36)]
            found.append((card, int(grade), time // DAY + int(shift or "0")))
    return found
