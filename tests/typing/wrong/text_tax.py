"""Tax is a whole number or the word auto."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.create(amount=1, currency="JPY", payment_details="tok_1", tax="none")  # refused: no such word
