"""What has been sent can be sent again; what is deleted or reset is sent no more."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import NOW, Shop, ask


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


def fail_and_arrive(shop: Shop) -> None:
    """Have a delivery that has failed, an hour later one that arrived, and an hour later one that failed again."""
    for status in (500, 200, 500):
        shop.receiver.answer = lambda _, status=status: status
        shop.create()
        shop.sandbox.advance(hours=1)
    shop.receiver.answer = lambda _: 200


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({"since": "2017-01-04T07:52:34Z"}, [1, 3]),
        ({"since": "2017-01-04T07:52:34.000001Z"}, [3]),
        ({"since": "2017-01-04T16:52:35+09:00"}, [3]),
        ({"since": "2017-01-04T09:52:34Z"}, [3]),
        ({"since": "2017-01-04T09:52:35Z"}, []),
        ({"since": "2017-01-04T07:52:34Z", "status": "failed"}, [1, 3]),
        ({"since": "2017-01-04T07:52:34Z", "status": "all"}, [0, 1, 2, 3]),
        ({"since": "2017-01-04T07:52:35Z", "status": "all"}, [2, 3]),
    ],
)
def test_all_that_tells_of_events_since_then_can_be_sent_again(shop: Shop, asked: Any, which: list[int]) -> None:
    """What has failed, or everything, in the order of the events."""
    fail_and_arrive(shop)
    before = len(shop.arrived())
    known = [delivery["id"] for delivery in shop.sandbox.deliveries()]
    assert shop.call("POST", "/sandbox/deliveries/resend", asked) == {"resent": len(which)}
    assert [post.delivery_id for post in shop.arrived()[before:]] == [known[place] for place in which]


def test_all_since_can_be_kept_to_one_webhook(shop: Shop) -> None:
    """The others get nothing, nor does one that is gone."""
    with Receiver(lambda _: 500) as other, Receiver(lambda _: 500) as gone:
        others, removed = (shop.sandbox.add_webhook(there.url, SECRET)["id"] for there in (other, gone))
        fail_and_arrive(shop)
        shop.sandbox.remove_webhook(removed)
        known = len(shop.receiver.posts), len(other.posts), len(gone.posts)
        other.answer = lambda _: 200
        assert shop.sandbox.resend_since(NOW, others) == 1 + 3
        assert (len(shop.arrived()) + 1, len(other.posts), len(gone.posts)) == (known[0], known[1] + 4, known[2])
        assert shop.sandbox.resend_since(NOW, others) == 0
        assert shop.sandbox.resend_since(NOW) == 2


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ({}, "missing_parameter", "since"),
        *(({"since": since}, "invalid_parameter", "since") for since in ("yesterday", "2017-01-04", 1, None, "")),
        ({"since": "2016-12-31T23:59:60Z"}, "invalid_parameter", "since"),
        ({"since": "0001-01-01T00:00:00+23:59", "status": "lost"}, "invalid_parameter", "status"),
        ({"since": NOW, "webhook": 1}, "invalid_parameter", "webhook"),
        ({"since": NOW, "until": NOW}, "invalid_parameter", "until"),
    ],
)
def test_a_wrong_wish_to_send_again_is_refused_by_name(shared: Any, sent: Any, code: str, param: str) -> None:
    """In the envelope of the API."""
    assert shared.control("POST", "/deliveries/resend", sent).error == (422, code, param)


def test_an_unknown_webhook_is_not_found(shared: Any) -> None:
    """Instead of nothing being sent again."""
    assert shared.control("POST", "/deliveries/resend", {"since": NOW, "webhook": "x"}).error == (
        404,
        "not_found",
        None,
    )


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_any_time_can_be_asked_about(shop: Shop, since: str) -> None:
    """Also one that has no place in UTC."""
    assert shop.sandbox.resend_since(since, status="all") == (1 if since < NOW else 0)


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
