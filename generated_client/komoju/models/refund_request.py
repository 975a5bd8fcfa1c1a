# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Refund request: the models of one file of the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from .._runtime.codecs import BOOLEAN, CHOICE, INTEGER, TEXT, TIMESTAMP, Nullable, SecretText
from .._runtime.model import Field, Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset

__all__ = [
    "AccountType",
    "RefundRequest",
    "RefundRequestCreate",
    "RefundRequestStatus",
]

RefundRequestStatus: TypeAlias = Literal["pending", "rejected", "completed"]
"""Where a refund request stands.

Allowed values: pending, rejected, completed.

Source: later: refund request resource
"""

AccountType: TypeAlias = Literal["normal", "checking", "savings"]
"""The kind of a bank account.

Allowed values: normal, checking, savings.

Source: later: refund request endpoint
"""


class RefundRequest(Model):
    """A request to give money of a payment back by bank transfer.

    Source: later: refund request resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    payment: Field[str] = Field(TEXT)
    """The id of the payment.

    Source: documented: Payments / Examples
    """
    customer_name: Field[Secret] = Field(SecretText())
    """The holder of the account, in half-width katakana.

    Source: later: refund request resource
    """
    bank_name: Field[str] = Field(TEXT)
    """The name of the bank.

    Source: later: refund request resource
    """
    bank_code: Field[str | None] = Field(Nullable(TEXT))
    """The number of the bank.

    Null when none was sent.

    Source: later: refund request resource
    """
    branch_name: Field[str | None] = Field(Nullable(TEXT))
    """The name of the bank's branch.

    Null when none was sent.

    Source: choice: refund-request-optional
    """
    branch_number: Field[str] = Field(TEXT)
    """The number of the bank's branch.

    It is text, so that no digit is lost.

    Source: later: refund request resource
    """
    account_number: Field[Secret] = Field(SecretText())
    """The number of the account.

    It is text, so that no digit is lost.

    Source: later: refund request resource
    """
    description: Field[str | None] = Field(Nullable(TEXT))
    """Why the money is given back.

    Null when no reason was given.

    Source: choice: refund-request-optional
    """
    status: Field[RefundRequestStatus | str] = Field(CHOICE)
    """Where a refund request stands.

    Allowed values: pending, rejected, completed.

    Source: later: refund request resource
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        payment: str,
        customer_name: str | Secret,
        bank_name: str,
        bank_code: str | None,
        branch_name: str | None,
        branch_number: str,
        account_number: str | Secret,
        description: str | None,
        status: RefundRequestStatus | str,
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        customer_name = seal(customer_name, 0)
        account_number = seal(account_number, 0)
        super().__init__(
            id=id,
            payment=payment,
            customer_name=customer_name,
            bank_name=bank_name,
            bank_code=bank_code,
            branch_name=branch_name,
            branch_number=branch_number,
            account_number=account_number,
            description=description,
            status=status,
            created_at=created_at,
        )


class RefundRequestCreate(Model):
    """What is to be given back, and to which account.

    Source: later: refund request endpoint
    """

    __slots__ = ()

    amount: Field[int] = Field(INTEGER)
    """How much is given back, tax included, in the smallest unit of the currency.

    All requests of a payment together at most its total.

    Source: choice: refund-request-amount
    """
    customer_name: Field[Secret] = Field(SecretText())
    """The holder of the account, in half-width katakana.

    Blanks are allowed.

    Source: later: refund request endpoint
    """
    bank_name: Field[str] = Field(TEXT)
    """The name of the bank.

    Source: later: refund request endpoint
    """
    bank_code: OptionalField[str] = OptionalField(TEXT)
    """The number of the bank, four digits.

    Source: later: refund request endpoint
    """
    branch_name: OptionalField[str] = OptionalField(TEXT)
    """The name of the bank's branch.

    Source: later: refund request endpoint
    """
    branch_number: Field[str] = Field(TEXT)
    """The number of the bank's branch, three digits.

    It is text, so that no digit is lost.

    Source: later: refund request endpoint
    """
    account_type: Field[AccountType] = Field(CHOICE)
    """The kind of a bank account.

    Allowed values: normal, checking, savings.

    Source: later: refund request endpoint
    """
    account_number: Field[Secret] = Field(SecretText())
    """The number of the account, seven digits.

    It is text, so that no digit is lost.

    Source: later: refund request endpoint
    """
    include_payment_method_fee: Field[bool] = Field(BOOLEAN)
    """Whether the fee of the payment type is given back as well.

    Source: later: refund request endpoint
    """
    description: OptionalField[str] = OptionalField(TEXT)
    """Why the money is given back.

    Source: later: refund request endpoint
    """

    def __init__(
        self,
        *,
        amount: int,
        customer_name: str | Secret,
        bank_name: str,
        branch_number: str,
        account_type: AccountType,
        account_number: str | Secret,
        include_payment_method_fee: bool,
        bank_code: str | Unset = UNSET,
        branch_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        customer_name = seal(customer_name, 0)
        account_number = seal(account_number, 0)
        super().__init__(
            amount=amount,
            customer_name=customer_name,
            bank_name=bank_name,
            branch_number=branch_number,
            account_type=account_type,
            account_number=account_number,
            include_payment_method_fee=include_payment_method_fee,
            bank_code=bank_code,
            branch_name=branch_name,
            description=description,
        )
