"""New payment types must not fall through in silence."""

from typing import assert_never

from komoju.models import BitCash, CreditCard, CultureVoucher, Dospara, Konbini, PaymentDetails, UnknownPaymentDetails


def says(details: PaymentDetails) -> str:
    match details:
        case Konbini() | CreditCard() | BitCash() | CultureVoucher() | Dospara():
            return "known"
        case UnknownPaymentDetails():
            return "unknown"
        case _ as other:
            assert_never(other)  # refused: PayEasy, BankTransfer and the prepaid types are left
