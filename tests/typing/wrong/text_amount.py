"""Money is a whole number, never text."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount="1000", currency="JPY", payment_details="tok_1")  # refused: `amount` is text
