"""The control calls: the payer's part, the clock, reset, health."""

from datetime import date
from typing import Any

import pytest

START = "2017-01-04T07:52:34Z"


def test_health_and_clock_need_no_key_on_loopback(merchant: Any) -> None:
    """They are outside the API."""
    assert merchant.control("GET", "/health").body == {"status": "ok"}
    assert merchant.control("GET", "/clock").body == {"now": START, "mode": "frozen"}


def test_elsewhere_every_control_call_needs_the_secret_key(open_shop: Any) -> None:
    """Not even health is open, and the publishable key opens nothing."""
    merchant = open_shop(open_controls=False)
    calls = [
        ("GET", "/health"),
        ("GET", "/clock"),
        ("POST", "/clock/advance"),
        ("POST", "/payments/x/pay"),
        ("POST", "/reset"),
    ]
    for method, path in calls:
        assert merchant.control(method, path).error == (401, "unauthorized", None)
    key = {"authorization": "Basic a29tb2p1LW1hcnQ6"}
    assert merchant.raw("GET", "/sandbox/health", b"", key).status == 200
    publishable = {"authorization": "Basic a29tb2p1LW1hcnQtcHVibGlzaGFibGU6"}
    assert merchant.raw("GET", "/sandbox/health", b"", publishable).status == 403


def test_the_clock_moves_forward_by_any_mix_of_units(merchant: Any) -> None:
    """And answers with the new present."""
    assert merchant.control("POST", "/clock/advance", {"days": 1, "hours": 2, "minutes": 3, "seconds": 4}).body == {
        "now": "2017-01-05T09:55:38Z",
        "mode": "frozen",
    }
    assert merchant.control("POST", "/clock/advance", {}).body == {"now": "2017-01-05T09:55:38Z", "mode": "frozen"}
    assert merchant.control("POST", "/clock/advance").body == {"now": "2017-01-05T09:55:38Z", "mode": "frozen"}


@pytest.mark.parametrize(
    ("sent", "param"),
    [
        ({"days": -1}, "days"),
        ({"days": 1.5}, "days"),
        ({"hours": "1h"}, "hours"),
        ({"minutes": True}, "minutes"),
        ({"seconds": None}, "seconds"),
        ({"weeks": 1}, "weeks"),
        ({"days": 10**6, "seconds": 10**12}, "seconds"),
        ({"days": 10**6, "hours": 10**7 * 6}, "days"),
        ({"days": 10**12}, "days"),
        ({"days": 10**300}, "days"),
        ({"days": 2_600_000}, "days"),
    ],
)
def test_a_wrong_advance_is_refused_by_name_and_moves_nothing(merchant: Any, sent: dict[str, Any], param: str) -> None:
    """In the envelope of the API."""
    assert merchant.control("POST", "/clock/advance", sent).error == (422, "invalid_parameter", param)
    assert merchant.control("GET", "/clock").body == {"now": START, "mode": "frozen"}


@pytest.mark.parametrize("body", [b"days=1", b"[]", b"{", b'{"days": NaN}', b'{"days": 1, "days": 2}'])
def test_a_body_that_cannot_be_read_is_a_bad_request(shared: Any, body: bytes) -> None:
    """By the rules of the API."""
    sent = {"content-type": "application/json"}
    assert shared.raw("POST", "/sandbox/clock/advance", body, sent).error == (400, "bad_request", None)


def test_even_the_last_year_of_the_clock_makes_payments(open_shop: Any) -> None:
    """With every deadline in it."""
    merchant = open_shop()
    merchant.advance(days=(date(9000, 1, 1) - date(2017, 1, 4)).days - 1)
    assert merchant.control("GET", "/clock").body["now"].startswith("8999-")
    for payment_type in ("konbini", "pay_easy", "bank_transfer", "net_cash"):
        assert merchant.pay_with(payment_type).status == 200


@pytest.mark.parametrize("payment_type", ["konbini", "pay_easy", "bank_transfer"])
def test_the_payer_pays_once(merchant: Any, payment_type: str) -> None:
    """The reply is the payment; a second time the table has no such move."""
    payment = merchant.pay_with(payment_type).body
    paid = merchant.control("POST", f"/payments/{payment['id']}/pay")
    assert (paid.status, paid.body) == (200, {**payment, "status": "captured", "captured_at": START})
    again = merchant.control("POST", f"/payments/{payment['id']}/pay")
    assert again.error == (422, "unprocessable_entity", None)


@pytest.mark.parametrize(
    ("payment_type", "sent"), [("credit_card", {"capture": False}), ("web_money", {"amount": 3000}), ("dospara", {})]
)
def test_only_what_is_paid_at_a_shop_or_bank_can_be_paid_there(
    merchant: Any, payment_type: str, sent: dict[str, Any]
) -> None:
    """The table says so."""
    payment = merchant.pay_with(payment_type, **sent).body
    assert merchant.control("POST", f"/payments/{payment['id']}/pay").error == (422, "unprocessable_entity", None)


def test_an_unknown_payment_or_method_is_refused_in_the_envelope(shared: Any) -> None:
    """As in the API."""
    assert shared.control("POST", "/payments/x/pay").error == (404, "not_found", None)
    answer = shared.control("GET", "/reset")
    assert (answer.error, answer.headers["allow"]) == ((405, "bad_request", None), "POST")


def test_reset_starts_everything_again(merchant: Any) -> None:
    """Payments and tokens are gone, the clock is back, and the seed repeats."""
    first = merchant.pay_with("konbini").body
    token = merchant.json("POST", "/tokens", {"payment_details": {"type": "konbini", "store": "lawson"}}).body["id"]
    merchant.advance(days=1)
    assert merchant.control("POST", "/reset").body == {"now": START, "mode": "frozen"}
    assert merchant.get("/payments").body["total"] == 0
    sent = {"amount": 1, "currency": "JPY", "payment_details": token}
    assert merchant.json("POST", "/payments", sent).error == (422, "invalid_token", None)
    merchant.control("POST", "/reset")
    assert merchant.pay_with("konbini").body == first


def test_without_a_seed_nothing_repeats(open_shop: Any) -> None:
    """Ids come from the system's secure source."""
    assert open_shop(seed=None).pay_with("konbini").body["id"] != open_shop(seed=None).pay_with("konbini").body["id"]
    assert open_shop(seed="2").pay_with("konbini").body["id"] == open_shop(seed="2").pay_with("konbini").body["id"]
