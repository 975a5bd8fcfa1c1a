"""Payments and tokens in the course of time. The judge followed the story, so it knows what each answer has to be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, precondition, rule
from komoju import Komoju
from komoju.errors import BY_CODE, APIError
from komoju.models import Customer, Payment, PrepaidContinuation, Token, payment_details
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import catalogue, lifecycle
from tests.contract.judge import Judge
from tests.contract.numbers import documented
from tests.contract.stories.draws import AMOUNTS, DETAILS, KEYS, NOTES, SHARES, TAXES, TEXTS
from tests.contract.stories.judged import Judged
from tests.contract.target import START

M = TypeVar("M", Customer, Payment, Token)
PREPAID = st.sampled_from(documented()["prepaid_number"]) | st.just("1" * 16)


def typed(details: dict[str, Any]) -> Any:
    """Read drawn details as the model that a merchant would make."""
    return payment_details.PAYMENT_DETAILS_REQUEST.decode(details, "payment_details")


class Payments(RuleBasedStateMachine):
    """A merchant, payers and the passing of time, in any order."""

    payments = Bundle("payments")
    tokens = Bundle("tokens")

    def __init__(self, sandbox: RunningSandbox, komoju: Komoju, transport: Judged) -> None:
        super().__init__()
        self.sandbox, self.komoju, self.transport = sandbox, komoju, transport
        self.seen: dict[str, str] = {}
        self.calls = 1
        """How many calls were made at once since the last look: each may have moved a payment."""
        self.now = START
        self.keyed: Callable[[], Payment | Token] | None = None
        sandbox.reset()
        transport.findings.clear()
        self.follow(Judge(sandbox.secret_key, sandbox.publishable_key, lambda: self.now))

    def follow(self, judge: Judge) -> None:
        """Let this judge go on."""
        self.judge = self.transport.judge = judge

    def call(self, call: Callable[[], M], *, keyed: bool = False) -> M | None:
        """Make a call. The client has to give what was answered, as a model or as the exception of the code."""
        self.keyed = call if keyed else self.keyed
        made, raised = None, None
        try:
            made = call()
        except APIError as error:
            raised = error
        answer = self.transport.answers[-1]
        if raised is not None:
            assert type(raised) is BY_CODE[answer.error["code"]]
            assert (raised.status, raised.code, raised.param) == (answer.status, raised.code, answer.error["param"])
        if made is not None:
            assert made.to_dict() == answer.body
        assert self.transport.findings == []
        return made

    def kept(self, made: Any) -> Any:
        """Give the id of what was made to a bundle, if anything was."""
        return made.id if made else multiple()

    @rule(target=payments, amount=AMOUNTS, tax=TAXES, details=DETAILS, capture=st.booleans(), more=st.data())
    def order(self, amount: int, tax: Any, details: dict[str, Any], *, capture: bool, more: st.DataObject) -> Any:
        """Create a payment of any type."""
        notes = more.draw(st.fixed_dictionaries({}, optional={**NOTES, "external_order_num": TEXTS}))
        currency = "KRW" if details["type"] == "culture_voucher" else more.draw(st.sampled_from(["JPY", "USD"]))
        fixed = {"amount": amount, "tax": tax, "currency": currency, "payment_details": typed(details)}
        key = more.draw(KEYS)
        create = partial(self.komoju.payments.create, **fixed, capture=capture, **notes, idempotency_key=key)
        return self.kept(self.call(create, keyed=key is not None))

    @precondition(lambda self: self.keyed is not None)
    @rule()
    def say_it_again(self) -> None:
        """Make the last call with a key once more, word for word."""
        self.call(self.keyed)

    @rule(target=tokens, details=DETAILS)
    def take_token(self, details: dict[str, Any]) -> Any:
        """Exchange details for a token."""
        return self.kept(self.call(lambda: self.komoju.tokens.create(payment_details=typed(details))))

    @rule(target=payments, token=tokens, amount=AMOUNTS, currency=st.sampled_from(["JPY", "KRW"]))
    def order_by_token(self, token: str, amount: int, currency: Any) -> Any:
        """Pay with a token, which may have been used before, or be too old."""
        create = self.komoju.payments.create
        return self.kept(self.call(lambda: create(amount=amount, currency=currency, payment_details=token)))

    @rule(payment=payments)
    def show(self, payment: str) -> None:
        """Read a payment."""
        self.call(lambda: self.komoju.payments.show(payment))

    @rule(payment=payments, key=KEYS)
    def capture(self, payment: str, key: str | None) -> None:
        """Take the money that was reserved."""
        self.call(lambda: self.komoju.payments.capture(payment, idempotency_key=key), keyed=key is not None)

    @rule(payment=payments, key=KEYS)
    def cancel(self, payment: str, key: str | None) -> None:
        """Call the payment off."""
        self.call(lambda: self.komoju.payments.cancel(payment, idempotency_key=key), keyed=key is not None)

    def part_of(self, payment: str, share: int) -> int:
        """Give so many hundredths of a total, or one more than is left."""
        known = self.judge.payments[payment]
        left: int = known["total"] - known["amount_refunded"]
        return left + 1 if share > 100 else int(known["total"]) * share // 100

    @rule(payment=payments, share=SHARES, notes=st.none() | TEXTS)
    def refund_part(self, payment: str, share: int, notes: str | None) -> None:
        """Give a part back."""
        amount = self.part_of(payment, share)
        self.call(lambda: self.komoju.payments.refund(payment, amount=amount, description=notes))

    @rule(payment=payments, key=KEYS)
    def refund(self, payment: str, key: str | None) -> None:
        """Give everything back that is left."""
        self.call(lambda: self.komoju.payments.refund(payment, idempotency_key=key), keyed=key is not None)

    @rule(payment=payments, number=PREPAID, key=KEYS)
    def pay_on(self, payment: str, number: str, key: str | None) -> None:
        """Continue with a further prepaid card."""
        further = PrepaidContinuation(prepaid_number=number.ljust(16, "0"))
        update = self.komoju.payments.update
        self.call(lambda: update(payment, payment_details=further, idempotency_key=key), keyed=key is not None)

    @rule(payment=payments, notes=st.fixed_dictionaries({}, optional=NOTES))
    def note(self, payment: str, notes: dict[str, Any]) -> None:
        """Change the notes."""
        self.call(lambda: self.komoju.payments.update(payment, **notes))

    @rule(payment=payments)
    def customer_pays(self, payment: str) -> None:
        """Pay at the shop, the bank or the cash machine."""
        self.judge.expire()
        expected = self.judge.customer_pays(payment)
        if expected.refusals:
            with pytest.raises(RuntimeError, match=re.escape(catalogue()["unprocessable_entity"]["message"])):
                self.sandbox.pay(payment)
        else:
            paid = self.sandbox.pay(payment)
            assert paid == expected.body
            self.judge.customer_paid(paid)

    @rule(hours=st.sampled_from([1, 7, 8, 24, 71, 24 * 7, 24 * 8, 24 * 30, 24 * 1000]))
    def wait(self, hours: int) -> None:
        """Let time pass: deadlines, the life of tokens, cards, and the tax rate of the day."""
        self.now += timedelta(hours=hours)
        assert datetime.fromisoformat(self.sandbox.advance(hours=hours)) == self.now

    @rule(size=st.integers(1, 4), status=st.sampled_from([None, *lifecycle()["statuses"]]))
    def list(self, size: int, status: Any) -> None:
        """Read the whole list, page by page. The judge knows which payments have to be on which page."""
        filters = {"status": status} if status else {}
        listed = [payment.id for payment in self.komoju.payments.list(per_page=size, **filters)]
        assert self.transport.findings == []
        wanted = [key for key, known in reversed(self.judge.payments.items()) if status in {None, known["status"]}]
        assert listed == wanted

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        """The judge's own memory moves along the life cycle only, so what it demands of the sandbox does as well."""
        moves = {(row["from"], row["to"], kind) for row in lifecycle()["transitions"] for kind in row["types"]}
        for key, payment in self.judge.payments.items():
            kind, reached = payment["payment_details"]["type"], {self.seen.get(key, "none")}
            for _ in range(self.calls):
                reached |= {after for before, after, moved in moves if before in reached and moved == kind}
            assert payment["status"] in reached, (self.seen.get(key), kind)
            self.seen[key] = payment["status"]
        self.calls = 1
