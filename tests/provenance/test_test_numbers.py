"""The tables of test numbers: each row, in the document and in the sandbox."""

from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]
FIELDS = {"credit_card": ("CreditCardRequest", "number")}
FIELDS |= {
    kind: (f"{name}Request", "prepaid_number")
    for kind, name in {
        "web_money": "WebMoney",
        "net_cash": "NetCash",
        "nanaco": "Nanaco",
        "bit_cash": "BitCash",
    }.items()
}

# Line, number, brand.
BRANDS = [
    (575, "3530111333300000", "jcb"),
    (576, "378282246310005", "american_express"),
    (577, "4111111111111111", "visa"),
    (578, "5555555555554444", "master"),
    (579, "30569309025904", "diners_club"),
]
# Line, payment type, number, error code, the choice that decides it.
REFUSED = [
    (580, "credit_card", "4123111111111000", "insufficient_funds", None),
    (581, "credit_card", "4123111111111018", "exceeds_limit", None),
    (582, "credit_card", "4123111111111034", "bad_verification_value", None),
    (583, "credit_card", "4123111111111042", "card_expired", None),
    (584, "credit_card", "4123111111111059", "card_declined", None),
    (585, "credit_card", "4123111111111067", "invalid_number", "invalid-card-code"),
    (677, "web_money", "e111111111111112", "invalid_number", None),
    (678, "web_money", "e111111111111113", "used_number", None),
    (679, "web_money", "e111111111111114", "card_declined", "prepaid-declined-code"),
    (749, "bit_cash", "e111111111111112", "invalid_number", None),
    (750, "bit_cash", "e111111111111113", "card_declined", "prepaid-declined-code"),
]
# Line, payment type with a card of 2000 yen.
FILLED = [(676, "web_money"), (704, "net_cash"), (729, "nanaco"), (748, "bit_cash")]

BRAND_ROWS = [pytest.param(number, brand, marks=documented(line), id=brand) for line, number, brand in BRANDS]
REFUSED_ROWS = [
    pytest.param(kind, number, code, marks=[documented(line), *([choice(name)] if name else [])])
    for line, kind, number, code, name in REFUSED
]
FILLED_ROWS = [pytest.param(kind, marks=documented(line)) for line, kind in FILLED]


def rows(contract: Json, payment_type: str) -> dict[str, Json]:
    """Read the test numbers of a payment type out of the document."""
    schema, field = FIELDS[payment_type]
    said = contract["components"]["schemas"][schema]["properties"][field]["x-test-numbers"]
    return {row["value"]: row for row in said}


@pytest.mark.parametrize(("number", "brand"), BRAND_ROWS)
def test_a_card_pays_and_shows_its_brand(contract: Json, merchant: Any, number: str, brand: str) -> None:
    row = rows(contract, "credit_card")[number]
    assert (row["outcome"], row["brand"]) == ("ok", brand)
    payment = merchant.pay_with("credit_card", details={"number": number}).body
    assert (payment["status"], payment["payment_details"]["brand"]) == ("captured", brand)
    assert payment["payment_details"]["last_four_digits"] == number[-4:]


@pytest.mark.parametrize(("payment_type", "number", "code"), REFUSED_ROWS)
def test_a_number_is_refused_as_documented(
    contract: Json, merchant: Any, payment_type: str, number: str, code: str
) -> None:
    """With the code of that name, and no payment is left behind."""
    assert rows(contract, payment_type)[number]["outcome"] == code
    name = FIELDS[payment_type][1]
    assert merchant.pay_with(payment_type, details={name: number}).error == (502, code, None)
    assert merchant.get("/payments").body["total"] == 0


@choice("prepaid-balance")
@pytest.mark.parametrize("payment_type", FILLED_ROWS)
def test_the_prepaid_number_holds_2000_yen_every_time(contract: Json, merchant: Any, payment_type: str) -> None:
    """To the last yen and not one more, also when it has paid before."""
    row = rows(contract, payment_type)["1" * 16]
    assert (row["outcome"], row["balance"]) == ("ok", 2000)
    for _ in range(2):
        assert merchant.pay_with(payment_type, amount=2000, tax=0).body["status"] == "captured"
        more = merchant.pay_with(payment_type, amount=2001, tax=0)
        assert more.status == (502 if payment_type == "bit_cash" else 202)


@pytest.mark.parametrize("payment_type", FIELDS)
def test_no_other_number_is_documented(contract: Json, payment_type: str) -> None:
    """But one that public material of the time adds to the cards."""
    known = {number for _, number, _ in BRANDS} if payment_type == "credit_card" else {"1" * 16}
    known |= {number for _, kind, number, _, _ in REFUSED if kind == payment_type}
    known |= {"4123111111111083"} if payment_type == "credit_card" else set()
    assert set(rows(contract, payment_type)) == known
