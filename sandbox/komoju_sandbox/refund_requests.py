"""Refund requests: money that somebody at the service would send to a bank account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from komoju_sandbox.calls import Call
    from komoju_sandbox.draw import Draw
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.payments import Payments
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.storage import Database

PENDING = "pending"
REPLY = "choice: refund-request-reply"
OPTIONAL = ("bank_code", "branch_name", "description")
REQUESTED = "SELECT coalesce(sum(amount), 0) FROM refund_requests WHERE payment = ?"


class RefundRequests:
    """Keeps how much was asked for, which the payment does not show."""

    def __init__(self, rules: Rules, database: Database, payments: Payments, draw: Draw) -> None:
        self._lifecycle = rules.lifecycle
        self._view = rules.view
        self._database = database
        self._payments = payments
        self._draw = draw

    def clear(self) -> None:
        """Forget every request."""
        self._database.execute("DELETE FROM refund_requests")

    def create(self, call: Call) -> Reply:
        """`createRefundRequest`. Raises `not_refundable`, or `invalid_parameter` for more than is left."""
        payment = self._payments.find(call)
        moves = self._lifecycle.find("createRefundRequest", payment["status"], payment["payment_details"]["type"])
        if not moves:
            raise self._lifecycle.refusal("createRefundRequest", "choice: refund-request-types")
        requested = self._database.execute(REQUESTED, (payment["id"],)).fetchone()[0]
        if call.body["amount"] > payment["total"] - payment["amount_refunded"] - requested:
            raise ApiError("invalid_parameter", "amount", source="choice: refund-request-amount")
        request = self._keep(call, payment["id"])
        payment["refund_requests"].append(request)
        return self._payments.move(payment, moves[payment["status"]], call, source=REPLY)

    def _keep(self, call: Call, payment_id: str) -> JsonObject:
        values = {**dict.fromkeys(OPTIONAL), **call.body, "payment": payment_id, "status": PENDING}
        call.trail.rests_on(REPLY, "choice: refund-request-status")
        if any(values[name] is None for name in OPTIONAL):
            call.trail.rests_on("choice: refund-request-optional")
        request = self._view.refund_request(
            {**values, "id": self._draw.resource_id(), "created_at": stamp(call.now)},
        )
        self._database.execute(
            "INSERT INTO refund_requests (id, payment, amount) VALUES (?, ?, ?)",
            (request["id"], payment_id, call.body["amount"]),
        )
        return request
