"""A payment needs to be told how the payer pays."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1000, currency="JPY")  # refused: `payment_details` is missing
