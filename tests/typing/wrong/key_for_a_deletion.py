"""A deletion takes no idempotency key."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.customers.delete("c", idempotency_key="k")  # refused: there is no such parameter
