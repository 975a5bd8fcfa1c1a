"""What does not arrive is tried again, in the documented seconds of the sandbox's time."""

from typing import Any

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.provenance.cites import choice
from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import NOW, START, Shop


def attempts(shop: Shop) -> list[list[Any]]:
    return [[(a["sent_at"], a["status"]) for a in delivery["attempts"]] for delivery in shop.sandbox.deliveries()[1:]]


@choice("webhook-retries")
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
@choice("webhook-success")
def test_only_2xx_counts_and_redirects_are_not_followed(shop: Shop, *, status: int, delivered: bool) -> None:
    """The answer points elsewhere each time."""
    shop.receiver.answer = lambda _: status
    shop.create()
    assert [post.path for post in shop.arrived()] == ["/hooks?shop=1"]
    (delivery,) = shop.sandbox.deliveries()[1:]
    assert delivery["status"] == ("delivered" if delivered else "pending")
    assert delivery["attempts"] == [{"sent_at": NOW, "status": status, "error": None, "mischief": []}]


@choice("webhook-order")
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
