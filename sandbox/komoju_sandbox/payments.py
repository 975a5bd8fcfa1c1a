"""The operations on payments that exist: show, list, update, capture, cancel, refund, and what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.check import wrong_payment_type
from komoju_sandbox.clock import epoch, parse_instant, stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.grounds import ALL_PAYMENTS
from komoju_sandbox.lifecycle import CUSTOMER_PAYS, DEADLINE
from komoju_sandbox.listed import Listed
from komoju_sandbox.prepaid import add_card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.lifecycle import Transition
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store
    from komoju_sandbox.trail import Fact, Trail


class Payments:
    """Decides by the life cycle, and keeps what was decided in the store."""

    def __init__(self, rules: Rules, store: Store, outbox: Outbox, draw: Draw) -> None:
        self._contract = rules.contract
        self._lifecycle = rules.lifecycle
        self._view = rules.view
        self._errors = rules.errors
        self._store = store
        self._grounds = store.grounds
        self._outbox = outbox
        self._draw = draw

    def show(self, call: Call) -> Reply:
        """`showPayment`."""
        return ok(self._find(call))

    def list(self, call: Call) -> Reply:
        """`listPayments`: newest first; a page past the end is empty and has the true total."""
        page, per_page = call.query["page"], call.query["per_page"]
        filters = _filters(call.query)
        total = self._store.count(filters)
        last_page = -(-total // per_page)
        data = self._store.page(filters, offset=(page - 1) * per_page, limit=per_page) if page <= last_page else []
        shown = {"total": total, "page": page, "per_page": per_page, "last_page": last_page}
        self._look_at_list(call, filters, total, data)
        return ok(self._view.payments({**shown, "data": data}))

    def _look_at_list(
        self, call: Call, filters: Mapping[str, str | int], total: int, data: Sequence[JsonObject]
    ) -> None:
        """Say on what it rests that the list shows these payments and no others."""
        trail = call.trail
        if total > 1 and data:
            trail.rests_on("choice: list-order")
        if not data and call.query["page"] > 1:
            trail.rests_on("choice: page-past-the-end")
        inside = _inside(filters)
        if inside != filters and self._store.count(inside) != total:
            trail.rests_on("choice: time-range")
        if "status" not in filters:
            self._grounds.recall(ALL_PAYMENTS, trail)
        self._grounds.recall_all([payment["id"] for payment in data], trail)

    def update(self, call: Call) -> Reply:
        """`updatePayment`: the notes as sent, and a further prepaid card for a pending payment.

        A refusal of the card is returned, since a processor was asked; the notes stay as they were then.
        """
        before = self._find(call)
        changed: JsonObject = {name: call.body[name] for name in ("description", "metadata") if name in call.body}
        payment = {**before, **changed}
        self._look_at_notes(call, before, payment)
        if "payment_details" not in call.body:
            self._keep(payment, call.trail)
            if payment != before:
                self._outbox.put(self._lifecycle.notes_event, payment, call.now)
            return ok(payment)
        return self._continue(payment, call)

    def _look_at_notes(self, call: Call, before: JsonObject, after: JsonObject) -> None:
        """Say on what it rests that these notes are kept in place of those."""
        if not before["metadata"].keys() <= after["metadata"].keys():
            call.trail.rests_on("choice: metadata-update")
        if self._lifecycle.is_final(before) and "payment_details" not in call.body:
            call.trail.rests_on("choice: update-when-final")

    def capture(self, call: Call) -> Reply:
        """`capturePayment`. A refusal of the processor is returned, since it was asked."""
        payment = self._find(call)
        move = self._only("capturePayment", payment)
        try:
            call.ask_processor()
        except ApiError as refusal:
            call.trail.rests_on(*refusal.sources)
            return self._errors.reply(refusal)
        return self._move(payment, move, call, after=self._lifecycle.capture_event)

    def cancel(self, call: Call) -> Reply:
        """`cancelPayment`."""
        payment = self._find(call)
        return self._move(payment, self._only("cancelPayment", payment), call)

    def refund(self, call: Call) -> Reply:
        """`refundPayment`: everything left, or a part where the life cycle knows parts.

        Raises `not_refundable`, or `invalid_parameter` for more than is left, and for a part of 0.
        """
        payment = self._find(call)
        moves = self._lifecycle.demand("refundPayment", payment)
        left = payment["total"] - payment["amount_refunded"]
        amount = call.body.get("amount", left)
        if amount == 0:
            call.trail.rests_on("choice: refund-of-zero")
        if amount > left:
            raise ApiError("invalid_parameter", "amount", source="choice: over-refund")
        if amount == 0 and left > 0:
            raise ApiError("invalid_parameter", "amount")
        move = moves.get("refunded" if amount == left else payment["status"])
        if move is None:
            raise self._lifecycle.refusal("refundPayment", "choice: part-refund-types")
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
        return self._move(payment, move, call, before=self._lifecycle.refund_event)

    def customer_pays(self, call: Call) -> Reply:
        """Take the payer's money at the shop, the bank or the cash machine."""
        payment = self._find(call)
        return self._move(payment, self._only(CUSTOMER_PAYS, payment), call)

    def expire(self, now: datetime) -> set[Fact]:
        """Expire every payment whose last second has passed, and tell what coverage is to know."""
        met: set[Fact] = set()
        for payment in self._store.due(now):
            call = Call(now, {}, {}, {})
            self._move(payment, self._only(DEADLINE, payment), call)
            met |= call.trail.facts
        return met

    def _find(self, call: Call) -> JsonObject:
        payment = self._store.payment(call.payment_id)
        if payment is None:
            raise ApiError("not_found")
        self._grounds.recall(call.payment_id, call.trail)
        return payment

    def _only(self, by: str, payment: JsonObject) -> Transition:
        (move,) = self._lifecycle.demand(by, payment).values()
        return move

    def _continue(self, payment: JsonObject, call: Call) -> Reply:
        sent: JsonObject = call.body["payment_details"]
        moves = self._lifecycle.demand("updatePayment", payment)
        details = payment["payment_details"]
        payment_type = details["type"]
        if sent.get("type", payment_type) != payment_type:
            refusal = wrong_payment_type(sent["type"], [payment_type])
            refusal.sources.add("choice: continuation-type")
            raise refusal
        try:
            call.ask_processor()
            outcome = add_card(details, sent, Listed(self._contract, payment_type, call.trail), self._grounds)
        except ApiError as refusal:
            call.trail.rests_on(*refusal.sources)
            return self._errors.reply(refusal)
        payment["payment_details"] = self._view.details(payment_type, outcome.shown)
        return self._move(payment, moves[outcome.status], call)

    def _move(
        self, payment: JsonObject, move: Transition, call: Call, *, before: str | None = None, after: str | None = None
    ) -> Reply:
        """Carry out a transition: the only place where a payment that exists changes its status.

        Its event goes to the webhooks, after the event `before` and before the event `after` if there are any.
        """
        move.leave(call.trail)
        payment["status"] = move.to
        if move.to == "captured" and payment["captured_at"] is None:
            payment["captured_at"] = stamp(call.now)
        self._keep(payment, call.trail)
        for event in dict.fromkeys((before, move.event, after)):
            if event is not None:
                self._outbox.put(event, payment, call.now)
        return ok(payment, move.http)

    def _keep(self, payment: JsonObject, trail: Trail) -> None:
        """Keep a payment that changed, and with it what the change rested on."""
        self._store.replace_payment(payment, expires=self._lifecycle.expires(payment))
        self._grounds.keep(payment["id"], trail.choices)


def _inside(filters: Mapping[str, str | int]) -> dict[str, str | int]:
    """Leave the first and the last second out of the filters."""
    found = dict(filters)
    if "start" in filters:
        found["start"] = int(filters["start"]) + 1
    if "end" in filters:
        found["end"] = int(filters["end"]) - 1
    return found


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
