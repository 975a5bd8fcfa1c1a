"""Money is a whole number in the smallest unit; a fraction is a mistake about the unit."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=10.5, currency="USD", payment_details="tok_1")  # refused: `amount` is a float
