"""Details are made by their class, which checks them; a dict is not checked."""

from komoju import Komoju

with Komoju() as komoju:
    details = {"type": "konbini", "store": "lawson"}
    komoju.payments.create(amount=1000, currency="JPY", payment_details=details)  # refused: a dict
