"""A payment moves along the table of the document, and in no other way."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.provenance.cites import choice

LIFECYCLE = json.loads((Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8"))[
    "x-lifecycle"
]
TYPES = sorted(LIFECYCLE["types"])
STATUSES = sorted(LIFECYCLE["statuses"])
CAUSES = [
    "capturePayment",
    "cancelPayment",
    "refundPayment",
    "updatePayment",
    "createRefundRequest",
    "customer_pays",
    "deadline",
]
REFUND_REQUEST = {
    "amount": 100,
    "customer_name": "ﾔﾏﾀﾞ",
    "bank_name": "みずほ",
    "branch_number": "245",
    "account_type": "normal",
    "account_number": "1234567",
    "include_payment_method_fee": False,
}


def targets(by: str, status: str, payment_type: str) -> set[str]:
    return {
        row["to"]
        for row in LIFECYCLE["transitions"]
        if row["by"] == by and row["from"] == status and payment_type in row["types"]
    }


@pytest.fixture(scope="module")
def shop(open_shop: Any) -> Any:
    """Open one sandbox for this file; its clock moves."""
    return open_shop()


def in_status(merchant: Any, payment_type: str, status: str) -> dict[str, Any] | None:
    """Start afresh with a payment of that type in that status; null if no call leads there."""
    for sent in ({}, {"capture": False}, {"amount": 3000}):
        for by in (None, *CAUSES):
            merchant.control("POST", "/reset")
            made = merchant.pay_with(payment_type, **sent)
            if made.status in {200, 202}:
                if by is not None:
                    cause(merchant, by, made.body)
                reached = merchant.get(f"/payments/{made.body['id']}").body
                if reached["status"] == status:
                    return reached
    return None


def cause(merchant: Any, by: str, payment: dict[str, Any]) -> Any:
    """Do to the payment what `by` names, and answer with the reply."""
    path = f"/payments/{payment['id']}"
    match by:
        case "updatePayment":
            return merchant.form("PATCH", path, [("payment_details[prepaid_number]", "1111111111111111")])
        case "customer_pays":
            return merchant.control("POST", f"{path}/pay")
        case "deadline":
            merchant.advance(days=60)
            return merchant.get(path)
        case "createRefundRequest":
            return merchant.json("POST", f"{path}/refund_request", REFUND_REQUEST)
        case _:
            return merchant.form("POST", f"{path}/{by.removesuffix('Payment')}", [])


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("payment_type", TYPES)
def test_every_cause_leads_where_the_table_says_or_is_refused(shop: Any, payment_type: str, status: str) -> None:
    """Every type in every status it can have, with every cause: 420 moves, tried one by one."""
    for by in CAUSES:
        payment = in_status(shop, payment_type, status)
        if payment is None:
            assert not any(
                status in (row["to"], row["from"]) and payment_type in row["types"] for row in LIFECYCLE["transitions"]
            )
            continue
        allowed = targets(by, status, payment_type)
        answer = cause(shop, by, payment)
        after = shop.get(f"/payments/{payment['id']}").body
        if allowed:
            assert answer.status in {200, 202}
            assert after["status"] in allowed
            assert answer.body == after
        else:
            assert after == payment
            if by != "deadline":
                assert answer.error == (422, LIFECYCLE["refusals"].get(by, "unprocessable_entity"), None)


@pytest.mark.parametrize("status", STATUSES)
@choice("metadata-update", "update-when-final")
def test_the_notes_can_change_in_every_status(shop: Any, status: str) -> None:
    """Description and metadata move no money; new metadata takes the place of the old."""
    payment = next(found for t in TYPES if (found := in_status(shop, t, status)))
    shop.json("PATCH", f"/payments/{payment['id']}", {"metadata": {"a": "1", "b": "1"}})
    changed = shop.json("PATCH", f"/payments/{payment['id']}", {"description": "é", "metadata": {"b": "2"}})
    assert changed.status == 200
    assert changed.body == {**payment, "description": "é", "metadata": {"b": "2"}}
    assert shop.json("PATCH", f"/payments/{payment['id']}", {"description": None}).body["description"] is None
    assert shop.get(f"/payments/{payment['id']}").body["metadata"] == {"b": "2"}


@pytest.mark.parametrize("key", ["amount", "status", "currency", "id"])
def test_nothing_else_of_a_payment_can_change(shared: Any, key: str) -> None:
    """Refused by name."""
    payment = shared.pay_with("konbini").body
    answer = shared.json("PATCH", f"/payments/{payment['id']}", {key: payment[key]})
    assert answer.error == (422, "invalid_parameter", key)


def test_capture_and_pay_write_down_when(merchant: Any) -> None:
    """`captured_at` is null until the money is there, and the second of the capture from then on."""
    held = merchant.pay_with("credit_card", capture=False).body
    owed = merchant.pay_with("konbini").body
    assert (held["captured_at"], owed["captured_at"]) == (None, None)
    merchant.advance(hours=1)
    captured = merchant.form("POST", f"/payments/{held['id']}/capture", []).body
    paid = merchant.control("POST", f"/payments/{owed['id']}/pay").body
    assert captured["captured_at"] == paid["captured_at"] == "2017-01-04T08:52:34Z"
    assert captured == {**held, "status": "captured", "captured_at": captured["captured_at"]}
    assert merchant.get(f"/payments/{owed['id']}").body == paid
