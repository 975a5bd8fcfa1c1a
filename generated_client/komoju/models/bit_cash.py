# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Bit cash: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal

from .._runtime.codecs import Constant, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "BitCash",
    "BitCashRequest",
    "BitCashToken",
]


class BitCashRequest(Model):
    """Pay with one BitCash card.

    A payer with too little on it first joins cards on the website of BitCash.

    Source: documented: BitCash / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["bit_cash"]] = Field(Constant[Literal["bit_cash"]]("bit_cash"))
    """Always `bit_cash`.

    Source: documented: BitCash / Payment Details
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    prepaid_number: Field[Secret] = Field(SecretText(shown=4))
    """The number of the prepaid card, at most 16 characters.

    The documentation speaks of 16.

    Source: era: payment create schema of 2017-03
    """

    def __init__(
        self,
        *,
        prepaid_number: str | Secret,
        email: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        prepaid_number = seal(prepaid_number, 4)
        email = seal(email, 0)
        super().__init__(
            prepaid_number=prepaid_number,
            email=email,
        )


class BitCash(Model):
    """A BitCash payment shows nothing of the number behind it.

    Source: documented: BitCash / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["bit_cash"]] = Field(Constant[Literal["bit_cash"]]("bit_cash"))
    """Always `bit_cash`.

    Source: documented: BitCash / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            email=email,
        )


class BitCashToken(Model):
    """What a token shows of the BitCash details behind it, which is their type only.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["bit_cash"]] = Field(Constant[Literal["bit_cash"]]("bit_cash"))
    """Always `bit_cash`.

    Source: documented: Tokens / Examples
    """
