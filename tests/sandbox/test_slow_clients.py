"""Clients that keep a connection waiting are cut off, and nobody else is."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju_sandbox import patience, server
from komoju_sandbox.fast_http import FastProtocol
from komoju_sandbox.patience import BODY_SECONDS, HEAD_SECONDS, REPLY_SECONDS, STALL_SECONDS, Patience
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox
from uvicorn.protocols.http.h11_impl import H11Protocol

KEY = b"Authorization: Basic a29tb2p1LW1hcnQ6\r\n"
BODY = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
LIST = b"GET /api/v1/payments?per_page=100 HTTP/1.1\r\nHost: x\r\n" + KEY + b"\r\n"
CREATE = b"POST /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
SOON = 0.05


# When: by a clock of the test


@dataclass
class Wire:
    """A transport."""

    unread: int = 0
    closing: bool = False
    aborted: bool = False

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.closing

    def abort(self) -> None:
        self.aborted = True


@dataclass
class Request:
    """A request that has begun."""

    body: bytearray = field(default_factory=bytearray)
    more_body: bool = True
    response_complete: bool = False


@dataclass
class Flow:
    read_paused: bool = False


@dataclass(eq=False)
class Client:
    """A connection as uvicorn shows it."""

    transport: Any = field(default_factory=Wire)
    cycle: Any = None
    timeout_keep_alive_task: Any = None
    flow: Flow = field(default_factory=Flow)
    client: tuple[str, int] | None = None


def lives(client: Client, act: Callable[[Client], object], seconds: int = 100) -> int:
    """Tell how many seconds the client is waited for, who acts once a second."""
    watch = Patience()
    for now in range(seconds):
        watch.look([client], now)
        if client.transport.aborted:
            return now - 1
        act(client)
    return seconds


def nothing(_: Client) -> None:
    """Do not move."""


def send_a_byte(client: Client) -> None:
    """Send one that is not taken yet."""
    client.cycle.body += b"x"


def send_a_byte_that_is_taken(client: Client) -> None:
    """Send one, and let the application have it at once."""
    client.cycle.body = bytearray()


def read_a_byte(client: Client) -> None:
    client.transport.unread -= 1


@pytest.mark.parametrize("done", [None, Request(more_body=False, response_complete=True)])
def test_a_head_has_ten_seconds(done: Request | None) -> None:
    """From the beginning of the connection, and after a request before it."""
    assert lives(Client(cycle=done), nothing) == HEAD_SECONDS == 10


def test_a_body_may_stall_for_ten_seconds() -> None:
    assert lives(Client(cycle=Request()), nothing) == STALL_SECONDS == 10


@pytest.mark.parametrize("act", [send_a_byte, send_a_byte_that_is_taken])
def test_a_body_has_thirty_seconds_however_busy_it_looks(act: Callable[[Client], object]) -> None:
    assert lives(Client(cycle=Request()), act) == BODY_SECONDS == 30


@pytest.mark.parametrize("closing", [False, True])
def test_a_reply_that_is_not_read_may_stall_for_ten_seconds(closing: bool) -> None:
    """Also on a connection that is to end once it has been read."""
    wire = Wire(unread=1000, closing=closing)
    assert lives(Client(wire, Request(more_body=False, response_complete=True)), nothing) == STALL_SECONDS


def test_a_reply_has_thirty_seconds() -> None:
    client = Client(Wire(unread=1000), Request(more_body=False, response_complete=True))
    assert lives(client, read_a_byte) == REPLY_SECONDS == 30


@pytest.mark.parametrize(
    "client",
    [
        Client(timeout_keep_alive_task=object()),
        Client(cycle=Request(more_body=False)),
        Client(cycle=Request(), flow=Flow(read_paused=True)),
    ],
    ids=["between two requests", "while the server is at work", "while the server does not want more"],
)
def test_nobody_is_cut_off_who_keeps_nothing_waiting(client: Client) -> None:
    """Uvicorn itself ends connections that nobody uses."""
    assert lives(client, nothing) == 100


def test_each_request_has_its_own_time() -> None:
    """A busy connection is not taken for a slow one, whenever one looks."""

    def next_request(client: Client) -> None:
        client.cycle = Request()

    assert lives(Client(cycle=Request()), next_request) == 100


# Over real connections, with little patience


@pytest.fixture(params=[FastProtocol, H11Protocol])
def sandbox(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[RunningSandbox]:
    """Run a sandbox that reads HTTP in that way, and hold it to its silence."""
    protocol: type[asyncio.Protocol] = request.param
    monkeypatch.setattr(server, "http_protocol", lambda: protocol)
    with caplog.at_level(logging.WARNING), RunningSandbox(Settings(seed="1")) as running:
        yield running
    assert [*caplog.get_records("call"), *caplog.records] == []


def connect(sandbox: RunningSandbox, room: int | None = None) -> socket.socket:
    """Open a connection; `room` is how much of a reply it takes before it is read."""
    url = urlsplit(sandbox.base_url)
    connection = socket.socket()
    if room is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.settimeout(30)
    connection.connect((str(url.hostname), url.port or 0))
    return connection


def is_cut_off(connection: socket.socket) -> bool:
    """Tell whether the connection ends without an answer."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("sent", [b"", LIST[:20], CREATE[:-20]], ids=["nothing", "half a head", "half a body"])
def test_who_stops_in_the_middle_is_cut_off(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    """Without an answer; others are served."""
    monkeypatch.setattr(patience, "STALL_SECONDS", SOON)
    with connect(sandbox) as slow:
        slow.sendall(sent)
        assert is_cut_off(slow)
    with connect(sandbox) as quick:
        quick.sendall(CREATE)
        assert not is_cut_off(quick)


@pytest.mark.parametrize("head", [b"GET / HTTP/1.1\r\nX: ", CREATE[:-20]], ids=["head", "body"])
def test_who_sends_on_and_on_is_cut_off(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    """A byte at a time."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", SOON)
    monkeypatch.setattr(patience, "BODY_SECONDS", SOON)
    with connect(sandbox) as slow:
        slow.sendall(head.replace(b"Content-Length: ", b"Content-Length: 9"))
        slow.settimeout(0.01)
        while True:
            try:
                slow.sendall(b"x")
                assert slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                pass
            break


def test_who_does_not_read_is_cut_off(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the system takes no more for it. The sandbox keeps no more than a reply, and reads no further call."""
    with connect(sandbox) as busy:
        for _ in range(100):
            busy.sendall(CREATE)
            while b'"refund_requests":[]}' not in busy.recv(65536):
                pass
    monkeypatch.setattr(patience, "STALL_SECONDS", SOON)
    with connect(sandbox, room=4096) as deaf, pytest.raises(ConnectionError):
        deaf.sendall(LIST * 1_000_000)


# Whatever is sent

LINE = st.sampled_from([b"GET ", b"POST ", b"/api/v1/payments", b"/sandbox/faults", b" HTTP/1.1", b"\r\n"])
HEADER = st.sampled_from([KEY, b"Host: x\r\n", b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"])
OTHER = st.sampled_from([b"\r\n\r\n", b"5\r\nabcde\r\n"]) | st.binary(max_size=30)
PIECES = st.lists(LINE | HEADER | OTHER, max_size=12).map(b"".join)


@pytest.mark.parametrize("protocol", [FastProtocol, H11Protocol])
def test_no_bytes_make_the_server_fail(protocol: type[asyncio.Protocol], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each connection ends, with answers below 500 or without one, and the next one is served."""
    monkeypatch.setattr(server, "http_protocol", lambda: protocol)
    monkeypatch.setattr(patience, "STALL_SECONDS", SOON)

    with RunningSandbox(Settings(seed="1")) as sandbox:

        @settings(max_examples=40, deadline=None)
        @given(sent=PIECES)
        def each(sent: bytes) -> None:
            with connect(sandbox) as connection:
                connection.sendall(sent)
                read = b""
                try:
                    while piece := connection.recv(65536):
                        read += piece
                except ConnectionError:
                    pass
            assert b"HTTP/1.1 5" not in read

        each()
        with connect(sandbox) as connection:
            connection.sendall(LIST)
            assert connection.recv(12) == b"HTTP/1.1 200"
