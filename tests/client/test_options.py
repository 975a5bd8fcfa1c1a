"""What can be set for a client and for one call, and what can be seen of a call."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

import httpx2
import komoju
import pytest
from komoju import AsyncKomoju, Komoju, ParsedResponse
from komoju.errors import APIError, ConfigurationError, OutcomeUnknownError, ServiceUnavailableError
from komoju.models import KonbiniRequest, Payment, PaymentList

from tests.client.conftest import Stub
from tests.values import document

Make = Callable[..., Komoju]
Example = Callable[[str], dict[str, Any]]


@pytest.fixture
def good(example: Example) -> httpx2.Response:
    """Give a reply that is a payment."""
    headers = {"x-request-id": "req-7"}
    return httpx2.Response(200, json=example("payments-konbini-lawson-response"), headers=headers)


@pytest.fixture
def down() -> httpx2.Response:
    """Give the reply of a server in maintenance."""
    body = {"error": {"message": "down", "code": "service_unavailable", "param": None}}
    return httpx2.Response(503, json=body)


def test_one_call_can_have_its_own_retries(client: Make, down: httpx2.Response, pauses: list[float]) -> None:
    for retries in (0, 4):
        stub = Stub(down)
        with pytest.raises(ServiceUnavailableError):
            client(stub).payments.show("x", max_retries=retries)
        assert len(stub.requests) == retries + 1

    assert len(pauses) == 4


@pytest.mark.parametrize("options", [{"timeout": -1.0}, {"max_retries": -1}, {"max_retries": 1.5}])
def test_options_of_one_call_are_checked_before_it_is_sent(client: Make, options: dict[str, Any]) -> None:
    stub = Stub(httpx2.Response(500))

    with pytest.raises(ConfigurationError, match=next(iter(options))):
        client(stub).payments.show("x", **options)

    assert stub.requests == []


def test_headers_of_the_client_and_of_the_call_are_added(client: Make, good: httpx2.Response) -> None:
    stub = Stub(good)
    made = client(stub, extra_headers={"X-Shop": "1", "X-Both": "client"}, api_version="2025-01-28")

    made.payments.show("x", extra_headers={"x-both": "call", "x-call": "2"})

    headers = stub.requests[0].headers
    assert (headers["x-shop"], headers["x-both"], headers["x-call"]) == ("1", "call", "2")
    assert headers["x-komoju-api-version"] == "2025-01-28"
    assert headers["accept"] == "application/json"
    assert headers["user-agent"].startswith(f"komoju-python/{komoju.__version__} python/3.")
    assert headers["user-agent"].endswith(f" httpx2/{httpx2.__version__}")


@pytest.mark.parametrize("name", ["Authorization", "content-type", "Host", "Content-Length"])
def test_a_header_that_the_client_sets_itself_is_refused(client: Make, name: str) -> None:
    stub = Stub(httpx2.Response(500))
    with pytest.raises(ValueError, match=name.lower()):
        client(stub).payments.show("x", extra_headers={name: "1"})
    with pytest.raises(ValueError, match=name.lower()):
        client(stub, extra_headers={name: "1"})

    assert stub.requests == []


def test_with_options_changes_a_copy_and_shares_the_connections(
    client: Make, good: httpx2.Response, down: httpx2.Response, pauses: list[float]
) -> None:
    stub = Stub(good)
    first = client(stub, extra_headers={"x-a": "1"})
    second = first.with_options(timeout=3.0, max_retries=0, extra_headers={"x-b": "2"}, api_version="2024-07-15")
    first.payments.show("x")
    second.payments.show("x")
    one, other = stub.requests

    assert set(one.extensions["timeout"].values()) == {60.0}
    assert set(other.extensions["timeout"].values()) == {3.0}
    assert "x-b" not in one.headers
    assert (other.headers["x-a"], other.headers["x-b"]) == ("1", "2")
    assert "x-komoju-api-version" not in one.headers
    assert first._http.pool.ready() is second._http.pool.ready()
    assert type(second) is Komoju
    stub.replies = [down]
    with pytest.raises(ServiceUnavailableError):
        second.payments.show("x")
    assert pauses == []


def test_a_client_of_your_own_is_used_and_stays_open(good: httpx2.Response) -> None:
    stub = Stub(good)
    with httpx2.Client(transport=stub, follow_redirects=True, auth=("user", "password")) as mine:
        with Komoju("sk_test", http_client=mine) as made:
            made.payments.show("x")
        assert not mine.is_closed

    assert stub.requests[0].headers["authorization"] == "Basic c2tfdGVzdDo="


def test_your_own_client_follows_no_redirect_with_our_calls() -> None:
    stub = Stub(httpx2.Response(307, headers={"location": "https://elsewhere.example/"}))
    with httpx2.Client(transport=stub, follow_redirects=True) as mine, pytest.raises(komoju.KomojuError):
        Komoju("sk_test", http_client=mine).payments.show("x")

    assert len(stub.requests) == 1


def test_a_transport_and_a_client_together_are_refused(good: httpx2.Response) -> None:
    with httpx2.Client() as mine, pytest.raises(ConfigurationError, match="not both"):
        Komoju("sk", http_client=mine, transport=Stub(good))


def test_with_raw_response_gives_status_headers_seconds_and_the_result(
    client: Make, good: httpx2.Response, example: Example
) -> None:
    raw = client(Stub(good)).payments.with_raw_response

    reply = raw.create(amount=1000, currency="JPY", payment_details=KonbiniRequest(store="lawson"))

    assert isinstance(reply, ParsedResponse)
    assert isinstance(reply.parsed, Payment)
    assert (reply.status, reply.ok, reply.request_id) == (200, True, "req-7")
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.elapsed >= 0
    assert reply.json() == reply.parsed.to_dict() == example("payments-konbini-lawson-response")


def test_with_raw_response_gives_one_page_of_a_list(client: Make, example: Example) -> None:
    stub = Stub(httpx2.Response(200, json=example("payments-list-first-page-response")))

    reply = client(stub).payments.with_raw_response.list(status="captured")

    assert isinstance(reply.parsed, PaymentList)
    assert len(stub.requests) == 1


def test_an_error_carries_the_reply_and_its_request_id(client: Make) -> None:
    body = {"error": {"message": "no", "code": "not_found", "param": None}}
    stub = Stub(httpx2.Response(404, json=body, headers={"X-Request-Id": "req-8"}))

    with pytest.raises(APIError) as caught:
        client(stub).payments.show("x")

    assert caught.value.response.request_id == "req-8"
    assert caught.value.response.json() == body


def test_every_attempt_is_logged_under_one_name_with_the_id_of_its_call(
    client: Make, down: httpx2.Response, good: httpx2.Response, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="komoju")

    client(Stub(down, good)).payments.show("x")

    lines = [record.getMessage() for record in caplog.records if record.name == "komoju"]
    ids = {line.split(":")[0] for line in lines}
    assert len(lines) == 3
    assert len(ids) == 1
    assert ids.pop().startswith("showPayment-")
    assert "GET /payments/x, attempt 1: HTTP 503" in lines[0]
    assert "ServiceUnavailableError; sent again in" in lines[1]
    assert "attempt 2: HTTP 200" in lines[2]
    assert "request id req-7" in lines[2]


def test_one_client_serves_many_threads_over_one_pool(good: httpx2.Response) -> None:
    stub, seen = Stub(good), set()
    with Komoju("sk", transport=stub) as made:
        barrier = threading.Barrier(8)

        def work() -> None:
            barrier.wait()
            seen.add(made._http.pool.ready())
            made.payments.show("x")

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(seen) == 1
    assert len(stub.requests) == 8


def test_find_answers_whether_a_payment_exists(client: Make, example: Example) -> None:
    payment = {**example("payments-konbini-lawson-response"), "external_order_num": "A-1"}
    page = {"resource": "list", "total": 1, "page": 1, "per_page": 10, "last_page": 1, "data": [payment]}
    stub = Stub(httpx2.Response(200, json=page))

    found = client(stub).payments.find(external_order_num="A-1")

    assert found is not None
    assert found.id == payment["id"]
    assert stub.requests[0].url.params["external_order_num"] == "A-1"


def test_find_is_not_fooled_by_a_server_that_does_not_know_the_filter(client: Make, example: Example) -> None:
    page = {**example("payments-list-first-page-response")}

    assert client(Stub(httpx2.Response(200, json=page))).payments.find(external_order_num="never sent") is None


def test_an_idempotency_key_is_sent_with_every_call_that_writes(client: Make, good: httpx2.Response) -> None:
    stub = Stub(good)
    made = client(stub)
    details = KonbiniRequest(store="lawson")
    made.payments.create(amount=1, currency="JPY", payment_details=details, idempotency_key="k-1")
    made.payments.update("x", description="d", idempotency_key="k-1")
    made.payments.capture("x", idempotency_key="k-1")
    made.payments.refund("x", idempotency_key="k-1")
    made.payments.cancel("x", idempotency_key="k-1")
    made.tokens.create(payment_details=details, idempotency_key="k-1")

    name = document()["components"]["parameters"]["IdempotencyKey"]["name"]
    assert [request.headers[name] for request in stub.requests] == ["k-1"] * 6


@pytest.mark.parametrize("key", ["", "a" * 101, "schlüssel", "a\nb", " a"])
def test_a_key_that_cannot_be_sent_is_refused_before_anything_is(client: Make, key: str) -> None:
    stub = Stub(httpx2.Response(500))

    with pytest.raises(ValueError, match="idempotency_key: expected 1 to 100 ASCII characters"):
        client(stub).payments.capture("x", idempotency_key=key)

    assert stub.requests == []


@pytest.mark.parametrize(
    ("honoured", "key", "sent"), [(False, None, 1), (False, "k-1", 1), (True, None, 1), (True, "k-1", 3)]
)
def test_a_call_of_unknown_outcome_is_sent_again_only_with_a_key_that_the_server_honours(
    client: Make, honoured: bool, key: str | None, sent: int, pauses: list[float]
) -> None:
    outcomes = (
        httpx2.ReadTimeout("slow"),
        httpx2.Response(520, text="<html>"),
        httpx2.Response(502, json={"error": {"message": "m", "code": "bad_gateway", "param": None}}),
    )
    for outcome in outcomes:
        stub = Stub(outcome)
        with pytest.raises(komoju.KomojuError) as caught:
            client(stub, server_honours_idempotency_keys=honoured).payments.capture("x", idempotency_key=key)

        assert len(stub.requests) == sent
        if isinstance(caught.value, OutcomeUnknownError):
            assert caught.value.idempotency_key == key
    assert len(pauses) == 3 * (sent - 1)


def test_a_first_call_that_still_runs_is_waited_for_only_where_keys_are_honoured(
    client: Make, good: httpx2.Response, pauses: list[float]
) -> None:
    conflict = httpx2.Response(409, json={"error": {"message": "m", "code": "unprocessable_entity", "param": None}})

    made = client(Stub(conflict, good), server_honours_idempotency_keys=True)
    assert made.payments.capture("x", idempotency_key="k").status == "authorized"
    with pytest.raises(komoju.KomojuError):
        client(Stub(conflict, good)).payments.capture("x", idempotency_key="k")


def test_the_asynchronous_client_has_the_same_options(good: httpx2.Response) -> None:
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, content=good.content)

    async def use() -> ParsedResponse[Payment]:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as mine:
            made = AsyncKomoju("sk", http_client=mine).with_options(timeout=2.0, extra_headers={"x-a": "1"})
            return await made.payments.with_raw_response.show("x", extra_headers={"x-b": "2"})

    assert asyncio.run(use()).parsed.status == "authorized"
    assert (requests[0].headers["x-a"], requests[0].headers["x-b"]) == ("1", "2")
