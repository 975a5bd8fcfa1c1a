"""The lists of a reply do not change."""

from komoju import Komoju

with Komoju() as komoju:
    payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    payment.refunds.append(payment.refunds[0])  # refused: it is a tuple
