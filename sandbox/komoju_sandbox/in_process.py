"""A sandbox without a port: its application runs on an event loop of its own, in a thread of this process."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote, unquote

from komoju_sandbox.app import create_app
from komoju_sandbox.contract import load_contract
from komoju_sandbox.controls import PrivateSandbox
from komoju_sandbox.line import Answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping
    from concurrent.futures import Future
    from datetime import datetime
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIEnvironment

    from starlette.types import Message, Receive, Scope, Send

    from komoju_sandbox.settings import Settings

Given = TypeVar("Given")
ORIGIN = "http://komoju.localhost"
START_SECONDS = 30


class InProcess:
    """Runs from `with` to its end. Everything of the sandbox happens in its thread, whoever calls, and from where."""

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, origin=ORIGIN)
        self.base_url = ORIGIN + load_contract().base_path

    def __enter__(self) -> Self:
        self._ready = threading.Event()
        self._inner = create_app(self._settings)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _live(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        async with self._inner.router.lifespan_context(self._inner):
            self._ready.set()
            await self._end.wait()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as an ASGI application, on any loop of asyncio."""
        if scope["type"] == "lifespan":
            await _live_already(receive, send)
            return
        here = asyncio.get_running_loop()

        async def received() -> Message:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(receive()), here))

        async def sent(message: Message) -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(send(message)), here))

        await asyncio.wrap_future(self._begin(self._inner(scope, received, sent)))

    def wsgi(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve as a WSGI application."""
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") or name == "CONTENT_TYPE"
        }
        content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        target = f"{quote(environ['PATH_INFO'])}?{environ['QUERY_STRING']}"
        answer = self.send(environ["REQUEST_METHOD"], target, headers, content)
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers.items()))
        return [answer.content]

    def send(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send a request to that path of the application."""
        return self._begin(self._exchange(method, path, headers, content)).result()

    async def _exchange(self, method: str, target: str, headers: Mapping[str, str], content: bytes) -> Answer:
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        }
        coming: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]
        sent: list[Message] = []

        async def receive() -> Message:
            # The caller stays until the answer is there.
            return coming.pop() if coming else await asyncio.get_running_loop().create_future()

        async def send(message: Message) -> None:
            sent.append(message)

        await self._inner(scope, receive, send)
        start, *bodies = sent
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], named, b"".join(body["body"] for body in bodies))

    def _begin(self, call: Awaitable[Given]) -> Future[Given]:
        return asyncio.run_coroutine_threadsafe(_awaited(call), self._loop)


class InProcessSandbox(PrivateSandbox):
    """The private world of a secret key, without a port: clients reach it through `app` or `wsgi`."""

    def __init__(self, line: InProcess, secret_key: str, start: datetime | None = None) -> None:
        super().__init__(line, secret_key, start)
        self.app = line.app
        """The sandbox as an ASGI application."""
        self.wsgi = line.wsgi
        """The sandbox as a WSGI application, for clients that block."""


async def _awaited(call: Awaitable[Given]) -> Given:
    return await call


async def _live_already(receive: Receive, send: Send) -> None:
    """Answer a server that starts and ends the application: it lives without it."""
    message: Message = {}
    while message.get("type") != "lifespan.shutdown":
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
