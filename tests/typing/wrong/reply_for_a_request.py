"""What a payment shows is not what a payment is made of."""

from komoju import Komoju
from komoju.models import Konbini

with Komoju() as komoju:
    details = komoju.payments.show("7e8c55a54256ce23e387f2838c").payment_details
    if isinstance(details, Konbini):
        komoju.payments.create(amount=1000, currency="JPY", payment_details=details)  # refused: needs a KonbiniRequest
