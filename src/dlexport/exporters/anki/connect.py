"""Client of AnkiConnect, an add-on of a running Anki (API version 6): reads notes, imports decks, deletes nothing."""

from __future__ import annotations

import json
import socket
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ADDRESS: Final = "http://127.0.0.1:8765"
_VERSION = 6
_SECONDS, _SECONDS_TO_IMPORT = 30.0, 600.0
_SAID = 200                 # characters of an error that are shown
_LARGEST = 64_000_000       # bytes of an answer; the notes of one call take two million
_VALUES = 2_000_000         # values of an answer, of which each takes a hundred bytes of memory
_MOST_NOTES = 200_000       # of a bank's note types
_TEXT = 256_000_000         # characters of all of them; ten thousand take forty million
_AT_ONCE = 500              # notes asked for in one call


class ConnectError(ValueError):
    """Anki cannot be reached, or refuses; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note of a collection: its fields by name, its tags, when it was last changed (Unix seconds; 0 if not told)."""

    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """The add-on at an address, with its key where it wants one.

    Attributes:
        patience: seconds in which each answer must be there whole; an import may take longer.
    """

    address: str = ADDRESS
    key: str = ""
    patience: float = _SECONDS

    def permit(self) -> None:
        """Ask for permission; Anki may show its user a question.

        Raises:
            ConnectError: nobody answers, or the answer is no.
        """
        answer = self._call("requestPermission")
        if not isinstance(answer, dict) or answer.get("permission") != "granted":
            raise ConnectError("Anki does not let dlexport in",
                               "answer “Yes” when Anki asks, or add this machine to the add-on's webCorsOriginList")

    def notes(self, search: str) -> list[HeldNote]:
        """The notes that a search of Anki's browser finds.

        Raises:
            ConnectError: Anki does not answer, or what answers is not AnkiConnect.
        """
        found = self._listed(self._call("findNotes", query=search), _MOST_NOTES)
        held: list[HeldNote] = []
        left = _TEXT
        for start in range(0, len(found), _AT_ONCE):
            asked = found[start:start + _AT_ONCE]
            some = [*map(_note, self._listed(self._call("notesInfo", notes=asked), len(asked)))]
            left -= sum(len(text) for note in some for text in note.fields.values())
            if left < 0:
                raise self._stranger()
            held += some
        return held

    def take(self, deck: Path) -> None:
        """Import a package, as File › Import does, without its dialog.

        Raises:
            ConnectError: Anki did not take it.
        """
        if self._call("importPackage", seconds=max(self.patience, _SECONDS_TO_IMPORT), path=str(deck)) is not True:
            raise ConnectError(f"Anki did not import {deck.name}", "import it by hand to see why: File › Import")

    def _listed(self, answer: object, most: int) -> list[Any]:
        if not isinstance(answer, list) or len(answer) > most:
            raise self._stranger()
        return answer

    def _call(self, action: str, *, seconds: float = 0, **parameters: object) -> Any:  # noqa: ANN401 - JSON
        question: dict[str, object] = {"action": action, "version": _VERSION, "params": parameters}
        if self.key:
            question["key"] = self.key
        try:
            said = self._posted(json.dumps(question).encode(), seconds or self.patience)
            if sum(map(said.count, (b"[", b"{", b","))) > _VALUES:
                raise self._stranger()
            answer = json.loads(said)
        except (HTTPException, OSError) as error:
            raise ConnectError(f"no answer from Anki at {self.address} ({one_line(str(error))})", (
                "start Anki, and see that the add-on AnkiConnect is installed:\n"
                "Tools › Add-ons › Get Add-ons…, code 2055492159, then restart Anki")) from error
        except ConnectError:
            raise
        except (ValueError, RecursionError) as error:
            raise self._stranger() from error
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._stranger()
        if answer["error"] is not None:
            why = str(answer["error"])
            raise ConnectError(f"AnkiConnect refuses `{action}`: {one_line(why)}", _remedy(why))
        return answer["result"]

    def _posted(self, body: bytes, seconds: float) -> bytes:
        """The answer to a request, which must be complete within so many seconds, however slowly it comes."""
        where = urlsplit(self.address)
        maker = HTTPSConnection if where.scheme == "https" else HTTPConnection
        with closing(maker(where.hostname or "", where.port, timeout=seconds)) as connection:
            connection.connect()
            with _cut_off(connection.sock, seconds):
                connection.request("POST", where.path or "/", body, {"Content-Type": "application/json"})
                reply = connection.getresponse()
                answer = reply.read(_LARGEST)
                if len(answer) == _LARGEST:
                    raise self._stranger()
                if reply.length:        # `read` of a number of bytes does not say that the end is missing
                    raise OSError("the answer broke off")
                return answer

    def _stranger(self) -> ConnectError:
        return ConnectError(f"what answers at {self.address} is not AnkiConnect", "give its address: --url")


def one_line(said: str) -> str:
    """Another program's message on one short line, without control characters."""
    text = "".join(char if char.isprintable() else " " for char in said)
    return " ".join(text.split())[:_SAID]


@contextmanager
def _cut_off(line: socket.socket, seconds: float) -> Iterator[None]:
    """Close a connection after so many seconds, whatever it is doing.

    Raises:
        TimeoutError: it was ended.
    """
    ended = False

    def end() -> None:
        nonlocal ended
        ended = True
        with suppress(OSError):     # it has just ended by itself
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (HTTPException, OSError) as error:
        if ended or isinstance(error, TimeoutError):     # the socket's own: not a byte in that time
            raise TimeoutError(f"no whole answer within {seconds:g} s") from error
        raise
    finally:
        timer.cancel()
    if ended:
        raise TimeoutError(f"no whole answer within {seconds:g} s")


def _remedy(error: str) -> str:
    if "api key" in error.lower():
        return "give the add-on's key: --key"
    if "collection is not available" in error:
        return "open a profile in Anki first"
    return "update Anki and the add-on AnkiConnect"


def _note(row: Mapping[str, Any]) -> HeldNote:
    try:
        fields = {str(name): str(value["value"]) for name, value in row["fields"].items()}
        return HeldNote(fields, tuple(map(str, row["tags"])), int(row.get("mod", 0)))
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise ConnectError("AnkiConnect tells a note in a way that is not known", "update the add-on") from error

