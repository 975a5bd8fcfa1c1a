"""The test numbers of the documentation stand on the fields that a test decides by."""

from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]
BALANCE = {"outcome": "ok", "balance": 2000}
FULL = "1111111111111111"

# Field by field: the value, and what follows from it.
NUMBERS: dict[tuple[str, str], dict[str, Json]] = {
    ("credit_card", "number"): {
        "3530111333300000": {"outcome": "ok", "brand": "jcb"},
        "378282246310005": {"outcome": "ok", "brand": "american_express"},
        "4111111111111111": {"outcome": "ok", "brand": "visa"},
        "5555555555554444": {"outcome": "ok", "brand": "master"},
        "30569309025904": {"outcome": "ok", "brand": "diners_club"},
        "4123111111111000": {"outcome": "insufficient_funds"},
        "4123111111111018": {"outcome": "exceeds_limit"},
        "4123111111111034": {"outcome": "bad_verification_value"},
        "4123111111111042": {"outcome": "card_expired"},
        "4123111111111059": {"outcome": "card_declined"},
        "4123111111111067": {"outcome": "invalid_number", "source": "choice: invalid-card-code"},
        "4123111111111083": {"outcome": "fraudulent", "source": "era: test card numbers"},
    },
    ("web_money", "prepaid_number"): {
        FULL: BALANCE,
        "e111111111111112": {"outcome": "invalid_number"},
        "e111111111111113": {"outcome": "used_number"},
        "e111111111111114": {"outcome": "card_declined", "source": "choice: prepaid-declined-code"},
    },
    ("net_cash", "prepaid_number"): {FULL: BALANCE},
    ("nanaco", "prepaid_number"): {FULL: BALANCE},
    ("bit_cash", "prepaid_number"): {
        FULL: BALANCE,
        "e111111111111112": {"outcome": "invalid_number"},
        "e111111111111113": {"outcome": "card_declined", "source": "choice: prepaid-declined-code"},
    },
    ("culture_voucher", "culture_id"): {"11111111": {"outcome": "ok"}},
    ("culture_voucher", "culture_password"): {"11111111": {"outcome": "ok"}},
    ("dospara", "user_no"): {"12345": {"outcome": "ok"}},
    ("dospara", "user_password"): {"password": {"outcome": "ok"}},
}


def request_of(source: Callable[[str], Json], payment_type: str) -> Json:
    """Find the request schema of a payment type through the registry."""
    mapping = source("payment_details/registry.yaml")["PaymentDetailsRequest"]["discriminator"]
    file, name = mapping["mapping"][payment_type].split("#/")
    schema: Json = source(f"payment_details/{file}")[name]
    return schema


def luhn(number: str) -> bool:
    """Tell whether the check digit of a card number is right."""
    doubled = (
        digit if index % 2 == 0 else digit * 2 - 9 * (digit > 4)
        for index, digit in enumerate(map(int, reversed(number)))
    )
    return sum(doubled) % 10 == 0


@pytest.mark.parametrize(("payment_type", "field"), NUMBERS)
def test_the_documented_numbers_decide(source: Callable[[str], Json], payment_type: str, field: str) -> None:
    """Exactly the documented values, in the documented order, with their outcomes."""
    rows = request_of(source, payment_type)["properties"][field]["x-test-numbers"]
    found = [(row["value"], {key: row[key] for key in row if key != "value"}) for row in rows]
    assert found == list(NUMBERS[payment_type, field].items())


def test_no_other_field_decides(source: Callable[[str], Json]) -> None:
    """Test numbers stand nowhere else."""
    types = source("payment_details/registry.yaml")["PaymentDetailsRequest"]["discriminator"]
    found = [
        (payment_type, field)
        for payment_type in types["mapping"]
        for field, schema in request_of(source, payment_type)["properties"].items()
        if "x-test-numbers" in schema
    ]
    assert sorted(found) == sorted(NUMBERS)


def test_outcomes_are_error_codes_or_ok(source: Callable[[str], Json]) -> None:
    """Every failing number gives a code of the catalogue that belongs to the payer."""
    codes = source("errors.yaml")["codes"]
    outcomes = {row["outcome"] for rows in NUMBERS.values() for row in rows.values()} - {"ok"}
    assert {codes[outcome]["family"] for outcome in outcomes} == {"payer"}


def test_brands_are_those_of_the_enum(source: Callable[[str], Json]) -> None:
    """The five good cards cover the five brands."""
    brands = {row.get("brand") for row in NUMBERS["credit_card", "number"].values()} - {None}
    assert brands == set(source("payment_details/credit_card.yaml")["CardBrand"]["enum"])


def test_check_digits(source: Callable[[str], Json]) -> None:
    """All test cards have a right check digit, failing ones too; the prepaid number has not."""
    cards = request_of(source, "credit_card")["properties"]["number"]["x-test-numbers"]
    assert all(luhn(row["value"]) for row in cards)
    assert not luhn(FULL)


def test_test_numbers_fit_their_fields(contract: Json, complaints: Callable[[Json, Any], list[str]]) -> None:
    """A test number that its own field refuses could not be used."""
    mapping = contract["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    for (payment_type, field), rows in NUMBERS.items():
        pointer = {"$ref": f"{mapping[payment_type]}/properties/{field}"}
        assert [complaints(pointer, value) for value in rows] == [[] for _ in rows]
