"""The gauntlet: on demand a webhook's deliveries come twice, late, in disorder and forged, and always the same way."""

import threading
from typing import Any

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import PATIENCE, SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import CALM, Shop, ask


def orders(posts: list[Post]) -> list[str]:
    return [post.event["data"]["external_order_num"] for post in posts]


# Asking for it


def test_a_webhook_is_left_alone_until_something_is_asked_for(shop: Shop) -> None:
    """And shows what is done to it; what is asked for takes the place of what was."""
    webhook_id = shop.webhook["id"]
    path = f"/sandbox/webhooks/{webhook_id}/mischief"
    assert shop.sandbox.mischief(webhook_id) == CALM
    asked = {"duplicates": 2, "reorder": "drawn", "wrong_signature": True}
    assert shop.call("PUT", path, asked) == {**CALM, **asked}
    assert shop.sandbox.mischief(webhook_id) == {**CALM, **asked}
    assert shop.call("PUT", path, {"delay_seconds": 5}) == {**CALM, "delay_seconds": 5}
    assert shop.call("DELETE", path) == CALM
    assert shop.sandbox.mischief(webhook_id) == CALM


@pytest.mark.parametrize("how", ["end", "reset"])
def test_mischief_ends_when_it_is_told_to(shop: Shop, receiver: Receiver, how: str) -> None:
    """By itself, or with everything else."""
    webhook_id = shop.webhook["id"]
    shop.sandbox.make_mischief(webhook_id, duplicates=1)
    if how == "end":
        shop.sandbox.end_mischief(webhook_id)
    else:
        shop.sandbox.reset()
        assert shop.sandbox.add_webhook(receiver.url, SECRET)["id"] == webhook_id
        shop.sandbox.settle()
    assert shop.sandbox.mischief(webhook_id) == CALM
    before = len(receiver.posts)
    shop.create()
    shop.sandbox.settle()
    assert len(receiver.posts) == before + 1


@pytest.mark.parametrize(
    ("sent", "param"),
    [
        *(({"duplicates": value}, "duplicates") for value in (-1, 11, 1.5, True, None, "x")),
        *(({"concurrent": value}, "concurrent") for value in (1, None, "x")),
        *(({"reorder": value}, "reorder") for value in (True, "random", 1, [])),
        *(({"window_seconds": value}, "window_seconds") for value in (0, -1, 366 * 86400 + 1, None)),
        *(({"delay_seconds": value}, "delay_seconds") for value in (-1, 366 * 86400 + 1, None, {})),
        *(({"wrong_signature": value}, "wrong_signature") for value in (-1, 1001, False, None, "x")),
        *(({"altered_body": value}, "altered_body") for value in (-1, 1001, False, None, "x")),
        ({"mischief": 1}, "mischief"),
    ],
)
def test_wrong_mischief_is_refused_by_name(shop: Shop, sent: Any, param: str) -> None:
    """And none is made."""
    path = f"/sandbox/webhooks/{shop.webhook['id']}/mischief"
    status, body = ask(shop.sandbox, "PUT", path, sent)
    assert (status, body["error"]["code"], body["error"]["param"]) == (422, "invalid_parameter", param)
    assert shop.sandbox.mischief(shop.webhook["id"]) == CALM


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_mischief_of_an_unknown_webhook_is_not_found(sandbox: RunningSandbox, method: str) -> None:
    """In the envelope of the API."""
    status, body = ask(sandbox, method, "/sandbox/webhooks/x/mischief", {} if method == "PUT" else None)
    assert (status, body["error"]["code"]) == (404, "not_found")


def test_mischief_is_done_to_one_webhook_only(shop: Shop) -> None:
    """Another one gets what it always got."""
    with Receiver() as calm:
        shop.sandbox.add_webhook(calm.url, SECRET)
        shop.sandbox.make_mischief(shop.webhook["id"], duplicates=3, wrong_signature=True)
        shop.create()
        assert len(shop.arrived()) == 4
        assert calm.types == ["ping", "payment.authorized"]
        assert calm.posts[1].is_signed_with(SECRET)


# Twice


def test_duplicates_are_the_same_post_again(shop: Shop) -> None:
    """Under the same delivery id, one after the other; resends and retries too."""
    shop.sandbox.make_mischief(shop.webhook["id"], duplicates=2)
    shop.create()
    first, *others = shop.arrived()
    assert others == [first] * 2
    assert shop.mischief() == [[[], ["duplicate"], ["duplicate"]]]
    shop.receiver.answer = lambda _: 500
    shop.sandbox.resend(first.delivery_id)
    shop.sandbox.advance(minutes=1)
    assert shop.arrived() == [first] * 9


def test_one_that_gets_through_is_enough(shop: Shop) -> None:
    """Then nothing is tried again."""
    statuses = iter([500, 200, 500])
    shop.receiver.answer = lambda _: next(statuses)
    shop.sandbox.make_mischief(shop.webhook["id"], duplicates=2)
    shop.create()
    shop.sandbox.advance(days=1)
    assert len(shop.arrived()) == 3
    assert shop.sandbox.deliveries()[1]["status"] == "delivered"


def test_concurrent_duplicates_are_under_way_at_the_same_moment(shop: Shop) -> None:
    """All of them have come before one is answered."""
    together = threading.Barrier(4)

    def meet(_: Post) -> int:
        together.wait(PATIENCE)
        return 200

    shop.receiver.answer = meet
    shop.sandbox.make_mischief(shop.webhook["id"], duplicates=3, concurrent=True)
    shop.create()
    first, *others = shop.arrived()
    assert others == [first] * 3
    assert shop.mischief() == [[["concurrent"], *[["duplicate", "concurrent"]] * 3]]
    assert [attempt["status"] for attempt in shop.sandbox.deliveries()[1]["attempts"]] == [200] * 4


def test_without_duplicates_nothing_is_concurrent(shop: Shop) -> None:
    """One post goes out, and nothing was done to it."""
    shop.sandbox.make_mischief(shop.webhook["id"], concurrent=True)
    shop.create()
    assert len(shop.arrived()) == 1
    assert shop.mischief() == [[[]]]


# Late and in disorder


def test_a_delay_holds_back_what_is_new(shop: Shop) -> None:
    """By the sandbox's clock, to the second; a resend goes out at once."""
    shop.sandbox.make_mischief(shop.webhook["id"], delay_seconds=600)
    shop.create()
    (waiting,) = shop.sandbox.deliveries()[1:]
    assert (waiting["status"], waiting["next_attempt_at"]) == ("pending", "2017-01-04T08:02:34Z")
    shop.sandbox.advance(seconds=599)
    assert shop.arrived() == []
    shop.sandbox.advance(seconds=1)
    (post,) = shop.arrived()
    assert shop.mischief() == [[["delay"]]]
    shop.sandbox.resend(post.delivery_id)
    assert shop.arrived() == [post] * 2
    assert shop.mischief() == [[["delay"], []]]


def test_what_was_held_back_and_failed_is_tried_again_as_ever(shop: Shop) -> None:
    """The delay was done to the first attempt only."""
    shop.receiver.answer = lambda _: 500
    shop.sandbox.make_mischief(shop.webhook["id"], delay_seconds=600)
    shop.create()
    shop.sandbox.advance(seconds=660)
    (delivery,) = shop.sandbox.deliveries()[1:]
    assert [attempt["sent_at"] for attempt in delivery["attempts"]] == ["2017-01-04T08:02:34Z", "2017-01-04T08:03:34Z"]
    assert shop.mischief() == [[["delay"], []]]


def test_what_is_held_back_leaves_at_its_time_also_when_the_mischief_has_ended(shop: Shop) -> None:
    """What is new then goes before it."""
    shop.sandbox.make_mischief(shop.webhook["id"], delay_seconds=600)
    shop.create(external_order_num="held back")
    shop.sandbox.end_mischief(shop.webhook["id"])
    shop.create(external_order_num="new")
    assert orders(shop.arrived()) == ["new"]
    shop.sandbox.advance(minutes=10)
    assert orders(shop.arrived()) == ["new", "held back"]


def test_reversed_deliveries_leave_last_one_first(shop: Shop) -> None:
    """A window opens with the first of them and takes in what comes until it closes."""
    shop.sandbox.make_mischief(shop.webhook["id"], reorder="reversed", window_seconds=30)
    for order in "abc":
        shop.create(external_order_num=order)
        shop.sandbox.advance(seconds=10)
    assert orders(shop.arrived()) == list("cba")
    for order in "de":
        shop.create(external_order_num=order)
    shop.sandbox.advance(seconds=29)
    assert orders(shop.arrived()) == list("cba")
    shop.sandbox.advance(seconds=1)
    assert orders(shop.arrived()) == list("cbaed")
    assert shop.mischief() == [[["reorder"]]] * 5


def test_a_retry_opens_no_window(shop: Shop) -> None:
    """What is new waits for its own one."""
    shop.sandbox.make_mischief(shop.webhook["id"], reorder="reversed", window_seconds=30)
    shop.receiver.answer = lambda _: 500
    shop.create(external_order_num="a")
    shop.sandbox.advance(seconds=30)
    shop.receiver.answer = lambda _: 200
    shop.create(external_order_num="b")
    assert shop.sandbox.deliveries()[1]["next_attempt_at"] == "2017-01-04T07:54:04Z"
    assert shop.sandbox.deliveries()[2]["next_attempt_at"] == "2017-01-04T07:53:34Z"


def disorder(shop: Shop, count: int = 8) -> str:
    """Play the same again, in a drawn order."""
    shop.sandbox.reset()
    before = len(shop.receiver.posts) + 1
    webhook_id = shop.sandbox.add_webhook(shop.receiver.url, SECRET)["id"]
    shop.sandbox.make_mischief(webhook_id, reorder="drawn")
    for order in "abcdefgh"[:count]:
        shop.create(external_order_num=order)
    shop.sandbox.advance(minutes=1)
    return "".join(orders(shop.receiver.posts[before:]))


def test_a_drawn_order_repeats_with_the_seed(shop: Shop) -> None:
    """It is another one than theirs, nothing is missing, and how many follow does not matter."""
    first = disorder(shop)
    assert sorted(first) == list("abcdefgh")
    assert first not in {"abcdefgh", "hgfedcba"}
    assert disorder(shop) == first
    assert disorder(shop, 5) == "".join(order for order in first if order in "abcde")


def test_disorder_does_not_change_what_a_seed_draws(shop: Shop) -> None:
    """Payments, events and deliveries have the same ids as without it."""

    def play(**mischief: Any) -> Any:
        shop.sandbox.reset()
        webhook_id = shop.sandbox.add_webhook(shop.receiver.url, SECRET)["id"]
        shop.sandbox.make_mischief(webhook_id, **mischief)
        payments = [shop.create() for _ in range(3)]
        shop.sandbox.advance(minutes=2)
        return payments, [(d["id"], d["event"]) for d in shop.sandbox.deliveries()]

    assert play() == play(duplicates=2, reorder="drawn", delay_seconds=1, wrong_signature=1, altered_body=1)
