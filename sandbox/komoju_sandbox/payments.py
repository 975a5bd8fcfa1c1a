"""The operations on payments that exist: show, list, update, capture, cancel, refund, and what time does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.check import wrong_payment_type
from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.grounds import ALL_PAYMENTS
from komoju_sandbox.lifecycle import CUSTOMER_PAYS, DEADLINE
from komoju_sandbox.listed import Listed
from komoju_sandbox.lists import look_at_page, look_at_range, page_of, time_range
from komoju_sandbox.prepaid import add_card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.lifecycle import Transition
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store
    from komoju_sandbox.trail import Fact, Trail

EVENT_OF_AN_UPDATE = "choice: event-of-an-update"


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
        return ok(self.find(call))

    def list(self, call: Call) -> Reply:
        """`listPayments`: newest first; a page past the end is empty and has the true total."""
        named = ("status", "currency", "external_order_num")
        filters = {name: call.query[name] for name in named if name in call.query} | time_range(call.query)

        def read(offset: int, limit: int) -> list[JsonObject]:
            return self._store.page(filters, offset=offset, limit=limit)

        page = page_of(call, self._store.count(filters), read)
        self._look_at_list(call, filters, page)
        return ok(self._view.page("PaymentList", page))

    def _look_at_list(self, call: Call, filters: Mapping[str, str | int], page: JsonObject) -> None:
        """Say on what it rests that the list shows these payments and no others."""
        look_at_page(call, page)
        look_at_range(call, filters, page["total"], self._store.count)
        if "status" not in filters:
            self._grounds.recall(ALL_PAYMENTS, call.trail)
        self._grounds.recall_all([payment["id"] for payment in page["data"]], call.trail)

    def update(self, call: Call) -> Reply:
        """`updatePayment`: the notes as sent, and a further prepaid card for a pending payment.

        A refusal of the card is returned, since a processor was asked; the notes stay as they were then.
        """
        before = self.find(call)
        changed: JsonObject = {name: call.body[name] for name in ("description", "metadata") if name in call.body}
        payment = {**before, **changed}
        self._look_at_notes(call, before, payment)
        if "payment_details" not in call.body:
            self._keep(payment, call.trail)
            if payment != before:
                self._outbox.put(self._lifecycle.notes_event, payment, call.now, EVENT_OF_AN_UPDATE)
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
        payment = self.find(call)
        move = self._only("capturePayment", payment)
        try:
            call.ask_processor()
        except ApiError as refusal:
            call.trail.rests_on(*refusal.sources)
            return self._errors.reply(refusal)
        return self.move(payment, move, call, after=self._lifecycle.capture_event)

    def cancel(self, call: Call) -> Reply:
        """`cancelPayment`."""
        payment = self.find(call)
        return self.move(payment, self._only("cancelPayment", payment), call)

    def refund(self, call: Call) -> Reply:
        """`refundPayment`: everything left, or a part where the life cycle knows parts.

        Raises `not_refundable`, or `invalid_parameter` for more than is left, and for a part of 0.
        """
        payment = self.find(call)
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
        return self.move(payment, move, call, before=self._lifecycle.refund_event)

    def customer_pays(self, call: Call) -> Reply:
        """Take the payer's money at the shop, the bank or the cash machine."""
        payment = self.find(call)
        return self.move(payment, self._only(CUSTOMER_PAYS, payment), call)

    def expire(self, now: datetime) -> set[Fact]:
        """Expire every payment whose last second has passed, and tell what coverage is to know."""
        met: set[Fact] = set()
        for payment in self._store.due(now):
            call = Call(now, {}, {}, {})
            self.move(payment, self._only(DEADLINE, payment), call)
            met |= call.trail.facts
        return met

    def find(self, call: Call) -> JsonObject:
        """Find the payment of the path, with what answers about it rest on. Raises `not_found`."""
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
        return self.move(payment, moves[outcome.status], call, source=EVENT_OF_AN_UPDATE)

    def move(
        self,
        payment: JsonObject,
        move: Transition,
        call: Call,
        *,
        before: str | None = None,
        after: str | None = None,
        source: str | None = None,
    ) -> Reply:
        """Carry out a transition: the only place where a payment that exists changes its status.

        Its event goes to the webhooks, after the event `before` and before the event `after` if there are any;
        `source` is what it rests on that these are told.
        """
        move.leave(call.trail)
        payment["status"] = move.to
        if move.to == "captured" and payment["captured_at"] is None:
            payment["captured_at"] = stamp(call.now)
        self._keep(payment, call.trail)
        for event in dict.fromkeys((before, move.event, after)):
            if event is not None:
                self._outbox.put(event, payment, call.now, source)
        return ok(payment, move.http)

    def _keep(self, payment: JsonObject, trail: Trail) -> None:
        """Keep a payment that changed, and with it what the change rested on."""
        self._store.replace_payment(payment, expires=self._lifecycle.expires(payment))
        self._grounds.keep(payment["id"], trail.choices)
