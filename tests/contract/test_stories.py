"""What holds over whole stories: the ones that `make` plays, and ones that hypothesis makes up.

The made-up ones go through the generated client. The judge knows what each answer has to be, because it followed the
story from its beginning; so a payment can only move along the life cycle, a token pays once, and money adds up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from komoju import Komoju
from komoju.errors import BY_CODE, APIError
from komoju.models import Payment, PrepaidContinuation, Token, payment_details
from komoju_sandbox.testing import RunningSandbox

from tests.contract import play
from tests.contract.contract import catalogue, document, lifecycle, operations, resolve
from tests.contract.judge import Judge
from tests.contract.laws import Answer, Sent
from tests.contract.numbers import documented
from tests.contract.raw import Caller
from tests.contract.target import START

TYPES = sorted(lifecycle()["types"])
LIMITS = [said["total"]["maximum"] for said in lifecycle()["types"].values() if "total" in said]
EDGES = [0, 1, 6, 7, 1000, 1851, 1852, 1853, 3703, 3704, 3705, 6000, *(limit * 100 // 108 for limit in LIMITS)]
AMOUNTS = st.sampled_from([*EDGES, *(edge + 1 for edge in EDGES)]) | st.integers(0, 10**7)
TAXES = st.sampled_from(["auto", None, 0, 1, 80]) | st.integers(0, 10**6)
KEYS = st.none() | st.none() | st.sampled_from(["order 1", "order 2", "order 3"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NOTES = {
    "description": st.none() | TEXTS,
    "metadata": st.dictionaries(TEXTS, TEXTS, max_size=3),
}


def details_of(payment_type: str) -> st.SearchStrategy[dict[str, Any]]:
    """Details of the documented token call, with documented numbers, and now and then a deadline or an expired card."""
    scenario = {"konbini": "konbini-lawson"}.get(payment_type, payment_type.replace("_", "-"))
    example = document()["components"]["examples"][f"tokens-{scenario}-request"]["value"]["payment_details"]
    mapping = document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    members = resolve({"$ref": mapping[payment_type]})["properties"]
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for name, said in members.items():
        numbers = [str(entry["value"]) for entry in resolve(said).get("x-test-numbers", ())]
        if numbers:
            usual = st.sampled_from(numbers[:5])
            drawn[name] = usual if payment_type != "credit_card" else usual | st.sampled_from(numbers)
    if payment_type == "credit_card":
        drawn["year"] = st.sampled_from([2018, 2018, 2017, 2016])
    optional = {"expiry_days": st.sampled_from([0, 1, 59])} if "expiry_days" in members else {}
    return st.fixed_dictionaries(drawn, optional=optional).map(lambda chosen: {**example, **chosen})


DETAILS = st.sampled_from(TYPES).flatmap(details_of)


class Judged(httpx2.BaseTransport):
    """Shows every exchange to a judge."""

    def __init__(self, base_path: str) -> None:
        self.inner = httpx2.HTTPTransport()
        self.base_path = base_path
        self.judge: Judge | None = None
        self.findings: list[str] = []
        self.answers: list[Answer] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = urlsplit(str(request.url))
        sent = Sent(
            request.method,
            url.path.removeprefix(self.base_path),
            url.query,
            {name.lower(): value for name, value in request.headers.items()},
            request.read(),
        )
        response = self.inner.handle_request(request)
        answer = Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, response.read())
        self.answers.append(answer)
        if self.judge:
            self.findings += self.judge.judge(sent, answer).findings
        return response

    def close(self) -> None:
        self.inner.close()


class Story(RuleBasedStateMachine):
    """A merchant, customers and the passing of time, in any order."""

    payments = Bundle("payments")
    tokens = Bundle("tokens")

    def __init__(self, sandbox: RunningSandbox, komoju: Komoju, transport: Judged) -> None:
        super().__init__()
        self.sandbox, self.komoju, self.transport = sandbox, komoju, transport
        self.seen: dict[str, str] = {}

    @initialize()
    def begin(self) -> None:
        """Start over."""
        self.sandbox.reset()
        self.now = START
        self.keyed: Callable[[], Payment | Token] | None = None
        self.judge = Judge(self.sandbox.secret_key, self.sandbox.publishable_key, lambda: self.now)
        self.transport.judge = self.judge
        self.transport.findings.clear()

    def call(self, call: Callable[[], Payment | Token], *, keyed: bool = False) -> Payment | Token | None:
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

    @rule(target=payments, amount=AMOUNTS, tax=TAXES, details=DETAILS, capture=st.booleans(), more=st.data())
    def order(self, amount: int, tax: Any, details: dict[str, Any], *, capture: bool, more: st.DataObject) -> Any:
        """Create a payment of any type."""
        sent = payment_details.PAYMENT_DETAILS_REQUEST.decode(details, "payment_details")
        notes = more.draw(st.fixed_dictionaries({}, optional={**NOTES, "external_order_num": TEXTS}))
        currency = "KRW" if details["type"] == "culture_voucher" else more.draw(st.sampled_from(["JPY", "USD"]))
        fixed = {"amount": amount, "tax": tax, "currency": currency, "payment_details": sent, "capture": capture}
        key = more.draw(KEYS)
        create = partial(self.komoju.payments.create, **fixed, **notes, idempotency_key=key)
        return self.kept(self.call(create, keyed=key is not None))

    @precondition(lambda self: self.keyed is not None)
    @rule()
    def say_it_again(self) -> None:
        """Make the last call with a key once more, word for word."""
        self.call(self.keyed)

    def kept(self, made: Any) -> Any:
        return made.id if made else multiple()

    @rule(target=tokens, details=DETAILS)
    def take_token(self, details: dict[str, Any]) -> Any:
        """Exchange details for a token."""
        sent = payment_details.PAYMENT_DETAILS_REQUEST.decode(details, "payment_details")
        return self.kept(self.call(lambda: self.komoju.tokens.create(payment_details=sent)))

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

    @rule(payment=payments, share=st.sampled_from([0, 1, 30, 50, 99, 100, 101]), notes=st.none() | TEXTS)
    def refund_part(self, payment: str, share: int, notes: str | None) -> None:
        """Give so many hundredths of the total back, or one more than is left."""
        total = self.judge.payments[payment]["total"]
        left = total - self.judge.payments[payment]["amount_refunded"]
        amount = left + 1 if share == 101 else total * share // 100
        self.call(lambda: self.komoju.payments.refund(payment, amount=amount, description=notes))

    @rule(payment=payments, key=KEYS)
    def refund(self, payment: str, key: str | None) -> None:
        """Give everything back that is left."""
        self.call(lambda: self.komoju.payments.refund(payment, idempotency_key=key), keyed=key is not None)

    @rule(payment=payments, number=st.sampled_from(documented()["prepaid_number"]) | st.just("1" * 16), key=KEYS)
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
            assert self.sandbox.pay(payment) == expected.body
            self.judge.payments[payment] = expected.body

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
        if not hasattr(self, "judge"):
            return
        moves = {(row["from"], row["to"], kind) for row in lifecycle()["transitions"] for kind in row["types"]}
        for key, payment in self.judge.payments.items():
            before, kind = self.seen.get(key, "none"), payment["payment_details"]["type"]
            assert before == payment["status"] or (before, payment["status"], kind) in moves
            self.seen[key] = payment["status"]


@pytest.fixture
def judged(sandbox: RunningSandbox) -> Iterator[tuple[Komoju, Judged]]:
    """The client over a transport that shows everything to a judge."""
    transport = Judged(urlsplit(sandbox.base_url).path)
    with Komoju(sandbox.secret_key, base_url=sandbox.base_url, transport=transport, max_retries=0) as komoju:
        yield komoju, transport


STORIES = settings(max_examples=200, stateful_step_count=40, phases=[Phase.explicit, Phase.generate, Phase.shrink])


def test_every_story_is_told_as_the_contract_has_it(sandbox: RunningSandbox, judged: tuple[Komoju, Judged]) -> None:
    run_state_machine_as_test(lambda: Story(sandbox, *judged), settings=STORIES)
    _, transport = judged
    statuses = {
        answer.body["status"] for answer in transport.answers if answer.status < 300 and "status" in answer.body
    }
    assert statuses == set(lifecycle()["statuses"])
    codes = {answer.error.get("code") for answer in transport.answers}
    assert codes >= {*lifecycle()["refusals"].values(), "invalid_token", "card_expired", "insufficient_funds"}


def test_all_played_calls_come_out_right(capfd: pytest.CaptureFixture[str]) -> None:
    assert play.main() == 0
    told = capfd.readouterr().out
    assert re.search(r"\b33 calls, all as the contract says", told)
    assert "4111111111111111" not in told


def at_once(count: int, call: Callable[[], Answer]) -> list[int]:
    """Make a call so many times at the same time."""
    with ThreadPoolExecutor(count) as pool:
        return sorted(future.result().status for future in [pool.submit(call) for _ in range(count)])


def made(caller: Caller, scenario: str) -> str:
    example = document()["components"]["examples"][f"{scenario}-request"]["value"]
    return str(caller.json("POST", f"/{scenario.partition('-')[0]}", example).body["id"])


def test_a_token_pays_once_also_when_it_is_used_many_times_at_once(caller: Caller) -> None:
    token = made(caller, "tokens-credit-card")
    body = {"amount": 1000, "currency": "JPY", "payment_details": token}
    assert at_once(8, lambda: caller.json("POST", "/payments", body)) == [200] + [422] * 7
    assert caller.call("GET", "/payments").body["total"] == 1


def test_money_is_taken_once_also_when_it_is_asked_for_many_times_at_once(caller: Caller) -> None:
    payment = made(caller, "payments-credit-card-authorize")
    assert at_once(8, lambda: caller.call("POST", f"/payments/{payment}/capture")) == [200] + [422] * 7


def test_no_more_is_refunded_than_was_paid_also_at_once(caller: Caller) -> None:
    payment = made(caller, "payments-credit-card")
    statuses = at_once(8, lambda: caller.json("POST", f"/payments/{payment}/refund", {"amount": 500}))
    assert statuses == [200] * 2 + [422] * 6
    assert caller.call("GET", f"/payments/{payment}").body["amount_refunded"] == 1000


def test_a_call_under_a_key_is_carried_out_once_also_when_it_is_sent_many_times_at_once(caller: Caller) -> None:
    """Each is answered with the one payment, or told that the first call still runs."""
    body = document()["components"]["examples"]["payments-credit-card-request"]["value"]
    name = (operations()["createPayment"].header("idempotency-key") or {})["name"]
    content, kind = json.dumps(body).encode(), "application/json"
    statuses = at_once(8, lambda: caller.call("POST", "/payments", content, kind, {name: "order 123"}))
    assert statuses[0] == 200
    assert set(statuses) <= {200, 409}
    assert caller.call("GET", "/payments").body["total"] == 1


@pytest.mark.parametrize(("late", "status"), [(0, 200), (1, 422)])
def test_a_token_lives_to_the_end_of_its_last_second(
    caller: Caller, sandbox: RunningSandbox, late: int, status: int
) -> None:
    token = made(caller, "tokens-konbini-lawson")
    sandbox.advance(days=lifecycle()["tokens"]["lifetime_days"], seconds=late)
    body = {"amount": 1000, "currency": "JPY", "payment_details": token}
    assert caller.json("POST", "/payments", body).status == status


def test_a_key_lives_to_the_end_of_its_last_second(caller: Caller, sandbox: RunningSandbox) -> None:
    content, hours = b"payment_details[type]=konbini&payment_details[store]=lawson", lifecycle()["idempotency"]["hours"]
    name = (operations()["createToken"].header("idempotency-key") or {})["name"]
    first, again, late = (
        caller.call("POST", "/tokens", content, headers={name: "order 123"}).body["id"]
        for wait in ({}, {"hours": hours}, {"seconds": 1})
        if sandbox.advance(**wait)
    )
    assert first == again != late


def test_a_key_belongs_to_one_api_key(caller: Caller, sandbox: RunningSandbox) -> None:
    content = b"payment_details[type]=konbini&payment_details[store]=lawson"
    name = (operations()["createToken"].header("idempotency-key") or {})["name"]
    others = Caller(sandbox.base_url, sandbox.publishable_key)
    made, other = (who.call("POST", "/tokens", content, headers={name: "order 123"}) for who in (caller, others))
    assert (made.status, other.status) == (200, 200)
    assert made.body["id"] != other.body["id"]


def test_the_pages_of_a_long_list_hold_every_payment_once(caller: Caller, judged: tuple[Komoju, Judged]) -> None:
    komoju, _ = judged
    ids = [made(caller, "payments-konbini-lawson") for _ in range(23)]
    for size in (1, 5, 10, 22, 23, 24, 100):
        pages = list(komoju.payments.list(per_page=size).pages())
        assert [len(page.data) for page in pages] == [size] * (23 // size) + [23 % size] * bool(23 % size)
        assert [payment.id for page in pages for payment in page.data] == ids[::-1]
        assert {(page.total, page.per_page, page.last_page) for page in pages} == {(23, size, -(-23 // size))}
        past = caller.call("GET", f"/payments?per_page={size}&page={len(pages) + 1}").body
        assert (past["data"], past["total"], past["last_page"]) == ([], 23, len(pages))
    assert len(caller.call("GET", "/payments").body["data"]) == 10
