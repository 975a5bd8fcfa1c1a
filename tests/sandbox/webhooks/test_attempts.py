"""Of every attempt it can be seen what was sent and what came back, and never a secret."""

import json

import pytest
from komoju_sandbox.post import KEPT_BYTES
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import NOW, NOWHERE, Shop, ask


def test_an_attempt_shows_what_was_sent(shop: Shop) -> None:
    """The address, the headers and the body, as they arrived."""
    shop.create()
    (post,) = shop.arrived()
    (attempt,) = shop.sandbox.delivery(post.delivery_id)["attempts"]
    request = attempt["request"]
    assert request["url"] == shop.receiver.url
    assert request["body"].encode() == post.raw
    sent = {name.lower(): value for name, value in request["headers"].items()}
    assert list(sent) == ["user-agent", "content-type", "x-komoju-id", "x-komoju-signature", "x-komoju-event"]
    assert sent.items() <= post.headers.items()


def test_an_attempt_shows_what_came_back(shop: Shop) -> None:
    """The status, the headers that explain it, the beginning of the body, and how long that took."""
    shop.receiver.says = "受け取りました".encode()
    shop.receiver.answer = lambda _: 201
    shop.create()
    (post,) = shop.arrived()
    shown = shop.sandbox.delivery(post.delivery_id)
    (attempt,) = shown["attempts"]
    response = attempt["response"]
    assert (response["status"], response["body"]) == (201, "受け取りました")
    assert response["headers"].keys() == {"server", "date", "location"}
    assert response["headers"]["location"] == "/elsewhere"
    assert 0 <= attempt["milliseconds"] < 10_000
    assert (attempt["sent_at"], attempt["status"], attempt["error"], attempt["mischief"]) == (NOW, 201, None, [])
    assert list(attempt) == ["sent_at", "status", "error", "mischief", "milliseconds", "request", "response"]
    assert (shown["id"], shown["event"], shown["type"]) == (post.delivery_id, post.event["id"], "payment.authorized")


def test_of_a_long_answer_the_beginning_is_shown(shop: Shop) -> None:
    """Four kilobytes, also of what is no text."""
    shop.receiver.says = b"\xff\x00" * 50_000
    shop.create()
    (post,) = shop.arrived()
    (attempt,) = shop.sandbox.delivery(post.delivery_id)["attempts"]
    assert attempt["response"]["body"] == "\ufffd\x00" * (KEPT_BYTES // 2)


def test_an_attempt_without_an_answer_shows_the_reason(sandbox: RunningSandbox) -> None:
    """And what would have been sent."""
    sandbox.add_webhook(NOWHERE, SECRET)
    sandbox.settle()
    (attempt,) = sandbox.delivery(sandbox.deliveries()[0]["id"])["attempts"]
    assert attempt["response"] is None
    assert attempt["error"].startswith("the connection failed: ")
    assert json.loads(attempt["request"]["body"])["type"] == "ping"


def test_each_attempt_is_shown_oldest_first(shop: Shop) -> None:
    """With its own second and its own answer."""
    statuses = iter([500, 404, 200])
    shop.receiver.answer = lambda _: next(statuses)
    shop.create()
    shop.sandbox.advance(hours=1)
    (post, *_) = shop.arrived()
    attempts = shop.sandbox.delivery(post.delivery_id)["attempts"]
    assert [(attempt["sent_at"], attempt["response"]["status"]) for attempt in attempts] == [
        ("2017-01-04T07:52:34Z", 500),
        ("2017-01-04T07:53:34Z", 404),
        ("2017-01-04T07:58:34Z", 200),
    ]


def test_lists_show_attempts_in_short(shop: Shop) -> None:
    """Bodies are for whoever asks for one delivery."""
    shop.create()
    shop.arrived()
    (attempt,) = shop.sandbox.deliveries()[1]["attempts"]
    assert attempt == {"sent_at": NOW, "status": 200, "error": None, "mischief": []}


@pytest.mark.parametrize("forged", [False, True])
def test_no_secret_is_ever_shown(sandbox: RunningSandbox, receiver: Receiver, *, forged: bool) -> None:
    """Neither the one that signs nor the wrong one, in no call about webhooks."""
    webhook_id = sandbox.add_webhook(receiver.url, "hush")["id"]
    said = [sandbox.make_mischief(webhook_id, wrong_signature=True if forged else 0)]
    Shop(sandbox, receiver, {}).create()
    sandbox.settle()
    said += [sandbox.delivery(delivery["id"]) for delivery in sandbox.deliveries()]
    said += [ask(sandbox, "GET", path)[1] for path in ("/sandbox/webhooks", "/sandbox/deliveries")]
    assert len(said) == 5
    assert "hush" not in json.dumps(said)


def test_an_unknown_delivery_is_not_found(sandbox: RunningSandbox) -> None:
    """In the envelope of the API."""
    status, body = ask(sandbox, "GET", "/sandbox/deliveries/x")
    assert (status, body["error"]["code"]) == (404, "not_found")


def test_an_attempt_that_a_resend_overtakes_is_kept(shop: Shop) -> None:
    """It reached the receiver, and the delivery still goes out again."""
    asked: list[str] = []

    def resend_once(post: Post) -> int:
        if not asked:
            asked.append(post.delivery_id)
            shop.sandbox.resend(post.delivery_id)
        return 200

    shop.receiver.answer = resend_once
    shop.create()
    first, second = shop.arrived()
    assert first == second
    shown = shop.sandbox.delivery(first.delivery_id)
    assert (shown["status"], [attempt["status"] for attempt in shown["attempts"]]) == ("delivered", [200, 200])
