# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Web money: the models of one file of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .._runtime.codecs import INTEGER, Constant, Items, Nullable, SecretText
from .._runtime.model import Field, Model, ModelCodec, OptionalField
from .._runtime.secrets import Secret, seal, shield
from .._runtime.unset import UNSET, Unset
from .prepaid import PrepaidCard

__all__ = [
    "WebMoney",
    "WebMoneyRequest",
    "WebMoneyToken",
]


class WebMoneyRequest(Model):
    """Pay with a WebMoney card.

    Source: documented: WebMoney / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["web_money"]] = Field(Constant[Literal["web_money"]]("web_money"))
    """Always `web_money`.

    Source: documented: WebMoney / Payment Details
    """
    email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    Receipts, and for delayed types the payment instructions, are sent to it.

    Source: documented: Payment Details
    """
    prepaid_number: Field[Secret] = Field(SecretText(shown=4))
    """The number of the prepaid card, 16 characters.

    Source: documented: WebMoney / Payment Details
    """

    def __init__(
        self,
        *,
        prepaid_number: str | Secret,
        email: str | Secret | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        prepaid_number = seal(prepaid_number, 4)
        email = seal(email, 0)
        super().__init__(
            prepaid_number=prepaid_number,
            email=email,
        )


class WebMoney(Model):
    """What was paid with which prepaid cards, and what is still missing.

    Source: documented: WebMoney / Payment Details
    """

    __slots__ = ()

    type: Field[Literal["web_money"]] = Field(Constant[Literal["web_money"]]("web_money"))
    """Always `web_money`.

    Source: documented: WebMoney / Payment Details
    """
    email: Field[Secret | None] = Field(Nullable(SecretText()))
    """The payer's e-mail address.

    Null when none was sent.

    Source: documented: Payments / Examples
    """
    short_amount: Field[int] = Field(INTEGER)
    """The yen that are still missing. 0 when the payment is complete.

    Source: documented: WebMoney / Payment Details
    """
    prepaid_cards: Field[tuple[PrepaidCard, ...]] = Field(Items(ModelCodec(PrepaidCard)))
    """The cards that were used, in the order in which they were sent.

    Source: documented: WebMoney / Payment Details
    """

    def __init__(
        self,
        *,
        email: str | Secret | None,
        short_amount: int,
        prepaid_cards: Sequence[PrepaidCard],
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        email = seal(email, 0)
        prepaid_cards = shield(prepaid_cards, Model)
        super().__init__(
            email=email,
            short_amount=short_amount,
            prepaid_cards=prepaid_cards,
        )


class WebMoneyToken(Model):
    """What a token shows of the WebMoney details behind it, which is their type only.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["web_money"]] = Field(Constant[Literal["web_money"]]("web_money"))
    """Always `web_money`.

    Source: documented: Tokens / Examples
    """
