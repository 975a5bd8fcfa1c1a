# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Konbini: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.codecs import CHOICE, INTEGER, TEXT, Constant, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "Konbini",
    "KonbiniRequest",
    "KonbiniToken",
    "Store",
]

Store: TypeAlias = Literal[
    "circle-k", "daily-yamazaki", "family-mart", "lawson", "ministop", "seven-eleven", "sunkus"
]
"""The slug of a convenience store chain.

Allowed values: circle-k, daily-yamazaki, family-mart, lawson, ministop, seven-eleven, sunkus.

Source: documented: Convenience Stores
"""


class KonbiniRequest(Model):
    """Pay at the till of a convenience store.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["konbini"]] = Field(Constant[Literal["konbini"]]("konbini"))
    """Always `konbini`.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    store: Field[Store] = Field(CHOICE)
    """The slug of a convenience store chain.

    Allowed values: circle-k, daily-yamazaki, family-mart, lawson, ministop, seven-eleven, sunkus.

    Source: documented: Convenience Stores
    """
    phone: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's phone number: at least ten digits.

    Blanks, round brackets, hyphens, underscores and plus signs may stand between them.

    Source: era: payment create schema of 2017-03
    """
    expiry_days: OptionalField[int] = OptionalField(INTEGER)
    """In how many days the payment expires, from 0 to 59.

    Counted from the Japanese calendar day of the payment; the last day ends at 23:59:59 in Japan.
    Without it the payment type's own number of days holds.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        store: Store,
        email: str | Secret | Unset = UNSET,
        phone: str | Secret | Unset = UNSET,
        expiry_days: int | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        phone = seal(phone, 0)
        super().__init__(
            store=store,
            email=email,
            phone=phone,
            expiry_days=expiry_days,
        )


class Konbini(Model):
    """What the payer needs at the till.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["konbini"]] = Field(Constant[Literal["konbini"]]("konbini"))
    """Always `konbini`.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    store: Field[Store | str] = Field(CHOICE)
    """The slug of a convenience store chain.

    Allowed values: circle-k, daily-yamazaki, family-mart, lawson, ministop, seven-eleven, sunkus.

    Source: documented: Convenience Stores
    """
    confirmation_code: Field[str | None] = Field(Nullable(TEXT))
    """A second number that some chains ask for at the till.

    Null where the chain needs only one.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """
    receipt: Field[str] = Field(TEXT)
    """The number that the payer shows or types at the till.

    Source: documented: Convenience Store (Konbini) / Payment Details
    """
    instructions_url: Field[str] = Field(TEXT)
    """The address of a page that tells the payer how to pay, in the language of the payment.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
        store: Store | str,
        confirmation_code: str | None,
        receipt: str,
        instructions_url: str,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            email=email,
            store=store,
            confirmation_code=confirmation_code,
            receipt=receipt,
            instructions_url=instructions_url,
        )


class KonbiniToken(Model):
    """What a token shows of the konbini details behind it.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["konbini"]] = Field(Constant[Literal["konbini"]]("konbini"))
    """Always `konbini`.

    Source: documented: Tokens / Examples
    """
    store: Field[Store | str] = Field(CHOICE)
    """The slug of a convenience store chain.

    Allowed values: circle-k, daily-yamazaki, family-mart, lawson, ministop, seven-eleven, sunkus.

    Source: documented: Convenience Stores
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    phone: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's phone number: at least ten digits.

    Blanks, round brackets, hyphens, underscores and plus signs may stand between them.

    Source: era: payment create schema of 2017-03
    """

    def __init__(
        self,
        *,
        store: Store | str,
        email: str | Secret | Unset = UNSET,
        phone: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        phone = seal(phone, 0)
        super().__init__(
            store=store,
            email=email,
            phone=phone,
        )
