"""The preview's web application. It answers only requests with its token, from this machine and from its own origin.

A view shows content of the bank, which may come from others: it runs in a sandbox without origin or network.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dlexport.messages import chosen
from dlexport.preview.workbench import outlines
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from starlette.requests import Request as HttpRequest
    from starlette.types import ASGIApp, Receive, Scope, Send

    from dlexport.preview.workbench import Workbench

_FILES: Final = {"": ("index.html", "text/html"), "preview.css": ("preview.css", "text/css"),
                 "preview.js": ("preview.js", "text/javascript")}
_PAGE: Final = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
_VIEW: Final = ("sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                "img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'")
_ALWAYS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
                  "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"}
_BEAT: Final = 15.0         # seconds between keep-alive messages on an event stream


class Guard:
    """ASGI middleware that refuses requests of another host or origin, or without the token (OWASP, "DNS rebinding").

    Args:
        app: the application behind it.
        token: the first segment of every path.
        hosts: the accepted values of the Host header, `name:port`.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Collection[str]) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {host.encode() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI demands."""
        if scope["type"] == "http" and (why := self._refusal(scope)):
            await PlainTextResponse(why, 403, headers=_ALWAYS)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"")
        if headers.get(b"host", b"") not in self._hosts:
            return "this server is known by another name"
        if origin and origin.removeprefix(b"http://") not in self._hosts:
            return "pages of other origins may not ask here"
        if headers.get(b"sec-fetch-site", b"none") not in {b"none", b"same-origin"}:
            return "pages of other sites may not ask here"
        token = scope["path"].encode().removeprefix(b"/").partition(b"/")[0]    # `OPTIONS *` has a path without a slash
        return "" if secrets.compare_digest(token, self._token) else "use the address that `dlexport preview` printed"


def application(workbench: Workbench, token: str, hosts: Collection[str]) -> ASGIApp:
    """The guarded application of one workbench; the arguments are those of `Guard`."""
    listeners: set[asyncio.Queue[dict[str, Any]]] = set()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()

        def tell(change: dict[str, Any]) -> None:
            for queue in [*listeners]:
                loop.call_soon_threadsafe(queue.put_nowait, change)

        workbench.watch(tell)
        yield

    async def file(request: HttpRequest) -> Response:
        name, kind = _FILES.get(request.path_params.get("name", ""), ("", ""))
        if not name:
            return PlainTextResponse("there is no such file", 404, headers=_ALWAYS)
        data = (files("dlexport.preview") / "static" / name).read_bytes()
        data = data.replace(b'<html lang="en">', f'<html lang="{chosen()}">'.encode(), 1)     # what its words are in
        return Response(data, media_type=kind, headers={**_ALWAYS, "Content-Security-Policy": _PAGE})

    async def bank(_request: HttpRequest) -> Response:
        return JSONResponse(await run_in_threadpool(workbench.bank), headers=_ALWAYS)

    async def views(request: HttpRequest) -> Response:
        asked = request.path_params
        try:
            found = await run_in_threadpool(workbench.views, asked["question"], asked["exporter"])
        except KeyError:
            return PlainTextResponse("there is no such question or format", 404, headers=_ALWAYS)
        except SourceError as error:
            return JSONResponse({"problems": [*map(workbench.problem, error.problems)]}, 409, headers=_ALWAYS)
        return JSONResponse(outlines(found), headers=_ALWAYS)

    async def view(request: HttpRequest) -> Response:
        asked = request.path_params
        try:
            found = await run_in_threadpool(workbench.views, asked["question"], asked["exporter"])
            one = found[asked["index"]]
        except (KeyError, IndexError, SourceError):
            return PlainTextResponse("it is gone", 404, headers=_ALWAYS)
        return Response(one.data, headers={**_ALWAYS, "Content-Type": one.media_type, "Content-Security-Policy": _VIEW})

    async def events(_request: HttpRequest) -> Response:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def stream() -> AsyncIterator[str]:
            listeners.add(queue)
            try:
                yield f"data: {json.dumps({'version': workbench.version, 'changed': []})}\n\n"
                while True:
                    try:
                        change = await asyncio.wait_for(queue.get(), _BEAT)
                        yield f"data: {json.dumps(change)}\n\n"
                    except TimeoutError:
                        yield ": still here\n\n"
            finally:
                listeners.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream", headers=_ALWAYS)

    root = f"/{token}"
    app = Starlette(lifespan=lifespan, routes=[
        Route(f"{root}/", file),
        Route(f"{root}/bank.json", bank),
        Route(f"{root}/events", events),
        Route(f"{root}/views/{{exporter}}/{{question}}", views),
        Route(f"{root}/views/{{exporter}}/{{question}}/{{index:int}}", view),
        Route(f"{root}/{{name}}", file),
    ])
    return Guard(app, token, hosts)
