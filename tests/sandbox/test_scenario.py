"""`Komoju-Scenario`: a call asks for its outcome, or several calls for theirs in turn."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.refusals import Refusals
from komoju_sandbox.scenarios import ScenarioHeader
from komoju_sandbox.trail import Trail

from tests.provenance.cites import choice
from tests.sandbox.conftest import DETAILS, Merchant

HEADER = "Komoju-Scenario"
CARD = {"type": "credit_card", **DETAILS["credit_card"]}
CREATE = {"amount": 1000, "currency": "JPY", "payment_details": CARD}
WRONG = (422, "invalid_parameter", HEADER)


def send(merchant: Merchant, scenario: str, path: str = "/payments", body: Any = CREATE, **headers: str) -> Any:
    """Make a call that asks for an outcome."""
    content = json.dumps(body).encode()
    return merchant.call("POST", path, content, "application/json", headers={HEADER: scenario, **headers})


def codes(merchant: Merchant, scenario: str, calls: int, **headers: str) -> list[str]:
    """Tell how so many calls end."""
    answers = [send(merchant, scenario, **headers) for _ in range(calls)]
    return ["ok" if answer.status < 300 else answer.body["error"]["code"] for answer in answers]


def test_the_header_stands_in_the_document_as_one_of_later_versions() -> None:
    """And in none of its operations, since the service of 2017 does not know it."""
    said = load_contract().lifecycle["scenarios"]
    assert said == {"header": HEADER, "success": "ok", "source": "later: error test header"}


def test_a_call_ends_as_it_asks_to(merchant: Merchant) -> None:
    """Each time, and others are not touched."""
    assert codes(merchant, "insufficient_funds", 3) == ["insufficient_funds"] * 3
    assert merchant.json("POST", "/payments", CREATE).status == 200
    assert merchant.get("/payments").body["total"] == 1


@choice("scenario-order")
def test_outcomes_are_taken_in_turn_and_the_last_one_holds(merchant: Merchant) -> None:
    scenario = "card_declined,gateway_timeout,ok"
    assert codes(merchant, scenario, 5) == ["card_declined", "gateway_timeout", "ok", "ok", "ok"]
    assert codes(merchant, "ok,card_declined", 3) == ["ok", "card_declined", "card_declined"]


def test_blanks_do_not_count(merchant: Merchant) -> None:
    """Two ways to write the same outcomes are one scenario."""
    assert codes(merchant, "card_declined, ok", 1) == ["card_declined"]
    assert codes(merchant, " card_declined ,ok", 1) == ["ok"]


@choice("scenario-order")
def test_each_operation_takes_its_own_turn(merchant: Merchant) -> None:
    scenario = "service_unavailable,ok"
    assert send(merchant, scenario).status == 503
    token = {"payment_details": CARD}
    assert [send(merchant, scenario, "/tokens", token).status for _ in range(2)] == [503, 200]
    assert send(merchant, scenario).status == 200


@pytest.mark.parametrize(
    "scenario", ["timeout", "teapot", "", ",", "card_declined,", "OK", "ok;ok", "not_found", "ok," * 100 + "ok"]
)
@choice("scenario-names")
def test_an_outcome_that_the_operation_does_not_document_is_refused(merchant: Merchant, scenario: str) -> None:
    """Before the body is looked at, which has a fault of its own here; nothing is done."""
    assert send(merchant, scenario, body={}).error == WRONG
    assert merchant.get("/payments").body["total"] == 0


def test_a_header_sent_twice_is_one_list() -> None:
    """As HTTP has it."""
    header = ScenarioHeader(Refusals(load_contract()))
    assert header.read(["card_declined", "ok"], "createPayment", Trail()) == ["card_declined", "ok"]
    assert header.read([], "createPayment", Trail()) == []


@choice("scenario-order")
def test_a_call_that_is_answered_by_its_key_takes_no_outcome(merchant: Merchant) -> None:
    """It gets the reply that was kept; a call that was not carried out has none."""
    scenario, key = "gateway_timeout,card_declined,bad_gateway,ok", {"X-KOMOJU-IDEMPOTENCY": "one"}
    assert codes(merchant, scenario, 4, **key) == ["gateway_timeout", *["card_declined"] * 3]
    assert codes(merchant, scenario, 2, **{"X-KOMOJU-IDEMPOTENCY": "two"}) == ["bad_gateway", "ok"]


def test_a_key_whose_reply_is_no_longer_kept_takes_an_outcome_again(merchant: Merchant) -> None:
    """After its last second."""
    scenario, key = "card_declined,ok", {"X-KOMOJU-IDEMPOTENCY": "one"}
    assert codes(merchant, scenario, 2, **key) == ["card_declined", "card_declined"]
    merchant.advance(days=1, seconds=1)
    assert codes(merchant, scenario, 1, **key) == ["ok"]


@choice("scenario-codes")
def test_a_refusal_of_the_payer_leaves_behind_what_a_real_one_does(merchant: Merchant) -> None:
    """The token is gone and there is no payment; other errors leave it as it was."""
    for scenario, left in (("card_declined", "invalid_token"), ("bad_gateway", None)):
        token = merchant.json("POST", "/tokens", {"payment_details": CARD}).body["id"]
        paying = {**CREATE, "payment_details": token}
        assert send(merchant, scenario, body=paying).body["error"]["code"] == scenario
        assert merchant.get("/payments").body["total"] == 0
        after = merchant.json("POST", "/payments", paying)
        assert (after.body["error"]["code"] if after.status >= 300 else None) == left


def test_a_call_with_a_fault_of_its_own_takes_its_outcome_too(merchant: Merchant) -> None:
    """It is one of the calls."""
    assert send(merchant, "card_declined,ok", body={}).error == (422, "missing_parameter", "amount")
    assert send(merchant, "card_declined,ok").status == 200


def test_what_does_not_ask_a_processor_is_not_refused_by_one(merchant: Merchant) -> None:
    payment = merchant.json("POST", "/payments", CREATE).body["id"]
    content = b'{"description": "new"}'
    headers = {HEADER: "card_declined"}
    answer = merchant.call("PATCH", f"/payments/{payment}", content, "application/json", headers=headers)
    assert answer.body["description"] == "new"


def test_a_fault_comes_before_the_scenario(merchant: Merchant) -> None:
    """And the call that it hits takes no outcome when it is not carried out."""
    merchant.control("POST", "/faults", {"do": "error", "code": "internal_server_error"})
    scenario = "card_declined,ok"
    assert codes(merchant, scenario, 3) == ["internal_server_error", "card_declined", "ok"]
    merchant.control("POST", "/faults", {"do": "error", "code": "card_expired"})
    assert codes(merchant, scenario, 2) == ["card_expired", "ok"]


def test_a_reset_begins_again(merchant: Merchant) -> None:
    assert codes(merchant, "card_declined,ok", 2) == ["card_declined", "ok"]
    merchant.control("POST", "/reset")
    assert codes(merchant, "card_declined,ok", 2) == ["card_declined", "ok"]


def test_worlds_take_turns_of_their_own(open_shop: Callable[..., Merchant]) -> None:
    merchant = open_shop(open_keys=True)
    content, headers = json.dumps(CREATE).encode(), {HEADER: "card_declined,ok"}
    statuses = [
        merchant.call("POST", "/payments", content, "application/json", key, headers).status
        for key in ("komoju-mart", "mine", "komoju-mart", "mine")
    ]
    assert statuses == [502, 502, 200, 200]
