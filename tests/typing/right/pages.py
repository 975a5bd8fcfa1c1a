"""List payments: the items are `Payment`, the pages are `PaymentList`, whatever way they are read."""

from datetime import UTC, datetime
from itertools import islice
from typing import assert_type

from komoju import Komoju
from komoju.models import KonbiniRequest, Payment, PaymentList, PaymentStatus


def totals_of(komoju: Komoju, status: PaymentStatus) -> dict[str, int]:
    """Add up the payments in a status, by currency."""
    totals: dict[str, int] = {}
    for payment in komoju.payments.list(status=status, per_page=100):
        assert_type(payment, Payment)
        totals[payment.currency] = totals.get(payment.currency, 0) + payment.total
    return totals


def main() -> None:
    with Komoju() as komoju:
        for number in range(3):
            details = KonbiniRequest(store="ministop")
            komoju.payments.create(
                amount=1000, currency="JPY", external_order_num=f"P-{number}", payment_details=details
            )
        assert totals_of(komoju, "authorized") == {"JPY": 3240}

        payments = komoju.payments.list(
            page=1,
            per_page=2,
            currency="JPY",
            start_time=datetime(2017, 1, 1, tzinfo=UTC),
            end_time=datetime(2100, 1, 1, tzinfo=UTC),
        )
        assert_type(list(islice(payments, 2)), list[Payment])
        assert_type([payment.id for payment in payments], list[str])
        for page in payments.pages():
            assert_type(page, PaymentList)
            assert_type(page.data, tuple[Payment, ...])
            assert page.page <= page.last_page
        first = payments.first_page()
        assert_type(first, PaymentList)
        assert (first.total, first.per_page, len(first.data)) == (3, 2, 2)
        assert_type(next(iter(komoju.payments.list(external_order_num="P-1")), None), Payment | None)


if __name__ == "__main__":
    main()
