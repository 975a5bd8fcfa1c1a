"""A payment without details cannot be made."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1000, currency="JPY", payment_details=None)  # refused: None
