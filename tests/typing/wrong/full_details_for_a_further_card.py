"""A payment is continued with a further prepaid card, not with details of its own."""

from komoju import Komoju
from komoju.models import NetCashRequest

with Komoju() as komoju:
    further = NetCashRequest(prepaid_number="1111111111111111")
    komoju.payments.update("7e8c55a54256ce23e387f2838c", payment_details=further)  # refused: PrepaidContinuation
