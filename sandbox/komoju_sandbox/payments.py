"""The operations on payments that exist: show, list, update, capture, cancel, refund, and what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.check import wrong_payment_type
from komoju_sandbox.clock import epoch, parse_instant, stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.lifecycle import CUSTOMER_PAYS, DEADLINE
from komoju_sandbox.prepaid import add_card

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.lifecycle import Transition
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store


class Payments:
    """Decides by the life cycle, and keeps what was decided in the store."""

    def __init__(self, rules: Rules, store: Store, outbox: Outbox, draw: Draw) -> None:
        self._contract = rules.contract
        self._lifecycle = rules.lifecycle
        self._view = rules.view
        self._errors = rules.errors
        self._store = store
        self._outbox = outbox
        self._draw = draw

    def show(self, call: Call) -> Reply:
        """`showPayment`."""
        return ok(self._find(call.payment_id))

    def list(self, call: Call) -> Reply:
        """`listPayments`: newest first; a page past the end is empty and has the true total."""
        page, per_page = call.query["page"], call.query["per_page"]
        filters = _filters(call.query)
        total = self._store.count(filters)
        last_page = -(-total // per_page)
        data = self._store.page(filters, offset=(page - 1) * per_page, limit=per_page) if page <= last_page else []
        shown = {"total": total, "page": page, "per_page": per_page, "last_page": last_page}
        return ok(self._view.payments({**shown, "data": data}))

    def update(self, call: Call) -> Reply:
        """`updatePayment`: the notes as sent, and a further prepaid card for a pending payment.

        A refusal of the card is returned, since a processor was asked; the notes stay as they were then.
        """
        before = self._find(call.payment_id)
        changed: JsonObject = {name: call.body[name] for name in ("description", "metadata") if name in call.body}
        payment = {**before, **changed}
        if "payment_details" not in call.body:
            self._keep(payment)
            if payment != before:
                self._outbox.put(self._lifecycle.notes_event, payment, call.now)
            return ok(payment)
        return self._continue(payment, call.body["payment_details"], call.now)

    def capture(self, call: Call) -> Reply:
        """`capturePayment`."""
        payment = self._find(call.payment_id)
        return self._move(payment, self._only("capturePayment", payment), call.now, after=self._lifecycle.capture_event)

    def cancel(self, call: Call) -> Reply:
        """`cancelPayment`."""
        payment = self._find(call.payment_id)
        return self._move(payment, self._only("cancelPayment", payment), call.now)

    def refund(self, call: Call) -> Reply:
        """`refundPayment`: everything left, or a part where the life cycle knows parts.

        Raises `not_refundable`, or `invalid_parameter` for more than is left, and for a part of 0.
        """
        payment = self._find(call.payment_id)
        moves = self._lifecycle.demand("refundPayment", payment)
        left = payment["total"] - payment["amount_refunded"]
        amount = call.body.get("amount", left)
        if amount > left or (amount == 0 and left > 0):
            raise ApiError("invalid_parameter", "amount")
        move = moves.get("refunded" if amount == left else payment["status"])
        if move is None:
            raise self._lifecycle.refusal("refundPayment")
        refund = self._view.refund(
            {
                "id": self._draw.resource_id(),
                "amount": amount,
                "currency": payment["currency"],
                "payment": payment["id"],
                "description": call.body.get("description"),
            }
        )
        payment["refunds"].append(refund)
        payment["amount_refunded"] += amount
        return self._move(payment, move, call.now, before=self._lifecycle.refund_event)

    def customer_pays(self, call: Call) -> Reply:
        """Take the payer's money at the shop, the bank or the cash machine."""
        payment = self._find(call.payment_id)
        return self._move(payment, self._only(CUSTOMER_PAYS, payment), call.now)

    def expire(self, now: datetime) -> None:
        """Expire every payment whose last second has passed."""
        for payment in self._store.due(now):
            self._move(payment, self._only(DEADLINE, payment), now)

    def _find(self, payment_id: str) -> JsonObject:
        payment = self._store.payment(payment_id)
        if payment is None:
            raise ApiError("not_found")
        return payment

    def _only(self, by: str, payment: JsonObject) -> Transition:
        (move,) = self._lifecycle.demand(by, payment).values()
        return move

    def _continue(self, payment: JsonObject, sent: JsonObject, now: datetime) -> Reply:
        moves = self._lifecycle.demand("updatePayment", payment)
        details = payment["payment_details"]
        payment_type = details["type"]
        if sent.get("type", payment_type) != payment_type:
            raise wrong_payment_type(sent["type"], [payment_type])
        test_values = self._contract.test_values(payment_type, "prepaid_number")
        try:
            outcome = add_card(details, sent, test_values)
        except ApiError as refusal:
            return self._errors.reply(refusal)
        payment["payment_details"] = self._view.details(payment_type, outcome.shown)
        return self._move(payment, moves[outcome.status], now)

    def _move(
        self,
        payment: JsonObject,
        move: Transition,
        now: datetime,
        *,
        before: str | None = None,
        after: str | None = None,
    ) -> Reply:
        """Carry out a transition: the only place where a payment that exists changes its status.

        Its event goes to the webhooks, after the event `before` and before the event `after` if there are any.
        """
        payment["status"] = move.to
        if move.to == "captured" and payment["captured_at"] is None:
            payment["captured_at"] = stamp(now)
        self._keep(payment)
        for event in dict.fromkeys((before, move.event, after)):
            if event is not None:
                self._outbox.put(event, payment, now)
        return ok(payment, move.http)

    def _keep(self, payment: JsonObject) -> None:
        self._store.replace_payment(payment, expires=self._lifecycle.expires(payment))


def _filters(query: JsonObject) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for name in ("status", "currency", "external_order_num"):
        if name in query:
            found[name] = query[name]
    if "start_time" in query:
        start = parse_instant(query["start_time"])
        found["start"] = epoch(start) + (start.microsecond > 0)
    if "end_time" in query:
        found["end"] = epoch(parse_instant(query["end_time"]))
    return found
