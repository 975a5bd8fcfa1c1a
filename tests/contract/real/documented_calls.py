"""Every documented way to pay, in both content types, with every documented number, and by token."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.contract.contract import document, operations
from tests.contract.numbers import documented
from tests.contract.real.story import Story
from tests.contract.watched import example
from tests.contract.wire import FORM, JSON


def probes() -> dict[str, Callable[[Story], None]]:
    """Give the probes that follow from the examples and the test numbers of the document."""
    return {
        **{f"pay: {name}": partial(_pay, f"payments-{name}") for name in _examples("createPayment")},
        **{f"token: {name}": partial(_token, f"tokens-{name}") for name in _examples("createToken")},
        **{f"numbers: {name}": partial(_numbers, name) for name in NUMBERED},
    }


NUMBERED = {
    "credit-card": "number",
    "web-money": "prepaid_number",
    "bit-cash": "prepaid_number",
}
"""The scenarios whose numbers have different outcomes, with the field that holds them."""


def _examples(operation: str) -> list[str]:
    """List the examples that bring their details along."""
    content = operations()[operation].said["requestBody"]["content"]
    prefix = {"createPayment": "payments", "createToken": "tokens"}[operation]
    named = content["application/json"]["examples"]
    return [name for name in named if isinstance(example(f"{prefix}-{name}").get("payment_details"), dict)]


def _pay(scenario: str, story: Story) -> None:
    made = story.make("/payments", story.body(scenario), FORM)
    story.get(f"/payments/{made}")
    story.post("/payments", story.body(scenario), JSON)


def _token(scenario: str, story: Story) -> None:
    """A token pays once."""
    story.post("/tokens", story.body(scenario), JSON)
    token = story.make("/tokens", story.body(scenario), FORM)
    currency = "KRW" if "culture" in scenario else "JPY"
    payment = {"amount": 1000, "currency": currency, "payment_details": token}
    story.post("/payments", payment)
    story.post("/payments", payment)


def _numbers(name: str, story: Story) -> None:
    """Each number has its outcome; the first card also in a year that has passed."""
    field = NUMBERED[name]
    details = story.body(f"payments-{name}")["payment_details"]
    for number in _numbers_of(details["type"], field):
        body = story.body(f"payments-{name}", payment_details={**details, field: number})
        story.post("/payments", body)
    if "year" in details:
        past = {**details, "year": story.year - 4}
        story.post("/payments", story.body(f"payments-{name}", payment_details=past))


def _numbers_of(payment_type: str, field: str) -> list[Any]:
    schemas = document()["components"]["schemas"]
    mapping = schemas["PaymentDetailsRequest"]["discriminator"]["mapping"]
    said = schemas[mapping[payment_type].rpartition("/")[2]]["properties"][field]
    return [str(entry["value"]) for entry in said["x-test-numbers"] if str(entry["value"]) in documented()[field]]
