# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The objects of the API. A request has its own model (`KonbiniRequest`), a reply has its own (`Konbini`)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bank_transfer import BankTransfer, BankTransferRequest, BankTransferToken
    from .bit_cash import BitCash, BitCashRequest, BitCashToken
    from .common import Currency, Locale
    from .credit_card import CardBrand, CreditCard, CreditCardRequest, CreditCardToken
    from .culture_voucher import CultureVoucher, CultureVoucherRequest, CultureVoucherToken
    from .dospara import Dospara, DosparaRequest, DosparaToken
    from .error import Error, ErrorDetail
    from .event import Event, PaymentEvent, PaymentEventType, UnknownEvent
    from .konbini import Konbini, KonbiniRequest, KonbiniToken, Store
    from .nanaco import Nanaco, NanacoRequest, NanacoToken
    from .net_cash import NetCash, NetCashRequest, NetCashToken
    from .pay_easy import PayEasy, PayEasyRequest, PayEasyToken
    from .payment import (
        Payment,
        PaymentCreate,
        PaymentList,
        PaymentRefund,
        PaymentStatus,
        PaymentUpdate,
        Refund,
    )
    from .payment_details import (
        PaymentDetails,
        PaymentDetailsRequest,
        TokenDetails,
        UnknownPaymentDetails,
        UnknownTokenDetails,
    )
    from .prepaid import PrepaidCard, PrepaidContinuation, PrepaidType
    from .token import Token, TokenCreate
    from .web_money import WebMoney, WebMoneyRequest, WebMoneyToken

__all__ = [
    "BankTransfer",
    "BankTransferRequest",
    "BankTransferToken",
    "BitCash",
    "BitCashRequest",
    "BitCashToken",
    "CardBrand",
    "CreditCard",
    "CreditCardRequest",
    "CreditCardToken",
    "CultureVoucher",
    "CultureVoucherRequest",
    "CultureVoucherToken",
    "Currency",
    "Dospara",
    "DosparaRequest",
    "DosparaToken",
    "Error",
    "ErrorDetail",
    "Event",
    "Konbini",
    "KonbiniRequest",
    "KonbiniToken",
    "Locale",
    "Nanaco",
    "NanacoRequest",
    "NanacoToken",
    "NetCash",
    "NetCashRequest",
    "NetCashToken",
    "PayEasy",
    "PayEasyRequest",
    "PayEasyToken",
    "Payment",
    "PaymentCreate",
    "PaymentDetails",
    "PaymentDetailsRequest",
    "PaymentEvent",
    "PaymentEventType",
    "PaymentList",
    "PaymentRefund",
    "PaymentStatus",
    "PaymentUpdate",
    "PrepaidCard",
    "PrepaidContinuation",
    "PrepaidType",
    "Refund",
    "Store",
    "Token",
    "TokenCreate",
    "TokenDetails",
    "UnknownEvent",
    "UnknownPaymentDetails",
    "UnknownTokenDetails",
    "WebMoney",
    "WebMoneyRequest",
    "WebMoneyToken",
]

_HOMES = {
    "Payment": "payment",
    "PaymentCreate": "payment",
    "PaymentList": "payment",
    "PaymentRefund": "payment",
    "PaymentStatus": "payment",
    "PaymentUpdate": "payment",
    "Refund": "payment",
    "Currency": "common",
    "Locale": "common",
    "PaymentDetails": "payment_details",
    "PaymentDetailsRequest": "payment_details",
    "TokenDetails": "payment_details",
    "UnknownPaymentDetails": "payment_details",
    "UnknownTokenDetails": "payment_details",
    "BankTransfer": "bank_transfer",
    "BankTransferRequest": "bank_transfer",
    "BankTransferToken": "bank_transfer",
    "BitCash": "bit_cash",
    "BitCashRequest": "bit_cash",
    "BitCashToken": "bit_cash",
    "CardBrand": "credit_card",
    "CreditCard": "credit_card",
    "CreditCardRequest": "credit_card",
    "CreditCardToken": "credit_card",
    "CultureVoucher": "culture_voucher",
    "CultureVoucherRequest": "culture_voucher",
    "CultureVoucherToken": "culture_voucher",
    "Dospara": "dospara",
    "DosparaRequest": "dospara",
    "DosparaToken": "dospara",
    "Konbini": "konbini",
    "KonbiniRequest": "konbini",
    "KonbiniToken": "konbini",
    "Store": "konbini",
    "Nanaco": "nanaco",
    "NanacoRequest": "nanaco",
    "NanacoToken": "nanaco",
    "NetCash": "net_cash",
    "NetCashRequest": "net_cash",
    "NetCashToken": "net_cash",
    "PayEasy": "pay_easy",
    "PayEasyRequest": "pay_easy",
    "PayEasyToken": "pay_easy",
    "WebMoney": "web_money",
    "WebMoneyRequest": "web_money",
    "WebMoneyToken": "web_money",
    "PrepaidCard": "prepaid",
    "PrepaidContinuation": "prepaid",
    "PrepaidType": "prepaid",
    "Error": "error",
    "ErrorDetail": "error",
    "Token": "token",
    "TokenCreate": "token",
    "Event": "event",
    "PaymentEvent": "event",
    "PaymentEventType": "event",
    "UnknownEvent": "event",
}


if not TYPE_CHECKING:  # a checker would take any misspelt name for an object

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        value: object = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
