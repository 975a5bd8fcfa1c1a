"""Payment Resource: what a payment costs, and what is given back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]
Complaints = Callable[[Json, Any], list[str]]


@documented("100b", "100c", "101c")
@choice("wire-rules")
@pytest.mark.parametrize("name", ["amount", "tax"])
def test_money_is_0_or_more_without_thousands_separators(complaints: Complaints, shared: Any, name: str) -> None:
    """In the document and in the sandbox, which takes digits as text too."""
    create = {"$ref": f"#/components/schemas/PaymentCreate/properties/{name}"}
    shown = {"$ref": f"#/components/schemas/Payment/properties/{name}"}
    for schema in (create, shown):
        assert (complaints(schema, 0), complaints(schema, 1000)) == ([], [])
        assert complaints(schema, -1) != []
        assert complaints(schema, 0.5) != []
    for good in (0, 1000, "0", "1000"):
        assert shared.pay_with("dospara", **{name: good}).body[name] == int(good)
    for wrong in (-1, "-1", "1,000", "1.000.000", "1 000", "1_000"):
        assert shared.pay_with("dospara", **{name: wrong}).error == (422, "invalid_parameter", name)


@documented("101c", "101d")
@choice("wire-rules")
@pytest.mark.parametrize(("sent", "tax"), [("10.4", 10), ("10.49", 10), ("10.5", 11), ("11.5", 12), ("0.5", 1)])
def test_a_tax_may_have_a_point_and_is_rounded_half_up(
    contract: Json, complaints: Complaints, shared: Any, sent: str, tax: int
) -> None:
    assert shared.pay_with("dospara", tax=sent).body["tax"] == tax
    said = contract["components"]["schemas"]["PaymentCreate"]["properties"]["tax"]["oneOf"][0]
    assert (said["type"], said["x-rounding"]) == ("integer", "half_up")
    assert contract["x-lifecycle"]["tax"]["rounding"] == "half_up"


@documented("101b")
@pytest.mark.parametrize(
    ("day", "tax"), [("2017-01-04", 80), ("2019-09-30", 80), ("2019-10-01", 100), ("2026-11-22", 100)]
)
def test_auto_is_the_consumption_tax_of_the_day(complaints: Complaints, open_shop: Any, day: str, tax: int) -> None:
    """8 percent when the documentation was written, 10 from October 2019; also where no tax is sent."""
    assert complaints({"$ref": "#/components/schemas/PaymentCreate/properties/tax"}, "auto") == []
    assert complaints({"$ref": "#/components/schemas/Payment/properties/tax"}, "auto") != []
    shop = open_shop(clock=datetime.fromisoformat(f"{day}T03:00:00+09:00").astimezone(UTC))
    assert [shop.pay_with("dospara", **sent).body["tax"] for sent in ({"tax": "auto"}, {})] == [tax, tax]


@documented("101b", "101d")
@pytest.mark.parametrize(("amount", "tax"), [(6, 0), (7, 1), (18, 1), (19, 2)])
def test_the_tax_of_the_day_is_rounded_half_up(shared: Any, amount: int, tax: int) -> None:
    """At 8 percent: 0.48, 0.56, 1.44 and 1.52 yen."""
    assert shared.pay_with("dospara", amount=amount).body["tax"] == tax


@documented("100a", "101a", 105, 106)
@pytest.mark.parametrize(("amount", "tax"), [(0, 0), (1000, 80), (7, 1), (123_456, 0)])
def test_the_total_is_amount_tax_and_fee(contract: Json, shared: Any, amount: int, tax: int) -> None:
    """The fee is that of the life cycle, which the examples show as 0."""
    assert contract["x-lifecycle"]["payment_method_fee"]["amount"] == 0
    payment = shared.pay_with("bank_transfer", amount=amount, tax=tax).body
    assert (payment["amount"], payment["tax"], payment["payment_method_fee"]) == (amount, tax, 0)
    assert payment["total"] == amount + tax


@documented(114, 116)
def test_what_was_given_back_is_counted_and_listed(merchant: Any) -> None:
    """In the smallest unit, which for yen is the yen; the refunds are a list."""
    payment = merchant.pay_with("credit_card").body
    part = merchant.json("POST", f"/payments/{payment['id']}/refund", {"amount": 80}).body
    assert part["amount_refunded"] == 80
    assert [refund["amount"] for refund in part["refunds"]] == [80]
    whole = merchant.json("POST", f"/payments/{payment['id']}/refund", {}).body
    assert (whole["amount_refunded"], whole["status"]) == (1080, "refunded")
    assert [refund["amount"] for refund in whole["refunds"]] == [80, 1000]
