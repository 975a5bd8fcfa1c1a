"""Client and sandbox agree on webhooks: through the whole gauntlet a merchant comes to the state that the API tells."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju import Komoju, webhooks
from komoju.models import CreditCardRequest, KonbiniRequest, NetCashRequest, PrepaidContinuation
from komoju.webhooks import PaymentEvent, PaymentState, WebhookSignatureError
from komoju_sandbox.testing import RunningSandbox

from tests.contract.effort import examples
from tests.sandbox.receiver import SECRET, Post, Receiver

CARD = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")
PREPAID = "1111111111111111"

GAUNTLETS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "duplicates": {"duplicates": 2},
    "duplicates at once": {"duplicates": 5, "concurrent": True},
    "reversed": {"reorder": "reversed", "window_seconds": 100_000},
    "drawn order": {"reorder": "drawn", "window_seconds": 100_000},
    "late": {"delay_seconds": 100_000},
    "wrong signatures": {"wrong_signature": 5},
    "altered bodies": {"altered_body": 5},
    "everything": {
        "duplicates": 3,
        "concurrent": True,
        "reorder": "drawn",
        "window_seconds": 500_000,
        "delay_seconds": 1_000,
        "wrong_signature": 7,
        "altered_body": 5,
    },
}
FORGED = {"wrong_signature", "altered_body"}


class Shop:
    """Keeps the state of each payment, as the client adds it up. Refuses what is not KOMOJU's."""

    def __init__(self, secret: str = SECRET) -> None:
        self.states: dict[str, PaymentState] = {}
        self._secret = secret
        self._lock = Lock()

    def __call__(self, post: Post) -> int:
        try:
            event = webhooks.verify(post.raw, post.headers[webhooks.SIGNATURE_HEADER.lower()], self._secret)
        except WebhookSignatureError:
            return 401
        if isinstance(event, PaymentEvent):
            with self._lock:
                known = self.states.get(event.data.id)
                self.states[event.data.id] = PaymentState(event) if known is None else known.apply(event)
        return 200


class Stubborn(Shop):
    """Fails twice with each delivery before it takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._failed: dict[str, int] = {}

    def __call__(self, post: Post) -> int:
        with self._lock:
            self._failed[post.delivery_id] = count = self._failed.get(post.delivery_id, 0) + 1
        return 500 if count <= 2 else super().__call__(post)


def live(sandbox: RunningSandbox) -> list[str]:
    """Let payments of several kinds live, an hour between their steps, and give their ids."""
    with Komoju(sandbox.secret_key, base_url=sandbox.base_url) as komoju:

        def create(details: Any, **more: Any) -> str:
            return komoju.payments.create(amount=3000, currency="JPY", payment_details=details, **more).id

        kept, called_off, partly, wholly = (create(CARD, capture=False) for _ in range(4))
        paid, forgotten = (create(KonbiniRequest(store="lawson")) for _ in range(2))
        short = create(NetCashRequest(prepaid_number=PREPAID))
        steps: list[Callable[[], object]] = [
            lambda: komoju.payments.update(kept, metadata={"step": "one"}),
            lambda: komoju.payments.capture(kept),
            lambda: komoju.payments.update(kept, metadata={"step": "two"}),
            lambda: komoju.payments.cancel(called_off),
            lambda: komoju.payments.capture(partly),
            lambda: komoju.payments.refund(partly, amount=100),
            lambda: komoju.payments.refund(partly, amount=200),
            lambda: komoju.payments.capture(wholly),
            lambda: komoju.payments.refund(wholly, amount=1000),
            lambda: komoju.payments.refund(wholly),
            lambda: sandbox.pay(paid),
            lambda: komoju.payments.update(short, payment_details=PrepaidContinuation(prepaid_number=PREPAID)),
            lambda: sandbox.advance(days=5),
        ]
        for step in steps:
            sandbox.advance(hours=1)
            step()
        return [kept, called_off, partly, wholly, paid, forgotten, short]


@pytest.mark.parametrize("stubborn", [False, True], ids=["willing", "stubborn"])
@pytest.mark.parametrize("gauntlet", GAUNTLETS)
def test_the_gauntlet_changes_nothing_about_the_state(
    sandbox: RunningSandbox, gauntlet: str, *, stubborn: bool
) -> None:
    """Every payment stands where the API says, and what was forged has been refused."""
    shop = Stubborn() if stubborn else Shop()
    with Receiver(shop) as receiver, Komoju(sandbox.secret_key, base_url=sandbox.base_url) as komoju:
        webhook_id = sandbox.add_webhook(receiver.url, SECRET)["id"]
        sandbox.settle()
        sandbox.make_mischief(webhook_id, **GAUNTLETS[gauntlet])
        ids = live(sandbox)
        sandbox.advance(days=10)
        sandbox.resend_since("2017-01-01T00:00:00Z")
        sandbox.advance(days=1)
        assert shop.states.keys() == set(ids)
        for payment_id in ids:
            assert shop.states[payment_id].payment == komoju.payments.show(payment_id)
            assert shop.states[payment_id].conflict == ()
    attempts = [attempt for delivery in sandbox.deliveries() for attempt in delivery["attempts"]]
    forged = [attempt for attempt in attempts if FORGED & set(attempt["mischief"])]
    wanted = GAUNTLETS[gauntlet].keys() & FORGED
    assert {trick for attempt in forged for trick in FORGED & set(attempt["mischief"])} == wanted
    assert all(attempt["status"] in {401, 500} for attempt in forged)
    assert {delivery["status"] for delivery in sandbox.deliveries()} == {"delivered"}


@settings(max_examples=examples(15))
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "duplicates": st.integers(0, 3),
            "concurrent": st.booleans(),
            "reorder": st.sampled_from(["drawn", "reversed"]),
            "window_seconds": st.integers(1, 500_000),
            "delay_seconds": st.integers(0, 500_000),
            "wrong_signature": st.integers(0, 20),
            "altered_body": st.integers(0, 20),
        },
    )
)
def test_no_mischief_changes_the_state(running: RunningSandbox, mischief: dict[str, Any]) -> None:
    """Whatever is done together: every payment stands where the API says."""
    running.reset()
    shop = Shop()
    with Receiver(shop) as receiver, Komoju(running.secret_key, base_url=running.base_url) as komoju:
        webhook_id = running.add_webhook(receiver.url, SECRET)["id"]
        running.settle()
        running.make_mischief(webhook_id, **mischief)
        ids = live(running)
        running.advance(days=20)
        running.resend_since("2017-01-01T00:00:00Z")
        running.advance(days=1)
        assert {name: state.payment for name, state in shop.states.items()} == {
            name: komoju.payments.show(name) for name in ids
        }


@pytest.mark.parametrize("forged", sorted(FORGED))
def test_what_is_always_forged_is_never_believed(sandbox: RunningSandbox, forged: str) -> None:
    """The client refuses each attempt, until the mischief ends and all is sent again."""
    shop = Shop()
    with Receiver(shop) as receiver:
        webhook_id = sandbox.add_webhook(receiver.url, SECRET)["id"]
        sandbox.settle()
        sandbox.make_mischief(webhook_id, **{forged: True})
        ids = live(sandbox)
        sandbox.advance(days=1)
        assert shop.states == {}
        deliveries = sandbox.deliveries()[1:]
        assert {attempt["status"] for delivery in deliveries for attempt in delivery["attempts"]} == {401}
        assert {delivery["status"] for delivery in deliveries} == {"failed"}
        sandbox.end_mischief(webhook_id)
        assert sandbox.resend_since("2017-01-01T00:00:00Z", webhook_id) == len(deliveries)
        sandbox.settle()
        assert shop.states.keys() == set(ids)


def test_a_receiver_with_another_secret_believes_nothing(sandbox: RunningSandbox) -> None:
    """Not even the ping."""
    shop = Shop("another secret")
    with Receiver(shop) as receiver:
        sandbox.add_webhook(receiver.url, SECRET)
        live(sandbox)
        statuses = {attempt["status"] for delivery in sandbox.deliveries() for attempt in delivery["attempts"]}
        assert (shop.states, statuses) == ({}, {401})
