"""Customers who pay again, refunds by bank transfer, and events: in the list and at the merchant's door."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule
from komoju import Komoju, webhooks
from komoju.webhooks import PaymentEvent
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import document
from tests.contract.model import ANY, stamp
from tests.contract.stories.draws import AMOUNTS, DETAILS, KEYS, NOTES, SHARES
from tests.contract.stories.judged import Judged
from tests.contract.stories.payments import Payments, typed

ADDRESSES = st.sampled_from(["test@example.com", "o'brien+1@example.co.jp"])
STORED = {"email": st.none() | ADDRESSES, "metadata": NOTES["metadata"]}
ACCOUNT = {
    name: value
    for name, value in document()["components"]["examples"]["payments-refund-request-request"]["value"].items()
    if name != "amount"
}


def but_notes(payment: dict[str, Any]) -> dict[str, Any]:
    """Leave out what may change twice in one second: then events do not tell which change was the last."""
    return {name: value for name, value in payment.items() if name not in NOTES}


class Business(Payments):
    """A merchant with regular customers, whose server takes every event."""

    customers = Bundle("customers")

    def __init__(self, sandbox: RunningSandbox, komoju: Komoju, transport: Judged) -> None:
        super().__init__(sandbox, komoju, transport)
        self.door = sandbox.webhooks
        ping = {"id": ANY, "type": "ping", "resource": "event", "data": ANY, "created_at": stamp(self.now)}
        self.judge.history.happened.append(ping)

    @rule(target=customers, details=st.none() | DETAILS, notes=st.fixed_dictionaries({}, optional=STORED))
    def meet(self, details: dict[str, Any] | None, notes: dict[str, Any]) -> Any:
        """Create a customer, with or without something to pay with."""
        given = notes if details is None else {**notes, "payment_details": typed(details)}
        return self.kept(self.call(lambda: self.komoju.customers.create(**given)))

    @rule(target=customers, token=Payments.tokens)
    def meet_by_token(self, token: str) -> Any:
        """Store what a token stands for, if it is still good."""
        return self.kept(self.call(lambda: self.komoju.customers.create(payment_details=token)))

    @rule(customer=customers, details=st.none() | DETAILS, notes=st.fixed_dictionaries({}, optional=STORED))
    def change_customer(self, customer: str, details: dict[str, Any] | None, notes: dict[str, Any]) -> None:
        """Change what is stored with a customer."""
        given = notes if details is None else {**notes, "payment_details": typed(details)}
        self.call(lambda: self.komoju.customers.update(customer, **given))

    @rule(customer=customers)
    def show_customer(self, customer: str) -> None:
        """Read a customer, who may have been deleted."""
        self.call(lambda: self.komoju.customers.show(customer))

    @rule(customer=customers)
    def part(self, customer: str) -> None:
        """Delete a customer."""
        self.call(lambda: self.komoju.customers.delete(customer))

    @rule(target=Payments.payments, customer=customers, amount=AMOUNTS, capture=st.booleans(), key=KEYS)
    def charge(self, customer: str, amount: int, *, capture: bool, key: str | None) -> Any:
        """Charge a customer again."""
        fixed = {"amount": amount, "currency": "JPY", "customer": customer, "capture": capture}
        create = self.komoju.payments.create
        return self.kept(self.call(lambda: create(**fixed, idempotency_key=key), keyed=key is not None))

    @rule(payment=Payments.payments, share=SHARES, key=KEYS)
    def ask_back(self, payment: str, share: int, key: str | None) -> None:
        """Ask for a part of the money by bank transfer."""
        amount = self.part_of(payment, share)
        ask = self.komoju.payments.request_refund
        self.call(lambda: ask(payment, amount=amount, **ACCOUNT, idempotency_key=key), keyed=key is not None)

    @rule(size=st.integers(1, 4))
    def list_customers(self, size: int) -> None:
        """Read all customers, page by page."""
        listed = [customer.id for customer in self.komoju.customers.list(per_page=size)]
        assert self.transport.findings == []
        assert listed == [*reversed(self.judge.customers.known)]

    @rule()
    def list_events(self) -> None:
        """Read what has happened. The judge knows all of it."""
        listed = [event.id for event in self.komoju.events.list(per_page=7)]
        assert self.transport.findings == []
        assert len(listed) == len(set(listed)) == len(self.judge.history.happened)

    def teardown(self) -> None:
        """What happened was told: every event once, signed, and what they add up to is where the payments stand."""
        self.sandbox.settle()
        shown = {event.id: event.to_dict() for event in self.komoju.events.list(per_page=100)}
        assert self.transport.findings == []
        arrived = [
            webhooks.verify(event.raw, event.headers[webhooks.SIGNATURE_HEADER.lower()], self.door.secret)
            for event in self.door.events
        ]
        told = {event.id: event.to_dict() for event in arrived}
        assert (told, len(arrived)) == (shown, len(shown))
        assert self.door.refused == []
        states = webhooks.fold(event for event in arrived if isinstance(event, PaymentEvent))
        for payment_id, known in self.judge.payments.items():
            if payment_id in states:
                assert but_notes(states[payment_id].payment.to_dict()) == but_notes(known)
