"""Tokens: who makes them, where they can be sent, how often and how long."""

from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]
INVALID = (422, "invalid_token", None)
KONBINI = {"type": "konbini", "store": "lawson"}
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}
OTHERS = ["/payments", "/customers", "/events", f"/payments/{'x' * 25}"]


def token_of(merchant: Any, details: Json) -> str:
    made: str = merchant.json("POST", "/tokens", {"payment_details": details}).body["id"]
    return made


def pay(merchant: Any, token: str) -> Any:
    sent = {"amount": 1000, "currency": "JPY", "payment_details": token}
    return merchant.json("POST", "/payments", sent)


@documented(783)
@choice("publishable-key")
def test_the_publishable_key_makes_tokens_and_nothing_else(operations: dict[str, Json], merchant: Any) -> None:
    """In the document for every operation, and in the sandbox; the token shows nothing that pays."""
    for name, operation in operations.items():
        keys = {scheme for option in operation["security"] for scheme in option}
        assert ("publishableKey" in keys) is (name == "createToken"), name
    body = b"payment_details[type]=credit_card&payment_details[number]=4111111111111111&payment_details[month]=1"
    body += b"&payment_details[year]=2018&payment_details[given_name]=Taro&payment_details[family_name]=Yamada"
    made = merchant.call("POST", "/tokens", body, key="komoju-mart-publishable")
    assert made.status == 200
    assert b"4111" not in made.content
    assert pay(merchant, made.body["id"]).status == 200
    for path in OTHERS:
        assert merchant.call("GET", path, key="komoju-mart-publishable").error == (403, "forbidden", None)
    assert merchant.call("POST", "/payments", key="komoju-mart-publishable").error == (403, "forbidden", None)


@documented(785)
@choice("customer-token")
def test_a_token_goes_wherever_payment_details_go(contract: Json, resolve: Any, complaints: Any, merchant: Any) -> None:
    """Into a payment and into what is stored with a customer; each time it is used up."""
    shown = contract["components"]["examples"]
    assert shown["payments-credit-card-token-request"]["value"]["payment_details"].startswith("tok_")
    paid = shown["payments-credit-card-token-response"]["value"]
    assert complaints({"$ref": "#/components/schemas/Payment"}, paid) == []
    assert (paid["status"], paid["payment_details"]["type"]) == ("captured", "credit_card")
    for name in ("PaymentCreate", "CustomerCreate", "CustomerUpdate"):
        said = resolve(contract["components"]["schemas"][name]["properties"]["payment_details"])
        assert {"type": "string"}.items() <= {**said["oneOf"][1]}.items(), name
    assert pay(merchant, token_of(merchant, KONBINI)).body["payment_details"]["store"] == "lawson"
    stored = token_of(merchant, CARD)
    assert merchant.json("POST", "/customers", {"payment_details": stored}).status == 200
    assert pay(merchant, stored).error == INVALID


@documented(789)
@choice("token-on-failure")
@pytest.mark.parametrize(("number", "status"), [("4111111111111111", 200), ("4123111111111059", 502)])
def test_a_token_works_once(contract: Json, merchant: Any, number: str, status: int) -> None:
    """Also when the payment is refused by the processor."""
    assert contract["x-lifecycle"]["tokens"]["uses"] == 1
    token = token_of(merchant, {**CARD, "number": number})
    assert pay(merchant, token).status == status
    assert pay(merchant, token).error == INVALID


@documented(790)
def test_a_token_dies_after_30_days(contract: Json, merchant: Any) -> None:
    """It pays in its last second and not in the next."""
    assert contract["x-lifecycle"]["tokens"]["lifetime_days"] == 30
    last, late = token_of(merchant, KONBINI), token_of(merchant, KONBINI)
    merchant.advance(days=30)
    assert pay(merchant, last).status == 200
    merchant.advance(seconds=1)
    assert pay(merchant, late).error == INVALID
