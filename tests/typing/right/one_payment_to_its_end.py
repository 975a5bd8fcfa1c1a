"""Move payments: reserve, capture, refund in parts, call off, continue with a further card."""

from typing import assert_never, assert_type

from komoju import Komoju
from komoju.models import (
    CreditCardRequest,
    KonbiniRequest,
    NetCash,
    NetCashRequest,
    Payment,
    PaymentStatus,
    PrepaidContinuation,
)

CARD = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")


def money_is_here(status: PaymentStatus) -> bool:
    """Decide by a status of the document; a forgotten one is an error of the checker."""
    match status:
        case "captured":
            return True
        case "pending" | "authorized" | "refunded" | "cancelled" | "expired":
            return False
        case _ as other:
            assert_never(other)


def still_short(payment: Payment) -> int:
    """Tell what a prepaid payment lacks."""
    match payment.payment_details:
        case NetCash(short_amount=short):
            assert_type(short, int)
            return short
        case _:
            return 0


def main() -> None:
    with Komoju() as komoju:
        reserved = komoju.payments.create(amount=5000, currency="JPY", capture=False, payment_details=CARD)
        captured = komoju.payments.capture(reserved.id)
        if captured.status == "captured":
            assert money_is_here(captured.status)
        refunded = komoju.payments.refund(captured.id, amount=1500, description="one of three returned")
        assert_type(komoju.payments.refund(refunded.id), Payment)

        waiting = komoju.payments.create(amount=10, currency="JPY", payment_details=KonbiniRequest(store="circle-k"))
        assert_type(komoju.payments.cancel(waiting.id, timeout=2.5), Payment)

        short = komoju.payments.create(
            amount=3000, currency="JPY", payment_details=NetCashRequest(prepaid_number="1111111111111111")
        )
        assert still_short(short) > 0
        further = PrepaidContinuation(prepaid_number="1111111111111111", type="net_cash")
        paid = komoju.payments.update(short.id, payment_details=further)
        assert still_short(paid) == 0


if __name__ == "__main__":
    main()
