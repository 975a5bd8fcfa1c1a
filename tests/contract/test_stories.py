"""What holds over whole stories: the ones that `make` plays, and ones that hypothesis makes up.

The made-up ones go through the generated client. The judge knows what each answer has to be, because it followed the
story from its beginning; so a payment can only move along the life cycle, a token pays once, and money adds up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from komoju import Komoju
from komoju_sandbox.testing import RunningSandbox

from tests.contract import play
from tests.contract.contract import document, lifecycle, operations
from tests.contract.effort import examples
from tests.contract.laws import Answer
from tests.contract.raw import Caller
from tests.contract.stories.judged import Judged
from tests.contract.stories.payments import Payments, typed
from tests.contract.stories.trouble import FAULTS, Trouble


@pytest.fixture
def judged(sandbox: RunningSandbox) -> Iterator[tuple[Komoju, Judged]]:
    """The client over a transport that shows everything to a judge."""
    transport = Judged(urlsplit(sandbox.base_url).path)
    with Komoju(sandbox.secret_key, base_url=sandbox.base_url, transport=transport, max_retries=0) as komoju:
        yield komoju, transport


@pytest.fixture
def stubborn(
    sandbox: RunningSandbox, judged: tuple[Komoju, Judged], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Komoju]:
    """The client as a merchant sets it up who trusts idempotency keys, over the same transport, and without pauses."""
    monkeypatch.setattr("komoju._runtime.http.time.sleep", lambda _: None)
    _, transport = judged
    options = {"base_url": sandbox.base_url, "transport": transport, "server_honours_idempotency_keys": True}
    with Komoju(sandbox.secret_key, **options) as komoju:
        yield komoju


def stories(usual: int) -> settings:
    """So many stories, or more."""
    told = examples(usual)
    return settings(max_examples=told, stateful_step_count=40, phases=[Phase.explicit, Phase.generate, Phase.shrink])


def statuses(transport: Judged) -> set[str]:
    """Give the statuses in which payments were seen."""
    answers = [answer.body for answer in transport.answers if answer.status < 300]
    return {body["status"] for body in answers if "status" in body}


def refusals(transport: Judged) -> set[str]:
    """Give the codes of the refusals and errors that were seen."""
    return {answer.error["code"] for answer in transport.answers if "code" in answer.error}


def told(scenario: str) -> dict[str, Any]:
    """Give the details of a documented call."""
    details: dict[str, Any] = document()["components"]["examples"][f"payments-{scenario}-request"]["value"]
    return details["payment_details"]


SHORT = {"type": "web_money", "prepaid_number": "1" * 16}


def test_every_story_is_told_as_the_contract_has_it(sandbox: RunningSandbox, judged: tuple[Komoju, Judged]) -> None:
    """What the stories meet hangs on luck, so all of it is met on purpose below; here it is enough that some is."""
    run_state_machine_as_test(lambda: Payments(sandbox, *judged), settings=stories(150))
    _, transport = judged
    assert statuses(transport) >= {"authorized", "captured"}
    assert refusals(transport) & {*lifecycle()["refusals"].values()}


def test_one_story_meets_every_status_and_every_refusal(sandbox: RunningSandbox, judged: tuple[Komoju, Judged]) -> None:
    """The client gives each as its model, or as the exception of its code."""
    komoju, transport = judged
    story = Payments(sandbox, *judged)

    def order(details: dict[str, Any], amount: int = 1000) -> Any:
        create = komoju.payments.create
        return story.kept(story.call(lambda: create(amount=amount, currency="JPY", payment_details=typed(details))))

    card, called_off, late = order(told("credit-card")), order(told("pay-easy")), order(told("konbini-lawson"))
    order(SHORT, 5000)
    story.capture(card, None)
    story.cancel(card, None)
    story.pay_on(card, "1" * 16, None)
    story.refund(card, None)
    story.refund(card, None)
    story.cancel(called_off, None)
    token = story.take_token(told("credit-card"))
    for _ in range(2):
        story.order_by_token(token, 1000, "JPY")
    order({**told("credit-card"), "year": 2016})
    order({**told("credit-card"), "number": "4123111111111000"})
    story.wait(24 * 30)
    story.show(late)
    assert statuses(transport) == set(lifecycle()["statuses"])
    wanted = {*lifecycle()["refusals"].values(), "invalid_token", "card_expired", "insufficient_funds"}
    assert refusals(transport) >= wanted


def test_every_story_comes_out_right_also_in_trouble(
    sandbox: RunningSandbox, judged: tuple[Komoju, Judged], stubborn: Komoju
) -> None:
    """With customers, webhooks, lost replies and calls at the same moment. Here too some of it is enough."""
    run_state_machine_as_test(lambda: Trouble(sandbox, *judged, stubborn), settings=stories(50))
    _, transport = judged
    assert statuses(transport) >= {"authorized", "captured"}
    assert refusals(transport) & {fault["code"] for fault in FAULTS if "code" in fault}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(map(str, fault.values())))
def test_one_story_meets_every_status_through_every_trouble(
    sandbox: RunningSandbox, judged: tuple[Komoju, Judged], stubborn: Komoju, fault: dict[str, Any]
) -> None:
    """And the trouble itself, a customer, a token and the lists."""
    _, transport = judged
    story = Trouble(sandbox, *judged, stubborn)
    card = story.order_in_trouble(1000, told("credit-card"), [fault])
    called_off = story.order_in_trouble(1000, told("pay-easy"), [fault])
    story.order_in_trouble(1000, told("konbini-lawson"), [fault])
    story.order_in_trouble(5000, SHORT, [fault])
    for payment, call in ((card, "part"), (card, "refund"), (called_off, "cancel")):
        story.change_in_trouble(payment, call, 30, "1" * 16, [fault])
    story.meet(told("credit-card"), {})
    story.take_token(told("credit-card"))
    story.wait(24 * 30)
    story.look_around()
    listed = {payment["status"] for payment in story.judge.payments.values()}
    assert listed | statuses(transport) == set(lifecycle()["statuses"])
    resources = {answer.body["resource"] for answer in transport.answers if answer.status < 300}
    assert resources >= {"payment", "customer", "token", "list"}
    assert fault.get("code") in {None, *refusals(transport)}
    story.teardown()


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
