"""Runs the application on a socket."""

from __future__ import annotations

import asyncio
import importlib.util
import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from starlette.applications import Starlette

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS = 2


class SandboxServer(uvicorn.Server):
    """A server that says when it is ready, and ends quietly when it is told to stop."""

    def __init__(self, app: Starlette, on_ready: Callable[[], None], alive: int | None = None) -> None:
        """`alive` is a file that ends when this server has to end."""
        super().__init__(
            uvicorn.Config(
                app,
                http=http_protocol(),
                access_log=False,
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

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell that connections are accepted."""
        await super().startup(sockets)
        if self._alive is not None:
            asyncio.get_running_loop().add_reader(self._alive, self._end)
        self._on_ready()

    def _end(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, and let go of the sockets of clients that do not read what they asked for."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

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
