"""Webhooks are registered, listed without their secrets, and greeted."""

import json
from typing import Any

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import NOW, NOWHERE, ask


def test_a_new_webhook_gets_a_ping_at_once(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """Also when it asks for other events only."""
    sandbox.add_webhook(receiver.url, SECRET, ["payment.expired"])
    (ping,) = receiver.wait_for(1)
    assert ping.is_signed_with(SECRET)
    assert ping.headers["x-komoju-event"] == "ping"
    assert list(ping.event) == ["id", "type", "resource", "data", "created_at"]
    assert ping.event == {**ping.event, "type": "ping", "resource": "event", "data": {}, "created_at": NOW}


@pytest.mark.parametrize("wanted", ["payment.authorized", "payment.captured", "payment.updated", "payment.refunded"])
def test_a_webhook_gets_what_it_wants_and_nothing_else(merchant: Any, wanted: str) -> None:
    """Of all that happens to a payment, beside the ping that greets it."""
    merchant.control("POST", "/webhooks", {"url": NOWHERE, "secret": SECRET, "events": [wanted]})
    payment = merchant.pay_with("credit_card", capture=False).body
    for step in ("capture", "refund"):
        assert merchant.json("POST", f"/payments/{payment['id']}/{step}", {}).status == 200
    assert merchant.json("PATCH", f"/payments/{payment['id']}", {"description": "x"}).status == 200
    told = {delivery["type"] for delivery in merchant.control("GET", "/deliveries").body["data"]}
    assert told == {"ping", wanted}


def test_webhooks_are_listed_without_their_secret(sandbox: RunningSandbox, receiver: Receiver, document: Any) -> None:
    """In no reply, not even that to the registration."""
    every = [name for name in document.tree["webhooks"] if name != "ping"]
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


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ({}, "missing_parameter", "url"),
        ({"url": NOWHERE}, "missing_parameter", "secret"),
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
        *(
            ({"url": NOWHERE, "secret": secret}, "invalid_parameter", "secret")
            for secret in ("", 1, None, [], "x" * 1001)
        ),
        *(
            ({"url": NOWHERE, "secret": "hush", "events": events}, "invalid_parameter", "events")
            for events in ([], "payment.captured", ["payment.lost"], ["ping"], [1], None, {}, [["payment.captured"]])
        ),
        ({"url": NOWHERE, "secret": "hush", "event": "payment.captured"}, "invalid_parameter", "event"),
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
