"""The tutorial, word for word: each command is run, each edit made, each output shown is what was printed."""

from __future__ import annotations

import re
import subprocess
import threading
import webbrowser
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

import pytest
import uvicorn
from projects import dlexport

from by_hand import ROOT

if TYPE_CHECKING:
    import socket
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]
STEP: Final = re.compile(
    r"^```sh\n(?P<commands>.*?)^```|^```text\n(?P<shown>.*?)^```"
    r"|^<!-- add to (?P<longer>\S+) -->\n```yaml\n(?P<more>.*?)^```"
    r"|^<!-- replace in (?P<edited>\S+) -->\n```yaml\n(?P<old>.*?)^```\n\n[^\n]*\n\n```yaml\n(?P<new>.*?)^```",
    re.MULTILINE | re.DOTALL)
AUTHOR: Final = {f"GIT_{who}_{what}": "author@example.org"
                 for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def looked_at_once(monkeypatch: pytest.MonkeyPatch, pages: list[str]) -> None:
    """The preview's server answers one request for the page that was opened, and ends."""
    opened: list[str] = []
    run = uvicorn.Server.run

    def once(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        thread = threading.Thread(target=run, args=(server, sockets))
        thread.start()
        with urlopen(opened[0], timeout=600) as answer:     # noqa: S310 - our own
            pages.append(answer.read().decode())
        server.should_exit = True
        thread.join()

    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(uvicorn.Server, "run", once)


def test_the_tutorial_works_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an empty folder to the second release; in English, and the Chinese page has the same steps."""
    pages: list[str] = []
    looked_at_once(monkeypatch, pages)
    folder, printed, ran = tmp_path, "", 0
    for step in STEP.finditer((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")):
        if step["commands"]:
            printed = ""
            for command in step["commands"].splitlines():
                if made := re.fullmatch(r"mkdir (\w+) && cd \1", command):
                    folder = tmp_path / made[1]
                    folder.mkdir()
                elif command.startswith("dlexport "):
                    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
                    done = dlexport(*words[1:], cwd=folder)
                    assert done.returncode == 0, (command, done.stderr)
                    printed += done.stdout + done.stderr
                    ran += 1
                else:
                    subprocess.run(command, shell=True, cwd=folder, check=True, env=AUTHOR)     # noqa: S602 - as typed
        elif step["shown"]:
            for line in step["shown"].splitlines():
                assert line in printed, line
        elif step["more"]:
            with (folder / step["longer"]).open("a", encoding="utf-8") as file:
                file.write(step["more"])
        else:
            path = folder / step["edited"]
            text = path.read_text(encoding="utf-8")
            assert text.count(step["old"]) == 1, step["old"]
            path.write_text(text.replace(step["old"], step["new"]), encoding="utf-8")
    assert ran == 13
    assert len(pages) == 1
    assert "preview.js" in pages[0]
    assert "momentum" in (folder / "source" / "questions.lock").read_text(encoding="utf-8")
