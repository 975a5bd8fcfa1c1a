"""Requests that are refused: the key, the bytes, the parameters, and ids that nobody has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contract.real.safety import NO_TOKEN, UNKNOWN
from tests.contract.real.story import NONE, WRONG, Story
from tests.contract.wire import JSON

KONBINI = "payments-konbini-lawson"


def wrong_keys(story: Story) -> None:
    """A wrong key opens nothing, and no key does neither."""
    story.get("/payments", key=WRONG)
    story.get("/payments", key=NONE)
    story.post("/tokens", story.body("tokens-konbini-lawson"), key=WRONG)


def missing_parameters(story: Story) -> None:
    """Each parameter that has to be there is missing once."""
    for name in ("amount", "currency", "payment_details"):
        body = story.body(KONBINI)
        del body[name]
        story.post("/payments", body)
    for scenario, name in ((KONBINI, "store"), ("payments-credit-card", "number"), (KONBINI, "type")):
        story.post("/payments", _with_details(story, scenario, without=name))
    story.post("/tokens", {}, JSON)


def wrong_parameters(story: Story) -> None:
    """Each of these values is wrong."""
    for name, value in (
        *(("amount", "abc"), ("amount", -1), ("currency", "XYZ"), ("tax", "some"), ("tax", -1)),
        *(("locale", "fr"), ("payment_details", NO_TOKEN), ("capture", "perhaps"), ("colour", "red")),
    ):
        story.post("/payments", story.body(KONBINI, **{name: value}))
    for name, value in (("store", "nowhere"), ("email", "nobody"), ("phone", "1"), ("expiry_days", 60)):
        story.post("/payments", _with_details(story, KONBINI, **{name: value}))
    story.post("/payments", _with_details(story, "payments-credit-card", month=13))
    story.post("/payments", story.body(KONBINI, payment_details={"type": "gold"}))
    story.post("/payments", story.body("payments-culture-voucher", currency="JPY"))


def wrong_types(story: Story) -> None:
    """JSON can carry values of other types, and bytes that are no JSON."""
    for name, value in (("amount", [1000]), ("metadata", "text"), ("payment_details", 7)):
        story.post("/payments", story.body(KONBINI, **{name: value}), JSON)
    story.post("/payments", b'{"amount": ', JSON)


def limits(story: Story) -> None:
    """The greatest total that a konbini and PayEasy take, and one yen more."""
    for scenario, greatest in ((KONBINI, 299_999), ("payments-pay-easy", 999_999)):
        for amount in (greatest, greatest + 1):
            story.post("/payments", story.body(scenario, amount=amount, tax=0))
    story.post("/payments", story.body(KONBINI, amount=0, tax=0))


def unknown_ids(story: Story) -> None:
    """Nobody has this id."""
    for resource in ("payments", "customers", "events"):
        story.get(f"/{resource}/{UNKNOWN}")


def _with_details(story: Story, scenario: str, without: str | None = None, **changed: Any) -> dict[str, Any]:
    body = story.body(scenario)
    details = {**body["payment_details"], **changed}
    return {**body, "payment_details": {name: value for name, value in details.items() if name != without}}


PROBES: dict[str, Callable[[Story], None]] = {
    "refused: keys": wrong_keys,
    "refused: missing parameters": missing_parameters,
    "refused: wrong parameters": wrong_parameters,
    "refused: wrong types": wrong_types,
    "refused: beyond the limits": limits,
    "refused: unknown ids": unknown_ids,
}
