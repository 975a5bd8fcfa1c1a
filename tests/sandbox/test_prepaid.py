"""Prepaid cards and accounts: balances, shortage, continuation, and numbers that are refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.provenance.cites import choice, documented

DOCUMENT = json.loads((Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
CARD = "1111111111111111"
CONTINUED = ["web_money", "net_cash", "nanaco"]
NAMES = {"web_money": "WebMoney", "net_cash": "NetCash", "nanaco": "Nanaco", "bit_cash": "BitCash"}
REFUSED = [
    (payment_type, entry["value"], entry["outcome"])
    for payment_type, name in NAMES.items()
    for entry in SCHEMAS[f"{name}Request"]["properties"]["prepaid_number"]["x-test-numbers"]
    if entry["outcome"] != "ok"
]


def more(merchant: Any, payment: dict[str, Any], **details: Any) -> Any:
    sent = {"payment_details": {"prepaid_number": CARD, **details}}
    return merchant.json("PATCH", f"/payments/{payment['id']}", sent)


@pytest.mark.parametrize("payment_type", CONTINUED)
@given(total=st.integers(0, 9000))
@choice("short-payment", "continuation", "prepaid-balance")
@documented("659a", "659b")
def test_cards_pay_2000_each_until_the_total_is_reached(shared: Any, payment_type: str, total: int) -> None:
    """202 and pending while short, then 200 and captured; the points always add up."""
    answer = shared.pay_with(payment_type, amount=total, tax=0)
    cards = 1
    while True:
        payment = answer.body
        details = payment["payment_details"]
        taken = sum(card["points"] for card in details["prepaid_cards"])
        assert len(details["prepaid_cards"]) == cards
        assert taken == min(total, 2000 * cards)
        assert details["short_amount"] == total - taken
        short = taken < total
        assert (answer.status, payment["status"], payment["captured_at"] is None) == (
            (202, "pending", True) if short else (200, "captured", False)
        )
        if not short:
            break
        answer = more(shared, payment)
        cards += 1
    assert cards == max(1, -(-total // 2000))
    assert more(shared, payment).error == (422, "unprocessable_entity", None)


@pytest.mark.parametrize(("payment_type", "number", "outcome"), REFUSED)
@choice("failed-attempt")
def test_a_refused_number_leaves_no_payment(merchant: Any, payment_type: str, number: str, outcome: str) -> None:
    """The outcomes are those of the document, of each type."""
    answer = merchant.pay_with(payment_type, details={"prepaid_number": number})
    assert answer.error == (502, outcome, None)
    assert merchant.get("/payments").body["total"] == 0


@pytest.mark.parametrize("payment_type", NAMES)
@choice("unlisted-number")
def test_a_number_outside_the_table_is_invalid(shared: Any, payment_type: str) -> None:
    """Nothing tells how much money stands behind it."""
    answer = shared.pay_with(payment_type, details={"prepaid_number": "2" * 16})
    assert answer.error == (502, "invalid_number", None)


def test_a_refused_further_card_changes_nothing(merchant: Any) -> None:
    """Neither the money nor the notes that came with it."""
    payment = merchant.pay_with("web_money", amount=3000).body
    sent = {"description": "x", "payment_details": {"prepaid_number": "e111111111111113"}}
    assert merchant.json("PATCH", f"/payments/{payment['id']}", sent).error == (502, "used_number", None)
    assert merchant.get(f"/payments/{payment['id']}").body == payment


def test_a_further_card_may_name_its_type_and_an_email(merchant: Any) -> None:
    """The e-mail replaces the one before; notes may come along."""
    payment = merchant.pay_with("net_cash", amount=3000, details={"email": "a@example.com"}).body
    sent = {"prepaid_number": CARD, "type": "net_cash", "email": "b@example.com"}
    changed = merchant.json("PATCH", f"/payments/{payment['id']}", {"description": "x", "payment_details": sent}).body
    assert (changed["payment_details"]["email"], changed["description"]) == ("b@example.com", "x")
    assert changed["payment_details"]["prepaid_cards"][1] == {"last_four_digits": "1111", "points": 1240}


def test_the_email_stays_where_a_further_card_brings_none(merchant: Any) -> None:
    """So does everything else that the payer was asked for the first time."""
    before = merchant.pay_with("net_cash", amount=3000, details={"email": "a@example.com"}).body
    after = more(merchant, before).body
    assert after["payment_details"]["email"] == "a@example.com"
    assert after["payment_details"]["prepaid_cards"][:1] == before["payment_details"]["prepaid_cards"]


@pytest.mark.parametrize("payment_type", ["nanaco", "konbini"])
def test_a_further_card_has_to_be_of_the_payments_own_type(merchant: Any, payment_type: str) -> None:
    """Of another prepaid type or of none."""
    payment = merchant.pay_with("net_cash", amount=3000).body
    assert more(merchant, payment, type=payment_type).error == (422, "invalid_payment_type", None)


@pytest.mark.parametrize(
    ("details", "error"),
    [
        ({}, ("missing_parameter", "prepaid_number")),
        ({"prepaid_number": "1"}, ("invalid_parameter", "prepaid_number")),
        ("tok_x", ("invalid_parameter", "payment_details")),
        ({"prepaid_number": CARD, "store": "lawson"}, ("invalid_parameter", "store")),
    ],
)
@choice("nested-param")
def test_a_wrong_continuation_is_refused_by_name(merchant: Any, details: Any, error: tuple[str, str]) -> None:
    """By the bare name of the field."""
    payment = merchant.pay_with("net_cash", amount=3000).body
    answer = merchant.json("PATCH", f"/payments/{payment['id']}", {"payment_details": details})
    assert answer.error == (422, *error)


@documented("733b")
def test_bit_cash_has_to_cover_all(merchant: Any) -> None:
    """2000 yen at most, else insufficient_funds and no payment."""
    assert merchant.pay_with("bit_cash", amount=2000, tax=0).body["status"] == "captured"
    assert merchant.pay_with("bit_cash", amount=2001, tax=0).error == (502, "insufficient_funds", None)
    assert merchant.get("/payments").body["total"] == 1


@pytest.mark.parametrize(
    ("payment_type", "wrong", "code"),
    [
        ("culture_voucher", {"culture_id": "x"}, "invalid_account"),
        ("culture_voucher", {"culture_password": "x"}, "invalid_password"),
        ("culture_voucher", {"culture_id": "x", "culture_password": "x"}, "invalid_account"),
        ("dospara", {"user_no": "x"}, "invalid_account"),
        ("dospara", {"user_password": "x"}, "invalid_password"),
    ],
)
@choice("unlisted-number", "failed-attempt")
def test_an_unknown_account_or_password_is_refused(
    merchant: Any, payment_type: str, wrong: dict[str, str], code: str
) -> None:
    """The account is looked at first; nothing is left behind."""
    assert merchant.pay_with(payment_type, details=wrong).error == (502, code, None)
    assert merchant.get("/payments").body["total"] == 0


def test_an_account_payment_shows_no_password(shared: Any) -> None:
    """Culture Voucher shows its id, Dospara nothing."""
    assert shared.pay_with("culture_voucher").body["payment_details"] == {
        "type": "culture_voucher",
        "culture_id": "11111111",
    }
    assert shared.pay_with("dospara").body["payment_details"] == {"type": "dospara"}
