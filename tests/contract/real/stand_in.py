"""A stand-in for the vendor's sandbox, over TLS with a CA of its own, that differs from ours where it is told to."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import trustme
import uvicorn
from komoju_sandbox.app import create_app
from komoju_sandbox.server import listen
from komoju_sandbox.settings import Settings
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.contract.contract import base_path

HOST = "127.0.0.1"
START_SECONDS = 30


@dataclass
class Call:
    """One request with its reply. Header names are in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    content: bytes
    status: int = 0
    reply_headers: dict[str, str] = field(default_factory=dict)
    reply: Any = None
    lost: bool = False
    """Whether the connection breaks before the reply is whole."""


Change = Callable[[Call], None]
"""Changes the reply of a call."""


class StandIn:
    """The application around a sandbox: it records every call, and lets the reply be changed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.calls: list[Call] = []
        self.changes: list[Change] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the sandbox does, with the changes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        content = await _read(receive)
        path = scope["path"].removeprefix(base_path())
        call = Call(scope["method"], path, scope["query_string"].decode(), headers, content)
        self.calls.append(call)
        await self.app(scope, _given(content), _kept(call))
        for change in self.changes:
            change(call)
        body = call.reply if isinstance(call.reply, bytes) else json.dumps(call.reply, ensure_ascii=False).encode()
        sent = {**call.reply_headers, "content-length": str(len(body) + call.lost)}
        listed = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": call.status, "headers": listed})
        await send({"type": "http.response.body", "body": body})


async def _read(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message.get("more_body", False)
    return content


def _given(content: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    return receive


def _kept(call: Call) -> Send:
    content = bytearray()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            call.status = message["status"]
            call.reply_headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            content.extend(message.get("body", b""))
            if not message.get("more_body"):
                call.reply = json.loads(content)

    return send


@dataclass(frozen=True)
class Running:
    """A stand-in that runs."""

    base_url: str
    stand_in: StandIn


@contextmanager
def running(authority: trustme.CA, clock: datetime) -> Iterator[Running]:
    """Serve on a free port of this machine, with a certificate of that CA, until the end of the block."""
    stand_in = StandIn(create_app(Settings(clock=clock, frozen=True, seed="elsewhere")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    config = uvicorn.Config(
        stand_in, interface="asgi3", log_config=None, ws="none", ssl_context_factory=lambda *_: context
    )
    server, bound = _Server(config), listen(HOST, 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    if not server.ready.wait(START_SECONDS):
        raise RuntimeError("the stand-in did not start")
    try:
        yield Running(f"https://{HOST}:{bound.getsockname()[1]}{base_path()}", stand_in)
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        """Tell when connections are accepted."""
        await super().startup(sockets)
        self.ready.set()
