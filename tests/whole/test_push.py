"""`dlexport push`, against a fake AnkiConnect that speaks the documented protocol and is backed by the real Anki."""

from __future__ import annotations

import json
import select
import socket
import sys
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from projects import MINIMAL, dlexport

sys.path.insert(0, str(Path(__file__).parents[1] / "anki"))

from releases import Learner, Log

from dlexport.exporters.anki.connect import AnkiConnect, ConnectError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("within_bounds")


class Desktop:
    """Anki with the add-on: answers as AnkiConnect's README says, does what the desktop program does."""

    def __init__(self, learner: Learner, *, permission: str = "granted", key: str = "") -> None:
        self.learner, self.permission, self.key = learner, permission, key
        self.asked: list[str] = []
        self.log: Log | None = None

    def answer(self, question: dict[str, Any]) -> dict[str, object]:
        """The reply to one call."""
        self.asked.append(question["action"])
        if self.key and question.get("key") != self.key and question["action"] != "requestPermission":
            return {"result": None, "error": "valid api key must be provided"}
        try:
            return {"result": getattr(self, question["action"])(**question["params"]), "error": None}
        except AttributeError:
            return {"result": None, "error": "unsupported action"}

    def requestPermission(self) -> dict[str, object]:  # noqa: N802 - the protocol's
        """Whether the caller may go on."""
        return {"permission": self.permission, "requireApiKey": bool(self.key), "version": 6}

    def findNotes(self, query: str) -> list[int]:  # noqa: N802 - the protocol's
        """What a search finds."""
        return list(self.learner.collection.find_notes(query))

    def notesInfo(self, notes: list[int]) -> list[dict[str, object]]:  # noqa: N802 - the protocol's
        """The notes, as the add-on tells them."""
        rows = []
        for found in notes:
            note = self.learner.collection.get_note(found)  # type: ignore[arg-type]
            fields = {name: {"value": text, "order": place} for place, (name, text) in enumerate(note.items())}
            rows.append({"noteId": found, "tags": note.tags, "fields": fields, "mod": note.mod,
                         "modelName": note.note_type()["name"], "cards": note.card_ids()})
        return rows

    def importPackage(self, path: str) -> bool:  # noqa: N802 - the protocol's
        """Import without a dialog."""
        self.log = self.learner.take(Path(path).read_bytes())
        return True


@contextmanager
def listening(answer: Callable[[dict[str, Any]], object]) -> Iterator[str]:
    """A server on a free port of this machine; its address."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(answer(question)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    learner = Learner(tmp_path / "profile")
    yield Desktop(learner)
    learner.close()


def test_a_deck_is_pushed_corrected_and_pushed_again(project: Callable[[str], Path], desktop: Desktop) -> None:
    """First all is new; then what changed is updated, what the learner edited is told; nothing is deleted."""
    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    with listening(desktop.answer) as url:
        dry = dlexport("push", "--dry-run", "--url", url, cwd=folder)
        assert (dry.returncode, "would be imported: 2 new, 0 changed, 0 blocked, 0 same" in dry.stderr) == (0, True)
        assert desktop.log is None
        done = dlexport("push", "--url", url, cwd=folder)
        assert "imported: 2 new, 0 changed, 0 blocked, 0 same" in done.stderr
        assert desktop.log == Log(new=2)

        (folder / "source/questions.yaml").write_text(MINIMAL.replace("答案", "更好的答案"), encoding="utf-8")
        assert dlexport("export", "apkg", cwd=folder, SOURCE_DATE_EPOCH="1710000000").returncode == 0
        desktop.learner.edited("a/k", "Text", "我的{{c1::要点}}")
        said = dlexport("push", "--json", "--url", url, cwd=folder)
        form = json.loads((Path(__file__).parents[2] / "docs/report.schema.json").read_text(encoding="utf-8"))
        assert list(Draft202012Validator(form).iter_errors(json.loads(said.stdout))) == []
        assert json.loads(said.stdout)["notes"] == {"new": [], "changed": ["a"], "blocked": ["a/k"], "same": []}
        assert desktop.log == Log(updated=1, duplicate=1)
        assert desktop.learner.note("a")["Answer"] == "<p>更好的答案</p>"
        told = dlexport("push", "--dry-run", "--url", url, cwd=folder)
        assert "Update notes: Always" in told.stderr
    assert set(desktop.asked) == {"requestPermission", "findNotes", "notesInfo", "importPackage"}


def test_without_anki_it_says_what_to_start(project: Callable[[str], Path], desktop: Desktop) -> None:
    """In words, with the add-on's code."""
    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    with listening(lambda _: None) as url:
        pass
    done = dlexport("push", "--url", url, cwd=folder)
    assert done.returncode == 1
    assert "error[anki-connect]: no answer from Anki" in done.stderr
    assert "2055492159" in done.stderr
    assert "start Anki" in done.stderr
    with listening(desktop.answer) as url:
        assert dlexport("push", "--dry-run", "--url", url, cwd=folder).returncode == 0


@pytest.mark.parametrize("within", ["head", "body"])
def test_an_answer_that_drips_is_waited_for_no_longer_than_one_that_never_comes(within: str) -> None:
    """Each byte comes in time, the whole does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        def drip() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):       # the other side hangs up
                line.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 1000000\r\n" + b"\r\n" * (within == "body"))
                while True:
                    line.sendall(b" ")
                    select.select([line], [], [line], 0.01)

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(ConnectError, match=r"no whole answer within 0\.2 s"):
            AnkiConnect(f"http://127.0.0.1:{server.getsockname()[1]}", patience=0.2).permit()
        thread.join()


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
MEGABYTE = b"100000\r\n" + b"[" * 0x100000 + b"\r\n"


@pytest.mark.parametrize("raw", [
    pytest.param([CHUNKED, *[MEGABYTE] * 3, b"0\r\n\r\n"], id="brackets by the million"),
    pytest.param([CHUNKED, *[MEGABYTE.replace(b"[", b" ")] * 70], id="more than any answer"),
    pytest.param(
        [b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 2\r\n\r\n{}"], id="elsewhere"),
    pytest.param([b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<h1>::error::</"], id="a page"),
])
def test_what_answers_and_is_something_else(raw: list[bytes]) -> None:
    """It is read up to a limit, followed nowhere, and not believed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        def answer() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):       # the other side has read enough
                asked = line.makefile("rb")
                length = max(int(row.split(b":")[1]) for row in iter(asked.readline, b"\r\n")
                             if row.lower().startswith(b"content-length:"))
                asked.read(length)      # what is not read when it closes would reset the connection
                for piece in raw:
                    line.sendall(piece)
                line.shutdown(socket.SHUT_WR)
                line.recv(1)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ConnectError, match="is not AnkiConnect"):
            AnkiConnect(f"http://127.0.0.1:{server.getsockname()[1]}").permit()
        thread.join()


def test_more_notes_than_were_asked_for() -> None:
    """An answer has a note for each id, and ids for as many notes as a bank has; no list grows without end."""
    for answers in ({"findNotes": [1], "notesInfo": [{"fields": {}, "tags": []}] * 2}, {"findNotes": [1] * 300_000}):
        with listening(lambda question, told=answers: {"result": told[question["action"]], "error": None}) as url, \
                pytest.raises(ConnectError, match="is not AnkiConnect"):
            AnkiConnect(url).notes("a")


def test_an_error_cannot_write_to_the_terminal() -> None:
    """What AnkiConnect says is one short line, without control characters."""
    said = "a\n::error::b\x1b[31m\u202e" + "c" * 999
    with listening(lambda _: {"result": None, "error": said}) as url, pytest.raises(ConnectError) as caught:
        AnkiConnect(url).permit()
    assert str(caught.value) == "AnkiConnect refuses `requestPermission`: " + f"a ::error::b [31m {'c' * 999}"[:200]


@pytest.mark.parametrize(("reply", "said"), [
    ("hello", "is not AnkiConnect"),
    ({"result": {"permission": "denied"}, "error": None}, "does not let dlexport in"),
    ({"result": None, "error": "collection is not available"}, "open a profile in Anki first"),
    ({"result": None, "error": "valid api key must be provided"}, "--key"),
])
def test_an_answer_that_is_none(reply: object, said: str, project: Callable[[str], Path]) -> None:
    """Another program on that port, a refusal, no profile, a key."""
    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    with listening(lambda _: reply) as url:
        done = dlexport("push", "--url", url, cwd=folder)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr


@pytest.mark.parametrize(("answers", "said"), [
    ({"findNotes": {"1": 2}}, "is not AnkiConnect"),
    ({"findNotes": None}, "is not AnkiConnect"),
    ({"findNotes": [1], "notesInfo": {"fields": {}}}, "is not AnkiConnect"),
    ({"findNotes": [1], "notesInfo": [{"fields": {}, "tags": [], "mod": float("inf")}]}, "in a way that is not known"),
    ({"findNotes": [1], "notesInfo": ["<b>1</b>"]}, "in a way that is not known"),
])
def test_an_answer_of_another_shape(
    answers: dict[str, object], said: str, project: Callable[[str], Path],
) -> None:
    """Each is told, and nothing is imported."""
    asked: list[str] = []

    def answer(question: dict[str, Any]) -> dict[str, object]:
        asked.append(question["action"])
        return {"result": {"requestPermission": {"permission": "granted"}, **answers}[asked[-1]], "error": None}

    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    with listening(answer) as url:
        done = dlexport("push", "--url", url, cwd=folder)
    assert (done.returncode, "Traceback" in done.stderr, "importPackage" in asked) == (1, False, False)
    assert said in done.stderr


def test_a_key_is_given(project: Callable[[str], Path], desktop: Desktop) -> None:
    """As option or in the environment."""
    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    desktop.key = "s3cret"
    with listening(desktop.answer) as url:
        assert dlexport("push", "--url", url, cwd=folder).returncode == 1
        assert dlexport("push", "--url", url, cwd=folder, ANKICONNECT_KEY="s3cret").returncode == 0


@pytest.mark.parametrize(("arguments", "status", "said"), [
    (("push",), 1, "make it first: dlexport all"),
    (("push", "no.apkg"), 1, "no.apkg cannot be read"),
    (("push", "source/questions.yaml"), 1, "cannot be read"),
    (("push", "--url", "file:///etc/passwd"), 2, "--url is an address"),
])
def test_what_cannot_be_pushed(
    arguments: tuple[str, ...], status: int, said: str, project: Callable[[str], Path],
) -> None:
    """Anki is not asked."""
    done = dlexport(*arguments, cwd=project(MINIMAL))
    assert done.returncode == status
    assert said in done.stderr
