"""Lists are only read. What can be found in them is told by the order number that a story gave to its own payments."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.real.story import Story

PAST, FUTURE = "2001-01-01T00:00:00Z", "2101-01-01T00:00:00Z"


def pages(story: Story) -> None:
    """Three payments over pages of two, newest first."""
    for scenario in ("payments-konbini-lawson", "payments-web-money", "payments-credit-card-authorize"):
        story.make("/payments", story.body(scenario, external_order_num=story.order))
    story.get("/payments", external_order_num=story.order)
    for page in (1, 2, 3):
        story.get("/payments", external_order_num=story.order, page=page, per_page=2)


def filters(story: Story) -> None:
    """Each filter on its own, and one that finds nothing."""
    story.make("/payments", story.body("payments-konbini-lawson", external_order_num=story.order))
    story.make("/payments", story.body("payments-culture-voucher", external_order_num=story.order))
    for filtered in (
        *({"status": status} for status in ("authorized", "captured", "refunded")),
        *({"currency": currency} for currency in ("JPY", "KRW")),
        *({"start_time": PAST}, {"start_time": FUTURE}, {"end_time": PAST}, {"end_time": FUTURE}),
    ):
        story.get("/payments", external_order_num=story.order, **filtered)


def wrong_filters(story: Story) -> None:
    """Pages and filters that there are not."""
    for name, value in (
        *(("page", 0), ("page", "x"), ("per_page", 0), ("per_page", 101), ("per_page", "x")),
        *(("status", "lost"), ("start_time", "yesterday"), ("colour", "red")),
    ):
        story.get("/payments", **{"external_order_num": story.order, name: value})


def whole_lists(story: Story) -> None:
    """What the account shows of itself, as far as the rules for every page go."""
    story.get("/payments")
    story.get("/payments", page=2, per_page=5)
    story.get("/customers")
    story.get("/events")


def events(story: Story) -> None:
    """What a payment has told of itself."""
    made = story.make("/payments", story.body("payments-konbini-lawson"))
    story.get(f"/events/{story.event_about(made)}")


PROBES: dict[str, Callable[[Story], None]] = {
    "lists: pages": pages,
    "lists: filters": filters,
    "lists: wrong filters": wrong_filters,
    "lists: as they are": whole_lists,
    "lists: events": events,
}
