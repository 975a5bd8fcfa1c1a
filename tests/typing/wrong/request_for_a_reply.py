"""A payment never shows a request."""

from komoju.models import KonbiniRequest, Payment


def store_of(payment: Payment) -> KonbiniRequest:
    details = payment.payment_details
    assert details is not None
    return details  # refused: it is a `Konbini` or one of the other replies
