# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Customer: the models of one file of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from .._runtime.codecs import (
    INTEGER,
    TEXT,
    TIMESTAMP,
    Constant,
    Either,
    Items,
    Nullable,
    SecretText,
    TextMap,
)
from .._runtime.model import Field, Model, ModelCodec, OptionalField
from .._runtime.secrets import Secret, seal, shield
from .._runtime.unset import UNSET, Unset
from .payment_details import PAYMENT_DETAILS_REQUEST, PaymentDetailsRequest

__all__ = [
    "Customer",
    "CustomerCreate",
    "CustomerList",
    "CustomerUpdate",
]


class CustomerCreate(Model):
    """A customer to be made.

    Source: era: customer endpoints
    """

    __slots__ = ()

    payment_details: OptionalField[PaymentDetailsRequest | str] = OptionalField(
        Either(PAYMENT_DETAILS_REQUEST, TEXT)
    )
    """How the customer pays, or the id of a token that stands for it.

    It is stored for payments to come.

    Source: era: customer endpoints
    """
    email: OptionalField[Secret | None] = OptionalField(Nullable(SecretText()))
    """The customer's e-mail address.

    Null means none.

    Source: documented: Payments / Examples
    """
    metadata: OptionalField[Mapping[str, str]] = OptionalField(TextMap())
    """The merchant's own notes, text by name.

    KOMOJU keeps them and reads nothing into them.

    Source: documented: Payment Resource / metadata
    """

    def __init__(
        self,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)
        super().__init__(
            payment_details=payment_details,
            email=email,
            metadata=metadata,
        )


class Customer(Model):
    """Somebody who pays.

    The details that are stored with a customer are never shown.

    Source: era: customer resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    resource: Field[Literal["customer"]] = Field(Constant[Literal["customer"]]("customer"))
    """Always `customer`.

    Source: era: customer resource
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The customer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    metadata: Field[Mapping[str, str]] = Field(TextMap())
    """The merchant's own notes, text by name.

    KOMOJU keeps them and reads nothing into them.

    Source: documented: Payment Resource / metadata
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        email: str | Secret | None,
        metadata: Mapping[str, str],
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        super().__init__(
            id=id,
            email=email,
            metadata=metadata,
            created_at=created_at,
        )


class CustomerUpdate(Model):
    """What changes.

    A key that is not sent stays as it is.

    Source: era: customer endpoints
    """

    __slots__ = ()

    payment_details: OptionalField[PaymentDetailsRequest | str] = OptionalField(
        Either(PAYMENT_DETAILS_REQUEST, TEXT)
    )
    """How the customer pays from now on, or the id of a token that stands for it.

    It takes the place of what was stored.

    Source: era: customer endpoints
    """
    email: OptionalField[Secret | None] = OptionalField(Nullable(SecretText()))
    """The customer's e-mail address.

    Null removes it.

    Source: documented: Payments / Examples
    """
    metadata: OptionalField[Mapping[str, str]] = OptionalField(TextMap())
    """The merchant's own notes, text by name.

    They take the place of all notes that the customer had.

    Source: documented: Payment Resource / metadata
    """

    def __init__(
        self,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)
        super().__init__(
            payment_details=payment_details,
            email=email,
            metadata=metadata,
        )


class CustomerList(Model):
    """One page of customers, newest first.

    Source: era: list envelope
    """

    __slots__ = ()

    resource: Field[Literal["list"]] = Field(Constant[Literal["list"]]("list"))
    """Always `list`.

    Source: era: list envelope
    """
    total: Field[int] = Field(INTEGER)
    """How many customers there are on all pages together.

    Source: era: list envelope
    """
    page: Field[int] = Field(INTEGER)
    """The number of this page.

    The first page is 1.

    Source: era: list envelope
    """
    per_page: Field[int] = Field(INTEGER)
    """How many customers a page holds at most.

    Source: era: list envelope
    """
    last_page: Field[int] = Field(INTEGER)
    """The number of the last page.

    It is 0 when there are no customers.

    Source: era: list envelope
    """
    data: Field[tuple[Customer, ...]] = Field(Items(ModelCodec(Customer)))
    """The customers of this page.

    Empty on a page past the last one.

    Source: era: list envelope
    """

    def __init__(
        self,
        *,
        total: int,
        page: int,
        per_page: int,
        last_page: int,
        data: Sequence[Customer],
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        data = shield(data, Model)
        super().__init__(
            total=total,
            page=page,
            per_page=per_page,
            last_page=last_page,
            data=data,
        )
