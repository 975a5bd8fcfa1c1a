"""Deadlines: in Japan, to the second, over every end of a month and a year."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.contract import load_contract
from komoju_sandbox.deadlines import Calendar
from komoju_sandbox.trail import Trail

JAPAN = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(load_contract().lifecycle)
DAYS = {"konbini": 3, "credit_card": 7, "bank_transfer": 7, "pay_easy": 10}
moments = st.integers(0, 30_000 * 86_400).map(
    lambda seconds: datetime(2014, 4, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(created=moments, payment_type=st.sampled_from(sorted(DAYS)))
def test_end_of_day_deadlines_are_the_last_second_of_a_japanese_day(created: datetime, payment_type: str) -> None:
    """Counted from the Japanese day of creation, as the time zone database knows it."""
    deadline = CALENDAR.deadline(payment_type, created, None, Trail())
    assert deadline is not None
    assert deadline.astimezone(JAPAN).strftime("%H:%M:%S") == "23:59:59"
    days = deadline.astimezone(JAPAN).date() - created.astimezone(JAPAN).date()
    assert days == timedelta(days=DAYS[payment_type])


@given(created=moments, payment_type=st.sampled_from(["net_cash", "nanaco", "culture_voucher"]))
def test_exact_deadlines_are_seven_times_24_hours(created: datetime, payment_type: str) -> None:
    """To the same second."""
    assert CALENDAR.deadline(payment_type, created, None, Trail()) == created + timedelta(days=7)


@given(created=moments, days=st.integers(0, 59), payment_type=st.sampled_from(["konbini", "pay_easy", "bank_transfer"]))
def test_expiry_days_replace_the_days_of_the_type(created: datetime, days: int, payment_type: str) -> None:
    """0 is today."""
    deadline = CALENDAR.deadline(payment_type, created, days, Trail())
    assert deadline is not None
    assert deadline.astimezone(JAPAN).date() - created.astimezone(JAPAN).date() == timedelta(days=days)


@pytest.mark.parametrize(
    ("created", "deadline"),
    [
        ("2018-09-14T18:16:47Z", "2018-09-18T14:59:59Z"),
        ("2017-01-04T14:59:59Z", "2017-01-07T14:59:59Z"),
        ("2017-01-04T15:00:00Z", "2017-01-08T14:59:59Z"),
        ("2016-02-26T00:00:00Z", "2016-02-29T14:59:59Z"),
        ("2016-12-29T15:00:00Z", "2017-01-02T14:59:59Z"),
    ],
)
def test_a_konbini_payment_counts_from_the_day_in_japan(open_shop: Any, created: str, deadline: str) -> None:
    """Around midnight in Japan, a leap day, and the end of a year."""
    merchant = open_shop(clock=datetime.fromisoformat(created))
    assert merchant.pay_with("konbini").body["payment_deadline"] == deadline


def status_after(merchant: Any, payment: dict[str, Any], seconds: int) -> str:
    """The status at the deadline and `seconds` more."""
    now = datetime.fromisoformat(merchant.control("GET", "/clock").body["now"])
    left = datetime.fromisoformat(payment["payment_deadline"]) - now
    merchant.advance(seconds=int(left.total_seconds()) + seconds)
    return merchant.get(f"/payments/{payment['id']}").body["status"]


@pytest.mark.parametrize(
    ("payment_type", "sent", "status"),
    [
        ("konbini", {}, "authorized"),
        ("pay_easy", {}, "authorized"),
        ("bank_transfer", {}, "authorized"),
        ("credit_card", {"capture": False}, "authorized"),
        ("net_cash", {"amount": 3000}, "pending"),
        ("nanaco", {"amount": 3000}, "pending"),
    ],
)
def test_a_payment_expires_in_the_second_after_its_deadline(
    merchant: Any, payment_type: str, sent: dict[str, Any], status: str
) -> None:
    """In the deadline second itself it still stands."""
    payment = merchant.pay_with(payment_type, **sent).body
    assert status_after(merchant, payment, 0) == status
    assert status_after(merchant, payment, 1) == "expired"
    assert merchant.get("/payments?status=expired").body["total"] == 1


def test_a_payment_can_be_paid_in_its_last_second_but_not_after_it(merchant: Any) -> None:
    """Expiry comes before the answer."""
    first, second = (merchant.pay_with("konbini").body for _ in range(2))
    status_after(merchant, first, 0)
    assert merchant.control("POST", f"/payments/{first['id']}/pay").body["status"] == "captured"
    merchant.advance(seconds=1)
    assert merchant.control("POST", f"/payments/{second['id']}/pay").error == (422, "unprocessable_entity", None)
    assert merchant.form("POST", f"/payments/{second['id']}/cancel", []).error == (422, "not_cancellable", None)


@pytest.mark.parametrize(
    ("payment_type", "sent"), [("web_money", {"amount": 3000}), ("credit_card", {}), ("net_cash", {})]
)
def test_what_is_paid_or_has_no_deadline_never_expires(merchant: Any, payment_type: str, sent: dict[str, Any]) -> None:
    """A captured payment keeps its deadline and its status."""
    payment = merchant.pay_with(payment_type, **sent).body
    merchant.advance(days=400)
    assert merchant.get(f"/payments/{payment['id']}").body == payment


def test_a_cancelled_payment_does_not_expire(merchant: Any) -> None:
    """It is final."""
    payment = merchant.pay_with("konbini").body
    cancelled = merchant.form("POST", f"/payments/{payment['id']}/cancel", []).body
    merchant.advance(days=400)
    assert merchant.get(f"/payments/{payment['id']}").body == cancelled
