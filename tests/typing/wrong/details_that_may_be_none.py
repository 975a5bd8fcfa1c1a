"""A payment whose payer has not chosen yet has no details."""

from komoju import Komoju

with Komoju() as komoju:
    payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    repr(payment.payment_details.type)  # refused: `payment_details` may be None
