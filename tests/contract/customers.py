"""What a call on a customer has to come to, and what is stored with each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.contract.model import Expected, stamp

NOT_FOUND = {("not_found", None)}


@dataclass
class Customer:
    """A customer as it was last seen, with the details that it pays with, if any are stored."""

    shown: dict[str, Any]
    details: dict[str, Any] | None


@dataclass
class Customers:
    """Every customer that has not been deleted, oldest first."""

    known: dict[str, Customer] = field(default_factory=dict)

    def expected(self, operation: str, customer_id: str | None, body: dict[str, Any], now: datetime) -> Expected:
        """What a call with right details has to come to."""
        if customer_id is None:
            made = {"resource": "customer", "email": body.get("email"), "metadata": body.get("metadata", {})}
            return Expected(body={**made, "created_at": stamp(now)})
        customer = self.known.get(customer_id)
        if customer is None:
            return Expected(NOT_FOUND)
        return Expected(body={**customer.shown, **_changes(body)} if operation == "updateCustomer" else customer.shown)

    def remember(self, operation: str, details: dict[str, Any] | None, shown: dict[str, Any]) -> bool:
        """Remember what came of a call, and tell whether something has changed."""
        before = self.known.get(shown["id"])
        if operation == "deleteCustomer":
            return self.known.pop(shown["id"], None) is not None
        stored = details or (before and before.details)
        self.known[shown["id"]] = after = Customer(shown, stored)
        return before != after


def _changes(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("email", "metadata") if name in body}
