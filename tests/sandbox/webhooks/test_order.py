"""Events arrive in their order, and no receiver holds up anybody else."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.provenance.cites import choice
from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import Shop, ask


@choice("webhook-order")
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
