# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Prepaid: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.codecs import CHOICE, INTEGER, TEXT, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "PrepaidCard",
    "PrepaidContinuation",
    "PrepaidType",
]

PrepaidType: TypeAlias = Literal["web_money", "net_cash", "nanaco"]
"""A payment type that can be continued with a further prepaid card.

Allowed values: web_money, net_cash, nanaco.

Source: era: payment update schema of 2017-03
"""


class PrepaidCard(Model):
    """A prepaid card that paid a share of the payment.

    Source: documented: WebMoney / Payment Details
    """

    __slots__ = ()

    last_four_digits: Field[str] = Field(TEXT)
    """The last four characters of the card's number.

    Source: documented: Payments / Examples
    """
    points: Field[int] = Field(INTEGER)
    """What was taken from this card, in yen.

    It is not the card's balance.

    Source: documented: Payments / Examples
    """

    def __init__(
        self,
        *,
        last_four_digits: str,
        points: int,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            last_four_digits=last_four_digits,
            points=points,
        )


class PrepaidContinuation(Model):
    """A further prepaid card for a pending payment.

    It pays what is still missing.

    Source: documented: Continuing a WebMoney Request
    """

    __slots__ = ()

    type: OptionalField[PrepaidType] = OptionalField(CHOICE)
    """The type of the payment.

    It may be left out; when it is sent, it has to be the payment's own.

    Allowed values: web_money, net_cash, nanaco.

    Source: era: payment update schema of 2017-03
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    prepaid_number: Field[Secret] = Field(SecretText(shown=4))
    """The number of the further prepaid card, 16 characters.

    Source: documented: Continuing a WebMoney Request
    """

    def __init__(
        self,
        *,
        prepaid_number: str | Secret,
        type: PrepaidType | Unset = UNSET,
        email: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        prepaid_number = seal(prepaid_number, 4)
        email = seal(email, 0)
        super().__init__(
            prepaid_number=prepaid_number,
            type=type,
            email=email,
        )
