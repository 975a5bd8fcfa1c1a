# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Event: the models of one file of the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias

from .._runtime.codecs import CHOICE, TEXT, TIMESTAMP, Constant
from .._runtime.model import Field, Model, ModelCodec, OptionalField, TaggedUnion
from .._runtime.secrets import shield
from .._runtime.unset import UNSET, Unset
from .payment import Payment

__all__ = [
    "Event",
    "PaymentEvent",
    "PaymentEventType",
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
]
"""What happened to a payment.

Allowed values: payment.authorized, payment.captured, payment.updated, payment.expired,
payment.cancelled, payment.refund.created, payment.refunded.

Source: era: webhook events
"""


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
    payment.cancelled, payment.refund.created, payment.refunded.

    Source: era: webhook events
    """
    resource: Field[Literal["event"]] = Field(Constant[Literal["event"]]("event"))
    """Always `event`.

    Source: era: event resource
    """
    data: Field[Payment] = Field(ModelCodec(Payment))
    """A payment.

    Every key is always there, in this order.

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
    data: OptionalField[Payment] = OptionalField(ModelCodec(Payment))
    """A payment.

    Every key is always there, in this order.

    Source: documented: Payment Resource
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
        data: Payment | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        data = shield(data, Model)
        super().__init__(
            type=type,
            id=id,
            data=data,
            created_at=created_at,
        )


Event: TypeAlias = PaymentEvent | UnknownEvent
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
    },
    unknown=UnknownEvent,
)
