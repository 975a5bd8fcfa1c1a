"""Refund requests: for what is refunded by hand, and for no more than was paid."""

from typing import Any

import pytest

from tests.provenance.cites import choice, documented

SENT = {
    "amount": 540,
    "customer_name": "ﾔﾏﾀﾞ ﾀﾛｳ",
    "bank_name": "三井住友銀行",
    "branch_number": "045",
    "account_type": "savings",
    "account_number": "0234567",
    "include_payment_method_fee": False,
}
OPTIONAL = {"bank_code": "0009", "branch_name": "吉祥寺", "description": "broken"}
REFUSED = (422, "not_refundable", None)
TOO_MUCH = (422, "invalid_parameter", "amount")


def captured(merchant: Any, kind: str = "konbini", **sent: Any) -> str:
    """Make a payment of 1080 yen whose money has been received, and give its path."""
    payment = merchant.pay_with(kind, **sent).body
    if payment["status"] == "authorized":
        merchant.control("POST", f"/payments/{payment['id']}/pay")
    return f"/payments/{payment['id']}"


def ask(merchant: Any, path: str, **changed: Any) -> Any:
    return merchant.json("POST", f"{path}/refund_request", {**SENT, **changed})


@pytest.mark.parametrize("kind", ["konbini", "pay_easy", "bank_transfer", "web_money"])
@choice("refund-request-types", "refund-request-reply", "refund-request-status")
@documented(117)
def test_the_payment_shows_the_request(merchant: Any, kind: str) -> None:
    """As it was sent, but for what is none of anybody's business: the amount, the kind of the account, the fee."""
    path = captured(merchant, kind)
    before = merchant.get(path).body
    merchant.advance(seconds=7)
    answer = ask(merchant, path, **OPTIONAL)
    assert answer.status == 200
    (request,) = answer.body["refund_requests"]
    shown = {name: SENT[name] for name in ("customer_name", "bank_name", "branch_number", "account_number")}
    assert request == {
        "id": request["id"],
        "payment": before["id"],
        **shown,
        **OPTIONAL,
        "status": "pending",
        "created_at": "2017-01-04T07:52:41Z",
    }
    assert answer.body == {**before, "refund_requests": [request]}
    assert merchant.get(path).body == answer.body


@choice("refund-request-optional")
def test_what_was_not_sent_is_null(merchant: Any) -> None:
    (request,) = ask(merchant, captured(merchant)).body["refund_requests"]
    assert {name: request[name] for name in OPTIONAL} == dict.fromkeys(OPTIONAL)


def test_a_form_does_as_well(merchant: Any) -> None:
    pairs = [(name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in SENT.items()]
    answer = merchant.form("POST", captured(merchant) + "/refund_request", pairs)
    (request,) = answer.body["refund_requests"]
    assert (request["branch_number"], request["account_number"]) == ("045", "0234567")


@choice("refund-request-reply")
def test_it_sends_payment_updated(merchant: Any) -> None:
    payment = ask(merchant, captured(merchant)).body
    newest = merchant.get("/events").body["data"][0]
    assert (newest["type"], newest["data"]) == ("payment.updated", payment)


@choice("refund-request-amount")
def test_all_requests_together_ask_for_no_more_than_was_paid(merchant: Any) -> None:
    """Oldest first in the payment; another payment has a count of its own."""
    path, other = captured(merchant), captured(merchant)
    assert ask(merchant, path, amount=1081).error == TOO_MUCH
    assert ask(merchant, path, amount=80).status == 200
    assert ask(merchant, path, amount=1001).error == TOO_MUCH
    last = ask(merchant, path, amount=1000)
    assert last.status == 200
    assert ask(merchant, path, amount=1).error == TOO_MUCH
    assert ask(merchant, path, amount=0).error == TOO_MUCH
    requests = last.body["refund_requests"]
    assert len(requests) == len({request["id"] for request in requests}) == 2
    assert last.body["amount_refunded"] == 0
    assert ask(merchant, other, amount=1080).status == 200


@pytest.mark.parametrize("kind", ["credit_card", "net_cash", "nanaco", "bit_cash", "culture_voucher", "dospara"])
@choice("refund-request-types")
def test_other_types_are_refused(merchant: Any, kind: str) -> None:
    """They are refunded by the API, or not at all."""
    assert ask(merchant, captured(merchant, kind)).error == REFUSED


@choice("refund-request-types")
def test_nothing_is_asked_back_before_it_was_received(merchant: Any) -> None:
    waiting = f"/payments/{merchant.pay_with('konbini').body['id']}"
    assert ask(merchant, waiting).error == REFUSED
    pending = f"/payments/{merchant.pay_with('web_money', amount=5000).body['id']}"
    assert ask(merchant, pending).error == REFUSED
    merchant.form("POST", f"{waiting}/cancel", [])
    assert ask(merchant, waiting).error == REFUSED
    assert merchant.json("POST", "/payments/x/refund_request", SENT).error == (404, "not_found", None)


@pytest.mark.parametrize("name", list(SENT))
def test_every_required_field_is_asked_for(shared: Any, name: str) -> None:
    sent = {key: value for key, value in SENT.items() if key != name}
    assert shared.json("POST", "/payments/x/refund_request", sent).error == (422, "missing_parameter", name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", -1),
        ("amount", "much"),
        ("customer_name", "ヤマダ"),
        ("customer_name", "YAMADA"),
        ("customer_name", ""),
        ("customer_name", "ﾔﾏﾀﾞ\n"),
        ("bank_code", "009"),
        ("bank_code", "00009"),
        ("bank_code", None),
        ("branch_number", "45"),
        ("branch_number", 245),
        ("branch_number", "２４５"),
        ("account_type", "gold"),
        ("account_number", "123456"),
        ("account_number", "12345678"),
        ("account_number", 1234567),
        ("include_payment_method_fee", "yes"),
        ("account_name", "x"),
    ],
)
def test_a_wrong_value_is_refused_by_name(shared: Any, name: str, value: Any) -> None:
    sent = {**SENT, name: value}
    assert shared.json("POST", "/payments/x/refund_request", sent).error == (422, "invalid_parameter", name)


def test_a_reset_forgets_what_was_asked_for(open_shop: Any) -> None:
    """With a seed the same ids come again, and the whole total can be asked for again."""
    merchant = open_shop()
    for _ in range(2):
        assert ask(merchant, captured(merchant), amount=1080).status == 200
        merchant.control("POST", "/reset")
