"""A field that a payment does not have."""

from komoju import Komoju

with Komoju() as komoju:
    repr(komoju.payments.show("7e8c55a54256ce23e387f2838c").captured_on)  # refused: it is called captured_at
