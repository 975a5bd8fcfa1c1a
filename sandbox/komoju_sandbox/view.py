"""Replies in the key order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Trail


class View:
    """Builds the resources that a reply shows."""

    def __init__(self, contract: Contract) -> None:
        self._schemas = contract.schemas
        self._shown_types = contract.shown_types
        self._token_types = contract.token_types
        self._event_types = contract.event_types

    def payment(self, values: JsonObject) -> JsonObject:
        """Show a payment of these values."""
        return in_order(self._schemas["Payment"], {"resource": "payment", **values})

    def details(self, payment_type: str, shown: JsonObject) -> JsonObject:
        """Show the `payment_details` of a payment."""
        return in_order(self._shown_types[payment_type], {"type": payment_type, **shown})

    def refund(self, values: JsonObject) -> JsonObject:
        """Show one entry of `refunds`."""
        return in_order(self._schemas["Refund"], {"resource": "refund", **values})

    def refund_request(self, values: JsonObject) -> JsonObject:
        """Show one entry of `refund_requests`."""
        return in_order(self._schemas["RefundRequest"], values)

    def customer(self, values: JsonObject) -> JsonObject:
        """Show a customer."""
        return in_order(self._schemas["Customer"], {"resource": "customer", **values})

    def page(self, name: str, values: JsonObject) -> JsonObject:
        """Show a page of a list, by the name of its schema."""
        return in_order(self._schemas[name], {"resource": "list", **values})

    def event(self, values: JsonObject) -> JsonObject:
        """Show an event."""
        return in_order(self._event_types[values["type"]], {"resource": "event", **values})

    def token(self, values: JsonObject, details: JsonObject, trail: Trail) -> JsonObject:
        """Show a token: of its details what the document lists, as far as it was sent."""
        listed = self._token_types[details["type"]]["properties"]
        shown = {name: details[name] for name in listed if name in details}
        if len(shown) < len(listed):
            trail.rests_on("choice: token-optional-keys")
        return in_order(self._schemas["Token"], {"resource": "token", "payment_details": shown, **values})


def in_order(schema: JsonObject, values: JsonObject) -> JsonObject:
    """Pick the members that the schema lists, in its order. A missing one raises `KeyError`."""
    return {name: values[name] for name in schema["properties"]}
