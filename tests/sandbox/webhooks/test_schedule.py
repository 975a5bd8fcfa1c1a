"""Whatever fails, and however time passes: every attempt is made in its documented second, and no other one."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from komoju_sandbox.clock import stamp
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import START, Shop
from tests.values import document

PAUSES: list[int] = document()["x-lifecycle"]["webhooks"]["retries"]["after_seconds"]
SPANS = st.sampled_from([0, 1, 59, 60, 61, 299, 300, 359, 360, 361, 1799, 1800, 2160, 3600]) | st.integers(0, 4000)


def attempts_at(made: datetime, failures: int, until: datetime) -> list[str]:
    """Work out when a delivery is tried that is refused so often."""
    moments = [made]
    for pause in PAUSES[:failures]:
        moments.append(moments[-1] + timedelta(seconds=pause))
    return [stamp(moment) for moment in moments if moment <= until]


class Reluctant:
    """Refuses what tells of an order as often as it was told to, then takes it."""

    def __init__(self, failures: list[int]) -> None:
        self._left = dict(enumerate(failures))

    def __call__(self, post: Post) -> int:
        if post.type == "ping":
            return 200
        order = int(post.event["data"]["external_order_num"])
        self._left[order] -= 1
        return 500 if self._left[order] >= 0 else 200


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(PAUSES) + 1), SPANS), min_size=1, max_size=4))
def test_every_attempt_is_made_in_its_second(running: RunningSandbox, plan: list[tuple[int, int]]) -> None:
    """Each event is refused so often before it is taken, and so many seconds follow it."""
    running.reset()
    with Receiver(Reluctant([failures for failures, _ in plan])) as receiver:
        shop = Shop(running, receiver, running.add_webhook(receiver.url, SECRET))
        now, made = START, []
        for number, (_, span) in enumerate(plan):
            shop.create(external_order_num=str(number))
            made.append(now)
            running.advance(seconds=span)
            now += timedelta(seconds=span)
        found = running.deliveries()[1:]
    for delivery, moment, (failures, _) in zip(found, made, plan, strict=True):
        wanted, later = attempts_at(moment, failures, now), attempts_at(moment, failures, now + timedelta(days=1))
        assert [attempt["sent_at"] for attempt in delivery["attempts"]] == wanted
        assert delivery["next_attempt_at"] == (later[len(wanted)] if later != wanted else None)
        assert delivery["status"] == (
            "pending" if later != wanted else "failed" if failures > len(PAUSES) else "delivered"
        )
