"""The preview's server on 127.0.0.1: its start, its run and its end."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from dlexport.preview.app import application
from dlexport.preview.workbench import Workbench
from dlexport.problems import Problem, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.run.request import Request

_HOST = "127.0.0.1"
_LAST_WORDS = 1     # seconds granted to open event streams at the end


class Running(NamedTuple):
    """A server that is ready for `server.run(sockets=[listening])`; `address` is the URL of its page."""

    server: uvicorn.Server
    listening: socket.socket
    address: str


@contextmanager
def prepared(request: Request, editor: str, port: int = 0) -> Iterator[Running]:
    """Context with a server whose port is bound and whose bank is read; at its end both are released.

    Args:
        request: names source and styles.
        editor: an address with `{path}`, `{line}` and `{column}`.
        port: 0 for one that is free.

    Raises:
        SourceError: the port is taken.
    """
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, port))
        except OSError as error:
            raise SourceError([Problem("port-taken", f"port {port} cannot be used: {error.strerror}",
                                       hint="leave `--port` out: a free one is taken")]) from error
        listening.listen()
        number, token = listening.getsockname()[1], secrets.token_urlsafe(16)
        workbench = Workbench(request, editor)
        try:
            app = application(workbench, token, [f"{_HOST}:{number}", f"localhost:{number}"])
            yield Running(uvicorn.Server(uvicorn.Config(
                app, log_level="critical", access_log=False, lifespan="on", ws="none",
                timeout_graceful_shutdown=_LAST_WORDS)), listening, f"http://{_HOST}:{number}/{token}/")
        finally:
            workbench.close()


def serve(request: Request, editor: str, port: int, *, browse: bool, told: Callable[[str], object]) -> None:
    """Serve the preview until interrupted.

    Args:
        request: names source and styles.
        editor: an address with `{path}`, `{line}` and `{column}`.
        port: 0 for one that is free.
        browse: whether to open the page in the user's browser.
        told: takes the page's address once it can be asked for.

    Raises:
        SourceError: the port is taken.
    """
    with prepared(request, editor, port) as running:
        told(running.address)
        if browse:
            webbrowser.open(running.address)
        running.server.run(sockets=[running.listening])
