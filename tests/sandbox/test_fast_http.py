"""With the extra `fast` the sandbox answers as it does without, whatever is sent."""

import asyncio
import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from komoju_sandbox import server
from komoju_sandbox.fast_http import FastProtocol
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

KEY = b"Authorization: Basic a29tb2p1LW1hcnQ6\r\n"
BODY = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
LIST = b"GET /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"\r\n"
CREATE = b"POST /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
STRANGE = b"FROB /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"\r\n"
LAST = LIST.replace(b"Host", b"Connection: close\r\nHost")
OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\nHost"
OFFERING = CREATE.replace(b"Host", OFFER)
CHUNKED = LIST.replace(b"GET", b"POST").replace(b"Host", b"Transfer-Encoding: chunked\r\n" + OFFER)
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
UNREADABLE = b"GET\x00 / HTTP/1.1\r\n\r\n"

CONVERSATIONS = {
    "an unknown method": [[STRANGE], [LAST]],
    "an unknown method after a known one": [[CREATE], [STRANGE], [LAST]],
    "a control character in a header": [[LAST.replace(b"Host: x", b"X-KOMOJU-IDEMPOTENCY: \x7f")]],
    "a body in two pieces": [[CREATE[:-20], CREATE[-20:]], [LAST]],
    "a head in two pieces": [[LIST[:20], LIST[20:]], [LAST]],
    "a request to become something else": [[LIST.replace(b"Host", b"Connection: upgrade\r\nUpgrade: h2c\r\nHost")]],
    "an offer of HTTP/2 with a body": [[OFFERING], [OFFERING], [LAST]],
    "an offer of HTTP/2, its body in pieces": [[OFFERING[:60], OFFERING[60:-40], OFFERING[-40:]], [LAST]],
    "an offer of HTTP/2, its body in chunks": [[CHUNKED, CHUNKS[:30], CHUNKS[30:]], [CHUNKED + CHUNKS], [LAST]],
    "a tunnel": [[LAST.replace(b"GET", b"CONNECT")]],
    "what is not HTTP": [[UNREADABLE]],
    "what is not HTTP, after a request": [[CREATE], [UNREADABLE]],
}


@contextmanager
def running(protocol: type[asyncio.Protocol]) -> Iterator[RunningSandbox]:
    """Run a sandbox that reads HTTP in that way and always draws the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "http_protocol", lambda: protocol)
        with RunningSandbox(Settings(clock=datetime(2017, 1, 4, tzinfo=UTC), frozen=True, seed="1")) as sandbox:
            yield sandbox


Read: TypeAlias = tuple[int, str | None, str | None, bytes]
"""Status, content type, allowed methods and body of a reply."""


def read(connection: socket.socket) -> Read:
    """Read one reply."""
    with http.client.HTTPResponse(connection) as reply:
        reply.begin()
        return reply.status, reply.getheader("content-type"), reply.getheader("allow"), reply.read()


def connect(sandbox: RunningSandbox) -> socket.socket:
    """Open one connection."""
    url = urlsplit(sandbox.base_url)
    return socket.create_connection((str(url.hostname), url.port or 0), timeout=5)


def converse(protocol: type[asyncio.Protocol], requests: list[list[bytes]]) -> list[Read]:
    """Send the requests one after the other over one connection, each in its pieces."""
    answers: list[Read] = []
    with running(protocol) as sandbox, connect(sandbox) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for pieces in requests:
            for piece in pieces:
                connection.sendall(piece)
            status, content_type, allowed, body = read(connection)
            # Each sandbox tells payers its own address.
            port = str(urlsplit(sandbox.base_url).port).encode()
            answers.append((status, content_type, allowed, body.replace(port, b"")))
    return answers


@pytest.mark.parametrize("requests", CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_it_answers_as_h11_does(requests: list[list[bytes]]) -> None:
    assert converse(FastProtocol, requests) == converse(H11Protocol, requests)


def test_a_request_is_not_carried_out_again_when_the_next_one_cannot_be_read() -> None:
    """The two come in one piece; h11 is not given what has been carried out."""
    with running(FastProtocol) as sandbox:
        with connect(sandbox) as connection:
            connection.sendall(CREATE + STRANGE)
            while connection.recv(1024):
                pass
        with connect(sandbox) as connection:
            connection.sendall(LAST)
            assert b'"total":1,' in read(connection)[-1]


class Wire(asyncio.Transport):
    """A connection whose pieces the test chooses; what is written to it is thrown away."""

    def __init__(self, protocol: FastProtocol) -> None:
        super().__init__()
        self.reading = True
        self.protocol: asyncio.Protocol = protocol
        protocol.connection_made(self)

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def write(self, data: object) -> None:
        pass

    def close(self) -> None:
        pass

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True


async def methods(*pieces: bytes) -> list[str]:
    """Send the pieces to an application that does not answer, and give the methods that it was called with."""
    called: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        called.append(scope["method"])
        await asyncio.Event().wait()

    wire = Wire(FastProtocol(Config(app, lifespan="off", log_config=None), ServerState(), {}))
    for piece in pieces:
        assert isinstance(wire.protocol, asyncio.Protocol)
        wire.protocol.data_received(piece)
        await asyncio.sleep(0)
    return called


def test_no_more_is_read_while_a_request_waits() -> None:
    """Or whoever sends ahead and reads nothing would fill the memory; the one that waits is not begun either."""

    async def run() -> list[bool]:
        called: list[str] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            called.append(scope["method"])
            while (await receive())["type"] != "http.disconnect":
                reading.append(wire.reading)

        reading: list[bool] = []
        wire = Wire(FastProtocol(Config(app, lifespan="off", log_config=None), ServerState(), {}))
        wire.protocol.data_received(LIST + CREATE)
        for _ in range(5):
            await asyncio.sleep(0)
        assert called == ["GET"]
        return reading

    assert asyncio.run(run()) == [False]


def test_a_request_learns_that_its_client_has_gone_though_another_came_after_it() -> None:
    """Nothing is written to a connection that is lost."""

    async def run() -> list[str]:
        heard: list[str] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            while heard[-1:] != ["http.disconnect"]:
                heard.append((await receive())["type"])

        wire = Wire(FastProtocol(Config(app, lifespan="off", log_config=None), ServerState(), {}))
        wire.protocol.data_received(LIST + LIST)
        await asyncio.sleep(0)
        wire.protocol.connection_lost(None)
        for _ in range(5):
            await asyncio.sleep(0)
        return heard

    assert asyncio.run(run()) == ["http.request", "http.disconnect"]


def ahead(protocol: type[asyncio.Protocol], pieces: list[bytes]) -> list[tuple[bytes, bytes]]:
    """Send everything before anything is read; gives the status and the body of each reply."""
    with running(protocol) as sandbox, connect(sandbox) as connection:
        for piece in pieces:
            connection.sendall(piece)
        read = b""
        while piece := connection.recv(65536):
            read += piece
    replies = [reply.partition(b"\r\n\r\n") for reply in read.split(b"HTTP/1.1 ")[1:]]
    return [(head[:3], re.sub(rb"127.0.0.1:\d+", b"", body)) for head, _, body in replies]


def test_requests_sent_ahead_are_answered_in_their_order() -> None:
    """All of them, whatever comes in the same piece."""
    pieces = [LIST * 50 + CREATE[:-20], CREATE[-20:] + LIST, CREATE + LIST * 50, LAST]
    replies = ahead(FastProtocol, pieces)
    assert len(replies) == 104
    assert replies == ahead(H11Protocol, pieces)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([STRANGE], ["FROB"]),
        ([LIST, STRANGE], ["GET"]),
        ([LIST[:-2] + b"X: ", STRANGE.replace(b"Host: x", b"Host: \x7f")], []),
        ([CREATE[:-20], CREATE[-20:] + STRANGE], ["POST"]),
    ],
    ids=["alone", "before the one before is answered", "as part of another's head", "behind another's body"],
)
def test_only_a_whole_request_with_none_before_it_is_read_again(pieces: list[bytes], expected: list[str]) -> None:
    """Or an answer would overtake another, or a text inside a request would become one."""
    assert asyncio.run(methods(*pieces)) == expected


def test_where_the_extra_is_installed_it_is_used() -> None:
    """As it is here."""
    assert server.http_protocol() is FastProtocol


def test_elsewhere_h11_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the extra is asked for."""
    monkeypatch.setattr("importlib.util.find_spec", {}.get)
    assert server.http_protocol() is H11Protocol
