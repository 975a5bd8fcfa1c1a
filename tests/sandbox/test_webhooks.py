"""Webhooks: every event goes out once it is committed, signed, in order, and again until it has arrived."""

import asyncio
import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema_rs import Draft202012Validator
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Post, Receiver

KEY = "Basic a29tb2p1LW1hcnQ6"
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
NOW = "2017-01-04T07:52:34Z"
PERSON = {"given_name": "太郎", "family_name": "山田", "given_name_kana": "タロウ", "family_name_kana": "ヤマダ"}
PREPAID = {"prepaid_number": "1111111111111111"}
DETAILS: dict[str, dict[str, Any]] = {
    "credit_card": {"number": "4111111111111111", "month": 1, "year": 2018, "given_name": "T", "family_name": "Y"},
    "konbini": {"store": "lawson"},
    "pay_easy": PERSON,
    "bank_transfer": PERSON,
    "web_money": PREPAID,
    "net_cash": PREPAID,
    "nanaco": PREPAID,
    "bit_cash": PREPAID,
    "culture_voucher": {"culture_id": "11111111", "culture_password": "11111111"},
    "dospara": {"user_no": "12345", "user_password": "password"},
}


def ask(sandbox: RunningSandbox, method: str, path: str, body: Any = None, key: str | None = None) -> tuple[int, Any]:
    url = urlsplit(sandbox.base_url)
    connection = http.client.HTTPConnection(url.netloc)
    headers = {"Authorization": KEY, "Content-Type": "application/json"}
    if key is not None:
        headers["X-KOMOJU-IDEMPOTENCY"] = key
    target = path if path.startswith("/sandbox/") else url.path + path
    connection.request(method, target, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    reply = json.loads(response.read())
    connection.close()
    return response.status, reply


@dataclass
class Shop:
    """A merchant with a sandbox, and a receiver that is registered with it and has been greeted."""

    sandbox: RunningSandbox
    receiver: Receiver
    webhook: dict[str, Any]

    def call(self, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        status, reply = ask(self.sandbox, method, path, body, key)
        assert status < 300, reply
        return reply

    def create(self, payment_type: str = "konbini", amount: int = 1000, **sent: Any) -> Any:
        currency = "KRW" if payment_type == "culture_voucher" else "JPY"
        details = {"type": payment_type, **DETAILS[payment_type]}
        body = {"amount": amount, "currency": currency, "payment_details": details, **sent}
        return self.call("POST", "/payments", body)

    def arrived(self) -> list[Post]:
        """Wait until nothing is under way, and tell what has come since the ping."""
        self.sandbox.settle()
        return self.receiver.posts[1:]

    def arrived_types(self) -> list[str]:
        return [post.type for post in self.arrived()]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests here; each starts it anew with a reset."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1")) as running:
        yield running


@pytest.fixture
def sandbox(running: RunningSandbox) -> RunningSandbox:
    """A sandbox without anything in it."""
    running.reset()
    return running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Answer 200 to everything, unless the test sets something else."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def shop(sandbox: RunningSandbox, receiver: Receiver) -> Shop:
    """Register the receiver for all events, and wait for the ping."""
    webhook = sandbox.add_webhook(receiver.url, SECRET)
    sandbox.settle()
    return Shop(sandbox, receiver, webhook)


# Endpoints


def test_a_new_webhook_gets_a_ping_at_once(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """Also when it asks for other events only."""
    sandbox.add_webhook(receiver.url, SECRET, ["payment.expired"])
    (ping,) = receiver.wait_for(1)
    assert ping.is_signed_with(SECRET)
    assert ping.headers["x-komoju-event"] == "ping"
    assert list(ping.event) == ["id", "type", "resource", "data", "created_at"]
    assert ping.event == {**ping.event, "type": "ping", "resource": "event", "data": {}, "created_at": NOW}


def test_webhooks_are_listed_without_their_secret(sandbox: RunningSandbox, receiver: Receiver, document: Any) -> None:
    """In no reply, not even that to the registration."""
    every = document.tree["components"]["schemas"]["PaymentEventType"]["enum"]
    first = sandbox.add_webhook(receiver.url, "hush-1")
    second = sandbox.add_webhook(receiver.url, "hush-2", ["payment.refunded", "payment.captured"])
    assert first == {"id": first["id"], "url": receiver.url, "events": every, "created_at": NOW}
    assert second["events"] == ["payment.captured", "payment.refunded"]
    sandbox.settle()
    listed = ask(sandbox, "GET", "/sandbox/webhooks")[1]
    assert listed == {"data": [first, second]}
    deleted = ask(sandbox, "DELETE", f"/sandbox/webhooks/{first['id']}")
    assert deleted == (200, first)
    said = json.dumps([first, second, listed, deleted, sandbox.deliveries()])
    assert "hush" not in said


URL = "http://127.0.0.1:1/"


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ({}, "missing_parameter", "url"),
        ({"url": URL}, "missing_parameter", "secret"),
        ({"secret": "hush"}, "missing_parameter", "url"),
        *(
            ({"url": url, "secret": "hush"}, "invalid_parameter", "url")
            for url in (
                *(
                    "",
                    "/hooks",
                    "127.0.0.1:1",
                    "ftp://127.0.0.1/",
                    "file:///etc/passwd",
                    "http://",
                    "http:///x",
                    1,
                    None,
                ),
                *("http://[::1", "http://a:b/", "http://a:65536/", "http://a:0/", "http://a/ b", "http://a/\r\nX: y"),
                *("http://a/\x00", "http://hush:hush@127.0.0.1:1/", "http://a/é", "http://a/" + "x" * 2000, [], {}),
            )
        ),
        *(({"url": URL, "secret": secret}, "invalid_parameter", "secret") for secret in ("", 1, None, [], "x" * 1001)),
        *(
            ({"url": URL, "secret": "hush", "events": events}, "invalid_parameter", "events")
            for events in ([], "payment.captured", ["payment.lost"], ["ping"], [1], None, {}, [["payment.captured"]])
        ),
        ({"url": URL, "secret": "hush", "event": "payment.captured"}, "invalid_parameter", "event"),
    ],
)
def test_a_wrong_webhook_is_refused_by_name(shared: Any, sent: Any, code: str, param: str) -> None:
    """In the envelope of the API, without the secret, and nothing is registered."""
    answer = shared.control("POST", "/webhooks", sent)
    assert answer.error == (422, code, param)
    assert b"hush" not in answer.content
    assert shared.control("GET", "/webhooks").body == {"data": []}


def test_unknown_ids_are_not_found(shared: Any) -> None:
    """In the envelope of the API."""
    assert shared.control("DELETE", "/webhooks/x").error == (404, "not_found", None)
    assert shared.control("POST", "/deliveries/x/resend").error == (404, "not_found", None)
    assert shared.control("GET", "/webhooks/x").error == (405, "bad_request", None)


def test_elsewhere_the_calls_need_the_secret_key(open_shop: Any) -> None:
    """As all other control calls do."""
    merchant = open_shop(open_controls=False)
    for method, path in [
        ("GET", "/webhooks"),
        ("POST", "/webhooks"),
        ("DELETE", "/webhooks/x"),
        ("GET", "/deliveries"),
        ("POST", "/deliveries/settle"),
        ("POST", "/deliveries/x/resend"),
    ]:
        assert merchant.control(method, path).error == (401, "unauthorized", None)
    with RunningSandbox(Settings(open_controls=False)) as sandbox:
        assert sandbox.deliveries() == []


# Events


def steps() -> list[Any]:
    """Every step of the life cycle, for every type that can take it."""
    path = Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["x-lifecycle"]["transitions"]
    return [
        pytest.param(row, kind, id=f"{kind}-{row['by']}-{row['from']}-{row['to']}")
        for row in rows
        for kind in row["types"]
    ]


def bring(shop: Shop, kind: str, status: str, *, twice: bool = False) -> Any:
    """Make a payment that has this status."""
    if status == "pending":
        return shop.create(kind, 6000 if twice else 3000)
    return shop.create(kind, capture=False) if (kind, status) == ("credit_card", "authorized") else shop.create(kind)


def take(shop: Shop, row: Any, kind: str) -> tuple[Any, int]:
    """Take the step; gives the payment after it, and how many events came before the step."""
    if row["from"] == "none":
        return bring(shop, kind, row["to"]), 0
    payment = bring(shop, kind, row["from"], twice=row["to"] == "pending")
    before = len(shop.arrived())
    path = f"/payments/{payment['id']}"
    match row["by"]:
        case "customer_pays":
            return shop.sandbox.pay(payment["id"]), before
        case "deadline":
            shop.sandbox.advance(days=11)
            return shop.call("GET", path), before
        case "updatePayment":
            return shop.call("PATCH", path, {"payment_details": PREPAID, "description": "more"}), before
        case "refundPayment":
            return shop.call("POST", f"{path}/refund", {"amount": 100} if row["to"] == "captured" else {}), before
        case operation:
            return shop.call("POST", f"{path}/{operation.removesuffix('Payment')}"), before


@pytest.mark.parametrize(("row", "kind"), steps())
def test_every_step_of_the_life_cycle_tells_its_event(shop: Shop, document: Any, row: Any, kind: str) -> None:
    """With the payment as the API shows it after the step, in the documented shape, signed."""
    payment, before = take(shop, row, kind)
    assert payment["status"] == row["to"]
    told = shop.arrived()[before:]
    wanted = [] if row["event"] == "none" else [row["event"]]
    if row["event"] == "payment.refunded":
        wanted.insert(0, "payment.refund.created")
    assert [post.type for post in told] == wanted
    for post in told:
        assert post.event["data"] == payment
        refuse_undocumented(document, post)


def refuse_undocumented(document: Any, post: Post) -> None:
    schema = {"$ref": "#/components/schemas/PaymentEvent", "components": document.tree["components"]}
    Draft202012Validator(schema, validate_formats=True).validate(post.event)
    assert list(post.event) == list(document.tree["components"]["schemas"]["PaymentEvent"]["properties"])
    assert list(post.event["data"]) == list(document.tree["components"]["schemas"]["Payment"]["properties"])
    headers = document.tree["webhooks"][post.type]["post"]["parameters"]
    names = {document.tree["components"]["parameters"][h["$ref"].rpartition("/")[2]]["name"] for h in headers}
    assert {name.lower() for name in names} == {"x-komoju-id", "x-komoju-signature", "x-komoju-event"}
    assert post.headers["x-komoju-event"] == post.type
    assert post.headers["content-type"] == "application/json"
    assert post.headers["user-agent"] == "Komoju-Webhook"
    assert len(post.delivery_id) == 25
    assert post.path == "/hooks?shop=1"
    assert post.is_signed_with(SECRET)
    assert not post.is_signed_with("another")


def test_refunds_are_told_one_by_one(shop: Shop) -> None:
    """Each with the payment as it was then; the last one also says that all is refunded."""
    path = f"/payments/{shop.create('credit_card')['id']}/refund"
    for amount in (100, 200, 780):
        shop.call("POST", path, {"amount": amount})
    told = [(post.type, post.event["data"]["amount_refunded"]) for post in shop.arrived()]
    assert told == [
        ("payment.captured", 0),
        ("payment.refund.created", 100),
        ("payment.refund.created", 300),
        ("payment.refund.created", 1080),
        ("payment.refunded", 1080),
    ]


def test_an_update_is_told_when_something_is_different(shop: Shop) -> None:
    """Description and metadata, also of a payment that is done."""
    path = f"/payments/{shop.create('credit_card')['id']}"
    for body in ({}, {"description": "a"}, {"description": "a"}, {"metadata": {"a": "b"}}, {"metadata": {"a": "b"}}):
        shop.call("PATCH", path, body)
    told = [(post.type, post.event["data"]["description"], post.event["data"]["metadata"]) for post in shop.arrived()]
    assert told == [
        ("payment.captured", None, {}),
        ("payment.updated", "a", {}),
        ("payment.updated", "a", {"a": "b"}),
    ]


def test_what_is_refused_or_only_read_tells_nothing(shop: Shop) -> None:
    """As no payment has moved."""
    payment = shop.create()
    declined = {"type": "credit_card", **DETAILS["credit_card"], "number": "4123111111111059"}
    sent = {"amount": 1000, "currency": "JPY", "payment_details": declined}
    assert ask(shop.sandbox, "POST", "/payments", sent)[0] == 502
    assert ask(shop.sandbox, "POST", f"/payments/{payment['id']}/refund")[0] == 422
    shop.call("GET", f"/payments/{payment['id']}")
    shop.call("GET", "/payments")
    shop.call("POST", "/tokens", {"payment_details": {"type": "konbini", "store": "lawson"}})
    assert shop.arrived_types() == ["payment.authorized"]


def test_a_call_that_is_repeated_under_its_key_tells_nothing_new(shop: Shop) -> None:
    """It is carried out once."""
    body = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
    assert shop.call("POST", "/payments", body, "key") == shop.call("POST", "/payments", body, "key")
    assert shop.arrived_types() == ["payment.authorized"]


def test_a_webhook_gets_the_events_that_it_asked_for(shop: Shop) -> None:
    """Each event has one id for all webhooks, each delivery its own."""
    with Receiver() as some:
        shop.sandbox.add_webhook(some.url, "other", ["payment.captured"])
        shop.sandbox.pay(shop.create()["id"])
        first, second = shop.arrived()
        ping, captured = some.wait_for(2)
        assert [ping.type, captured.type] == ["ping", "payment.captured"]
        assert captured.raw == second.raw
        assert captured.is_signed_with("other")
        assert not captured.is_signed_with(SECRET)
        assert len({first.delivery_id, second.delivery_id, ping.delivery_id, captured.delivery_id}) == 4


def test_events_before_the_registration_are_not_sent(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """Only what happens afterwards."""
    shop = Shop(sandbox, receiver, {})
    payment = shop.create()
    sandbox.add_webhook(receiver.url, SECRET)
    sandbox.pay(payment["id"])
    sandbox.settle()
    assert receiver.types == ["ping", "payment.captured"]


def test_webhooks_do_not_change_what_a_seed_draws(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """A test that listens sees the same ids as one that does not; and the ids of events repeat as well."""

    def play(*, listen: bool) -> tuple[Any, Any]:
        sandbox.reset()
        shop = Shop(sandbox, receiver, sandbox.add_webhook(receiver.url, SECRET) if listen else {})
        payments = [shop.create(kind) for kind in ("konbini", "credit_card")]
        sandbox.settle()
        return payments, [delivery["id"] for delivery in sandbox.deliveries()]

    first, again, silent = play(listen=True), play(listen=True), play(listen=False)
    assert first == again
    assert first[0] == silent[0]
    assert len(set(first[1])) == 3


# Order and independence


def test_events_arrive_in_the_order_in_which_they_happened(shop: Shop) -> None:
    """One at a time, also when many calls come at once."""
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: shop.create()["id"], range(24)))
    for payment_id in made[:8]:
        shop.sandbox.pay(payment_id)
    arrived = shop.arrived()
    assert [post.delivery_id for post in arrived] == [d["id"] for d in shop.sandbox.deliveries()[1:]]
    assert [post.type for post in arrived] == ["payment.authorized"] * 24 + ["payment.captured"] * 8
    assert [post.event["data"]["id"] for post in arrived[24:]] == made[:8]


def test_a_slow_receiver_slows_nobody(shop: Shop) -> None:
    """The API answers and another webhook is served while the first one still thinks."""
    free = threading.Event()
    log: list[str] = []

    def think(post: Post) -> int:
        assert free.wait(30)
        log.append(f"slow: {post.type}")
        return 200

    shop.receiver.answer = think
    with Receiver() as quick:
        shop.sandbox.add_webhook(quick.url, SECRET)
        quick.wait_for(1)
        payment = shop.create()
        shop.receiver.wait_for(2)
        shop.sandbox.pay(payment["id"])
        quick.wait_for(3)
        log.append("API and quick webhook done")
        assert len(shop.receiver.posts) == 2
        assert [d["status"] for d in shop.sandbox.deliveries() if d["webhook"] == shop.webhook["id"]][1:] == [
            "pending",
            "pending",
        ]
        free.set()
        assert shop.arrived_types() == ["payment.authorized", "payment.captured"]
    assert log == ["API and quick webhook done", "slow: payment.authorized", "slow: payment.captured"]


def test_a_receiver_may_call_the_api_while_it_is_called(shop: Shop) -> None:
    """Also in the middle of an advance: it sees the moment of its event."""
    seen: list[Any] = []

    def look(post: Post) -> int:
        payment = ask(shop.sandbox, "GET", f"/payments/{post.event['data']['id']}")[1]
        seen.append((payment == post.event["data"], ask(shop.sandbox, "GET", "/sandbox/clock")[1]["now"]))
        return 200

    shop.create()
    shop.arrived()
    shop.receiver.answer = look
    assert shop.sandbox.advance(days=30) == "2017-02-03T07:52:34Z"
    assert seen == [(True, "2017-01-07T15:00:00Z")]


# Failures and retries


def attempts(shop: Shop) -> list[list[Any]]:
    return [[(a["sent_at"], a["status"]) for a in delivery["attempts"]] for delivery in shop.sandbox.deliveries()[1:]]


def test_what_fails_is_tried_again_after_60_300_and_1800_seconds(shop: Shop) -> None:
    """The same body under the same id, then no more; one advance brings all of it."""
    shop.receiver.answer = lambda _: 500
    shop.create()
    assert len(shop.arrived()) == 1
    (waiting,) = shop.sandbox.deliveries()[1:]
    assert (waiting["status"], waiting["next_attempt_at"]) == ("pending", "2017-01-04T07:53:34Z")
    shop.sandbox.advance(days=1)
    first, *others = shop.arrived()
    assert others == [first] * 3
    (failed,) = shop.sandbox.deliveries()[1:]
    assert (failed["status"], failed["next_attempt_at"]) == ("failed", None)
    assert attempts(shop) == [
        [
            ("2017-01-04T07:52:34Z", 500),
            ("2017-01-04T07:53:34Z", 500),
            ("2017-01-04T07:58:34Z", 500),
            ("2017-01-04T08:28:34Z", 500),
        ]
    ]
    shop.sandbox.advance(days=30)
    assert shop.arrived_types() == ["payment.authorized"] * 4 + ["payment.expired"] * 4


def test_a_retry_goes_out_in_its_second_and_not_before(shop: Shop) -> None:
    """And ends when it has arrived."""
    shop.receiver.answer = lambda _: 503
    shop.create()
    shop.arrived()
    shop.receiver.answer = lambda _: 200
    shop.sandbox.advance(seconds=59)
    assert len(shop.arrived()) == 1
    shop.sandbox.advance(seconds=1)
    assert len(shop.receiver.posts) == 3
    shop.sandbox.advance(days=1)
    assert attempts(shop) == [[("2017-01-04T07:52:34Z", 503), ("2017-01-04T07:53:34Z", 200)]]
    (delivered,) = shop.sandbox.deliveries()[1:]
    assert (delivered["status"], delivered["next_attempt_at"]) == ("delivered", None)


@pytest.mark.parametrize(
    ("status", "delivered"),
    [(200, True), (204, True), (299, True), (301, False), (302, False), (400, False), (404, False), (500, False)],
)
def test_only_2xx_counts_and_redirects_are_not_followed(shop: Shop, *, status: int, delivered: bool) -> None:
    """The answer points elsewhere each time."""
    shop.receiver.answer = lambda _: status
    shop.create()
    assert [post.path for post in shop.arrived()] == ["/hooks?shop=1"]
    (delivery,) = shop.sandbox.deliveries()[1:]
    assert delivery["status"] == ("delivered" if delivered else "pending")
    assert delivery["attempts"] == [{"sent_at": NOW, "status": status, "error": None}]


def test_a_delivery_that_waits_does_not_hold_up_the_next(shop: Shop) -> None:
    """It comes later, out of order, as every delivery can."""
    shop.receiver.answer = lambda post: 500 if post.type == "payment.authorized" else 200
    shop.sandbox.pay(shop.create()["id"])
    assert shop.arrived_types() == ["payment.authorized", "payment.captured"]
    shop.receiver.answer = lambda _: 200
    shop.sandbox.advance(minutes=1)
    assert shop.arrived_types() == ["payment.authorized", "payment.captured", "payment.authorized"]


def test_what_is_new_goes_before_what_is_tried_again(shop: Shop) -> None:
    """Here both are due in the same second."""
    shop.create("net_cash", 3000)
    shop.sandbox.advance(days=6, hours=23, minutes=59, seconds=1)
    shop.receiver.answer = lambda _: 500
    shop.create()
    shop.arrived()
    shop.receiver.answer = lambda _: 200
    shop.sandbox.advance(minutes=1)
    assert shop.arrived_types() == ["payment.authorized", "payment.expired", "payment.authorized"]


def test_running_time_brings_retries_too(receiver: Receiver) -> None:
    """Without any call: the timer of the server."""
    receiver.answer = lambda _: 500
    with RunningSandbox(Settings(clock=START)) as sandbox:
        sandbox.add_webhook(receiver.url, SECRET)
        sandbox.settle()
        sandbox.advance(seconds=59)
        assert [post.type for post in receiver.wait_for(2)] == ["ping", "ping"]


def test_a_receiver_that_is_not_there_is_reported(sandbox: RunningSandbox) -> None:
    """With a reason in place of a status."""
    with Receiver() as gone:
        url = gone.url
    sandbox.add_webhook(url, SECRET)
    sandbox.settle()
    (delivery,) = sandbox.deliveries()
    (attempt,) = delivery["attempts"]
    assert (delivery["status"], attempt["status"]) == ("pending", None)
    assert attempt["error"].startswith("the connection failed: ")


# Resend, delete, reset


def test_a_resend_sends_the_same_again(shop: Shop) -> None:
    """Body and id; also of what has failed, with all its retries."""
    shop.receiver.answer = lambda _: 500
    shop.create()
    shop.sandbox.advance(days=1)
    first = shop.arrived()[0]
    delivery_id = shop.sandbox.deliveries()[1]["id"]
    shop.sandbox.resend(delivery_id)
    shop.sandbox.advance(days=1)
    assert shop.arrived() == [first] * 8
    shop.receiver.answer = lambda _: 200
    shop.sandbox.resend(delivery_id)
    shop.sandbox.resend(shop.sandbox.deliveries()[0]["id"])
    assert [post.type for post in shop.arrived()[8:]] == ["payment.authorized", "ping"]
    assert {delivery["status"] for delivery in shop.sandbox.deliveries()} == {"delivered"}


def test_a_resend_during_a_retry_starts_the_retries_again(shop: Shop) -> None:
    """The outcome of the attempt under way does not undo it."""
    asked = threading.Event()

    def fail_late(_: Post) -> int:
        assert asked.wait(30)
        return 500

    shop.receiver.answer = lambda _: 500
    shop.create()
    shop.sandbox.advance(minutes=10)
    shop.receiver.answer = fail_late
    with ThreadPoolExecutor(1) as pool:
        advanced = pool.submit(shop.sandbox.advance, hours=1)
        shop.receiver.wait_for(1 + 4)
        shop.sandbox.resend(shop.sandbox.deliveries()[1]["id"])
        asked.set()
        advanced.result()
    assert len(shop.arrived()) == 4 + 3
    assert shop.sandbox.deliveries()[1]["status"] == "pending"


def test_a_deleted_webhook_gets_nothing_more(shop: Shop) -> None:
    """Neither news nor retries nor resends."""
    shop.receiver.answer = lambda _: 500
    payment = shop.create()
    shop.arrived()
    delivery_id = shop.sandbox.deliveries()[1]["id"]
    shop.sandbox.remove_webhook(shop.webhook["id"])
    shop.sandbox.pay(payment["id"])
    shop.sandbox.advance(days=1)
    with pytest.raises(RuntimeError, match="could not be found"):
        shop.sandbox.resend(delivery_id)
    assert len(shop.arrived()) == 1
    assert [delivery["status"] for delivery in shop.sandbox.deliveries()] == ["delivered", "dropped"]


def test_a_deleted_webhook_is_cut_off_under_way(shop: Shop) -> None:
    """What waited behind that delivery never starts."""
    free = threading.Event()

    def think(_: Post) -> int:
        assert free.wait(30)
        return 200

    shop.receiver.answer = think
    payment = shop.create()
    shop.receiver.wait_for(2)
    shop.sandbox.pay(payment["id"])
    shop.sandbox.remove_webhook(shop.webhook["id"])
    shop.sandbox.settle()
    free.set()
    assert len(shop.arrived()) == 1
    assert [delivery["status"] for delivery in shop.sandbox.deliveries()] == ["delivered", "dropped", "dropped"]


def test_a_reset_forgets_webhooks_and_deliveries(shop: Shop) -> None:
    """And cuts off what is under way; a webhook of the same drawn id is another one."""
    free = threading.Event()

    def think(_: Post) -> int:
        assert free.wait(30)
        return 200

    shop.receiver.answer = think
    shop.create()
    shop.receiver.wait_for(2)
    shop.sandbox.reset()
    assert shop.sandbox.deliveries() == []
    assert ask(shop.sandbox, "GET", "/sandbox/webhooks")[1] == {"data": []}
    with Receiver() as other:
        assert shop.sandbox.add_webhook(other.url, SECRET)["id"] == shop.webhook["id"]
        free.set()
        shop.create()
        shop.sandbox.settle()
        assert other.types == ["ping", "payment.authorized"]
        assert [len(delivery["attempts"]) for delivery in shop.sandbox.deliveries()] == [1, 1]
    assert len(shop.receiver.posts) == 2


def test_a_round_that_was_cut_off_does_not_end_the_one_in_its_place(
    open_shop: Callable[..., Any], receiver: Receiver, runner: asyncio.Runner
) -> None:
    """A reset gives the next webhook the same id, before the first round has noticed; none is left behind."""
    worlds = open_shop().app.state.worlds
    world = worlds.main
    free = threading.Event()
    receiver.answer = lambda _: 200 if free.wait(30) else 500
    sent = {"url": receiver.url, "secret": SECRET}

    async def scenario() -> None:
        async with worlds.working():
            first = world.carry_out(world.notices.add, body=sent).body["id"]
            await asyncio.to_thread(receiver.wait_for, 1)
            world.reset()
            assert world.carry_out(world.notices.add, body=sent).body["id"] == first
            free.set()
            await world.settle()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    runner.run(scenario())
    assert receiver.types == ["ping", "ping"]


# Nothing is lost


def test_what_was_committed_but_not_sent_goes_out_after_a_restart(
    open_shop: Callable[..., Any], receiver: Receiver, tmp_path: Path
) -> None:
    """The first run has no courier; the second one's clock is behind the first one's."""
    path = tmp_path / "sandbox.db"
    first = open_shop(database=str(path), clock=datetime(2017, 3, 1, tzinfo=UTC))
    first.control("POST", "/webhooks", {"url": receiver.url, "secret": SECRET})
    payment = first.pay_with("konbini").body
    first.control("POST", f"/payments/{payment['id']}/pay")
    first.advance(days=1)
    first.app.state.worlds.close()
    with RunningSandbox(Settings(database=str(path), clock=START, frozen=True)) as sandbox:
        receiver.wait_for(3)
        sandbox.settle()
        assert receiver.types == ["ping", "payment.authorized", "payment.captured"]
        assert all(post.is_signed_with(SECRET) for post in receiver.posts)
        assert [delivery["status"] for delivery in sandbox.deliveries()] == ["delivered"] * 3


def test_a_process_killed_while_it_delivers_delivers_again(receiver: Receiver, tmp_path: Path) -> None:
    """Under the same id, so that the receiver can tell."""
    never = threading.Event()

    def hang(post: Post) -> int:
        if post.type != "ping":
            never.wait(30)
        return 200

    receiver.answer = hang
    path = tmp_path / "sandbox.db"
    command = [sys.executable, "-m", "komoju_sandbox", "--port", "0", "--database", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        assert process.stdout is not None
        first = RunningSandbox()
        first.base_url = process.stdout.readline().split()[-1]
        assert ask(first, "POST", "/sandbox/webhooks", {"url": receiver.url, "secret": SECRET})[0] == 200
        sent = {"amount": 1, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
        assert ask(first, "POST", "/payments", sent)[0] == 200
        receiver.wait_for(2)
        process.send_signal(signal.SIGKILL)
    never.set()
    with RunningSandbox(Settings(database=str(path))) as second:
        second.settle()
        assert [d["status"] for d in second.deliveries()] == ["delivered"] * 2
    assert receiver.posts[2:] == receiver.posts[1:2]


@pytest.mark.parametrize("table", ["events", "deliveries", "payments"])
def test_a_change_and_its_event_are_kept_together_or_not_at_all(
    open_shop: Callable[..., Any], tmp_path: Path, table: str
) -> None:
    """Here one of the three cannot be written."""
    path = tmp_path / "sandbox.db"
    merchant = open_shop(database=str(path))
    merchant.control("POST", "/webhooks", {"url": URL, "secret": SECRET})
    with sqlite3.connect(path) as other:
        other.execute(f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        merchant.pay_with("konbini")
    other.close()
    assert merchant.get("/payments").body["total"] == 0
    assert [delivery["type"] for delivery in merchant.control("GET", "/deliveries").body["data"]] == ["ping"]


def test_without_a_server_everything_waits(merchant: Any) -> None:
    """In process, where no lifespan runs: an advance ends, and nothing is tried."""
    merchant.control("POST", "/webhooks", {"url": URL, "secret": SECRET})
    merchant.pay_with("konbini")
    merchant.advance(days=30)
    assert merchant.control("POST", "/deliveries/settle").status == 200
    listed = merchant.control("GET", "/deliveries").body["data"]
    assert [(d["type"], d["status"], d["attempts"]) for d in listed] == [
        ("ping", "pending", []),
        ("payment.authorized", "pending", []),
        ("payment.expired", "pending", []),
    ]


def test_the_sandbox_says_nothing_about_receivers_that_fail(
    receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither secrets nor anything else on its streams; and it stops while one still hangs."""
    free = threading.Event()
    receiver.answer = lambda _: 200 if free.wait(30) else 500
    with RunningSandbox(Settings(clock=START)) as sandbox:
        sandbox.add_webhook(receiver.url, "hush")
        sandbox.add_webhook("http://127.0.0.1:1/", "hush")
        receiver.wait_for(1)
    free.set()
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
