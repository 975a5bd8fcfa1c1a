"""Only konbini details have a receipt."""

from komoju.models import Payment


def receipt(payment: Payment) -> str:
    assert payment.payment_details is not None
    return payment.payment_details.receipt  # refused: they may be of another type
