"""What faults do to a request and its reply on the way: delays, cuts, slow bodies, a proxy's page."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from komoju_sandbox import fault_forms
from komoju_sandbox.http import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from komoju_sandbox.errors import Reply
    from komoju_sandbox.faults import Fault

CUT = "komoju_sandbox.cut"
"""Stands in the scope of a request whose connection is to be cut."""
PIECE_SECONDS = 0.05
"""How often a slow body sends something, where that is at least a byte."""
PAGE = """<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>a proxy, not the service</center></body>
</html>
"""
PAGE_STATUS = 502


class ConnectionCutError(ConnectionError):
    """A fault cuts the connection: no reply comes.

    The application raises it where it is called without a server; a server turns it into a connection that breaks.
    """


class CutsConnections:
    """The application around everything else, so that nothing makes a reply of a cut."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises `ConnectionCutError` when its connection is to be cut."""
        await self._app(scope, receive, send)
        if CUT in scope:
            raise ConnectionCutError("a fault of the sandbox cut the connection")


class Pauses:
    """The waiting that faults ask for. It ends when the sandbox stops."""

    def __init__(self) -> None:
        self._ends: set[asyncio.Event] = set()
        self._stopped = False

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until the sandbox stops."""
        if self._stopped:
            return
        end = asyncio.Event()
        self._ends.add(end)
        with suppress(TimeoutError):
            await asyncio.wait_for(end.wait(), seconds)
        self._ends.discard(end)

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stopped = True
        for end in self._ends:
            end.set()


class Misbehaviour:
    """Carries faults out."""

    def __init__(self, pauses: Pauses) -> None:
        self._pauses = pauses

    async def before(self, fault: Fault) -> None:
        """Do what comes before the call is handled."""
        if fault.do == fault_forms.DELAY:
            await self._pauses.wait(fault.deed["seconds"])

    async def after(self, fault: Fault, reply: Reply) -> ASGIApp:
        """Do what comes after it, and give what is sent in place of the reply."""
        if fault.do == fault_forms.CUT_AFTER:
            return cut
        if fault.do == fault_forms.DELAY_AFTER:
            await self._pauses.wait(fault.deed["seconds"])
        if fault.do == fault_forms.GARBAGE:
            return HTMLResponse(PAGE, PAGE_STATUS)
        if fault.do == fault_forms.SLOW_BODY:
            return SlowResponse(respond(reply), self._pauses, fault.deed["bytes_per_second"])
        return respond(reply)


async def cut(scope: Scope, _: Receive, __: Send) -> None:
    """Answer nothing, and have the connection cut."""
    scope[CUT] = True


class SlowResponse:
    """Sends a response in pieces, so many bytes in a second."""

    def __init__(self, response: Response, pauses: Pauses, bytes_per_second: int) -> None:
        self._response = response
        self._pauses = pauses
        self._piece = max(int(bytes_per_second * PIECE_SECONDS), 1)
        self._seconds = self._piece / bytes_per_second

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as long as there is somebody to read it."""
        request, response = Request(scope, receive), self._response
        await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
        for piece in self._pieces(bytes(response.body)):
            await self._pauses.wait(self._seconds)
            if await request.is_disconnected():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        for start in range(0, len(body), self._piece):
            yield body[start : start + self._piece]
