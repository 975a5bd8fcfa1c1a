"""The handlers behind `/sandbox/webhooks` and `/sandbox/deliveries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.clock import epoch, parse_instant
from komoju_sandbox.errors import ApiError
from komoju_sandbox.mischief import Mischief

if TYPE_CHECKING:
    from komoju_sandbox.deliveries import Deliveries
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.webhooks import Webhooks


class Notices:
    """What can be asked about webhooks and deliveries. Each handler runs on checked input, in a transaction."""

    def __init__(self, webhooks: Webhooks, outbox: Outbox, deliveries: Deliveries) -> None:
        self._webhooks = webhooks
        self._outbox = outbox
        self._deliveries = deliveries

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

    def mischief(self, call: Call) -> Reply:
        """Show what is done to the deliveries of a webhook. Raises `not_found`."""
        return ok(self._webhooks.mischief(call.path["webhook_id"]).shown())

    def make_mischief(self, call: Call) -> Reply:
        """Have this done from now on, instead of what was done before. Raises `not_found`."""
        self._webhooks.set_mischief(call.path["webhook_id"], Mischief(**call.body))
        return self.mischief(call)

    def deliveries(self, call: Call) -> Reply:
        """List deliveries with their attempts in short, that of the latest event first. Raises `not_found`."""
        return ok(self._deliveries.page(call.query["limit"], call.query.get("before")))

    def delivery(self, call: Call) -> Reply:
        """Show a delivery with all that was sent and came back. Raises `not_found`."""
        return ok(self._deliveries.show(call.path["delivery_id"]))

    def resend(self, call: Call) -> Reply:
        """Send a delivery once more. Raises `not_found`, also when its webhook is gone."""
        self._outbox.resend(call.path["delivery_id"])
        return ok(self._deliveries.in_short(call.path["delivery_id"]))

    def resend_since(self, call: Call) -> Reply:
        """Send once more what tells of events since then: what has failed, or all.

        Raises `invalid_parameter` for a time that is none, and `not_found` for an unknown webhook.
        """
        try:
            since = parse_instant(call.body["since"])
        except ValueError as error:
            raise ApiError("invalid_parameter", "since") from error
        webhook_id = call.body.get("webhook")
        if webhook_id is not None and not self._webhooks.knows(webhook_id):
            raise ApiError("not_found")
        second = epoch(since) + (since.microsecond > 0)
        resent = self._outbox.resend_since(second, webhook_id, only_failed=call.body["status"] == "failed")
        return ok({"resent": resent})

    def clear(self) -> None:
        """Forget every webhook, event and delivery."""
        self._outbox.clear()
        self._webhooks.clear()
