"""One call, one effect, whatever the sandbox is told to do to the calls: a schedule of faults is drawn from a seed.

The merchant of these tests does what the README tells: each call has an idempotency key, and is made again under it
until its outcome is known. The name of a failing test has the seed, and the seed repeats the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from komoju import Komoju
from komoju.errors import CardDeclinedError, InvalidTokenError
from komoju.models import CreditCardRequest, NetCashRequest, Payment, PrepaidContinuation
from komoju_sandbox.draw import Draw
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.stories.trouble import FAULTS, MOST_TRIES, UNDECIDED

T = TypeVar("T")
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
CARD = CreditCardRequest(number="4111111111111111", month=1, year=2018, given_name="T", family_name="Y")
DECLINED = CreditCardRequest(number="4123111111111059", month=1, year=2018, given_name="T", family_name="Y")
PREPAID = NetCashRequest(prepaid_number="1111111111111111")
FURTHER = PrepaidContinuation(prepaid_number="1111111111111111")
CALLS = 25


@dataclass
class Merchant:
    """Makes calls until it knows how they ended."""

    sandbox: RunningSandbox
    client: Komoju
    draw: Draw
    number: int = 0

    def settle(self, call: Callable[[str], T]) -> T:
        """Make a call under a new key until it succeeds."""
        self.number += 1
        for _ in range(MOST_TRIES):
            try:
                return call(f"key-{self.number}")
            except UNDECIDED:
                continue
        raise AssertionError(f"call {self.number} came to no end")

    def create(self) -> None:
        order = f"order-{self.number}"
        made = self.settle(
            lambda key: self.client.payments.create(
                amount=1000, currency="JPY", external_order_num=order, payment_details=CARD, idempotency_key=key
            )
        )
        found = self.settle(lambda _: list(self.client.payments.list(external_order_num=order)))
        assert [payment.id for payment in found] == [made.id]

    def refund(self) -> None:
        paid = self.settle(
            lambda key: self.client.payments.create(
                amount=5000, currency="JPY", payment_details=CARD, idempotency_key=key
            )
        )
        amount = self.below(2000) + 1
        self.settle(lambda key: self.client.payments.refund(paid.id, amount=amount, idempotency_key=key))
        assert [refund.amount for refund in self.show(paid.id).refunds] == [amount]

    def capture(self) -> None:
        reserved = self.settle(
            lambda key: self.client.payments.create(
                amount=500, currency="JPY", capture=False, payment_details=CARD, idempotency_key=key
            )
        )
        captured = self.settle(lambda key: self.client.payments.capture(reserved.id, idempotency_key=key))
        assert captured.status == "captured"

    def pay_with_a_further_card(self) -> None:
        short = self.settle(
            lambda key: self.client.payments.create(
                amount=9000, currency="JPY", payment_details=PREPAID, idempotency_key=key
            )
        )
        self.settle(lambda key: self.client.payments.update(short.id, payment_details=FURTHER, idempotency_key=key))
        assert len(self.show(short.id).to_dict()["payment_details"]["prepaid_cards"]) == 2

    def show(self, payment_id: str) -> Payment:
        return self.settle(lambda _: self.client.payments.show(payment_id))

    def act(self) -> None:
        """Do one of these things."""
        [self.create, self.refund, self.capture, self.pay_with_a_further_card][self.below(4)]()

    def below(self, limit: int) -> int:
        """Draw a number."""
        return int(self.draw.digits(9)) % limit


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Merchant]]:
    """Open a sandbox and its merchant, both with that seed."""
    monkeypatch.setattr("komoju._runtime.http.time.sleep", lambda _: None)
    opened: list[Any] = []

    def open_with(seed: int) -> Merchant:
        sandbox = RunningSandbox(Settings(clock=START, frozen=True, seed=str(seed))).__enter__()
        client = Komoju(sandbox.secret_key, base_url=sandbox.base_url, server_honours_idempotency_keys=True)
        opened.append((sandbox, client))
        return Merchant(sandbox, client, Draw(str(seed)))

    yield open_with
    for sandbox, client in opened:
        client.close()
        sandbox.__exit__(None, None, None)


def schedule(merchant: Merchant) -> None:
    """Do many things, each under a few faults."""
    for _ in range(CALLS):
        for _ in range(merchant.below(4)):
            merchant.sandbox.add_fault(**FAULTS[merchant.below(len(FAULTS))], times=merchant.below(3) + 1)
        merchant.act()


def orders(merchant: Merchant) -> list[str]:
    """List the order numbers of all payments that have one."""
    merchant.sandbox.clear_faults()
    found = [payment.external_order_num for payment in merchant.client.payments.list(per_page=100)]
    return [order for order in found if order is not None]


@pytest.mark.parametrize("seed", range(8))
def test_every_call_has_one_effect_under_a_schedule_of_faults(shop: Callable[[int], Merchant], seed: int) -> None:
    """And the faults have happened."""
    merchant = shop(seed)
    schedule(merchant)
    assert sum(fault["used"] for fault in merchant.sandbox.faults()) > CALLS
    made = orders(merchant)
    assert len(made) == len(set(made))


@pytest.mark.parametrize("seed", range(3))
def test_every_call_has_one_effect_when_each_one_may_meet_a_fault(shop: Callable[[int], Merchant], seed: int) -> None:
    """By the chances of the sandbox's own seed."""
    merchant = shop(seed)
    for fault in FAULTS:
        merchant.sandbox.add_fault(**fault, probability=0.08)
    for _ in range(CALLS):
        merchant.act()
    assert all(fault["used"] for fault in merchant.sandbox.faults())
    made = orders(merchant)
    assert len(made) == len(set(made))


@pytest.mark.parametrize("card", [CARD, DECLINED], ids=["by a fault", "by its number"])
def test_a_decline_is_final(shop: Callable[[int], Merchant], card: CreditCardRequest) -> None:
    """One that gets lost is told again, and not made again; the token is spent and there is no payment."""
    merchant = shop(1)
    if card is CARD:
        merchant.sandbox.fail_next("card_declined", "createPayment")
    else:
        merchant.sandbox.add_fault("cut_after", "createPayment")
    token = merchant.client.tokens.create(payment_details=card)

    def pay(key: str) -> Payment:
        return merchant.client.payments.create(amount=1, currency="JPY", payment_details=token.id, idempotency_key=key)

    with pytest.raises(CardDeclinedError):
        merchant.settle(pay)
    with pytest.raises(InvalidTokenError):
        merchant.settle(pay)
    assert merchant.client.payments.list().total() == 0


def test_a_seed_repeats_the_run(shop: Callable[[int], Merchant]) -> None:
    """Request by request."""
    runs: list[Any] = []
    for _ in range(2):
        merchant = shop(5)
        schedule(merchant)
        runs.append(merchant.sandbox.control("GET", "requests?limit=100")["data"])
    assert runs[0] == runs[1]
    assert {entry["fault"] for entry in runs[0]} > {None, "cut_before", "cut_after", "garbage", "error"}
