"""A parameter that the API does not have."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1, currency="JPY", payment_details="tok_1", order="A-1")  # refused: no `order`
