"""The API does not take null for an order number; leave it out, or give `UNSET`."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1, currency="JPY", payment_details="tok_1", external_order_num=None)  # refused: None
