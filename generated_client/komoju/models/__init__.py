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
    from .customer import Customer, CustomerCreate, CustomerList, CustomerUpdate
    from .dospara import Dospara, DosparaRequest, DosparaToken
    from .error import Error, ErrorDetail
    from .event import (
        CustomerEvent,
        CustomerEventType,
        Event,
        EventList,
        PaymentEvent,
        PaymentEventType,
        PayoutEvent,
        PingEvent,
        UnknownEvent,
    )
    from .fraud_details import FraudDetails
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
    from .payout import Payout, PayoutItem, PayoutItemType, PayoutMethod
    from .prepaid import PrepaidCard, PrepaidContinuation, PrepaidType
    from .refund_request import AccountType, RefundRequest, RefundRequestCreate, RefundRequestStatus
    from .token import Token, TokenCreate
    from .web_money import WebMoney, WebMoneyRequest, WebMoneyToken

__all__ = [
    "AccountType",
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
    "Customer",
    "CustomerCreate",
    "CustomerEvent",
    "CustomerEventType",
    "CustomerList",
    "CustomerUpdate",
    "Dospara",
    "DosparaRequest",
    "DosparaToken",
    "Error",
    "ErrorDetail",
    "Event",
    "EventList",
    "FraudDetails",
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
    "Payout",
    "PayoutEvent",
    "PayoutItem",
    "PayoutItemType",
    "PayoutMethod",
    "PingEvent",
    "PrepaidCard",
    "PrepaidContinuation",
    "PrepaidType",
    "Refund",
    "RefundRequest",
    "RefundRequestCreate",
    "RefundRequestStatus",
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
    "FraudDetails": "fraud_details",
    "PrepaidCard": "prepaid",
    "PrepaidContinuation": "prepaid",
    "PrepaidType": "prepaid",
    "AccountType": "refund_request",
    "RefundRequest": "refund_request",
    "RefundRequestCreate": "refund_request",
    "RefundRequestStatus": "refund_request",
    "Error": "error",
    "ErrorDetail": "error",
    "Token": "token",
    "TokenCreate": "token",
    "Customer": "customer",
    "CustomerCreate": "customer",
    "CustomerList": "customer",
    "CustomerUpdate": "customer",
    "CustomerEvent": "event",
    "CustomerEventType": "event",
    "Event": "event",
    "EventList": "event",
    "PaymentEvent": "event",
    "PaymentEventType": "event",
    "PayoutEvent": "event",
    "PingEvent": "event",
    "UnknownEvent": "event",
    "Payout": "payout",
    "PayoutItem": "payout",
    "PayoutItemType": "payout",
    "PayoutMethod": "payout",
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
