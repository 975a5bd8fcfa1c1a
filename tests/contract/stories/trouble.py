"""What goes wrong between merchant and service: lost replies, errors, and calls that meet each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.stateful import rule
from komoju import Komoju
from komoju.errors import APIError, ConnectionFailedError, OutcomeUnknownError, ServiceError, UnexpectedResponseError
from komoju.models import Payment, PrepaidContinuation
from komoju_sandbox.testing import RunningSandbox

from tests.contract.stories.business import Business
from tests.contract.stories.draws import AMOUNTS, DETAILS, SHARES
from tests.contract.stories.judged import Judged, in_some_order
from tests.contract.stories.payments import PREPAID, typed

Change: TypeAlias = Callable[..., Payment]

FAULTS: list[dict[str, Any]] = [
    {"do": "cut_before"},
    {"do": "cut_after"},
    {"do": "garbage"},
    {"do": "slow_body", "bytes_per_second": 100_000},
    {"do": "error", "code": "gateway_timeout"},
    {"do": "error", "code": "service_unavailable"},
    {"do": "error", "code": "bad_gateway"},
    {"do": "error", "code": "internal_server_error"},
    {"do": "delay", "seconds": 0.001},
    {"do": "delay_after", "seconds": 0.001},
]
"""Everything that can happen to a call on its way, short of a refusal that the payer has to hear of."""
UNDECIDED = (OutcomeUnknownError, ConnectionFailedError, ServiceError, UnexpectedResponseError)
"""The errors after which a call is made again under its key."""
MOST_TRIES = 30


def until_decided(call: Callable[[], Any]) -> None:
    """Make a call again until its outcome is known, be it a refusal."""
    for _ in range(MOST_TRIES):
        try:
            call()
        except UNDECIDED:
            continue
        except APIError:
            return
        return
    raise AssertionError(f"after {MOST_TRIES} tries the outcome is still unknown")


class Trouble(Business):
    """A merchant who does what the README tells: each call has a key, and is made again until its outcome is known."""

    def __init__(self, sandbox: RunningSandbox, komoju: Komoju, transport: Judged, stubborn: Komoju) -> None:
        super().__init__(sandbox, komoju, transport)
        self.stubborn = stubborn
        self.troubles = 0

    def in_trouble(self, change: Change, faults: list[dict[str, Any]]) -> Any:
        """Make a call while these things go wrong. It has one effect, and the last answer is that of the first try."""
        self.troubles += 1
        key = f"trouble {self.troubles}"
        for fault in faults:
            self.sandbox.add_fault(**fault)
        with self.transport.unjudged() as exchanges:
            until_decided(lambda: change(idempotency_key=key))
        self.sandbox.clear_faults()
        sent, answer = exchanges[-1]
        self.transport.show(sent, answer)
        self.look_around()
        return answer.body.get("id")

    def look_around(self) -> None:
        """Read the first pages of everything, where an effect too many would show."""
        for resource in (self.komoju.payments, self.komoju.customers, self.komoju.events):
            next(resource.list().pages())
        assert self.transport.findings == []

    @rule(
        target=Business.payments,
        amount=AMOUNTS,
        details=DETAILS,
        faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4),
    )
    def order_in_trouble(self, amount: int, details: dict[str, Any], faults: list[dict[str, Any]]) -> Any:
        """Pay while the line fails: the payer is charged once."""
        currency = "KRW" if details["type"] == "culture_voucher" else "JPY"
        create = self.stubborn.payments.create
        change = partial(create, amount=amount, currency=currency, payment_details=typed(details))
        made = self.in_trouble(change, faults)
        return self.kept(self.judge.payments.get(made) and self.komoju.payments.show(made))

    @rule(
        payment=Business.payments,
        call=st.sampled_from(["capture", "cancel", "refund", "part", "pay_on", "note"]),
        share=SHARES,
        number=PREPAID,
        faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4),
    )
    def change_in_trouble(self, payment: str, call: str, share: int, number: str, faults: list[dict[str, Any]]) -> None:
        """Change a payment while the line fails: it changes once."""
        self.in_trouble(partial(self.change(self.stubborn, payment, call, share, number)), faults)

    def change(self, komoju: Komoju, payment: str, call: str, share: int, number: str) -> Change:
        """Prepare a call on a payment."""
        amount = self.part_of(payment, share)
        further = PrepaidContinuation(prepaid_number=number.ljust(16, "0"))
        calls: dict[str, Change] = {
            "capture": partial(komoju.payments.capture, payment),
            "cancel": partial(komoju.payments.cancel, payment),
            "refund": partial(komoju.payments.refund, payment),
            "part": partial(komoju.payments.refund, payment, amount=amount),
            "pay_on": partial(komoju.payments.update, payment, payment_details=further),
            "note": partial(komoju.payments.update, payment, description=f"{share}"),
        }
        return calls[call]

    @rule(
        payment=Business.payments,
        calls=st.lists(
            st.sampled_from(["capture", "cancel", "refund", "part", "pay_on", "note"]), min_size=2, max_size=3
        ),
        share=SHARES,
        number=PREPAID,
    )
    def change_at_once(self, payment: str, calls: list[str], share: int, number: str) -> None:
        """Make calls on one payment at the same moment: some order explains what they were answered."""
        self.at_once([self.change(self.komoju, payment, call, share, number) for call in calls])

    @rule(token=Business.tokens, amount=AMOUNTS, times=st.integers(2, 3))
    def pay_at_once(self, token: str, amount: int, times: int) -> None:
        """Pay with one token from several places at the same moment: it pays once."""
        create = self.komoju.payments.create
        self.at_once([partial(create, amount=amount, currency="JPY", payment_details=token)] * times)

    def at_once(self, calls: list[Change]) -> None:
        """Make calls together, and go on with the judge who can explain them."""

        def attempt(call: Change) -> None:
            with suppress(APIError):
                call()

        with self.transport.unjudged() as together, ThreadPoolExecutor(len(calls)) as pool:
            for done in [pool.submit(attempt, call) for call in calls]:
                done.result()
        with self.transport.unjudged() as then:
            self.look_around()
        self.calls = len(calls)
        witness = in_some_order(self.judge, together, then)
        assert witness is not None, together
        self.follow(witness)
