"""The handlers behind `/sandbox/webhooks` and `/sandbox/deliveries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok

if TYPE_CHECKING:
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.webhooks import Webhooks


class Notices:
    """What can be asked about webhooks and deliveries. Each handler runs in a transaction of its own."""

    def __init__(self, webhooks: Webhooks, outbox: Outbox) -> None:
        self._webhooks = webhooks
        self._outbox = outbox

    def add(self, call: Call) -> Reply:
        """Register a webhook and send it a ping. Raises `invalid_parameter`."""
        added = self._webhooks.add(call.body, call.now)
        self._outbox.ping(added["id"], call.now)
        return ok(added)

    def list(self, _: Call) -> Reply:
        """Show the webhooks, oldest first."""
        return ok({"data": self._webhooks.registered()})

    def remove(self, call: Call) -> Reply:
        """Forget a webhook and what it was still to get. Raises `not_found`."""
        removed = self._webhooks.remove(call.path["webhook_id"])
        self._outbox.drop(removed["id"])
        return ok(removed)

    def deliveries(self, _: Call) -> Reply:
        """Show all deliveries with their attempts, in the order of their events."""
        return ok({"data": self._outbox.deliveries()})

    def resend(self, call: Call) -> Reply:
        """Send a delivery once more. Raises `not_found`, also when its webhook is gone."""
        return ok(self._outbox.resend(call.path["delivery_id"]))

    def clear(self) -> None:
        """Forget every webhook, event and delivery."""
        self._outbox.clear()
        self._webhooks.clear()
