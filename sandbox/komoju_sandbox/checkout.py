"""The operations that make something: create a payment, create a token."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.grounds import ALL_EVENTS, ALL_PAYMENTS
from komoju_sandbox.lifecycle import NOWHERE
from komoju_sandbox.listed import Listed
from komoju_sandbox.methods import Attempt, Outcome, load_method
from komoju_sandbox.trail import PAYMENT_TYPE

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.contract import Contract
    from komoju_sandbox.customer_store import CustomerStore
    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.money import Bill
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store
    from komoju_sandbox.trail import Trail

CURRENCY_OF_TYPE = "choice: currency-of-type"
USED_UP = "choice: token-on-failure"
STORED = "choice: customer-details"


class Checkout:
    """Takes payment details in, as they are, behind a token or stored with a customer."""

    def __init__(
        self, rules: Rules, store: Store, customers: CustomerStore, outbox: Outbox, draw: Draw, origin: str | None
    ) -> None:
        self._rules = rules
        self._customers = customers
        self._origin = origin or rules.contract.live_origin
        self._store = store
        self._grounds = store.grounds
        self._outbox = outbox
        self._draw = draw
        self._types: dict[str, JsonObject] = rules.contract.lifecycle["types"]
        self._methods = {name: load_method(name) for name in rules.contract.request_types}
        tokens = rules.contract.lifecycle["tokens"]
        self._shown_currency: str = rules.contract.lifecycle["shown_currency"]["code"]
        self._token_life = timedelta(days=tokens["lifetime_days"])

    def create_token(self, call: Call) -> Reply:
        """`createToken`: nothing is asked of a processor yet."""
        details = call.body["payment_details"]
        accept(self._rules.contract, details, call.trail)
        token_id = self._draw.token_id()
        while self._store.token(token_id) is not None:
            token_id = self._draw.token_id()
        self._store.put_token(token_id, call.now, details)
        values = {"id": token_id, "created_at": stamp(call.now)}
        return ok(self._rules.view.token(values, details, call.trail))

    def forget_due(self, now: datetime) -> None:
        """Forget the tokens whose last second has passed."""
        self._store.forget_tokens(now - self._token_life)

    def create_payment(self, call: Call) -> Reply:
        """`createPayment`.

        Raises what can be told from the request alone, and leaves its token unused then. A refusal
        by the payment type is returned, so that it is kept that the token has been used.
        """
        if call.body.get("fraud_details"):
            call.trail.rests_on("choice: fraud-details")
        if "customer" in call.body:
            stored = self._stored_with(call.body["customer"], call.trail)
            return self._charge(call, stored, self._bill(call, stored))
        sent = call.body["payment_details"]
        if not isinstance(sent, str):
            return self._charge(call, sent, self._bill(call, sent))
        details = self._behind(sent, call.trail)
        try:
            bill = self._bill(call, details)
        except ApiError as refusal:
            refusal.sources.add(USED_UP)
            raise
        self._store.spend_token(sent)
        reply = self._charge(call, details, bill)
        if reply.refused:
            call.trail.rests_on(USED_UP)
            self._grounds.keep(sent, {USED_UP})
        return reply

    def _behind(self, token_id: str, trail: Trail) -> JsonObject:
        found = self._store.token(token_id)
        if found is None:
            self._grounds.recall(token_id, trail)
            raise ApiError("invalid_token")
        return found

    def _stored_with(self, customer_id: str, trail: Trail) -> JsonObject:
        details = self._customers.details(customer_id)
        if details is None:
            raise ApiError("invalid_parameter", "customer", source="choice: customer-cannot-pay")
        trail.rests_on(STORED)
        return details

    def _bill(self, call: Call, details: JsonObject) -> Bill:
        limits = self._types[details["type"]]
        self._look_at_currency(call, limits["currencies"])
        day = self._rules.calendar.day(call.now)
        bill = self._rules.till.bill(call.body["amount"], call.body["tax"], day)
        total = limits.get("total")
        if total and not total["minimum"] <= bill.total <= total["maximum"]:
            raise ApiError("invalid_parameter", "amount", source="choice: over-limit")
        return bill

    def _look_at_currency(self, call: Call, currencies: Any) -> None:
        currency: str = call.body["currency"]
        if currencies == "any":
            if currency != self._shown_currency:
                call.trail.rests_on(CURRENCY_OF_TYPE)
        elif currency not in currencies:
            raise ApiError("invalid_currency", source=CURRENCY_OF_TYPE)

    def _charge(self, call: Call, details: JsonObject, bill: Bill) -> Reply:
        """Ask the payment type. Its refusal is a reply, since others may see that it was asked."""
        accept(self._rules.contract, details, call.trail)
        call.trail.meets(PAYMENT_TYPE, details["type"])
        payment_id = self._draw.resource_id()
        while self._store.payment(payment_id) is not None:
            payment_id = self._draw.resource_id()
        try:
            outcome = self._pay(call, details, bill, payment_id)
        except ApiError as refusal:
            call.trail.rests_on(*refusal.sources)
            self._grounds.keep(ALL_PAYMENTS, {"choice: failed-attempt"})
            self._grounds.keep(ALL_EVENTS, {"choice: payment-failed-event"})
            return self._rules.errors.reply(refusal)
        return self._keep(call, details, bill, payment_id, outcome)

    def _pay(self, call: Call, details: JsonObject, bill: Bill, payment_id: str) -> Outcome:
        call.ask_processor()
        contract = self._rules.contract
        payment_type: str = details["type"]
        locale: str = call.body["locale"]
        attempt = Attempt(
            details=details,
            total=bill.total,
            capture=call.body["capture"],
            today=self._rules.calendar.day(call.now),
            outcomes=frozenset(self._rules.lifecycle.find("createPayment", NOWHERE, payment_type)),
            instructions_url=f"{self._origin}/{locale}/instructions/{payment_id}",
            draw=self._draw,
            listed=Listed(contract, payment_type, call.trail),
            grounds=self._grounds,
        )
        return self._methods[payment_type].pay(attempt)

    def _keep(self, call: Call, details: JsonObject, bill: Bill, payment_id: str, outcome: Outcome) -> Reply:
        payment_type: str = details["type"]
        moves = self._rules.lifecycle.find("createPayment", NOWHERE, payment_type)
        move = moves[outcome.status]
        move.leave(call.trail)
        deadline = self._rules.calendar.deadline(payment_type, call.now, details.get("expiry_days"), call.trail)
        if deadline is None and move.to == "pending":
            call.trail.rests_on("choice: web-money-deadline")
        created = stamp(call.now)
        payment = self._rules.view.payment(
            {
                "id": payment_id,
                "status": move.to,
                "amount": bill.amount,
                "tax": bill.tax,
                "customer": call.body.get("customer"),
                "payment_deadline": None if deadline is None else stamp(deadline),
                "payment_details": self._rules.view.details(payment_type, outcome.shown),
                "payment_method_fee": bill.fee,
                "total": bill.total,
                "currency": call.body["currency"],
                "description": call.body.get("description"),
                "subscription": None,
                "captured_at": created if move.to == "captured" else None,
                "external_order_num": call.body.get("external_order_num"),
                "metadata": call.body.get("metadata") or {},
                "created_at": created,
                "amount_refunded": 0,
                "locale": call.body["locale"],
                "refunds": [],
                "refund_requests": [],
            }
        )
        expires = deadline if self._rules.lifecycle.expires(payment) else None
        if payment["external_order_num"] is not None and self._store.has_order(payment["external_order_num"]):
            call.trail.rests_on("choice: duplicate-order-numbers")
        self._store.add_payment(payment, call.now, expires)
        self._grounds.keep(payment_id, call.trail.choices)
        if move.event is not None:
            self._outbox.put(move.event, payment, call.now, "choice: events-on-create")
        return ok(payment, move.http)


def accept(contract: Contract, details: JsonObject, trail: Trail) -> None:
    """Say on what it rests that these details will do."""
    for name, said in contract.request_types[details["type"]]["properties"].items():
        if name not in details:
            trail.rests_on(*filter(None, [contract.rests_on(said).get("absent")]))
