"""Read every field of a payment: what may be null is so by its type, and nothing else is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, assert_type

from komoju import Komoju
from komoju.models import (
    CreditCardRequest,
    Currency,
    Locale,
    Payment,
    PaymentDetails,
    PaymentStatus,
    Refund,
    RefundRequest,
)


def read(payment: Payment) -> None:
    """Look at all 21 fields."""
    assert_type(payment.id, str)
    assert_type(payment.resource, Literal["payment"])
    assert_type(payment.status, PaymentStatus | str)
    assert_type(payment.amount, int)
    assert_type(payment.tax, int)
    assert_type(payment.customer, str | None)
    assert_type(payment.payment_deadline, datetime | None)
    assert_type(payment.payment_details, PaymentDetails | None)
    assert_type(payment.payment_method_fee, int)
    assert_type(payment.total, int)
    assert_type(payment.currency, Currency | str)
    assert_type(payment.description, str | None)
    assert_type(payment.subscription, Mapping[str, Any] | None)
    assert_type(payment.captured_at, datetime | None)
    assert_type(payment.external_order_num, str | None)
    assert_type(payment.metadata, Mapping[str, str])
    assert_type(payment.created_at, datetime)
    assert_type(payment.amount_refunded, int)
    assert_type(payment.locale, Locale | str)
    assert_type(payment.refunds, tuple[Refund, ...])
    assert_type(payment.refund_requests, tuple[RefundRequest, ...])
    assert_type(payment.extra_fields, dict[str, Any])


def seconds_until_captured(payment: Payment) -> float | None:
    """Narrow a field that may be null."""
    if payment.captured_at is None:
        return None
    assert_type(payment.captured_at, datetime)
    return (payment.captured_at - payment.created_at).total_seconds()


def left(payment: Payment) -> int:
    """Tell what can still be given back."""
    given_back = sum(refund.amount for refund in payment.refunds)
    reasons = [refund.description for refund in payment.refunds]
    assert_type(reasons, list[str | None])
    assert given_back == payment.amount_refunded
    return payment.total - given_back


def main() -> None:
    card = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")
    with Komoju() as komoju:
        payment = komoju.payments.create(amount=1000, currency="JPY", payment_details=card)
        read(payment)
        assert seconds_until_captured(payment) is not None
        assert left(komoju.payments.refund(payment.id, amount=80, description="broken")) == 1000
    copy = Payment.from_dict(payment.to_dict())
    assert_type(copy, Payment)
    assert copy == payment


if __name__ == "__main__":
    main()
