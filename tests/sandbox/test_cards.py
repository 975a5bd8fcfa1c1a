"""Cards: the number decides, then its check digit, then the month."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.cards import brand_of, passes_luhn

from tests.provenance.cites import choice

DOCUMENT = json.loads((Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
STATUS = {code: entry["status"] for code, entry in DOCUMENT["x-error-catalog"]["codes"].items()}
NUMBERS = SCHEMAS["CreditCardRequest"]["properties"]["number"]["x-test-numbers"]


def charge(merchant: Any, **details: Any) -> Any:
    return merchant.pay_with("credit_card", details=details)


@pytest.mark.parametrize("number", NUMBERS, ids=[n["value"] for n in NUMBERS])
@choice("failed-attempt")
def test_a_test_number_has_its_documented_outcome(merchant: Any, number: dict[str, str]) -> None:
    """A refused one leaves no payment behind."""
    answer = charge(merchant, number=number["value"])
    if number["outcome"] == "ok":
        details = answer.body["payment_details"]
        assert (details["brand"], details["last_four_digits"]) == (number["brand"], number["value"][-4:])
        assert merchant.get("/payments").body["total"] == 1
    else:
        assert answer.error == (STATUS[number["outcome"]], number["outcome"], None)
        assert merchant.get("/payments").body["total"] == 0


@given(
    number=st.sampled_from([n["value"] for n in NUMBERS if n["outcome"] == "ok"]),
    place=st.integers(0, 30),
    step=st.integers(1, 9),
)
@choice("luhn")
def test_one_wrong_digit_is_an_invalid_number(shared: Any, number: str, place: int, step: int) -> None:
    """The check digit finds every single wrong digit."""
    place %= len(number)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not passes_luhn(wrong)
    assert charge(shared, number=wrong).error == (502, "invalid_number", None)


@pytest.mark.parametrize(
    ("number", "brand"),
    [
        ("4000056655665556", "visa"),
        ("5200828282828210", "master"),
        ("2223003122003222", "master"),
        ("371449635398431", "american_express"),
        ("3566002020360505", "jcb"),
        ("3056930009020004", "diners_club"),
        ("36227206271667", "diners_club"),
    ],
)
@choice("unlisted-card")
def test_a_number_outside_the_table_succeeds_with_the_brand_of_its_prefix(shared: Any, number: str, brand: str) -> None:
    """As long as the check digit is right."""
    assert charge(shared, number=number).body["payment_details"]["brand"] == brand


@choice("unlisted-card")
def test_every_beginning_of_a_number_has_the_brand_of_its_scheme_or_none() -> None:
    """By the ranges that the schemes publish, to their very ends, for every number of four digits."""
    published = {
        **dict.fromkeys([*range(3400, 3500), *range(3700, 3800)], "american_express"),
        **dict.fromkeys(range(3528, 3590), "jcb"),
        **dict.fromkeys([*range(3000, 3060), *range(3600, 3700), *range(3800, 4000)], "diners_club"),
        **dict.fromkeys(range(4000, 5000), "visa"),
        **dict.fromkeys([*range(5100, 5600), *range(2221, 2721)], "master"),
    }
    for length in (12, 14, 15, 16, 19):
        found = {first: brand_of(f"{first:04}" + "0" * (length - 4)) for first in range(10_000)}
        assert {first: brand for first, brand in found.items() if brand} == published
    assert {brand_of("4" * length) for length in (1, 4, 11, 20, 200)} == {None}


@pytest.mark.parametrize("number", ["6011111111111117", "0", "42", "0000000000000000", "4" * 5000, "9" * 16])
@choice("luhn")
def test_a_number_of_no_brand_is_invalid(shared: Any, number: str) -> None:
    """Also when it is far too short or long."""
    assert charge(shared, number=number).error == (502, "invalid_number", None)


@pytest.mark.parametrize(("month", "year"), [(1, 2017), ("01", "2017"), (12, 2017), (1, 9999)])
@choice("card-past-expiry")
def test_a_card_is_good_in_its_month(shared: Any, month: Any, year: Any) -> None:
    """It is January 2017; the payment shows both as numbers."""
    shown = charge(shared, month=month, year=year).body["payment_details"]
    assert (shown["month"], shown["year"]) == (int(month), int(year))


@pytest.mark.parametrize(("month", "year"), [(12, 2016), ("12", "2016"), (12, 1000)])
@choice("card-past-expiry")
def test_a_card_past_its_month_is_expired(shared: Any, month: Any, year: Any) -> None:
    """It is January 2017."""
    assert charge(shared, month=month, year=year).error == (502, "card_expired", None)


@choice("card-past-expiry")
def test_the_month_ends_in_japan(open_shop: Any) -> None:
    """At 15:00 UTC of its last day."""
    merchant = open_shop(clock=datetime(2017, 1, 31, 14, 59, 59, tzinfo=UTC))
    assert charge(merchant, month=1, year=2017).status == 200
    merchant.advance(seconds=1)
    assert charge(merchant, month=1, year=2017).error == (502, "card_expired", None)


def test_a_payment_shows_nothing_secret_of_the_card(shared: Any) -> None:
    """Neither the number nor the code nor the name."""
    shown = charge(shared, verification_value="987", given_name="Hanako", email="a@example.com").body["payment_details"]
    assert shown == {
        "type": "credit_card",
        "email": "a@example.com",
        "brand": "visa",
        "last_four_digits": "1111",
        "month": 1,
        "year": 2018,
    }
