"""Customers that a story makes, lets pay, and deletes."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.real.story import Story
from tests.contract.wire import JSON


def with_a_card(story: Story) -> None:
    """A customer pays until it is deleted."""
    made = story.make("/customers", story.body("customers-credit-card"))
    story.get(f"/customers/{made}")
    payment = {"amount": 1000, "currency": "JPY", "customer": made}
    story.post("/payments", payment)
    story.patch(f"/customers/{made}", {"email": "test@example.com", "metadata": {"colour": "red"}})
    story.get(f"/customers/{made}")
    story.delete(f"/customers/{made}")
    story.get(f"/customers/{made}")
    story.delete(f"/customers/{made}")
    story.post("/payments", payment)


def by_token(story: Story) -> None:
    """A token is used up by the customer that it is stored with."""
    token = story.make("/tokens", story.body("tokens-credit-card"))
    made = story.make("/customers", {"payment_details": token}, JSON)
    story.post("/payments", {"amount": 1000, "currency": "JPY", "customer": made})
    story.post("/customers", {"payment_details": token})
    story.delete(f"/customers/{made}")


def without_details(story: Story) -> None:
    """Nothing is stored, so nothing can be paid; then a card is stored, and it can."""
    made = story.make("/customers", story.body("customers-without-details"))
    payment = {"amount": 1000, "currency": "JPY", "customer": made}
    story.post("/payments", payment)
    story.patch(f"/customers/{made}", {"payment_details": story.body("customers-credit-card")["payment_details"]})
    story.post("/payments", payment)
    story.post("/payments", {**story.body("payments-konbini-lawson"), "customer": made})
    story.delete(f"/customers/{made}")


PROBES: dict[str, Callable[[Story], None]] = {
    "customers: with a card": with_a_card,
    "customers: by token": by_token,
    "customers: without details": without_details,
}
