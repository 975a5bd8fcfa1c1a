# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Payout: the models of one file of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from .._runtime.codecs import CHOICE, INTEGER, TEXT, TIMESTAMP, Constant, Items
from .._runtime.model import Field, Model, ModelCodec
from .._runtime.secrets import shield

__all__ = [
    "Payout",
    "PayoutItem",
    "PayoutItemType",
    "PayoutMethod",
]

PayoutItemType: TypeAlias = Literal["capture", "refund"]
"""What moved money.

Allowed values: capture, refund.

Source: era: payout resource
"""

PayoutMethod: TypeAlias = Literal[
    "visa",
    "master_card",
    "american_express",
    "jcb",
    "bank_transfer",
    "web_money",
    "lawson",
    "family-mart",
    "sunkus",
    "circle-k",
    "ministop",
    "daily-yamazaki",
    "seven-eleven",
]
"""The means of payment, for cards the brand and for konbini the store.

Allowed values: visa, master_card, american_express, jcb, bank_transfer, web_money, lawson,
family-mart, sunkus, circle-k, ministop, daily-yamazaki, seven-eleven.

Source: era: payout resource
"""


class PayoutItem(Model):
    """One capture or refund that a payout settles.

    Source: era: payout resource
    """

    __slots__ = ()

    resource: Field[Literal["payout_item"]] = Field(Constant[Literal["payout_item"]]("payout_item"))
    """Always `payout_item`.

    Source: era: payout resource
    """
    event_type: Field[PayoutItemType | str] = Field(CHOICE)
    """What moved money.

    Allowed values: capture, refund.

    Source: era: payout resource
    """
    timestamp: Field[datetime] = Field(TIMESTAMP)
    """When the money moved.

    Source: documented: Payment Resource
    """
    payment_method: Field[PayoutMethod | str] = Field(CHOICE)
    """The means of payment, for cards the brand and for konbini the store.

    Allowed values: visa, master_card, american_express, jcb, bank_transfer, web_money, lawson,
    family-mart, sunkus, circle-k, ministop, daily-yamazaki, seven-eleven.

    Source: era: payout resource
    """
    payment_fee: Field[int] = Field(INTEGER)
    """What KOMOJU keeps, in the smallest unit of the currency.

    Source: era: payout resource
    """
    receivable: Field[int] = Field(INTEGER)
    """What the merchant gets, in the smallest unit of the currency.

    Source: era: payout resource
    """
    amount: Field[int] = Field(INTEGER)
    """The price before tax, in the smallest unit of the currency.

    Source: era: payout resource
    """
    tax: Field[int] = Field(INTEGER)
    """The tax on the amount, in the smallest unit of the currency.

    Source: era: payout resource
    """
    total: Field[int] = Field(INTEGER)
    """What the payer paid or got back, in the smallest unit of the currency.

    Source: era: payout resource
    """

    def __init__(
        self,
        *,
        event_type: PayoutItemType | str,
        timestamp: datetime,
        payment_method: PayoutMethod | str,
        payment_fee: int,
        receivable: int,
        amount: int,
        tax: int,
        total: int,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            event_type=event_type,
            timestamp=timestamp,
            payment_method=payment_method,
            payment_fee=payment_fee,
            receivable=receivable,
            amount=amount,
            tax=tax,
            total=total,
        )


class Payout(Model):
    """Money that was paid out to the merchant.

    Source: era: payout resource
    """

    __slots__ = ()

    id: Field[str] = Field(TEXT)
    """The id of a resource, 25 lower-case letters and digits.

    Keep it whole and read nothing into it.

    Source: documented: Payments / Examples
    """
    resource: Field[Literal["payout"]] = Field(Constant[Literal["payout"]]("payout"))
    """Always `payout`.

    Source: era: payout resource
    """
    payout_items: Field[tuple[PayoutItem, ...]] = Field(Items(ModelCodec(PayoutItem)))
    """The captures and refunds that the payout settles.

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
        payout_items: Sequence[PayoutItem],
        created_at: datetime,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        payout_items = shield(payout_items, Model)
        super().__init__(
            id=id,
            payout_items=payout_items,
            created_at=created_at,
        )
