"""Payment Details: every payment has a type, and it is one of the documented ones."""

from typing import Any

import pytest

from tests.provenance.cites import documented

Json = dict[str, Any]
EIGHT = ["bank_transfer", "credit_card", "konbini", "pay_easy", "web_money", "bit_cash", "nanaco", "net_cash"]


@documented("123a", 121)
def test_details_need_a_type(contract: Json, shared: Any) -> None:
    for union in ("PaymentDetailsRequest", "PaymentDetails"):
        said = contract["components"]["schemas"][union]
        assert (said["required"], said["discriminator"]["propertyName"]) == (["type"], "type")
    sent = {"amount": 1000, "currency": "JPY", "payment_details": {"store": "lawson"}}
    assert shared.json("POST", "/payments", sent).error == (422, "missing_parameter", "type")


@documented(3, "123b")
@pytest.mark.parametrize("payment_type", EIGHT)
def test_each_of_the_eight_types_is_offered(contract: Json, shared: Any, payment_type: str) -> None:
    for union in ("PaymentDetailsRequest", "PaymentDetails"):
        assert payment_type in contract["components"]["schemas"][union]["discriminator"]["mapping"]
    assert shared.pay_with(payment_type).body["payment_details"]["type"] == payment_type


@documented(3, "123b")
def test_no_type_is_offered_but_the_eight_and_the_two_of_the_examples(contract: Json, shared: Any) -> None:
    for union in ("PaymentDetailsRequest", "PaymentDetails", "TokenDetails"):
        mapping = contract["components"]["schemas"][union]["discriminator"]["mapping"]
        assert sorted(mapping) == sorted([*EIGHT, "culture_voucher", "dospara"])
    assert shared.pay_with("konbini", details={"type": "paypay"}).error == (422, "invalid_payment_type", None)
