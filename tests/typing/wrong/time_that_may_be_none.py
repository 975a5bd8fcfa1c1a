"""A payment that is not captured has no time of it."""

from komoju import Komoju

with Komoju() as komoju:
    payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    repr(payment.captured_at.isoformat())  # refused: `captured_at` may be None
