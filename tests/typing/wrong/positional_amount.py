"""Parameters have names, so that no two numbers can change places."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.refund("7e8c55a54256ce23e387f2838c", 100)  # refused: `amount=100`
