"""A call that the API does not have."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.void("7e8c55a54256ce23e387f2838c")  # refused: it is called cancel
