# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Token: the models of one file of the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .._runtime.codecs import TEXT, TIMESTAMP, Constant
from .._runtime.model import Field, Model
from .._runtime.secrets import shield
from .payment_details import (
    PAYMENT_DETAILS_REQUEST,
    TOKEN_DETAILS,
    PaymentDetailsRequest,
    TokenDetails,
)

__all__ = [
    "Token",
    "TokenCreate",
]


class TokenCreate(Model):
    """The payment details that a token shall stand for.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    payment_details: Field[PaymentDetailsRequest] = Field(PAYMENT_DETAILS_REQUEST)
    """How the payer pays, as the merchant sends it.

    `type` names the payment type and decides the other fields.

    Source: documented: Payments / Payment Details
    """

    def __init__(
        self,
        *,
        payment_details: PaymentDetailsRequest,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        super().__init__(
            payment_details=payment_details,
        )


class Token(Model):
    """A stand-in for payment details.

    It pays one payment, within 30 days.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """What is sent as `payment_details` of a payment. 93 characters; read nothing into them.

    Source: documented: Tokens / Examples
    """
    resource: Field[Literal["token"]] = Field(Constant[Literal["token"]]("token"))
    """Always `token`.

    Source: documented: Tokens / Examples
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """
    payment_details: Field[TokenDetails] = Field(TOKEN_DETAILS)
    """What a token shows of the payment details behind it.

    `type` names the payment type and decides the other fields.

    Source: documented: Tokens / Examples
    """

    def __init__(
        self,
        *,
        id: str,
        created_at: datetime,
        payment_details: TokenDetails,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        super().__init__(
            id=id,
            created_at=created_at,
            payment_details=payment_details,
        )
