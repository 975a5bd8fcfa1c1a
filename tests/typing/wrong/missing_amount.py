"""A payment needs an amount."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(currency="JPY", payment_details="tok_1")  # refused: `amount` is missing
