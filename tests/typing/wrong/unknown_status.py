"""A list is filtered by a status that exists."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.list(status="paid")  # refused: it is called captured
