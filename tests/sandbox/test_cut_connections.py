"""Faults on a real connection: it breaks without a byte and without a word, whatever reads HTTP and runs the loop."""

import asyncio
import http.client
import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox import misbehaviour, server
from komoju_sandbox.fast_http import FastProtocol
from komoju_sandbox.in_process import InProcess
from komoju_sandbox.line import Answer
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox
from uvicorn.config import LOOP_FACTORIES
from uvicorn.protocols.http.h11_impl import H11Protocol

KEY = b"Authorization: Basic a29tb2p1LW1hcnQ6\r\n"
BODY = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
LIST = b"GET /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"\r\n"
CREATE = b"POST /api/v1/payments HTTP/1.1\r\nHost: x\r\n" + KEY + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
ONE = b'"total":1,'
LOOPS = {"asyncio": "uvicorn.loops.asyncio:asyncio_loop_factory", "uvloop": "uvicorn.loops.uvloop:uvloop_loop_factory"}


@contextmanager
def running(protocol: type[asyncio.Protocol], loop: str) -> Iterator[RunningSandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "http_protocol", lambda: protocol)
        patch.setitem(LOOP_FACTORIES, "auto", LOOPS[loop])
        with RunningSandbox(Settings(seed="1")) as sandbox:
            yield sandbox


@pytest.fixture(params=[(p, loop) for p in (FastProtocol, H11Protocol) for loop in LOOPS], ids=str)
def sandbox(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[RunningSandbox]:
    """Run a sandbox in each way, and hold it to its silence."""
    with caplog.at_level(logging.WARNING), running(*request.param) as sandbox:
        yield sandbox
    assert [*caplog.get_records("call"), *caplog.records] == []


def connect(sandbox: RunningSandbox) -> socket.socket:
    url = urlsplit(sandbox.base_url)
    return socket.create_connection((str(url.hostname), url.port or 0), timeout=30)


def rest(connection: socket.socket) -> bytes:
    """Read what comes until the connection ends, or breaks."""
    read = b""
    try:
        while piece := connection.recv(65536):
            read += piece
    except ConnectionError:
        pass
    return read


def reply(connection: socket.socket) -> bytes:
    """Read the body of one reply."""
    with http.client.HTTPResponse(connection) as response:
        response.begin()
        return response.read()


@pytest.mark.parametrize(("do", "made"), [("cut_before", b'"total":0,'), ("cut_after", ONE)])
def test_a_cut_sends_no_byte(sandbox: RunningSandbox, do: str, made: bytes) -> None:
    """The next connection is served."""
    sandbox.add_fault(do)
    with connect(sandbox) as connection:
        connection.sendall(CREATE)
        assert rest(connection) == b""
    with connect(sandbox) as connection:
        connection.sendall(LIST)
        assert made in reply(connection)


def test_only_the_connection_of_the_call_is_cut(sandbox: RunningSandbox) -> None:
    with connect(sandbox) as first, connect(sandbox) as second:
        first.sendall(LIST)
        reply(first)
        second.sendall(LIST)
        reply(second)
        sandbox.add_fault("cut_after")
        first.sendall(CREATE)
        assert rest(first) == b""
        second.sendall(LIST)
        assert ONE in reply(second)


def test_calls_sent_ahead_on_a_cut_connection_are_not_answered(sandbox: RunningSandbox) -> None:
    """Those before the cut are."""
    sandbox.add_fault("cut_after", "createPayment")
    with connect(sandbox) as connection:
        connection.sendall(LIST + CREATE + LIST)
        assert rest(connection).count(b"HTTP/1.1 ") == 1


def test_a_slow_body_arrives_whole(sandbox: RunningSandbox) -> None:
    """And the connection is good for the next call."""
    sandbox.add_fault("slow_body", bytes_per_second=1000)
    with connect(sandbox) as connection:
        connection.sendall(LIST)
        slow = reply(connection)
        connection.sendall(LIST)
        assert reply(connection) == slow


@pytest.mark.parametrize("do", ["delay", "delay_after"])
def test_a_sandbox_that_stops_waits_no_longer(sandbox: RunningSandbox, do: str) -> None:
    """The call is answered then."""
    sandbox.add_fault(do, seconds=3600)
    answers: list[bytes] = []

    def call(connection: socket.socket) -> None:
        answers.append(reply(connection))

    with connect(sandbox) as connection:
        connection.sendall(LIST)
        while not sandbox.faults()[0]["used"]:
            pass
        thread = threading.Thread(target=call, args=[connection])
        thread.start()
        sandbox.__exit__(None, None, None)
        thread.join()
    assert b'"total":0,' in answers[0]


@pytest.fixture
def inside() -> Iterator[InProcess]:
    """Run a sandbox without a port."""
    with InProcess(Settings(seed="1")) as inside:
        yield inside


def faulty(inside: InProcess, **fault: Any) -> Answer:
    """Make a call that meets a fault."""
    json_type = {"content-type": "application/json"}
    assert inside.send("POST", "/sandbox/faults", json_type, json.dumps(fault).encode()).status == 200
    key = {"authorization": "Basic a29tb2p1LW1hcnQ6", "content-type": "application/x-www-form-urlencoded"}
    return inside.send("POST", "/api/v1/payments", key, BODY)


@pytest.mark.parametrize("do", ["cut_before", "cut_after"])
def test_without_a_port_a_cut_is_an_error_to_the_caller(inside: InProcess, do: str) -> None:
    with pytest.raises(misbehaviour.ConnectionCutError):
        faulty(inside, do=do)


def test_without_a_port_a_slow_body_is_whole(inside: InProcess) -> None:
    """Its caller does not go away."""
    assert json.loads(faulty(inside, do="slow_body", bytes_per_second=100_000).content)["amount"] == 1000


def test_the_error_is_a_connection_error() -> None:
    """As clients in the same process expect it."""
    assert issubclass(misbehaviour.ConnectionCutError, ConnectionError)
