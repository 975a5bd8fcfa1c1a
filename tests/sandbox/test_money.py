"""Money: what a payment costs, to the last yen."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.provenance.cites import documented

PAIRS = [("currency", "JPY"), ("payment_details[type]", "konbini"), ("payment_details[store]", "lawson")]
LAST_OF_8_PERCENT = datetime(2019, 9, 30, 14, 59, 59, tzinfo=UTC)


def tax_of(merchant: Any, amount: int, **sent: Any) -> int:
    payment = merchant.pay_with("dospara", amount=amount, **sent).body
    assert payment["total"] == payment["amount"] + payment["tax"] + payment["payment_method_fee"]
    return payment["tax"]


@pytest.mark.parametrize(("amount", "tax"), [(0, 0), (6, 0), (7, 1), (18, 1), (19, 2), (100, 8), (1000, 80)])
@documented("101b", "101d")
def test_tax_is_8_percent_rounded_half_up(shared: Any, amount: int, tax: int) -> None:
    """The examples of the documentation, and both sides of the rounding."""
    assert tax_of(shared, amount) == tax_of(shared, amount, tax="auto") == tax_of(shared, amount, tax=None) == tax


@documented("101d")
def test_a_half_is_rounded_up(open_shop: Any) -> None:
    """At 10 percent the tax lands on halves."""
    merchant = open_shop(clock=LAST_OF_8_PERCENT + timedelta(seconds=1))
    assert [tax_of(merchant, amount) for amount in (4, 5, 14, 15, 25)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("sent", "tax"),
    [
        ("0", 0),
        ("10", 10),
        ("10.0", 10),
        ("10.4", 10),
        ("10.5", 11),
        ("10.49999999999999999999999999999999", 10),
        ("0.5", 1),
        (0, 0),
        (10, 10),
        (10.0, 10),
    ],
)
@documented("101c", "101d")
def test_a_sent_tax_is_rounded_half_up_and_kept(shared: Any, sent: Any, tax: int) -> None:
    """As text with a decimal point, as digits, or as a number."""
    assert tax_of(shared, 1000, tax=sent) == tax


def test_a_form_may_write_tax_as_decimal_text(shared: Any) -> None:
    """As the documentation says: with a point."""
    assert shared.form("POST", "/payments", [("amount", "1000"), ("tax", "10.5"), *PAIRS]).body["tax"] == 11


@given(amount=st.integers(0, 10**30))
def test_total_is_the_sum_and_tax_is_exact_for_any_amount(shared: Any, amount: int) -> None:
    """No float loses a yen."""
    exact = Decimal(amount).scaleb(-2) * 8 if amount < 10**20 else None
    tax = tax_of(shared, amount)
    assert abs(100 * tax - 8 * amount) <= 50
    assert exact is None or tax == exact.to_integral_value(ROUND_HALF_UP)


@given(amount=st.integers(0, 10**12), tax=st.integers(0, 10**12))
@documented(106)
def test_total_is_the_sum_for_any_sent_tax(shared: Any, amount: int, tax: int) -> None:
    """A number is used as it was sent."""
    assert tax_of(shared, amount, tax=tax) == tax


@documented("101b")
def test_tax_follows_the_day_in_japan(open_shop: Any) -> None:
    """10 percent from the first second of October 2019, Japan time; the payment keeps its own rate."""
    merchant = open_shop(clock=LAST_OF_8_PERCENT)
    before = merchant.pay_with("konbini").body
    merchant.advance(seconds=1)
    assert (before["tax"], merchant.pay_with("konbini").body["tax"]) == (80, 100)
    assert merchant.get(f"/payments/{before['id']}").body["tax"] == 80


def test_the_clock_cannot_start_before_the_first_known_rate(open_shop: Any) -> None:
    """April 2014, Japan time; the message says so."""
    first = datetime(2014, 3, 31, 15, tzinfo=UTC)
    assert tax_of(open_shop(clock=first), 1000) == 80
    with pytest.raises(ValueError, match="2014-04-01"):
        open_shop(clock=first - timedelta(seconds=1))


@pytest.mark.parametrize(("payment_type", "most"), [("konbini", 299_999), ("pay_easy", 999_999)])
def test_the_total_has_the_documented_limits(shared: Any, payment_type: str, most: int) -> None:
    """From 1 to the most, tax included."""
    refused = (422, "invalid_parameter", "amount")
    assert shared.pay_with(payment_type, amount=0).error == refused
    assert shared.pay_with(payment_type, amount=0, tax=1).status == 200
    assert shared.pay_with(payment_type, amount=most, tax=0).body["total"] == most
    assert shared.pay_with(payment_type, amount=most, tax=1).error == refused


def test_a_type_without_limits_takes_nothing_and_much(shared: Any) -> None:
    """A bank transfer has none."""
    assert shared.pay_with("bank_transfer", amount=0).body["total"] == 0
    assert shared.pay_with("bank_transfer", amount=10**9, tax=0).body["total"] == 10**9


def test_a_culture_voucher_is_paid_in_won_only(shared: Any) -> None:
    """And every other type in every currency of the document."""
    assert shared.pay_with("culture_voucher", currency="JPY").error == (422, "invalid_currency", None)
    for currency in shared.document.tree["components"]["schemas"]["Currency"]["enum"]:
        assert shared.pay_with("konbini", currency=currency).body["currency"] == currency
