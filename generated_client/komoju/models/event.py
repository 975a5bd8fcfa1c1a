# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Event: the models of one file of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from .._runtime.codecs import CHOICE, INTEGER, TEXT, TIMESTAMP, Constant, Items, JsonObject
from .._runtime.model import Field, Model, ModelCodec, OptionalField, TaggedUnion
from .._runtime.secrets import shield
from .._runtime.unset import UNSET, Unset
from .customer import Customer
from .payment import Payment
from .payout import Payout

__all__ = [
    "CustomerEvent",
    "CustomerEventType",
    "Event",
    "EventList",
    "PaymentEvent",
    "PaymentEventType",
    "PayoutEvent",
    "PingEvent",
    "UnknownEvent",
]

PaymentEventType: TypeAlias = Literal[
    "payment.authorized",
    "payment.captured",
    "payment.updated",
    "payment.expired",
    "payment.cancelled",
    "payment.refund.created",
    "payment.refunded",
    "payment.failed",
]
"""What happened to a payment.

Allowed values: payment.authorized, payment.captured, payment.updated, payment.expired,
payment.cancelled, payment.refund.created, payment.refunded, payment.failed.

Source: era: webhook events
"""

CustomerEventType: TypeAlias = Literal["customer.created", "customer.updated", "customer.deleted"]
"""What happened to a customer.

Allowed values: customer.created, customer.updated, customer.deleted.

Source: era: webhook events
"""


class UnknownEvent(Model):
    """`type` is one that this package does not know.

    `to_dict()` gives all of it.
    """

    __slots__ = ()

    type: Field[str] = Field(TEXT)
    """The tag, as it was sent."""
    id: OptionalField[str] = OptionalField(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    created_at: OptionalField[datetime] = OptionalField(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        type: str,
        id: str | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            type=type,
            id=id,
            created_at=created_at,
        )


class PaymentEvent(Model):
    """Something that happened to a payment.

    Source: era: event resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    type: Field[PaymentEventType | str] = Field(CHOICE)
    """What happened to a payment.

    Allowed values: payment.authorized, payment.captured, payment.updated, payment.expired,
    payment.cancelled, payment.refund.created, payment.refunded, payment.failed.

    Source: era: webhook events
    """
    resource: Field[Literal["event"]] = Field(Constant[Literal["event"]]("event"))
    """Always `event`.

    Source: era: event resource
    """
    data: Field[Payment] = Field(ModelCodec(Payment))
    """The payment as it was then.

    Source: documented: Payment Resource
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        type: PaymentEventType | str,
        data: Payment,
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        data = shield(data, Model)
        super().__init__(
            id=id,
            type=type,
            data=data,
            created_at=created_at,
        )


class CustomerEvent(Model):
    """Something that happened to a customer.

    Source: era: event resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    type: Field[CustomerEventType | str] = Field(CHOICE)
    """What happened to a customer.

    Allowed values: customer.created, customer.updated, customer.deleted.

    Source: era: webhook events
    """
    resource: Field[Literal["event"]] = Field(Constant[Literal["event"]]("event"))
    """Always `event`.

    Source: era: event resource
    """
    data: Field[Customer] = Field(ModelCodec(Customer))
    """The customer as it was then; of a deleted one, as it was to the last.

    Source: era: customer resource
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        type: CustomerEventType | str,
        data: Customer,
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        data = shield(data, Model)
        super().__init__(
            id=id,
            type=type,
            data=data,
            created_at=created_at,
        )


class PayoutEvent(Model):
    """Money was paid out to the merchant.

    Source: era: event resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    type: Field[Literal["payout.created"]] = Field(
        Constant[Literal["payout.created"]]("payout.created")
    )
    """Always `payout.created`.

    Source: era: webhook events
    """
    resource: Field[Literal["event"]] = Field(Constant[Literal["event"]]("event"))
    """Always `event`.

    Source: era: event resource
    """
    data: Field[Payout] = Field(ModelCodec(Payout))
    """The payout.

    Source: era: payout resource
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        data: Payout,
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        data = shield(data, Model)
        super().__init__(
            id=id,
            data=data,
            created_at=created_at,
        )


class PingEvent(Model):
    """A greeting that goes out when a webhook is set up.

    Source: era: webhook events
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    type: Field[Literal["ping"]] = Field(Constant[Literal["ping"]]("ping"))
    """Always `ping`.

    Source: era: webhook events
    """
    resource: Field[Literal["event"]] = Field(Constant[Literal["event"]]("event"))
    """Always `event`.

    Source: era: event resource
    """
    data: Field[Mapping[str, Any]] = Field(JsonObject())
    """What a greeting tells.

    No source says what may stand in it.

    Source: choice: webhook-ping-data
    """
    created_at: Field[datetime] = Field(TIMESTAMP)
    """A moment in UTC, to the whole second, written `YYYY-MM-DDTHH:MM:SSZ`.

    Source: documented: Payment Resource
    """

    def __init__(
        self,
        *,
        id: str,
        data: Mapping[str, Any],
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            id=id,
            data=data,
            created_at=created_at,
        )


Event: TypeAlias = PaymentEvent | CustomerEvent | PayoutEvent | PingEvent | UnknownEvent
"""Something that happened.

`type` tells what, and decides what `data` is.

Source: era: event resource
"""

EVENT: Final = TaggedUnion[Event](
    "type",
    {
        "payment.authorized": PaymentEvent,
        "payment.captured": PaymentEvent,
        "payment.updated": PaymentEvent,
        "payment.expired": PaymentEvent,
        "payment.cancelled": PaymentEvent,
        "payment.refund.created": PaymentEvent,
        "payment.refunded": PaymentEvent,
        "payment.failed": PaymentEvent,
        "customer.created": CustomerEvent,
        "customer.updated": CustomerEvent,
        "customer.deleted": CustomerEvent,
        "payout.created": PayoutEvent,
        "ping": PingEvent,
    },
    unknown=UnknownEvent,
)


class EventList(Model):
    """One page of events, newest first.

    Source: era: list envelope
    """

    __slots__ = ()

    resource: Field[Literal["list"]] = Field(Constant[Literal["list"]]("list"))
    """Always `list`.

    Source: era: list envelope
    """
    total: Field[int] = Field(INTEGER)
    """How many events there are on all pages together.

    Source: era: list envelope
    """
    page: Field[int] = Field(INTEGER)
    """The number of this page.

    The first page is 1.

    Source: era: list envelope
    """
    per_page: Field[int] = Field(INTEGER)
    """How many events a page holds at most.

    Source: era: list envelope
    """
    last_page: Field[int] = Field(INTEGER)
    """The number of the last page.

    It is 0 when there are no events.

    Source: era: list envelope
    """
    data: Field[tuple[Event, ...]] = Field(Items(EVENT))
    """The events of this page.

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
        data: Sequence[Event],
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            total=total,
            page=page,
            per_page=per_page,
            last_page=last_page,
            data=data,
        )
