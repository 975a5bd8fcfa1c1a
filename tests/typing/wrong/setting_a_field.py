"""A reply does not change."""

from komoju import Komoju

with Komoju() as komoju:
    payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    payment.status = "captured"  # refused: only the service decides that
