"""Runs the application on a socket."""

from __future__ import annotations

import asyncio
import importlib.util
import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from komoju_sandbox.misbehaviour import ConnectionCutError
from komoju_sandbox.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from starlette.applications import Starlette
    from starlette.types import ASGIApp, Receive, Scope, Send

    from komoju_sandbox.patience import Connection

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS = 2


class SandboxServer(uvicorn.Server):
    """A server that says when it is ready, and ends quietly when it is told to stop."""

    def __init__(self, app: Starlette, on_ready: Callable[[], None], alive: int | None = None) -> None:
        """`alive` is a file that ends when this server has to end."""
        super().__init__(
            uvicorn.Config(
                _Answering(app, self._cut),
                interface="asgi3",
                http=http_protocol(),
                access_log=False,
                proxy_headers=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
                ws="none",
            )
        )
        self._on_ready = on_ready
        self._alive = alive
        # What is sent to a page for as long as it is open has to end before the server can.
        app.state.is_stopping = lambda: self.should_exit
        self._pauses = app.state.pauses
        self._patience = Patience()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell that connections are accepted."""
        await super().startup(sockets)
        if self._alive is not None:
            asyncio.get_running_loop().add_reader(self._alive, self._end)
        self._on_ready()

    def _end(self) -> None:
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """Cut off slow clients, ten times a second."""
        self._patience.look(self._connections(), asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, and let go of the sockets of clients that do not read what they asked for."""
        self._pauses.stop()
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

    def _cut(self, client: tuple[str, int]) -> None:
        """Break the connection of a client without another byte."""
        for connection in self._connections():
            if connection.client == client:
                connection.transport.abort()

    def _connections(self) -> set[Connection]:
        return cast("set[Connection]", self.server_state.connections)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on the signals for it; unlike uvicorn, do not raise them again afterwards."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Answering:
    """The application as the server runs it: where it cuts a connection, the connection breaks."""

    def __init__(self, app: ASGIApp, cut: Callable[[tuple[str, int]], None]) -> None:
        self._app = app
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        try:
            await self._app(scope, receive, send)
        except ConnectionCutError:
            self._cut(scope["client"])
            # uvicorn wants an answer to every request; a connection that is cut takes it and sends nothing.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})


def http_protocol() -> type[asyncio.Protocol]:
    """Choose what reads HTTP: httptools where the extra `fast` is installed, h11 elsewhere."""
    if importlib.util.find_spec("httptools") is None:
        return H11Protocol
    from komoju_sandbox.fast_http import FastProtocol

    return FastProtocol


def listen(host: str, port: int) -> socket.socket:
    """Bind the address and listen. Port 0 takes a free one. Raises `OSError`."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def origin(host: str, bound: socket.socket) -> str:
    """Make the URL under which `bound` is reached, without a path."""
    port: int = bound.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server on that address."""
    return host == "localhost" or host == "::1" or host.startswith("127.")
