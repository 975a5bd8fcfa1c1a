# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Payment details: the models of one file of the contract."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._runtime.codecs import TEXT
from .._runtime.model import Field, Model, TaggedUnion
from .bank_transfer import BankTransfer, BankTransferRequest, BankTransferToken
from .bit_cash import BitCash, BitCashRequest, BitCashToken
from .credit_card import CreditCard, CreditCardRequest, CreditCardToken
from .culture_voucher import CultureVoucher, CultureVoucherRequest, CultureVoucherToken
from .dospara import Dospara, DosparaRequest, DosparaToken
from .konbini import Konbini, KonbiniRequest, KonbiniToken
from .nanaco import Nanaco, NanacoRequest, NanacoToken
from .net_cash import NetCash, NetCashRequest, NetCashToken
from .pay_easy import PayEasy, PayEasyRequest, PayEasyToken
from .web_money import WebMoney, WebMoneyRequest, WebMoneyToken

__all__ = [
    "PaymentDetails",
    "PaymentDetailsRequest",
    "TokenDetails",
    "UnknownPaymentDetails",
    "UnknownTokenDetails",
]


class UnknownPaymentDetails(Model):
    """`type` is one that this package does not know.

    `to_dict()` gives all of it.
    """

    __slots__ = ()

    type: Field[str] = Field(TEXT)
    """The tag, as it was sent."""

    def __init__(
        self,
        *,
        type: str,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            type=type,
        )


class UnknownTokenDetails(Model):
    """`type` is one that this package does not know.

    `to_dict()` gives all of it.
    """

    __slots__ = ()

    type: Field[str] = Field(TEXT)
    """The tag, as it was sent."""

    def __init__(
        self,
        *,
        type: str,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            type=type,
        )


PaymentDetailsRequest: TypeAlias = (
    BankTransferRequest
    | BitCashRequest
    | CreditCardRequest
    | CultureVoucherRequest
    | DosparaRequest
    | KonbiniRequest
    | NanacoRequest
    | NetCashRequest
    | PayEasyRequest
    | WebMoneyRequest
)
"""How the payer pays, as the merchant sends it.

`type` names the payment type and decides the other fields.

Source: documented: Payments / Payment Details
"""

PAYMENT_DETAILS_REQUEST: Final = TaggedUnion[PaymentDetailsRequest](
    "type",
    {
        "bank_transfer": BankTransferRequest,
        "bit_cash": BitCashRequest,
        "credit_card": CreditCardRequest,
        "culture_voucher": CultureVoucherRequest,
        "dospara": DosparaRequest,
        "konbini": KonbiniRequest,
        "nanaco": NanacoRequest,
        "net_cash": NetCashRequest,
        "pay_easy": PayEasyRequest,
        "web_money": WebMoneyRequest,
    },
)

PaymentDetails: TypeAlias = (
    BankTransfer
    | BitCash
    | CreditCard
    | CultureVoucher
    | Dospara
    | Konbini
    | Nanaco
    | NetCash
    | PayEasy
    | WebMoney
    | UnknownPaymentDetails
)
"""How the payer pays, as KOMOJU shows it.

`type` names the payment type and decides the other fields.

Source: documented: Payments / Payment Details
"""

PAYMENT_DETAILS: Final = TaggedUnion[PaymentDetails](
    "type",
    {
        "bank_transfer": BankTransfer,
        "bit_cash": BitCash,
        "credit_card": CreditCard,
        "culture_voucher": CultureVoucher,
        "dospara": Dospara,
        "konbini": Konbini,
        "nanaco": Nanaco,
        "net_cash": NetCash,
        "pay_easy": PayEasy,
        "web_money": WebMoney,
    },
    unknown=UnknownPaymentDetails,
)

TokenDetails: TypeAlias = (
    BankTransferToken
    | BitCashToken
    | CreditCardToken
    | CultureVoucherToken
    | DosparaToken
    | KonbiniToken
    | NanacoToken
    | NetCashToken
    | PayEasyToken
    | WebMoneyToken
    | UnknownTokenDetails
)
"""What a token shows of the payment details behind it.

`type` names the payment type and decides the other fields.

Source: documented: Tokens / Examples
"""

TOKEN_DETAILS: Final = TaggedUnion[TokenDetails](
    "type",
    {
        "bank_transfer": BankTransferToken,
        "bit_cash": BitCashToken,
        "credit_card": CreditCardToken,
        "culture_voucher": CultureVoucherToken,
        "dospara": DosparaToken,
        "konbini": KonbiniToken,
        "nanaco": NanacoToken,
        "net_cash": NetCashToken,
        "pay_easy": PayEasyToken,
        "web_money": WebMoneyToken,
    },
    unknown=UnknownTokenDetails,
)
