# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Payment: the models of one file of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias, overload

from .._runtime.codecs import (
    BOOLEAN,
    CHOICE,
    INTEGER,
    TEXT,
    TIMESTAMP,
    Constant,
    Either,
    Items,
    JsonObject,
    Nullable,
    TextMap,
)
from .._runtime.model import Field, Model, ModelCodec, OptionalField
from .._runtime.secrets import shield
from .._runtime.unset import UNSET, Unset, one_of
from .common import Currency, Locale
from .fraud_details import FraudDetails
from .payment_details import (
    PAYMENT_DETAILS,
    PAYMENT_DETAILS_REQUEST,
    PaymentDetails,
    PaymentDetailsRequest,
)
from .prepaid import PrepaidContinuation
from .refund_request import RefundRequest

__all__ = [
    "Payment",
    "PaymentCreate",
    "PaymentList",
    "PaymentRefund",
    "PaymentStatus",
    "PaymentUpdate",
    "Refund",
]

PaymentStatus: TypeAlias = Literal[
    "pending", "authorized", "captured", "refunded", "cancelled", "expired"
]
"""Where a payment stands.

The life cycle of the document says what each status means and what may follow it.

Allowed values: pending, authorized, captured, refunded, cancelled, expired.

Source: era: payment status list
"""


class PaymentCreate(Model):
    """A payment to be made.

    Source: documented: Payments / Examples
    """

    __slots__ = ()

    amount: Field[int] = Field(INTEGER)
    """The price before tax, in the smallest unit of the currency, 0 or more, without separators.

    Source: documented: Payment Resource / amount
    """
    currency: Field[Currency] = Field(CHOICE)
    """A currency by its three-letter ISO 4217 code.

    Amounts count its smallest unit.

    Allowed values: JPY, USD, EUR, TWD, KRW.

    Source: era: payment create schema of 2017-03
    """
    tax: OptionalField[int | Literal["auto"] | None] = OptionalField(
        Nullable(Either(INTEGER, Constant[Literal["auto"]]("auto")))
    )
    """The tax on the amount, in the smallest unit of the currency.

    `auto`, null or nothing at all means the Japanese consumption tax of the day.

    Default: auto.

    Source: documented: Payment Resource / tax
    """
    external_order_num: OptionalField[str] = OptionalField(TEXT)
    """The merchant's own order number.

    It comes back in the payment and in every webhook.

    Source: documented: Payment Resource / external_order_num
    """
    metadata: OptionalField[Mapping[str, str] | None] = OptionalField(Nullable(TextMap()))
    """The merchant's own notes, text by name.

    Null means none.

    Source: documented: Payment Resource / metadata
    """
    payment_details: OptionalField[PaymentDetailsRequest | str] = OptionalField(
        Either(PAYMENT_DETAILS_REQUEST, TEXT)
    )
    """How the payer pays, or the id of a token that stands for it.

    Source: documented: Payment Resource / payment_details
    """
    customer: OptionalField[str] = OptionalField(TEXT)
    """The id of a customer, who pays with the details that are stored.

    Source: era: payment create schema of 2017-03
    """
    capture: OptionalField[bool] = OptionalField(BOOLEAN)
    """For credit cards only.

    False reserves the money, so that it can be captured later.

    Default: True.

    Source: era: payment create schema of 2017-03
    """
    description: OptionalField[str | None] = OptionalField(Nullable(TEXT))
    """What the payment is for.

    Receipts by e-mail show it.

    Source: documented: Payment Resource / description
    """
    locale: OptionalField[Locale] = OptionalField(CHOICE)
    """The language of receipts and payment instructions.

    Allowed values: en, ja, ko.

    Default: ja.

    Source: era: payment create schema of 2017-03
    """
    partner_origin: OptionalField[str] = OptionalField(TEXT)
    """The name of the partner whose software makes the call.

    The payment does not show it.

    Source: era: payment create schema of 2017-03
    """
    fraud_details: OptionalField[FraudDetails | None] = OptionalField(
        Nullable(ModelCodec(FraudDetails))
    )
    """What helps to judge whether the payment is a fraud.

    The payment does not show it.

    Source: era: payment create schema of 2017-03
    """

    @overload
    def __init__(
        self,
        *,
        amount: int,
        currency: Currency,
        payment_details: PaymentDetailsRequest | str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        customer: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
    ) -> None: ...
    @overload
    def __init__(
        self,
        *,
        amount: int,
        currency: Currency,
        customer: str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
    ) -> None: ...
    def __init__(
        self,
        *,
        amount: int,
        currency: Currency,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        customer: str | Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        fraud_details = shield(fraud_details, Model)
        one_of(
            payment_details=payment_details,
            customer=customer,
        )
        super().__init__(
            amount=amount,
            currency=currency,
            tax=tax,
            external_order_num=external_order_num,
            metadata=metadata,
            payment_details=payment_details,
            customer=customer,
            capture=capture,
            description=description,
            locale=locale,
            partner_origin=partner_origin,
            fraud_details=fraud_details,
        )


class Refund(Model):
    """Money that was given back.

    Source: era: refund resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    resource: Field[Literal["refund"]] = Field(Constant[Literal["refund"]]("refund"))
    """Always `refund`.

    Source: era: refund resource
    """
    amount: Field[int] = Field(INTEGER)
    """What was given back, tax included, in the smallest unit of the currency.

    Source: era: refund resource
    """
    currency: Field[Currency | str] = Field(CHOICE)
    """A currency by its three-letter ISO 4217 code.

    Amounts count its smallest unit.

    Allowed values: JPY, USD, EUR, TWD, KRW.

    Source: era: payment create schema of 2017-03
    """
    payment: Field[str] = Field(TEXT)
    """The id of the payment.

    Source: documented: Payments / Examples
    """
    description: Field[str | None] = Field(Nullable(TEXT))
    """Why the money was given back.

    Null when no reason was given.

    Source: era: refund resource
    """

    def __init__(
        self,
        *,
        id: str,
        amount: int,
        currency: Currency | str,
        payment: str,
        description: str | None,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            id=id,
            amount=amount,
            currency=currency,
            payment=payment,
            description=description,
        )


class PaymentUpdate(Model):
    """What changes.

    A key that is not sent stays as it is.

    Source: era: payment update schema of 2017-03
    """

    __slots__ = ()

    description: OptionalField[str | None] = OptionalField(Nullable(TEXT))
    """What the payment is for.

    Null removes it.

    Source: era: payment update schema of 2017-03
    """
    metadata: OptionalField[Mapping[str, str]] = OptionalField(TextMap())
    """The merchant's own notes, text by name.

    They take the place of all notes that the payment had.

    Source: documented: Payment Resource / metadata
    """
    payment_details: OptionalField[PrepaidContinuation] = OptionalField(
        ModelCodec(PrepaidContinuation)
    )
    """A further prepaid card for a pending payment.

    It pays what is still missing.

    Source: documented: Continuing a WebMoney Request
    """

    def __init__(
        self,
        *,
        description: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        payment_details: PrepaidContinuation | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        super().__init__(
            description=description,
            metadata=metadata,
            payment_details=payment_details,
        )


class PaymentRefund(Model):
    """What is given back.

    Without an amount it is everything that is left.

    Source: era: refund endpoint
    """

    __slots__ = ()

    amount: OptionalField[int] = OptionalField(INTEGER)
    """How much is given back, tax included, in the smallest unit of the currency.

    At most what is left of the total.

    Source: era: refund endpoint
    """
    description: OptionalField[str | None] = OptionalField(Nullable(TEXT))
    """Why the money is given back.

    Source: era: refund endpoint
    """

    def __init__(
        self,
        *,
        amount: int | Unset = UNSET,
        description: str | Unset | None = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            amount=amount,
            description=description,
        )


class Payment(Model):
    """A payment.

    Every key is always there, in this order.

    Source: documented: Payment Resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    resource: Field[Literal["payment"]] = Field(Constant[Literal["payment"]]("payment"))
    """Always `payment`.

    Source: documented: Payment Resource / resource
    """
    status: Field[PaymentStatus | str] = Field(CHOICE)
    """Where a payment stands.

    The life cycle of the document says what each status means and what may follow it.

    Allowed values: pending, authorized, captured, refunded, cancelled, expired.

    Source: era: payment status list
    """
    amount: Field[int] = Field(INTEGER)
    """The price before tax, in the smallest unit of the currency.

    Source: documented: Payment Resource / amount
    """
    tax: Field[int] = Field(INTEGER)
    """The tax on the amount, in the smallest unit of the currency.

    Source: documented: Payment Resource / tax
    """
    customer: Field[str | None] = Field(Nullable(TEXT))
    """The id of the customer that the payment was made with.

    Null when it was made without one.

    Source: documented: Payment Resource / customer
    """
    payment_deadline: Field[datetime | None] = Field(Nullable(TIMESTAMP))
    """When the payment expires if the money has not been received.

    Null when it never does. It stays after the capture.

    Source: documented: Payment Resource / payment_deadline
    """
    payment_details: Field[PaymentDetails | None] = Field(Nullable(PAYMENT_DETAILS))
    """How the payment is paid.

    Null while the payer has not chosen yet on KOMOJU's own page.

    Source: documented: Payment Resource / payment_details
    """
    payment_method_fee: Field[int] = Field(INTEGER)
    """The fee that the payment type adds, in the smallest unit of the currency.

    Source: documented: Payment Resource / payment_method_fee
    """
    total: Field[int] = Field(INTEGER)
    """What the payer pays.

    It is amount + tax + payment_method_fee, in the smallest unit of the currency.

    Source: documented: Payment Resource / total
    """
    currency: Field[Currency | str] = Field(CHOICE)
    """A currency by its three-letter ISO 4217 code.

    Amounts count its smallest unit.

    Allowed values: JPY, USD, EUR, TWD, KRW.

    Source: era: payment create schema of 2017-03
    """
    description: Field[str | None] = Field(Nullable(TEXT))
    """What the payment is for.

    Receipts by e-mail show it. Null when none was given.

    Source: documented: Payment Resource / description
    """
    subscription: Field[Mapping[str, Any] | None] = Field(Nullable(JsonObject()))
    """The subscription that the payment is part of.

    Null when there is none.

    Source: documented: Payment Resource / subscription
    """
    captured_at: Field[datetime | None] = Field(Nullable(TIMESTAMP))
    """When the money was received.

    Null until then.

    Source: documented: Payment Resource / captured_at
    """
    external_order_num: Field[str | None] = Field(Nullable(TEXT))
    """The merchant's own order number.

    Null when none was sent.

    Source: documented: Payment Resource / external_order_num
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
    amount_refunded: Field[int] = Field(INTEGER)
    """The sum of all refunds, tax included, in the smallest unit of the currency.

    Never more than the total.

    Source: documented: Payment Resource / amount_refunded
    """
    locale: Field[Locale | str] = Field(CHOICE)
    """The language of receipts and payment instructions.

    Allowed values: en, ja, ko.

    Source: era: payment create schema of 2017-03
    """
    refunds: Field[tuple[Refund, ...]] = Field(Items(ModelCodec(Refund)))
    """The refunds, oldest first.

    Empty when there are none.

    Source: documented: Payment Resource / refunds
    """
    refund_requests: Field[tuple[RefundRequest, ...]] = Field(Items(ModelCodec(RefundRequest)))
    """Requests to give money back by bank transfer, oldest first.

    Empty when there are none.

    Source: documented: Payment Resource / refund_requests
    """

    def __init__(
        self,
        *,
        id: str,
        status: PaymentStatus | str,
        amount: int,
        tax: int,
        customer: str | None,
        payment_deadline: datetime | None,
        payment_details: PaymentDetails | None,
        payment_method_fee: int,
        total: int,
        currency: Currency | str,
        description: str | None,
        subscription: Mapping[str, Any] | None,
        captured_at: datetime | None,
        external_order_num: str | None,
        metadata: Mapping[str, str],
        created_at: datetime,
        amount_refunded: int,
        locale: Locale | str,
        refunds: Sequence[Refund],
        refund_requests: Sequence[RefundRequest],
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payment_details = shield(payment_details, Model)
        refunds = shield(refunds, Model)
        refund_requests = shield(refund_requests, Model)
        super().__init__(
            id=id,
            status=status,
            amount=amount,
            tax=tax,
            customer=customer,
            payment_deadline=payment_deadline,
            payment_details=payment_details,
            payment_method_fee=payment_method_fee,
            total=total,
            currency=currency,
            description=description,
            subscription=subscription,
            captured_at=captured_at,
            external_order_num=external_order_num,
            metadata=metadata,
            created_at=created_at,
            amount_refunded=amount_refunded,
            locale=locale,
            refunds=refunds,
            refund_requests=refund_requests,
        )


class PaymentList(Model):
    """One page of payments, newest first.

    Source: era: list envelope
    """

    __slots__ = ()

    resource: Field[Literal["list"]] = Field(Constant[Literal["list"]]("list"))
    """Always `list`.

    Source: era: list envelope
    """
    total: Field[int] = Field(INTEGER)
    """How many payments there are on all pages together.

    Source: era: list envelope
    """
    page: Field[int] = Field(INTEGER)
    """The number of this page.

    The first page is 1.

    Source: era: list envelope
    """
    per_page: Field[int] = Field(INTEGER)
    """How many payments a page holds at most.

    Source: era: list envelope
    """
    last_page: Field[int] = Field(INTEGER)
    """The number of the last page.

    It is 0 when there are no payments.

    Source: era: list envelope
    """
    data: Field[tuple[Payment, ...]] = Field(Items(ModelCodec(Payment)))
    """The payments of this page.

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
        data: Sequence[Payment],
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
