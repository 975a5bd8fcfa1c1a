"""The operations that make something: create a payment, create a token."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.lifecycle import NOWHERE
from komoju_sandbox.methods import Attempt, Outcome, load_method

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.money import Bill
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store


class Checkout:
    """Takes payment details in, as they are or behind a token."""

    def __init__(self, rules: Rules, store: Store, outbox: Outbox, draw: Draw, origin: str | None) -> None:
        self._rules = rules
        self._origin = origin or rules.contract.live_origin
        self._store = store
        self._outbox = outbox
        self._draw = draw
        self._types: dict[str, JsonObject] = rules.contract.lifecycle["types"]
        self._methods = {name: load_method(name) for name in rules.contract.request_types}
        tokens = rules.contract.lifecycle["tokens"]
        self._token_life = timedelta(days=tokens["lifetime_days"])

    def create_token(self, call: Call) -> Reply:
        """`createToken`: nothing is asked of a processor yet."""
        details = call.body["payment_details"]
        token_id = self._draw.token_id()
        while self._store.token(token_id) is not None:
            token_id = self._draw.token_id()
        self._store.put_token(token_id, call.now, details)
        values = {"id": token_id, "created_at": stamp(call.now)}
        return ok(self._rules.view.token(values, details))

    def forget_due(self, now: datetime) -> None:
        """Forget the tokens whose last second has passed."""
        self._store.forget_tokens(now - self._token_life)

    def create_payment(self, call: Call) -> Reply:
        """`createPayment`.

        Raises what can be told from the request alone, and leaves its token unused then. A refusal
        by the payment type is returned, so that it is kept that the token has been used.
        """
        sent = call.body["payment_details"]
        details = self._behind(sent) if isinstance(sent, str) else sent
        bill = self._bill(call, details["type"])
        if isinstance(sent, str):
            self._store.spend_token(sent)
        payment_id = self._draw.resource_id()
        while self._store.payment(payment_id) is not None:
            payment_id = self._draw.resource_id()
        try:
            outcome = self._pay(call, details, bill, payment_id)
        except ApiError as refusal:
            return self._rules.errors.reply(refusal)
        return self._keep(call, details, bill, payment_id, outcome)

    def _behind(self, token_id: str) -> JsonObject:
        found = self._store.token(token_id)
        if found is None:
            raise ApiError("invalid_token")
        return found

    def _bill(self, call: Call, payment_type: str) -> Bill:
        limits = self._types[payment_type]
        if limits["currencies"] != "any" and call.body["currency"] not in limits["currencies"]:
            raise ApiError("invalid_currency")
        day = self._rules.calendar.day(call.now)
        bill = self._rules.till.bill(call.body["amount"], call.body["tax"], day)
        total = limits.get("total")
        if total and not total["minimum"] <= bill.total <= total["maximum"]:
            raise ApiError("invalid_parameter", "amount")
        return bill

    def _pay(self, call: Call, details: JsonObject, bill: Bill, payment_id: str) -> Outcome:
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
            test_values=lambda field: contract.test_values(payment_type, field),
        )
        return self._methods[payment_type].pay(attempt)

    def _keep(self, call: Call, details: JsonObject, bill: Bill, payment_id: str, outcome: Outcome) -> Reply:
        payment_type: str = details["type"]
        moves = self._rules.lifecycle.find("createPayment", NOWHERE, payment_type)
        move = moves[outcome.status]
        deadline = self._rules.calendar.deadline(payment_type, call.now, details.get("expiry_days"))
        created = stamp(call.now)
        payment = self._rules.view.payment(
            {
                "id": payment_id,
                "status": move.to,
                "amount": bill.amount,
                "tax": bill.tax,
                "customer": None,
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
        self._store.add_payment(payment, call.now, expires)
        if move.event is not None:
            self._outbox.put(move.event, payment, call.now)
        return ok(payment, move.http)
