"""What is sent again and what is not. A call that may have moved money is never sent twice on a guess."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest
from komoju import Komoju, KomojuError
from komoju.errors import (
    BY_CODE,
    APIError,
    CardDeclinedError,
    ConnectionFailedError,
    GatewayTimeoutError,
    OutcomeUnknownError,
    UnexpectedResponseError,
)
from komoju.models import KonbiniRequest

from tests.client.conftest import Stub
from tests.provenance.cites import documented
from tests.values import document

Make = Callable[..., Komoju]


def envelope(status: int, code: str, **headers: str) -> httpx2.Response:
    body = {"error": {"message": "as documented", "code": code, "param": None}}
    return httpx2.Response(status, json=body, headers=headers)


def pay(komoju: Komoju) -> Any:
    return komoju.payments.create(
        amount=1000, currency="JPY", external_order_num="A-1", payment_details=KonbiniRequest(store="lawson")
    )


def rules() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from document()["x-error-catalog"]["codes"].items()


def test_every_code_is_raised_as_its_class_and_sent_as_often_as_its_rule_says(
    client: Make, pauses: list[float]
) -> None:
    for code, row in rules():
        posted, read = Stub(envelope(row["status"], code)), Stub(envelope(row["status"], code))
        with pytest.raises(BY_CODE[code]) as caught:
            pay(client(posted))
        with pytest.raises(BY_CODE[code]):
            client(read).payments.show("x")

        assert caught.value.code == code
        assert caught.value.status == row["status"]
        assert len(posted.requests) == (3 if row["retry"] == "always" else 1), code
        assert len(read.requests) == (1 if row["retry"] == "never" else 3), code
        assert len(pauses) == len(posted.requests) + len(read.requests) - 2
        pauses.clear()


class CountingHandler(BaseHTTPRequestHandler):
    """A server that gives one answer to every POST."""

    answer: tuple[int, bytes, str]
    calls: list[bytes]

    def do_POST(self) -> None:
        self.calls.append(self.rfile.read(int(self.headers["content-length"])))
        status, body, kind = self.answer
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def server() -> Iterator[Callable[[int, bytes, str], tuple[str, list[bytes]]]]:
    """Start real servers on free ports; give the URL and the bodies of the calls that arrive."""
    running: list[ThreadingHTTPServer] = []

    def start(status: int, body: bytes, kind: str = "application/json") -> tuple[str, list[bytes]]:
        calls: list[bytes] = []
        handler = type("Handler", (CountingHandler,), {"answer": (status, body, kind), "calls": calls})
        running.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=running[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}/api/v1", calls

    yield start
    for each in running:
        each.shutdown()
        each.server_close()


def test_a_declined_card_reaches_a_real_server_exactly_once(server: Any) -> None:
    url, calls = server(502, b'{"error":{"code":"card_declined"}}')

    with Komoju("sk_test", base_url=url) as komoju, pytest.raises(CardDeclinedError):
        pay(komoju)

    assert len(calls) == 1


@documented(64)
def test_a_gateway_timeout_of_the_service_is_tried_again(server: Any, pauses: list[float]) -> None:
    url, calls = server(504, b'{"error":{"code":"gateway_timeout","message":"no","param":null}}')

    with Komoju("sk_test", base_url=url) as komoju, pytest.raises(GatewayTimeoutError):
        pay(komoju)

    assert len(calls) == 3
    assert len(set(calls)) == 1


def test_a_page_of_a_proxy_with_status_520_is_an_error_of_the_tree(server: Any) -> None:
    url, calls = server(520, b"<html>Web server is returning an unknown error</html>", "text/html")

    with Komoju("sk_test", base_url=url) as komoju, pytest.raises(KomojuError) as caught:
        pay(komoju)

    assert isinstance(caught.value, OutcomeUnknownError)
    assert caught.value.status == 520
    assert caught.value.response is not None
    assert "unknown error" in caught.value.response.text
    assert len(calls) == 1


@pytest.mark.parametrize(
    "error", [httpx2.ReadTimeout("slow"), httpx2.ReadError("cut"), httpx2.RemoteProtocolError("gone")]
)
def test_a_payment_without_a_reply_is_not_sent_again(client: Make, error: Exception, pauses: list[float]) -> None:
    stub = Stub(error)

    with pytest.raises(OutcomeUnknownError) as caught:
        pay(client(stub))

    assert len(stub.requests) == 1
    assert caught.value.external_order_num == "A-1"
    assert caught.value.operation == "createPayment"
    assert caught.value.__cause__ is error
    assert pauses == []


def test_a_payment_that_never_left_is_sent_again(client: Make, example: Any, pauses: list[float]) -> None:
    stub = Stub(httpx2.ConnectError("refused"), httpx2.Response(200, json=example("payments-konbini-lawson-response")))

    assert pay(client(stub)).status == "authorized"
    assert len(stub.requests) == 2
    assert len(pauses) == 1


def test_a_payment_that_can_never_leave_says_that_nothing_happened(client: Make, pauses: list[float]) -> None:
    with pytest.raises(ConnectionFailedError, match="nothing was processed"):
        pay(client(Stub(httpx2.ConnectError("refused")), max_retries=1))

    assert len(pauses) == 1


def test_a_read_without_a_reply_is_sent_again(client: Make, pauses: list[float]) -> None:
    stub = Stub(httpx2.ReadTimeout("slow"))

    with pytest.raises(ConnectionFailedError):
        client(stub).payments.show("x")

    assert len(stub.requests) == 3
    assert len(pauses) == 2


def test_retry_after_is_honoured_within_reason(client: Make, pauses: list[float]) -> None:
    stub = Stub(envelope(503, "service_unavailable", **{"retry-after": "7"}))
    with pytest.raises(APIError):
        client(stub).payments.show("x")
    long = Stub(envelope(503, "service_unavailable", **{"retry-after": "86400"}))
    with pytest.raises(APIError):
        client(long).payments.show("x")

    assert pauses == [7.0, 7.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("asked", "seconds"), [("Wed, 04 Jan 2017 07:52:34 GMT", 0.0), ("Wed, 04 Jan 2999 07:52:34 GMT", 30.0)]
)
def test_retry_after_may_be_a_date(client: Make, pauses: list[float], asked: str, seconds: float) -> None:
    with pytest.raises(APIError):
        client(Stub(envelope(503, "service_unavailable", **{"retry-after": asked}))).payments.show("x")

    assert pauses == [seconds, seconds]


def test_a_retry_after_that_cannot_be_read_is_passed_over(client: Make, pauses: list[float]) -> None:
    with pytest.raises(APIError):
        client(Stub(envelope(503, "service_unavailable", **{"retry-after": "soon"}))).payments.show("x")

    assert all(0 <= pause <= limit for pause, limit in zip(pauses, [0.5, 1], strict=True))


def test_pauses_grow_with_jitter_and_never_pass_eight_seconds(client: Make, pauses: list[float]) -> None:
    stub = Stub(envelope(504, "gateway_timeout"))

    with pytest.raises(GatewayTimeoutError):
        pay(client(stub, max_retries=8))

    longest = [0.5, 1, 2, 4, 8, 8, 8, 8]
    assert all(0 <= pause <= limit for pause, limit in zip(pauses, longest, strict=True))
    assert len(set(pauses)) > 1


def test_no_retries_when_none_are_wanted(client: Make) -> None:
    stub = Stub(envelope(504, "gateway_timeout"))

    with pytest.raises(GatewayTimeoutError):
        pay(client(stub, max_retries=0))

    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        httpx2.Response(404, text="<html>nginx</html>"),
        httpx2.Response(302, headers={"location": "https://elsewhere.example/"}),
        httpx2.Response(403, json=["not", "an", "envelope"]),
        httpx2.Response(400, json={"error": {"code": 7}}),
        httpx2.Response(418, content=b"\xff\xfe"),
    ],
)
def test_a_reply_that_is_not_of_komoju_is_an_error_and_keeps_the_reply(client: Make, reply: httpx2.Response) -> None:
    stub = Stub(reply)

    with pytest.raises(UnexpectedResponseError) as caught:
        pay(client(stub))

    assert caught.value.response.content == reply.content
    assert caught.value.code is None
    assert len(stub.requests) == 1


def test_a_code_that_nobody_has_heard_of_is_kept_and_not_sent_again(client: Make) -> None:
    stub = Stub(envelope(504, "moon_phase"))

    with pytest.raises(APIError) as caught:
        pay(client(stub))

    assert type(caught.value) is APIError
    assert caught.value.code == "moon_phase"
    assert len(stub.requests) == 1


def test_redirects_are_not_followed(client: Make) -> None:
    stub = Stub(httpx2.Response(307, headers={"location": "https://elsewhere.example/"}))

    with pytest.raises(UnexpectedResponseError):
        pay(client(stub))

    assert [request.url.host for request in stub.requests] == ["sandbox.komoju.com"]
