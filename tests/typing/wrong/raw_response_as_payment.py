"""A raw response is not its result."""

from komoju import Komoju

with Komoju() as komoju:
    reply = komoju.payments.with_raw_response.show("7e8c55a54256ce23e387f2838c")
    repr(reply.total)  # refused: `reply.parsed.total` is meant
