"""Choices of ours that no line of the documentation leads to, and that no other test shows by itself."""

import json
from typing import Any

import pytest

from tests.provenance.cites import choice, documented
from tests.sandbox.conftest import DETAILS

Json = dict[str, Any]
FORM = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"


@choice("dospara-payment")
def test_a_dospara_payment_is_captured_at_once_and_stays(contract: Json, merchant: Any) -> None:
    """It shows its type only, has no deadline, takes every currency, and cannot be refunded by a call."""
    for currency in contract["components"]["schemas"]["Currency"]["enum"]:
        payment = merchant.pay_with("dospara", currency=currency).body
        assert (payment["status"], payment["payment_deadline"], payment["currency"]) == ("captured", None, currency)
        assert payment["payment_details"] == {"type": "dospara"}
        assert merchant.form("POST", f"/payments/{payment['id']}/refund", []).error == (422, "not_refundable", None)


@choice("test-number-before-expiry")
@pytest.mark.parametrize(
    ("number", "code"),
    [("4123111111111059", "card_declined"), ("4123111111111000", "insufficient_funds"), ("4111111111111111", None)],
)
def test_the_outcome_of_a_number_comes_before_the_month(merchant: Any, number: str, code: str | None) -> None:
    """A good number past its month is expired all the same."""
    answer = merchant.pay_with("credit_card", details={"number": number, "month": 1, "year": 2016})
    assert answer.error == (502, code or "card_expired", None)


@documented("412-450")
@choice("web-money-deadline")
def test_pending_web_money_never_expires(contract: Json, merchant: Any) -> None:
    """It has no deadline, before and after it is paid."""
    assert contract["x-lifecycle"]["types"]["web_money"]["deadline"] == "none"
    pending = merchant.pay_with("web_money", amount=3000).body
    assert (pending["status"], pending["payment_deadline"]) == ("pending", None)
    merchant.advance(days=400)
    assert merchant.get(f"/payments/{pending['id']}").body == pending


@documented("208-216")
@choice("currency-of-type")
def test_only_culture_voucher_is_tied_to_a_currency(contract: Json, merchant: Any) -> None:
    types = contract["x-lifecycle"]["types"]
    tied = {kind: row["currencies"] for kind, row in types.items() if row["currencies"] != "any"}
    assert tied == {"culture_voucher": ["KRW"]}
    for currency in ("JPY", "USD"):
        assert merchant.pay_with("culture_voucher", currency=currency).error == (422, "invalid_currency", None)
    for payment_type in set(DETAILS) - {"culture_voucher"}:
        assert merchant.pay_with(payment_type, currency="KRW").status == 200


@choice("untyped-body")
def test_a_body_without_a_content_type_is_read_as_a_form(shared: Any) -> None:
    """So that JSON without one is a form of other names."""
    assert shared.call("POST", "/payments", FORM, None).status == 200
    body = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
    answer = shared.call("POST", "/payments", json.dumps(body).encode(), None)
    assert answer.error == (422, "missing_parameter", "amount")


@choice("idempotency-of-delete")
def test_a_deletion_takes_no_key(operations: dict[str, Json], merchant: Any) -> None:
    """Sent again it is not found, with or without one."""
    named = [parameter["$ref"].rpartition("/")[2] for parameter in operations["deleteCustomer"]["parameters"]]
    assert "IdempotencyKey" not in named
    path = f"/customers/{merchant.json('POST', '/customers', {}).body['id']}"
    key = {"X-KOMOJU-IDEMPOTENCY": "one"}
    answers = [merchant.call("DELETE", path, content_type=None, headers=key) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 404]


@choice("metadata-param", "metadata-values")
def test_a_wrong_note_is_refused_by_the_name_of_all_notes(merchant: Any) -> None:
    """In a payment, in its update, and in a customer."""
    wrong = {"metadata": {"amount": 1}}
    path = f"/payments/{merchant.pay_with('konbini').body['id']}"
    answers = [merchant.pay_with("konbini", **wrong), merchant.json("PATCH", path, wrong)]
    answers.append(merchant.json("POST", "/customers", wrong))
    assert [answer.error for answer in answers] == [(422, "invalid_parameter", "metadata")] * 3


@choice("over-refund", "refund-of-zero")
def test_a_refund_of_nothing_or_of_too_much_is_refused(merchant: Any) -> None:
    """By the yen; with nothing to give back, nothing is a whole refund."""
    wrong = (422, "invalid_parameter", "amount")
    path = f"/payments/{merchant.pay_with('credit_card', amount=100, tax=0).body['id']}/refund"
    assert merchant.json("POST", path, {"amount": 0}).error == wrong
    assert merchant.json("POST", path, {"amount": 101}).error == wrong
    assert merchant.json("POST", path, {"amount": 100}).body["status"] == "refunded"
    empty = f"/payments/{merchant.pay_with('credit_card', amount=0).body['id']}/refund"
    assert merchant.json("POST", empty, {"amount": 0}).body["status"] == "refunded"


@choice("part-refund-types")
@pytest.mark.parametrize("payment_type", ["credit_card", "bit_cash", "net_cash", "nanaco"])
def test_only_a_card_gives_back_a_part(merchant: Any, payment_type: str) -> None:
    path = f"/payments/{merchant.pay_with(payment_type).body['id']}/refund"
    answer = merchant.json("POST", path, {"amount": 1})
    if payment_type == "credit_card":
        assert answer.body["amount_refunded"] == 1
    else:
        assert answer.error == (422, "not_refundable", None)


@documented(223, 262, 298, 334, 373, 412, 451, 487, 519)
@choice("events-on-create")
@pytest.mark.parametrize("payment_type", sorted(DETAILS))
def test_a_new_payment_tells_where_it_stands(contract: Json, merchant: Any, payment_type: str) -> None:
    """Authorized where the payer still has to pay, captured everywhere else."""
    later = {"konbini", "pay_easy", "bank_transfer"}
    status = "authorized" if payment_type in later else "captured"
    payment = merchant.pay_with(payment_type).body
    assert payment["status"] == status
    assert [event["type"] for event in merchant.get("/events").body["data"]] == [f"payment.{status}"]
    rows = contract["x-lifecycle"]["transitions"]
    rows = [row for row in rows if payment_type in row["types"] and (row["from"], row["to"]) == ("none", status)]
    assert f"payment.{status}" in {row["event"] for row in rows}
