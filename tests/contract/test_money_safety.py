"""One call, one effect: whatever breaks between client and sandbox, no call is carried out twice.

A model-based test. Faults are injected at every point of a call: the connection is refused, cut before the request,
cut after the commit and before the reply, the reply is too slow, a proxy answers in its place, and every error code of
the catalogue is answered, where it is honest to do so. After each call the sandbox is asked what really happened.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from komoju import Komoju, KomojuError
from komoju.errors import APIError, ConnectionFailedError, DeclinedError, OutcomeUnknownError
from komoju.models import CreditCardRequest, KonbiniRequest, NetCashRequest, Payment, PrepaidContinuation
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.effort import examples
from tests.values import document

START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
CODES: dict[str, dict[str, Any]] = document()["x-error-catalog"]["codes"]
BEFORE = {
    "refused": httpx2.ConnectError("refused"),
    "connect timeout": httpx2.ConnectTimeout("slow"),
    "cut before": httpx2.WriteError("cut"),
}
AFTER = {
    "cut after": httpx2.RemoteProtocolError("server disconnected"),
    "slow reply": httpx2.ReadTimeout("slow"),
    "cut reply": httpx2.ReadError("cut"),
}
PAGES = {"page before": 502, "page after": 520}
FAULTS = [
    *("ok", "ok after all"),
    *BEFORE,
    *AFTER,
    *PAGES,
    *(f"code {code}" for code in CODES),
    *(f"after {code}" for code, row in CODES.items() if row["outcome"] == "unknown"),
]
DETAILS = {
    "konbini": KonbiniRequest(store="lawson"),
    "card": CreditCardRequest(number="4111111111111111", month=1, year=2018, given_name="T", family_name="Y"),
    "declined": CreditCardRequest(number="4123111111111059", month=1, year=2018, given_name="T", family_name="Y"),
    "short": NetCashRequest(prepaid_number="1111111111111111"),
}
KINDS = (
    ["ok"],
    list(BEFORE),
    [*AFTER, *PAGES],
    [fault for fault in FAULTS if fault.startswith("after ")],
    [fault for fault in FAULTS if fault.startswith("code ")],
)
PLANS = st.lists(st.one_of([st.sampled_from(kind) for kind in KINDS]), min_size=1, max_size=3)
# One fault of each sort: with these every schedule of two is tried, not only those that are drawn.
SORTS = (
    *("ok", "refused", "cut before", "cut after", "slow reply", "page before", "page after"),
    *(
        "code gateway_timeout",
        "code bad_gateway",
        "after bad_gateway",
        "code service_unavailable",
        "code card_declined",
    ),
)


class Faulty(httpx2.BaseTransport):
    """Takes each request through the next fault of the plan, then through none."""

    def __init__(self) -> None:
        self.inner = httpx2.HTTPTransport()
        self.plan: list[str] = []
        self.told: list[str] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        fault = self.plan.pop(0) if self.plan else "ok"
        self.told.append(fault)
        if fault in BEFORE:
            raise BEFORE[fault]
        kind, _, code = fault.partition(" ")
        if kind == "code":
            return _error(code)
        if fault == "page before":
            return httpx2.Response(PAGES[fault], text="<html>")
        response = self.inner.handle_request(request)
        response.read()
        if fault in AFTER:
            raise AFTER[fault]
        if kind == "after":
            return _error(code)
        if fault == "page after":
            return httpx2.Response(PAGES[fault], text="<html>")
        self.told[-1] = f"{fault}: {response.status_code} {response.json().get('error', {}).get('code')}"
        return response

    def close(self) -> None:
        self.inner.close()


def _error(code: str) -> httpx2.Response:
    return httpx2.Response(
        CODES[code]["status"], json={"error": {"message": CODES[code]["message"], "code": code, "param": None}}
    )


class OneCallOneEffect(RuleBasedStateMachine):
    """Makes calls under faults, and knows what each may have done."""

    sandbox: RunningSandbox

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.faulty = Faulty()

    @initialize(honoured=st.booleans())
    def open(self, honoured: bool) -> None:
        self.sandbox.reset()
        self.truth = Komoju(self.sandbox.secret_key, base_url=self.sandbox.base_url)
        self.client = Komoju(
            self.sandbox.secret_key,
            base_url=self.sandbox.base_url,
            transport=self.faulty,
            server_honours_idempotency_keys=honoured,
        )
        self.honoured = honoured

    def teardown(self) -> None:
        if hasattr(self, "client"):
            self.client.close()
            self.truth.close()

    def attempt(
        self, plan: list[str], keyed: bool, call: Any, *, reads: bool = False
    ) -> tuple[Payment | None, KomojuError | None]:
        """Make one call under a plan, and hold it to what must be true of every call."""
        self.number += 1
        self.faulty.plan, self.faulty.told = list(plan), []
        key = f"key-{self.number}" if keyed else None
        try:
            result: Payment | None = call(key)
            error: KomojuError | None = None
        except KomojuError as raised:
            result, error = None, raised
        told = self.faulty.told
        declined = [step for step in told if _is_decline(step)]
        assert len(declined) <= 1, f"a decline was seen and the call sent again: {told}"
        assert not declined or _is_decline(told[-1]), told
        if not reads and not (keyed and self.honoured):
            unknown = [step for step in told if step in AFTER or step.startswith(("page", "after", "cut before"))]
            assert len(unknown) <= 1, f"sent again after an unknown outcome: {told}"
        return result, error

    def judge(self, result: Payment | None, error: KomojuError | None, effects: int) -> None:
        """Hold what the client says to what the sandbox knows."""
        assert effects in {0, 1}, f"one call had {effects} effects: {self.faulty.told}"
        if result is not None:
            assert effects == 1, self.faulty.told
        if isinstance(error, ConnectionFailedError):
            assert effects == 0, f"said that nothing was processed: {self.faulty.told}"
        if isinstance(error, APIError) and error.outcome == "nothing_processed":
            assert effects == 0, f"said that nothing was processed: {self.faulty.told}"

    @rule(kind=st.sampled_from(sorted(DETAILS)), plan=PLANS, keyed=st.booleans())
    def create(self, kind: str, plan: list[str], keyed: bool) -> None:
        order = f"order-{self.number}"
        result, error = self.attempt(
            plan,
            keyed,
            lambda key: self.client.payments.create(
                amount=3000,
                currency="JPY",
                external_order_num=order,
                payment_details=DETAILS[kind],
                idempotency_key=key,
            ),
        )
        made = [payment.id for payment in self.truth.payments.list(external_order_num=order)]
        self.judge(result, error, len(made))
        if isinstance(error, OutcomeUnknownError):
            assert error.external_order_num == order
        found = self.truth.payments.find(external_order_num=order)
        assert [found.id] if found else made == []
        if kind == "declined":
            assert made == []
            assert not isinstance(error, DeclinedError) or error.advice

    @rule(amount=st.integers(1, 1000), plan=PLANS, keyed=st.booleans())
    def refund(self, amount: int, plan: list[str], keyed: bool) -> None:
        payment = self.truth.payments.create(amount=5000, currency="JPY", payment_details=DETAILS["card"])
        result, error = self.attempt(
            plan, keyed, lambda key: self.client.payments.refund(payment.id, amount=amount, idempotency_key=key)
        )
        now = self.truth.payments.show(payment.id)
        assert now.amount_refunded == amount * len(now.refunds)
        self.judge(result, error, len(now.refunds))

    @rule(plan=PLANS, keyed=st.booleans())
    def continue_with_a_second_card(self, plan: list[str], keyed: bool) -> None:
        payment = self.truth.payments.create(amount=9000, currency="JPY", payment_details=DETAILS["short"])
        card = PrepaidContinuation(prepaid_number="1111111111111111")
        result, error = self.attempt(
            plan,
            keyed,
            lambda key: self.client.payments.update(payment.id, payment_details=card, idempotency_key=key),
        )
        details = self.truth.payments.show(payment.id).to_dict()["payment_details"]
        self.judge(result, error, len(details["prepaid_cards"]) - 1)

    @rule(action=st.sampled_from(["capture", "cancel"]), plan=PLANS, keyed=st.booleans())
    def capture_or_cancel(self, action: str, plan: list[str], keyed: bool) -> None:
        payment = self.truth.payments.create(amount=500, currency="JPY", capture=False, payment_details=DETAILS["card"])
        result, error = self.attempt(
            plan, keyed, lambda key: getattr(self.client.payments, action)(payment.id, idempotency_key=key)
        )
        self.judge(result, error, int(self.truth.payments.show(payment.id).status != "authorized"))

    @rule(plan=PLANS)
    def read(self, plan: list[str]) -> None:
        listed = self.truth.payments.list().total()
        self.attempt(plan, keyed=False, reads=True, call=lambda _: next(iter(self.client.payments.list()), None))
        assert self.truth.payments.list().total() == listed

    @invariant()
    def every_order_was_paid_at_most_once(self) -> None:
        if hasattr(self, "truth"):
            orders = [payment.external_order_num for payment in self.truth.payments.list(per_page=100)]
            named = [order for order in orders if order is not None]
            assert len(named) == len(set(named))


def _is_decline(step: str) -> bool:
    """Tell whether a step showed the client a refusal of the payer's card or number."""
    code = step.removeprefix("code ").rpartition(" ")[2]
    return not step.startswith("after") and code in CODES and CODES[code]["family"] == "payer"


@pytest.fixture(scope="module")
def sandbox() -> Any:
    """Run one sandbox for all runs; each run starts by a reset."""
    with RunningSandbox(Settings(clock=START)) as running:
        yield running


def test_one_call_has_one_effect_under_every_schedule_of_faults(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("komoju._runtime.http.time.sleep", lambda _: None)
    monkeypatch.setattr(OneCallOneEffect, "sandbox", sandbox, raising=False)
    case = OneCallOneEffect.TestCase
    case.settings = settings(max_examples=examples(60), stateful_step_count=8)
    case().runTest()


@pytest.mark.parametrize("honoured", [False, True])
@pytest.mark.parametrize("keyed", [False, True])
@pytest.mark.parametrize("first", SORTS)
def test_one_call_has_one_effect_under_every_schedule_of_two_faults(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, first: str, keyed: bool, honoured: bool
) -> None:
    monkeypatch.setattr("komoju._runtime.http.time.sleep", lambda _: None)
    monkeypatch.setattr(OneCallOneEffect, "sandbox", sandbox, raising=False)
    machine = OneCallOneEffect()
    machine.open(honoured)
    for second in SORTS:
        machine.create("konbini", [first, second], keyed)
        machine.refund(100, [first, second], keyed)
        machine.continue_with_a_second_card([first, second], keyed)
    machine.teardown()


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_among_the_faults(code: str) -> None:
    assert f"code {code}" in FAULTS
    assert (f"after {code}" in FAULTS) == (CODES[code]["outcome"] == "unknown")
