"""An idempotency key is text."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.capture("7e8c55a54256ce23e387f2838c", idempotency_key=7)  # refused: a number
