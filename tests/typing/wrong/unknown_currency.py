"""Currencies are those of the document."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1000, currency="YEN", payment_details="tok_1")  # refused: it is called JPY
