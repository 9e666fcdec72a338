"""A headless Chromium to look at pages with, driven over its debugging pipe."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync",
          "--disable-background-networking", "--disable-component-update", "--allow-file-access-from-files",
          "--remote-debugging-pipe",
          "--disable-features=SpareRendererForSitePerProcess")      # no process in stock: we rarely take it
# it reads commands from descriptor 3 and writes answers to 4; any of the four may be one of these two already
_START = """
import os, sys
for source, goal in ((sys.argv[1], 100), (sys.argv[2], 101), (100, 3), (101, 4)):
    os.dup2(int(source), goal)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Chromium:
    """One tab of one browser. What the page tried – dialogs, requests – is remembered until the tab is renewed.

    Attributes:
        dialogs: the texts of the dialogs that the page opened; each is dismissed.
        requests: the addresses of what the page asked for since it was opened.
        errors: what went wrong in the page, and what its policy forbade.
    """

    def __init__(self, profile: Path) -> None:
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._last = 0
        self._loaded = False
        self._session: str | None = None
        self._context: str | None = None
        self._origins = {"file://"}
        hears, to_browser = os.pipe()
        from_browser, says = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(hears), str(says), str(PROGRAM), *_QUIET, f"--user-data-dir={profile}"],
            pass_fds=(hears, says), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(hears)
        os.close(says)
        self._to, self._from, self._rest = to_browser, from_browser, b""
        self.renew()

    def renew(self) -> None:
        """A tab as in a browser that was just installed: nothing stored, nothing emulated, nothing remembered.

        A context of its own for each tab took twice as long: 0.27 s of the processor, and there are 160.
        """
        self._session = None
        self._context = self._context or self.call("Target.createBrowserContext")["browserContextId"]
        others = [one["targetId"] for one in self.call("Target.getTargets")["targetInfos"]
                  if one["type"] == "page" and one.get("browserContextId") == self._context]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=self._context)["targetId"]
        for other in others:
            number = self._send("Target.closeTarget", {"targetId": other})
            while self._hear().get("id") != number:     # an error where it has closed itself
                pass
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Network.clearBrowserCache")
        self.call("Network.clearBrowserCookies")
        for origin in self._origins:
            self.call("Storage.clearDataForOrigin", origin=origin, storageTypes="all")
        for remembered in (self.dialogs, self.requests, self.errors):
            remembered.clear()

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """A command of the Chrome DevTools Protocol; its result."""
        number = self._send(method, parameters)
        while True:
            message = self._hear()
            if message.get("id") == number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    def open(self, address: str) -> None:
        """Go to a page and wait until it has loaded."""
        self._loaded = False
        self.requests.clear()
        self.call("Page.navigate", url=address)
        while not self._loaded:
            self._hear()
        self.requests.remove(address)

    def reload(self) -> None:
        """Load the page again, as its button does, and wait until it has loaded."""
        self._loaded = False
        self.call("Page.reload")
        while not self._loaded:
            self._hear()

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """The value of a JavaScript expression, awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def size(self, width: int, height: int) -> None:
        """Make the window that large, in CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def screenshot(self) -> bytes:
        """A PNG of the whole page."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def view(self) -> bytes:
        """A PNG of what the window shows."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def close(self) -> None:
        """End the browser, and wait until it has put away what it writes to its profile."""
        self._send("Browser.close", {}, session=False)
        while os.read(self._from, 1 << 20):     # until it hangs up
            pass
        self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def _send(self, method: str, parameters: dict[str, object], *, session: bool = True) -> int:
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": parameters}
        if session and self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data):]
        return self._last

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._from, 1 << 20)
            assert more, "Chromium ended"
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        if message.get("sessionId", self._session) != self._session:
            return message      # of a tab that was there before
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Page.javascriptDialogOpening":
                self.dialogs.append(message["params"]["message"])
                self._send("Page.handleJavaScriptDialog", {"accept": False})
            case "Runtime.exceptionThrown":
                self.errors.append(str(message["params"]["exceptionDetails"]))
            case "Log.entryAdded" if message["params"]["entry"]["level"] == "error":
                self.errors.append(message["params"]["entry"]["text"])
            case "Network.requestWillBeSent":
                address = message["params"]["request"]["url"]
                self.requests.append(address)
                if address.startswith("http"):
                    self._origins.add("/".join(address.split("/")[:3]))
        return message
