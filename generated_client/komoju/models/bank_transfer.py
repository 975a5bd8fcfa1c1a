# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Bank transfer: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal

from .._runtime.codecs import INTEGER, TEXT, Constant, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "BankTransfer",
    "BankTransferRequest",
    "BankTransferToken",
]


class BankTransferRequest(Model):
    """Pay by transfer from a bank in Japan.

    The money is recognised during business hours in Japan.

    Source: documented: Bank Transfer / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["bank_transfer"]] = Field(
        Constant[Literal["bank_transfer"]]("bank_transfer")
    )
    """Always `bank_transfer`.

    Source: documented: Bank Transfer / Payment Details
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


class BankTransfer(Model):
    """The account that the money goes to, and the name under which it has to be sent.

    Source: documented: Bank Transfer / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["bank_transfer"]] = Field(
        Constant[Literal["bank_transfer"]]("bank_transfer")
    )
    """Always `bank_transfer`.

    Source: documented: Bank Transfer / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    order_id: Field[str] = Field(TEXT)
    """The name of the sender that the payer has to give with the transfer.

    It tells the payment apart from others.

    Source: documented: Bank Transfer / Payment Details
    """
    bank_name: Field[str] = Field(TEXT)
    """The name of the bank.

    Source: documented: Bank Transfer / Payment Details
    """
    account_branch_name: Field[str] = Field(TEXT)
    """The name of the bank's branch.

    Source: documented: Bank Transfer / Payment Details
    """
    account_number: Field[str] = Field(TEXT)
    """The number of the account.

    It is text, so that no digit is lost.

    Source: documented: Bank Transfer / Payment Details
    """
    account_type: Field[str] = Field(TEXT)
    """The kind of the account, for example 普通預金 for a savings account.

    Source: documented: Bank Transfer / Payment Details
    """
    account_name: Field[str] = Field(TEXT)
    """The holder of the account.

    Source: documented: Bank Transfer / Payment Details
    """
    instructions_url: Field[str] = Field(TEXT)
    """The address of a page that tells the payer how to pay, in the language of the payment.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
        order_id: str,
        bank_name: str,
        account_branch_name: str,
        account_number: str,
        account_type: str,
        account_name: str,
        instructions_url: str,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            email=email,
            order_id=order_id,
            bank_name=bank_name,
            account_branch_name=account_branch_name,
            account_number=account_number,
            account_type=account_type,
            account_name=account_name,
            instructions_url=instructions_url,
        )


class BankTransferToken(Model):
    """What a token shows of the bank transfer details behind it.

    A key that was not sent is left out.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["bank_transfer"]] = Field(
        Constant[Literal["bank_transfer"]]("bank_transfer")
    )
    """Always `bank_transfer`.

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
    phone: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's phone number: at least ten digits.

    Blanks, round brackets, hyphens, underscores and plus signs may stand between them.

    Source: era: payment create schema of 2017-03
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """

    def __init__(
        self,
        *,
        given_name: str | Secret,
        family_name: str | Secret,
        given_name_kana: str | Secret,
        family_name_kana: str | Secret,
        phone: str | Secret | Unset = UNSET,
        email: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        given_name = seal(given_name, 0)
        family_name = seal(family_name, 0)
        given_name_kana = seal(given_name_kana, 0)
        family_name_kana = seal(family_name_kana, 0)
        phone = seal(phone, 0)
        email = seal(email, 0)
        super().__init__(
            given_name=given_name,
            family_name=family_name,
            given_name_kana=given_name_kana,
            family_name_kana=family_name_kana,
            phone=phone,
            email=email,
        )
