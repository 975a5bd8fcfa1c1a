"""What has been sent can be sent again; what is deleted or reset is sent no more."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import Shop, ask


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
