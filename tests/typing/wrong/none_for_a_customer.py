"""A payment by nobody cannot be made."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1, currency="JPY", customer=None)  # refused: None
