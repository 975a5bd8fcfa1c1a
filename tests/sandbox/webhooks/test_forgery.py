"""Forged on demand: a wrong signature or an altered body, so many times or always, and all mischief at once."""

from tests.sandbox.receiver import SECRET
from tests.sandbox.webhooks.shop import CALM, Shop


def test_a_wrong_signature_is_that_of_another_secret(shop: Shop) -> None:
    """So many times; a receiver that refuses it gets the right one with the next try."""
    shop.receiver.answer = lambda post: 200 if post.is_signed_with(SECRET) else 401
    shop.sandbox.make_mischief(shop.webhook["id"], wrong_signature=2)
    shop.create()
    assert shop.sandbox.mischief(shop.webhook["id"]) == {**CALM, "wrong_signature": 1}
    shop.sandbox.advance(hours=1)
    first, second, third = shop.arrived()
    assert first == second
    assert first.raw == third.raw
    assert len(first.headers["x-komoju-signature"]) == len(third.headers["x-komoju-signature"])
    assert [post.is_signed_with(SECRET) for post in (first, third)] == [False, True]
    assert shop.mischief() == [[["wrong_signature"], ["wrong_signature"], []]]
    assert shop.sandbox.mischief(shop.webhook["id"]) == CALM


def test_an_altered_body_has_the_signature_of_the_true_one(shop: Shop) -> None:
    """It is an event all the same, and the record shows it as it was sent."""
    shop.receiver.answer = lambda post: 200 if post.is_signed_with(SECRET) else 401
    shop.sandbox.make_mischief(shop.webhook["id"], altered_body=1)
    shop.create(metadata={"a": "b"})
    shop.sandbox.advance(hours=1)
    forged, true = shop.arrived()
    assert forged.headers["x-komoju-signature"] == true.headers["x-komoju-signature"]
    changed = {**true.event["data"], "metadata": {"altered": "after it was signed"}}
    assert forged.event == {**true.event, "data": changed}
    attempts = shop.sandbox.delivery(true.delivery_id)["attempts"]
    assert [attempt["request"]["body"].encode() for attempt in attempts] == [forged.raw, true.raw]
    assert [attempt["mischief"] for attempt in attempts] == [["altered_body"], []]


def test_forgery_does_not_end_by_itself_when_all_is_to_be_forged(shop: Shop) -> None:
    """A receiver that looks at signatures never gets it; a resend after the mischief does."""
    shop.receiver.answer = lambda post: 200 if post.is_signed_with(SECRET) else 401
    shop.sandbox.make_mischief(shop.webhook["id"], wrong_signature=True)
    shop.create()
    shop.sandbox.advance(days=1)
    (delivery,) = shop.sandbox.deliveries()[1:]
    assert (delivery["status"], len(delivery["attempts"])) == ("failed", 4)
    shop.sandbox.end_mischief(shop.webhook["id"])
    shop.sandbox.resend(delivery["id"])
    shop.sandbox.settle()
    assert shop.sandbox.deliveries()[1]["status"] == "delivered"


def test_counts_go_post_by_post_through_duplicates(shop: Shop) -> None:
    """Here three of four are forged."""
    shop.sandbox.make_mischief(shop.webhook["id"], duplicates=1, wrong_signature=3)
    for _ in range(2):
        shop.create()
    assert [post.is_signed_with(SECRET) for post in shop.arrived()] == [False, False, False, True]


def test_all_mischief_at_once_is_recorded_in_full(shop: Shop) -> None:
    """In the order in which it is done."""
    shop.sandbox.make_mischief(
        shop.webhook["id"],
        duplicates=1,
        concurrent=True,
        reorder="reversed",
        delay_seconds=1,
        wrong_signature=True,
        altered_body=True,
    )
    shop.create()
    shop.sandbox.advance(minutes=2)
    wait, forged = ["delay", "reorder"], ["concurrent", "wrong_signature", "altered_body"]
    assert shop.mischief() == [[[*wait, *forged], [*wait, "duplicate", *forged]]]
