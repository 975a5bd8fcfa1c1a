"""What is given back is a whole number as well."""

from komoju import Komoju

with Komoju() as komoju:
    payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    komoju.payments.refund(payment.id, amount=payment.total / 2)  # refused: half of a total is a float
