"""A pattern names fields that exist."""

from komoju import Komoju
from komoju.models import Konbini

with Komoju() as komoju:
    match komoju.payments.show("7e8c55a54256ce23e387f2838c").payment_details:
        case Konbini(receipt_number=_number):  # refused: it is called receipt
            pass
        case _:
            pass
