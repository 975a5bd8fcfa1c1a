"""A payment is paid with details or by a customer, never by both."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1, currency="JPY", payment_details="tok_1", customer="c")  # refused: both
