# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Credit card: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.codecs import CHOICE, INTEGER, TEXT, Constant, Either, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "CardBrand",
    "CreditCard",
    "CreditCardRequest",
    "CreditCardToken",
]

CardBrand: TypeAlias = Literal["visa", "american_express", "master", "jcb", "diners_club"]
"""The brand of a card.

Allowed values: visa, american_express, master, jcb, diners_club.

Source: era: payment schema of 2017-03
"""


class CreditCardRequest(Model):
    """Pay with a credit card.

    Source: documented: Credit Card / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["credit_card"]] = Field(Constant[Literal["credit_card"]]("credit_card"))
    """Always `credit_card`.

    Source: documented: Credit Card / Payment Details
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    number: Field[Secret] = Field(SecretText(shown=4))
    """The number of the card, digits only.

    It is text, so that no digit is lost.

    Source: documented: Credit Card / Payment Details
    """
    month: Field[
        int | Literal["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]
    ] = Field(Either(INTEGER, CHOICE))
    """The expiry month, 1 to 12.

    As text it has two digits.

    Source: documented: Credit Card / Payment Details
    """
    year: Field[int] = Field(INTEGER)
    """The expiry year, four digits.

    Source: documented: Credit Card / Payment Details
    """
    verification_value: OptionalField[Secret] = OptionalField(SecretText())
    """The security code of the card, digits only.

    It is text, so that no digit is lost.

    Source: documented: Credit Card / Payment Details
    """
    given_name: Field[Secret] = Field(SecretText())
    """The payer's given name.

    Source: documented: Payment Details
    """
    family_name: Field[Secret] = Field(SecretText())
    """The payer's family name.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        number: str | Secret,
        month: int
        | Literal["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"],
        year: int,
        given_name: str | Secret,
        family_name: str | Secret,
        email: str | Secret | Unset = UNSET,
        verification_value: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        number = seal(number, 4)
        given_name = seal(given_name, 0)
        family_name = seal(family_name, 0)
        email = seal(email, 0)
        verification_value = seal(verification_value, 0)
        super().__init__(
            number=number,
            month=month,
            year=year,
            given_name=given_name,
            family_name=family_name,
            email=email,
            verification_value=verification_value,
        )


class CreditCard(Model):
    """The card that paid, or on which the money is reserved.

    Source: documented: Credit Card / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["credit_card"]] = Field(Constant[Literal["credit_card"]]("credit_card"))
    """Always `credit_card`.

    Source: documented: Credit Card / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    brand: Field[CardBrand | str] = Field(CHOICE)
    """The brand of a card.

    Allowed values: visa, american_express, master, jcb, diners_club.

    Source: era: payment schema of 2017-03
    """
    last_four_digits: Field[str] = Field(TEXT)
    """The last four digits of the card's number.

    Source: documented: Credit Card / Payment Details
    """
    month: Field[int] = Field(INTEGER)
    """The expiry month, 1 to 12.

    Source: documented: Credit Card / Payment Details
    """
    year: Field[int] = Field(INTEGER)
    """The expiry year, four digits.

    Source: documented: Credit Card / Payment Details
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
        brand: CardBrand | str,
        last_four_digits: str,
        month: int,
        year: int,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            email=email,
            brand=brand,
            last_four_digits=last_four_digits,
            month=month,
            year=year,
        )


class CreditCardToken(Model):
    """What a token shows of the card details behind it.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["credit_card"]] = Field(Constant[Literal["credit_card"]]("credit_card"))
    """Always `credit_card`.

    Source: documented: Tokens / Examples
    """
    given_name: Field[Secret] = Field(SecretText())
    """The payer's given name.

    Source: documented: Payment Details
    """
    family_name: Field[Secret] = Field(SecretText())
    """The payer's family name.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        given_name: str | Secret,
        family_name: str | Secret,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        given_name = seal(given_name, 0)
        family_name = seal(family_name, 0)
        super().__init__(
            given_name=given_name,
            family_name=family_name,
        )
