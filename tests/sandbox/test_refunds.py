"""Refunds: never more than was paid, in parts for cards only."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.provenance.cites import choice, documented

NOT_REFUNDABLE = (422, "not_refundable", None)
WRONG_AMOUNT = (422, "invalid_parameter", "amount")


def refund(merchant: Any, payment: dict[str, Any], **sent: Any) -> Any:
    return merchant.json("POST", f"/payments/{payment['id']}/refund", sent)


@example(total=1000, parts=[0])
@given(total=st.integers(0, 5000), parts=st.lists(st.none() | st.integers(0, 5000), max_size=6))
@choice("over-refund", "refund-of-zero")
def test_refunds_never_exceed_the_total(shared: Any, total: int, parts: list[int | None]) -> None:
    """Any sequence of refunds: the sums are right after each, and the end is reached exactly."""
    payment = shared.pay_with("credit_card", amount=total, tax=0).body
    left, count = total, 0
    for part in parts:
        answer = refund(shared, payment, **({} if part is None else {"amount": part}))
        if payment["status"] == "refunded":
            assert answer.error == NOT_REFUNDABLE
        elif part is not None and (part > left or (part == 0 and left > 0)):
            assert answer.error == WRONG_AMOUNT
        else:
            payment, count = answer.body, count + 1
            left -= left if part is None else part
        assert payment["amount_refunded"] == total - left == sum(r["amount"] for r in payment["refunds"])
        assert len(payment["refunds"]) == count
        assert payment["status"] == ("refunded" if count and not left else "captured")
    assert shared.get(f"/payments/{payment['id']}").body == payment


@documented(114, 116)
def test_a_refund_says_what_was_given_back(merchant: Any) -> None:
    """Oldest first, each with an id of its own; the total stays."""
    payment = merchant.pay_with("credit_card", currency="USD").body
    refund(merchant, payment, amount=80, description="one cup short")
    both = refund(merchant, payment).body
    first, second = both["refunds"]
    assert first == {
        "id": first["id"],
        "resource": "refund",
        "amount": 80,
        "currency": "USD",
        "payment": payment["id"],
        "description": "one cup short",
    }
    assert (second["amount"], second["description"]) == (1000, None)
    assert first["id"] != second["id"]
    assert (both["total"], both["amount_refunded"], both["status"]) == (1080, 1080, "refunded")


@pytest.mark.parametrize("payment_type", ["bit_cash", "net_cash", "nanaco"])
@choice("part-refund-types", "over-refund")
def test_prepaid_money_goes_back_whole_or_not_at_all(merchant: Any, payment_type: str) -> None:
    """A part is not refundable."""
    payment = merchant.pay_with(payment_type).body
    assert refund(merchant, payment, amount=1079).error == NOT_REFUNDABLE
    assert refund(merchant, payment, amount=1081).error == WRONG_AMOUNT
    assert refund(merchant, payment, amount=1080).body["status"] == "refunded"


@pytest.mark.parametrize("sent", [{"amount": -1}, {"amount": "x"}, {"amount": 1.5}, {"amount": None}])
def test_a_wrong_amount_is_refused_by_name(shared: Any, sent: dict[str, Any]) -> None:
    """As any other value."""
    assert refund(shared, shared.pay_with("credit_card").body, **sent).error == WRONG_AMOUNT


def test_an_unknown_key_is_refused(shared: Any) -> None:
    """A misspelt amount must not give everything back."""
    payment = shared.pay_with("credit_card").body
    assert refund(shared, payment, ammount=1).error == (422, "invalid_parameter", "ammount")
    assert shared.get(f"/payments/{payment['id']}").body == payment


def test_a_refund_may_come_as_a_form_or_without_a_body(shared: Any) -> None:
    """What curl sends, and what many clients send."""
    payment = shared.pay_with("credit_card").body
    path = f"/payments/{payment['id']}/refund"
    assert shared.form("POST", path, [("amount", "80")]).body["amount_refunded"] == 80
    assert shared.call("POST", path, b"", None).body["amount_refunded"] == 1080
