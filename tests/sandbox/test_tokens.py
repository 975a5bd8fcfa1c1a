"""Tokens: used once, dead after 30 days, and no more telling than the document says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.provenance.cites import choice, documented

INVALID = (422, "invalid_token", None)
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}
KONBINI = {"type": "konbini", "store": "lawson", "email": "a@example.com", "phone": "090-1111-2222", "expiry_days": 5}


def token(merchant: Any, **details: Any) -> str:
    answer = merchant.json("POST", "/tokens", {"payment_details": details})
    assert answer.status == 200
    return answer.body["id"]


def pay(merchant: Any, token_id: str, **sent: Any) -> Any:
    body = {"amount": 1000, "currency": "JPY", "payment_details": token_id, **sent}
    return merchant.json("POST", "/payments", body)


@pytest.mark.parametrize(
    "details", [CARD, KONBINI, {"type": "dospara", "user_no": "12345", "user_password": "password"}]
)
@documented(785)
def test_a_token_pays_as_the_details_behind_it(open_shop: Any, details: dict[str, Any]) -> None:
    """All of them, also those that it does not show. Only drawn values differ."""
    merchant = open_shop()
    by_token = pay(merchant, token(merchant, **details)).body
    directly = merchant.json("POST", "/payments", {"amount": 1000, "currency": "JPY", "payment_details": details}).body
    drawn = {"receipt": None, "instructions_url": None}
    for payment in (by_token, directly):
        payment["id"] = None
        payment["payment_details"] = {**payment["payment_details"], **drawn}
    assert by_token == directly


def test_a_token_reserves_what_a_card_would(merchant: Any) -> None:
    """The call decides when the money is taken, not the way in which the card has come."""
    payment = pay(merchant, token(merchant, **CARD), capture=False).body
    assert (payment["status"], payment["captured_at"]) == ("authorized", None)


@documented(789)
def test_a_token_works_once(merchant: Any) -> None:
    """And as a form value too."""
    token_id = token(merchant, **CARD)
    pairs = [("amount", "1"), ("currency", "JPY"), ("payment_details", token_id)]
    assert merchant.form("POST", "/payments", pairs).status == 200
    assert merchant.form("POST", "/payments", pairs).error == INVALID
    assert merchant.get("/payments").body["total"] == 1


@pytest.mark.parametrize("token_id", ["", "tok_", "x", "\x00", "tok_" + "0" * 89])
def test_an_unknown_token_is_invalid(shared: Any, token_id: str) -> None:
    """Whatever it looks like."""
    assert pay(shared, token_id).error == INVALID


@documented(790)
def test_a_token_dies_after_30_days(merchant: Any) -> None:
    """It is good in the last second and not in the next."""
    last, late = token(merchant, **KONBINI), token(merchant, **KONBINI)
    merchant.advance(days=30)
    assert pay(merchant, last).status == 200
    merchant.advance(seconds=1)
    assert pay(merchant, late).error == INVALID


def test_a_token_lives_to_the_end_of_its_last_second(open_shop: Any) -> None:
    """Time counts in whole seconds, also when the clock starts between two."""
    merchant = open_shop(clock=datetime(2017, 1, 4, 7, 52, 34, 1, tzinfo=UTC))
    last = token(merchant, **KONBINI)
    merchant.advance(days=30)
    assert pay(merchant, last).status == 200


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("4123111111111000", "insufficient_funds"),
        ("4123111111111083", "fraudulent"),
        ("4111111111111112", "invalid_number"),
    ],
)
@choice("token-on-failure")
def test_a_token_is_used_up_by_a_payment_that_fails(merchant: Any, number: str, code: str) -> None:
    """Making it asks no processor, using it does, once."""
    token_id = token(merchant, **{**CARD, "number": number})
    assert pay(merchant, token_id).body["error"]["code"] == code
    assert pay(merchant, token_id).error == INVALID


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"amount": 300_000}, (422, "invalid_parameter", "amount")),
        ({"currency": "XXX"}, (422, "invalid_currency", None)),
        ({"amount": "x"}, (422, "invalid_parameter", "amount")),
    ],
)
@choice("token-on-failure")
def test_a_token_outlives_a_call_that_never_reached_a_processor(
    merchant: Any, sent: dict[str, Any], error: Any
) -> None:
    """The same token pays after the call is mended."""
    token_id = token(merchant, **KONBINI)
    assert pay(merchant, token_id, **sent).error == error
    assert pay(merchant, token_id).status == 200


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        (KONBINI, ["type", "store", "email", "phone"]),
        ({"type": "konbini", "store": "lawson"}, ["type", "store"]),
        ({**CARD, "email": "a@example.com", "verification_value": "123"}, ["type", "given_name", "family_name"]),
        ({"type": "bit_cash", "prepaid_number": "1", "email": "a@example.com"}, ["type"]),
    ],
)
@choice("token-optional-keys")
def test_a_token_shows_what_the_document_lists_as_far_as_it_was_sent(
    shared: Any, details: dict[str, Any], shown: list[str]
) -> None:
    """Values as they were sent; the rest stays behind it."""
    answer = shared.json("POST", "/tokens", {"payment_details": details})
    assert answer.body["payment_details"] == {name: details[name] for name in shown}
    assert next(iter(answer.body["payment_details"])) == "type"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, (422, "missing_parameter", "payment_details")),
        ({"payment_details": {}}, (422, "missing_parameter", "type")),
        ({"payment_details": {"type": "cash"}}, (422, "invalid_payment_type", None)),
        ({"payment_details": {"type": "konbini"}}, (422, "missing_parameter", "store")),
        ({"payment_details": "tok_x"}, (422, "invalid_parameter", "payment_details")),
        ({"payment_details": KONBINI, "currency": "JPY"}, (422, "invalid_parameter", "currency")),
    ],
)
def test_a_wrong_token_request_is_refused_by_name(shared: Any, sent: dict[str, Any], error: Any) -> None:
    """By the same rules as a payment; a token cannot stand for a token."""
    assert shared.json("POST", "/tokens", sent).error == error


def test_no_two_tokens_or_payments_share_an_id(merchant: Any) -> None:
    """Drawn ones."""
    ids = {merchant.pay_with("dospara").body["id"] for _ in range(50)} | {token(merchant, **KONBINI) for _ in range(50)}
    assert len(ids) == 100
