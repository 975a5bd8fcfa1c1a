"""A call that only reads takes no idempotency key."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.show("7e8c55a54256ce23e387f2838c", idempotency_key="order-1")  # refused: no such parameter
