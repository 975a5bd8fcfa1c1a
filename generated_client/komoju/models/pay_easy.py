# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Pay easy: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal

from .._runtime.codecs import INTEGER, TEXT, Constant, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "PayEasy",
    "PayEasyRequest",
    "PayEasyToken",
]


class PayEasyRequest(Model):
    """Pay with PayEasy, at a cash machine or in online banking.

    Source: documented: PayEasy / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["pay_easy"]] = Field(Constant[Literal["pay_easy"]]("pay_easy"))
    """Always `pay_easy`.

    Source: documented: PayEasy / Payment Details
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    given_name: Field[Secret] = Field(SecretText())
    """The payer's given name.

    Source: documented: Payment Details
    """
    family_name: Field[Secret] = Field(SecretText())
    """The payer's family name.

    Source: documented: Payment Details
    """
    given_name_kana: Field[Secret] = Field(SecretText())
    """The payer's given name in katakana, full or half width.

    The long vowel mark, the middle dot and blanks are allowed.

    Source: documented: Payment Details
    """
    family_name_kana: Field[Secret] = Field(SecretText())
    """The payer's family name in katakana, full or half width.

    The long vowel mark, the middle dot and blanks are allowed.

    Source: documented: Payment Details
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
        given_name: str | Secret,
        family_name: str | Secret,
        given_name_kana: str | Secret,
        family_name_kana: str | Secret,
        email: str | Secret | Unset = UNSET,
        phone: str | Secret | Unset = UNSET,
        expiry_days: int | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        given_name = seal(given_name, 0)
        family_name = seal(family_name, 0)
        given_name_kana = seal(given_name_kana, 0)
        family_name_kana = seal(family_name_kana, 0)
        email = seal(email, 0)
        phone = seal(phone, 0)
        super().__init__(
            given_name=given_name,
            family_name=family_name,
            given_name_kana=given_name_kana,
            family_name_kana=family_name_kana,
            email=email,
            phone=phone,
            expiry_days=expiry_days,
        )


class PayEasy(Model):
    """The numbers that the payer types in to pay.

    Source: documented: PayEasy / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["pay_easy"]] = Field(Constant[Literal["pay_easy"]]("pay_easy"))
    """Always `pay_easy`.

    Source: documented: PayEasy / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    bank_id: Field[str] = Field(TEXT)
    """The number of the institution that collects the money, digits only.

    Source: documented: PayEasy / Payment Details
    """
    customer_id: Field[str] = Field(TEXT)
    """The number of the payer for this payment, digits only.

    Source: documented: PayEasy / Payment Details
    """
    confirmation_id: Field[str] = Field(TEXT)
    """The number that confirms the payment, digits only.

    Source: documented: PayEasy / Payment Details
    """
    instructions_url: Field[str] = Field(TEXT)
    """The address of a page that tells the payer how to pay, in the language of the payment.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
        bank_id: str,
        customer_id: str,
        confirmation_id: str,
        instructions_url: str,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            email=email,
            bank_id=bank_id,
            customer_id=customer_id,
            confirmation_id=confirmation_id,
            instructions_url=instructions_url,
        )


class PayEasyToken(Model):
    """What a token shows of the PayEasy details behind it.

    A key that was not sent is left out.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["pay_easy"]] = Field(Constant[Literal["pay_easy"]]("pay_easy"))
    """Always `pay_easy`.

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
    given_name_kana: Field[Secret] = Field(SecretText())
    """The payer's given name in katakana, full or half width.

    The long vowel mark, the middle dot and blanks are allowed.

    Source: documented: Payment Details
    """
    family_name_kana: Field[Secret] = Field(SecretText())
    """The payer's family name in katakana, full or half width.

    The long vowel mark, the middle dot and blanks are allowed.

    Source: documented: Payment Details
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
        given_name: str | Secret,
        family_name: str | Secret,
        given_name_kana: str | Secret,
        family_name_kana: str | Secret,
        email: str | Secret | Unset = UNSET,
        phone: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        given_name = seal(given_name, 0)
        family_name = seal(family_name, 0)
        given_name_kana = seal(given_name_kana, 0)
        family_name_kana = seal(family_name_kana, 0)
        email = seal(email, 0)
        phone = seal(phone, 0)
        super().__init__(
            given_name=given_name,
            family_name=family_name,
            given_name_kana=given_name_kana,
            family_name_kana=family_name_kana,
            email=email,
            phone=phone,
        )
