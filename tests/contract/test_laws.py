"""The laws that need no memory of the payment, and what the judge of another merchant finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import document, operations
from tests.contract.judge import Judge
from tests.contract.laws import Answer, Secrets, of_payment
from tests.contract.watched import Watched, example

NUMBER = "3530111333300000"
CREATE = operations()["createPayment"].body


def answer(**body: Any) -> Answer:
    return Answer(200, {}, json.dumps(body).encode())


def card(**more: Any) -> dict[str, Any]:
    return {"payment_details": {"type": "credit_card", "number": NUMBER, "verification_value": "123"}, **more}


@pytest.mark.parametrize("place", ["payment_details", "metadata", "description"])
def test_a_number_that_comes_back_is_found_wherever_it_stands(place: str) -> None:
    assert [*Secrets().shown(CREATE, card(), answer(**{place: {"a": [f"card {NUMBER}"]}}))] != []


def test_a_number_of_an_earlier_call_that_comes_back_is_found() -> None:
    secrets = Secrets()
    assert [*secrets.shown(CREATE, card(), answer(last_four_digits="0000"))] == []
    assert [*secrets.shown(None, {}, answer(data=[{"note": NUMBER}]))] != []
    assert [*secrets.shown(None, {}, answer(data=[{"points": 123}]))] == [], "short ones stand anywhere by chance"


def test_what_was_sent_in_the_open_may_come_back() -> None:
    secrets = Secrets()
    assert [*secrets.shown(CREATE, card(description=f"card {NUMBER}"), answer(description=f"card {NUMBER}"))] == []
    assert [*secrets.shown(None, {}, answer(description=f"card {NUMBER}"))] == []


TIMES: dict[str, Callable[[dict[str, Any]], object]] = {
    "expired without a deadline": lambda body: body.update(status="expired", captured_at=None, payment_deadline=None),
    "a deadline before its creation": lambda body: body.update(payment_deadline="2017-01-04T07:52:33Z"),
    "a capture before its creation": lambda body: body.update(captured_at="2017-01-04T07:52:33Z"),
    "a capture after its deadline": lambda body: body.update(captured_at="2017-01-11T15:00:00Z"),
}


@pytest.mark.parametrize("name", TIMES)
def test_times_that_cannot_be_are_found(name: str) -> None:
    payment = dict(document()["components"]["examples"]["payments-credit-card-response"]["value"])
    assert [*of_payment(payment)] == []
    TIMES[name](payment)
    assert [*of_payment(payment)] != []


def test_what_another_merchant_may_not_see_is_found(sandbox: RunningSandbox) -> None:
    """The judge of a stranger, who has nothing, finds a payment, a customer and an event that are shown to it."""
    watched = Watched(sandbox)
    watched.right("POST", "/payments", example("payments-konbini-lawson"))
    watched.right("POST", "/customers", {"email": "a@example.com"})
    stranger = Judge(sandbox.secret_key, None, lambda: watched.time)
    for kind in ("payments", "customers", "events"):
        sent, page = watched.ask("GET", f"/{kind}")
        shown = watched.ask("GET", f"/{kind}/{page.body['data'][0]['id']}")
        assert stranger.judge(sent, page).findings != ()
        assert stranger.judge(*shown).findings != ()
        assert watched.findings((sent, page)) == watched.findings(shown) == ()
